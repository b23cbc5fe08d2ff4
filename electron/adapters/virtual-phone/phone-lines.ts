// The lines a phone registers, read from its settings (names as in the vendor's sample files, guide §8a).
import type { Place } from './phone-transport';

export interface PhoneLine {
  readonly line: number;
  readonly user: string;
  readonly authId: string;
  readonly password: string;
  /** What stands behind the @ of its address. */
  readonly domain: string;
  /** Where its REGISTER goes. */
  readonly server: Place;
  readonly expiresSeconds: number;
  /** After this share of its life a registration is renewed. */
  readonly renewPercent: number;
  readonly repeatSeconds: number;
}

const mostLines = 24;
const usualPort = 5060;
/** Sample files. */
const usualExpiresSeconds = 3_600;
const usualRepeatSeconds = 10;
/** Half of its life, unless REG_INTERVAL_RATE_n says otherwise. */
const usualRenewPercent = 50;

/** The words for a line in use (sample files, UTG); any other means off. */
const inUse = ['', 'Enabled', 'Yes', 'Y'];

/** A line needs a number or an address of its own, and a server: the given one, else its outbound proxy, registrar or proxy. */
export function linesOf(settings: ReadonlyMap<string, string>, given: Place | null): PhoneLine[] {
  const lines: PhoneLine[] = [];
  for (let line = 1; line <= mostLines; line++) {
    const text = (name: string): string => settings.get(`${name}_${line}`) ?? '';
    const number = (name: string, whenUnset: number): number =>
      /^[1-9]\d{0,9}$/.test(text(name)) ? Number(text(name)) : whenUnset;
    const user = userOf(text('SIP_URI')) || text('PHONE_NUMBER');
    const server = given ?? heldServers(settings, line, ['OUTPROXY', 'RGSTR', 'PRXY'])[0];
    if (user === '' || !server || !inUse.includes(text('LINE_ENABLE'))) continue;
    lines.push({
      line,
      user,
      authId: text('SIP_AUTHID') || user,
      password: text('SIP_PASS'),
      domain: text('SIP_SVCDOMAIN') || text('SIP_RGSTR_ADDR') || server.address,
      server,
      expiresSeconds: number('REG_EXPIRE_TIME', usualExpiresSeconds),
      renewPercent: Math.min(100, number('REG_INTERVAL_RATE', usualRenewPercent)),
      repeatSeconds: number('REG_RTX_INTVL', usualRepeatSeconds),
    });
  }
  return lines;
}

/** Hosts a phone takes SIP from; null: from anyone. SIP_DETECT_SSAF_n="Y" lets only registrar, proxy, presence server and outbound proxy
 *  through (UT113-256, HDV100-216). The phone has one port for all lines, so one line that filters is enough. */
export function trustedHosts(settings: ReadonlyMap<string, string>, given: Place | null): string[] | null {
  const filtering = Array.from({ length: mostLines }, (_, index) => index + 1).filter(
    (line) => settings.get(`SIP_DETECT_SSAF_${line}`) === 'Y',
  );
  if (filtering.length === 0) return null;
  const held = filtering.flatMap((line) =>
    heldServers(settings, line, ['OUTPROXY', 'RGSTR', 'PRXY', 'PRSNC']).map(({ address }) => address),
  );
  return [...held, ...(given ? [given.address] : [])];
}

function heldServers(settings: ReadonlyMap<string, string>, line: number, names: readonly string[]): Place[] {
  return names.flatMap((name) => {
    const address = settings.get(`SIP_${name}_ADDR_${line}`) ?? '';
    const port = settings.get(`SIP_${name}_PORT_${line}`) ?? '';
    return address === '' ? [] : [{ address, port: /^[1-9]\d{0,4}$/.test(port) ? Number(port) : usualPort }];
  });
}

/** SIP_URI_n is an address or its user part: `sip:101@pbx.example`, `101@pbx.example`, `101`. */
function userOf(uri: string): string {
  return /^(?:sips?:)?([^@;>]*)/i.exec(uri)?.[1] ?? '';
}
