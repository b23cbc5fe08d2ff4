// Which way a NOTIFY takes to a phone, and why (product.md, "NOTIFY": one of three ways, chosen with a stated reason).
import type { SipServer } from './sip-server';

/** What a site may ask for; `auto` is the rule below. */
export const waySettings = ['auto', 'server', 'direct'] as const;

export type WaySetting = (typeof waySettings)[number];

/** `registrar`: over the flow on which the phone registered with us. */
export type ResyncWay = 'registrar' | 'server' | 'direct';

export interface WayCircumstances {
  readonly setting: WaySetting;
  /** It is registered with us now. */
  readonly registered: boolean;
  /** The SIP server it holds for its first line. */
  readonly server: SipServer | null;
  /** It holds a filter that drops SIP from anyone but its servers. */
  readonly filtersSource: boolean;
  /** Its own address is known. */
  readonly hasAddress: boolean;
}

export interface ChosenWay {
  readonly way: ResyncWay;
  /** In words, to follow a colon. */
  readonly reason: string;
  /** It will be dropped in silence, as far as we know what it holds. */
  readonly dropped: boolean;
}

/** Why there is no way. */
export type NoWay = 'no-address' | 'no-server';

/** Direct is the simplest way and the only one that needs nobody else: it is taken wherever nothing speaks against it. */
export function chooseWay(phone: WayCircumstances): ChosenWay | NoWay {
  const { setting, registered, server, filtersSource, hasAddress } = phone;
  if (setting === 'server') {
    if (registered) return chosen('registrar', 'it is registered here');
    return server ? chosen('server', 'chosen for this site') : 'no-server';
  }
  if (setting === 'direct') {
    if (!hasAddress) return 'no-address';
    return filtersSource
      ? { way: 'direct', reason: 'chosen for this site, although it takes SIP only from its servers', dropped: true }
      : chosen('direct', 'chosen for this site');
  }
  if (registered) return chosen('registrar', 'it is registered here');
  if (filtersSource && server) return chosen('server', 'it takes SIP only from its servers');
  if (hasAddress)
    return filtersSource
      ? { way: 'direct', reason: 'it takes SIP only from its servers, and holds none', dropped: true }
      : chosen('direct', 'it takes SIP from anyone');
  return server ? chosen('server', 'its own address is not known') : 'no-address';
}

function chosen(way: ResyncWay, reason: string): ChosenWay {
  return { way, reason, dropped: false };
}
