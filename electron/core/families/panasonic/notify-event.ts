// Which event text a NOTIFY carries: what the phone was told to listen for, or the factory text.

/** "Generally check-sync or resync" (KX-UT670 guide p. 30); the sample files of all series hold this one. */
export const factoryNotifyEvent = 'check-sync';

/** The Event header must equal CFG_RESYNC_FROM_SIP as the phone holds it, so it is passed on untouched. An empty one cannot be
 *  sent as a header; the factory text is the best guess then. */
export function notifyEvent(held: ReadonlyMap<string, string>): string {
  return held.get('CFG_RESYNC_FROM_SIP') || factoryNotifyEvent;
}
