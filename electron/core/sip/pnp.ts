// How a factory-fresh phone asks by multicast where its files are: SUBSCRIBE for `ua-profile` to 224.0.1.75 (RFC 6080; the form of Snom,
// Planet, AudioCodes and Gigaset phones, panasonic.md §4.2). Vendors quote and escape as they like, so all of it is read with patience.
import { parseMacAddress, type MacAddress } from '../shared/mac-address';
import { firstValue, type SipMessage } from './sip-message';
import { splitOutside } from './sip-parameters';

/** IANA: `sip.mcast.net`. One hop only, RFC 3261 §18.1.1. */
export const pnpGroup = '224.0.1.75';
export const pnpPort = 5060;
export const pnpEvent = 'ua-profile';

/** Program and version stand in the User-Agent of all that Cordboard sends. */
export const cordboardAgent = 'Cordboard/';

export interface PnpAsk {
  readonly mac: MacAddress;
  /** As the phone says; null when it does not. */
  readonly vendor: string | null;
  readonly model: string | null;
  readonly version: string | null;
  /** No phone, but another Cordboard looking whether somebody answers. */
  readonly isProbe: boolean;
}

type Asking = Pick<SipMessage, 'fields'> & { readonly method: string; readonly uri: string };

/** Null for anything but a phone's first question, and for one that does not say whose it is. Never throws. */
export function readPnpAsk(request: Asking): PnpAsk | null {
  if (request.method !== 'SUBSCRIBE') return null;
  const [event = '', ...rest] = splitOutside(firstValue(request, 'event') ?? '', ';');
  if (event.trim().toLowerCase() !== pnpEvent) return null;
  const parameters = tolerantParameters(rest);
  const profile = parameters.get('profile-type');
  // `user` and `local-network` ask for other profiles (RFC 6080 §5.1).
  if (profile && profile.toLowerCase() !== 'device') return null;
  const mac = macOf(request, parameters);
  if (!mac) return null;
  const said = (name: string): string | null => parameters.get(name) || null;
  const isProbe = (firstValue(request, 'user-agent') ?? '').startsWith(cordboardAgent);
  return { mac, vendor: said('vendor'), model: said('model'), version: said('version'), isProbe };
}

const longestParameter = 64;

/** Quoted, bare, escaped or half closed: what stands there is taken, without its quotes. Of two with one name the first counts. */
function tolerantParameters(parts: readonly string[]): ReadonlyMap<string, string> {
  const parameters = new Map<string, string>();
  for (const part of parts) {
    const equals = part.indexOf('=');
    if (equals === -1) continue;
    const name = part.slice(0, equals).trim().toLowerCase();
    const bare = part
      .slice(equals + 1)
      .trim()
      .replace(/^"|"$/g, '')
      .replace(/\\(.)/g, '$1');
    const value = unescaped(bare).replace(/\p{C}/gu, '').trim().slice(0, longestParameter);
    if (name !== '' && !parameters.has(name)) parameters.set(name, value);
  }
  return parameters;
}

/** The user of the request-URI first, as most phones have it; a Call-ID is drawn at random, so there the digits must be marked. */
function macOf(request: Asking, parameters: ReadonlyMap<string, string>): MacAddress | null {
  const header = (name: string): string => firstValue(request, name) ?? '';
  const users = [request.uri, header('from'), header('to'), header('contact')].map(userOf);
  for (const text of [...users, parameters.get('mac') ?? '']) {
    const mac = macIn(text, macForm);
    if (mac) return mac;
  }
  return macIn(unescaped(header('call-id').slice(0, longestText)), markedForm);
}

const longestText = 200;

function userOf(text: string): string {
  const [, user = ''] = /sips?:([^@<>\s]{1,120})@/i.exec(text.slice(0, 1_000)) ?? [];
  return unescaped(user);
}

const digits = '[0-9a-f]{12}|[0-9a-f]{2}(?::[0-9a-f]{2}){5}|[0-9a-f]{2}(?:-[0-9a-f]{2}){5}';
const macForm = new RegExp(`(?:\\bmac[:=_-]?|(?<![0-9a-z]))(${digits})(?![0-9a-z])`, 'gi');
const markedForm = new RegExp(`\\bmac[:=_-]?(${digits})(?![0-9a-z])`, 'gi');

function macIn(text: string, form: RegExp): MacAddress | null {
  for (const [, found = ''] of text.matchAll(form)) {
    const mac = parseMacAddress(found);
    if (mac.ok) return mac.value;
  }
  return null;
}

/** `%3a` and `%3A` alike; a lone percent sign stays. */
function unescaped(text: string): string {
  return text.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
