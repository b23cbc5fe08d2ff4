// Where and as whom a phone is reached by SIP, read from what it holds.
import type { NotifyHabits } from '../../resync/notify-habits';
import type { SipServer } from '../../resync/sip-server';

const defaultSipPort = 5060;

export function sipPort(held: ReadonlyMap<string, string>): number {
  return portOf(held.get('SIP_SRC_PORT_1') ?? '');
}

function portOf(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  return port >= 1 && port <= 65535 ? port : defaultSipPort;
}

/** The account of a line. SIP_URI_n names the identity where it is set (UT, HDV), the phone number otherwise. Without an
 *  authentication name of its own a phone can only be known by that identity. */
function accountOf(
  held: ReadonlyMap<string, string>,
  line: number,
): { user: string; authId: string; password: string } {
  const value = (name: string): string => held.get(`${name}_${line}`) ?? '';
  const user = uriUser(value('SIP_URI')) || value('PHONE_NUMBER');
  return { user, authId: value('SIP_AUTHID') || user, password: value('SIP_PASS') };
}

export function sipAccount(held: ReadonlyMap<string, string>): { user: string; authId: string; password: string } {
  return accountOf(held, 1);
}

/** More than any phone of the series has. */
const mostLines = 24;

/** Every line with a number or an identity. */
export function sipAccounts(
  held: ReadonlyMap<string, string>,
): { line: number; user: string; authId: string; password: string }[] {
  return Array.from({ length: mostLines }, (_, index) => ({ line: index + 1, ...accountOf(held, index + 1) })).filter(
    ({ user }) => user !== '',
  );
}

/** SIP_URI_n is "SIP URI or user part": `sip:2101@pbx.example`, `2101@pbx.example` and `2101` are all seen. */
function uriUser(uri: string): string {
  return uri.replace(/^sips?:/i, '').split('@')[0] ?? '';
}

/** The source address filter works per line; one filtering line is enough to lose a NOTIFY (KX-UT113 guide p. 256). */
export function filtersSipSource(held: ReadonlyMap<string, string>): boolean {
  return [...held].some(([name, value]) => /^SIP_DETECT_SSAF(_\d+)?$/.test(name) && value === 'Y');
}

/** The vendor's own example has no Subscription-State (panasonic.md §3.1), and whether `;reboot=true` spoils the comparison with
 *  CFG_RESYNC_FROM_SIP no guide says: the bare text. */
export const notifyHabits: NotifyHabits = { subscriptionState: false, eventParameters: [] };

/** The server of the first line, as the phone would go there: outbound proxy, proxy, registrar. UTG has one for all lines, without an
 *  index. Null when it holds none. */
export function sipServer(held: ReadonlyMap<string, string>): SipServer | null {
  const value = (name: string): string => (held.get(`${name}_1`) ?? held.get(name) ?? '').trim();
  const kind = ['OUTPROXY', 'PRXY', 'RGSTR'].find((name) => value(`SIP_${name}_ADDR`) !== '');
  if (kind === undefined) return null;
  const host = value(`SIP_${kind}_ADDR`);
  return {
    host,
    port: value('SIP_DNSSRV_ENA') === 'Y' ? null : portOf(value(`SIP_${kind}_PORT`)),
    transport: transports[value('SIP_TRANSPORT')] ?? 'udp',
    domain: value('SIP_SVCDOMAIN') || value('SIP_RGSTR_ADDR') || host,
  };
}

/** 0 and 2 are seen in samples (panasonic-parameters.csv); 1 stands between them. */
const transports: Readonly<Record<string, SipServer['transport']>> = { 0: 'udp', 1: 'tcp', 2: 'tls' };
