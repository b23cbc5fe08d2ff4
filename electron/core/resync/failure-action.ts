// What one click can do about a failure; the words of the remedy say the rest.

/** `retry`: the same again. `retry-through-server`: again, by way of its SIP server. `arm`: arm the phone, then it must be started.
 *  `answer-there`: the Server page, where another address can be answered. `access`: the Server page's rules. `open-phone`: its page,
 *  with its lines and settings. */
export const failureActions = ['retry', 'retry-through-server', 'arm', 'answer-there', 'access', 'open-phone'] as const;

export type FailureAction = (typeof failureActions)[number];

const actions: Readonly<Record<string, readonly FailureAction[]>> = {
  RESYNC_SOURCE_FILTER: ['retry-through-server', 'open-phone'],
  RESYNC_FORBIDDEN: ['retry-through-server', 'retry'],
  RESYNC_UNAUTHORIZED: ['open-phone', 'retry'],
  RESYNC_NOT_FOUND: ['open-phone', 'retry'],
  RESYNC_NO_ADDRESS: ['open-phone', 'retry'],
  RESYNC_NO_SERVER: ['open-phone'],
  RESYNC_EVENT_REFUSED: ['open-phone', 'retry'],
  RESYNC_NOT_ARMED: ['arm', 'retry'],
  RESYNC_FILES_REFUSED: ['arm', 'retry'],
  RESYNC_ACCESS_REFUSED: ['access', 'retry'],
  RESYNC_TOLD_ELSEWHERE: ['answer-there', 'retry'],
  PHONE_TOLD_ELSEWHERE: ['answer-there', 'retry'],
  RESYNC_PROVISIONING_OFF: ['open-phone', 'retry'],
};

/** The likeliest first. `hasServer`: the phone holds a SIP server. */
export function failureActionsOf(code: string, hasServer: boolean): readonly FailureAction[] {
  const known = actions[code] ?? ['retry'];
  return hasServer ? known : known.filter((action) => action !== 'retry-through-server');
}
