/** Why a request was answered as it was. Strangers see one and the same 404; the ledger says which of these it was. */
export const requestReasons = [
  'served',
  'not-modified',
  'received',
  'not-armed',
  'second-peer',
  'other-neighbour',
  'unknown-mac',
  'unknown-token',
  'revoked-token',
  'token-of-another-phone',
  'unknown-path',
  'method-refused',
  'malformed',
  'guarded',
  'aborted',
  'login-missing',
  'login-wrong',
  'nonce-stale',
  'network-refused',
  'clock-unsure',
] as const;

export type RequestReason = (typeof requestReasons)[number];
