// Where and as whom a phone is reached by SIP, read from what it holds.

const defaultSipPort = 5060;

export function sipPort(held: ReadonlyMap<string, string>): number {
  const text = held.get('SIP_SRC_PORT_1') ?? '';
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  return port >= 1 && port <= 65535 ? port : defaultSipPort;
}

/** The account of the first line. SIP_URI_1 names the identity where it is set (UT, HDV), the phone number otherwise. Without an
 *  authentication name of its own a phone can only be known by that identity. */
export function sipAccount(held: ReadonlyMap<string, string>): { user: string; authId: string; password: string } {
  const user = uriUser(held.get('SIP_URI_1') ?? '') || (held.get('PHONE_NUMBER_1') ?? '');
  return { user, authId: held.get('SIP_AUTHID_1') || user, password: held.get('SIP_PASS_1') ?? '' };
}

/** SIP_URI_n is "SIP URI or user part": `sip:2101@pbx.example`, `2101@pbx.example` and `2101` are all seen. */
function uriUser(uri: string): string {
  return uri.replace(/^sips?:/i, '').split('@')[0] ?? '';
}

/** The source address filter works per line; one filtering line is enough to lose a NOTIFY (KX-UT113 guide p. 256). */
export function filtersSipSource(held: ReadonlyMap<string, string>): boolean {
  return [...held].some(([name, value]) => /^SIP_DETECT_SSAF(_\d+)?$/.test(name) && value === 'Y');
}
