// SIP addresses as text (RFC 3261 §19.1). The text is never written anew: a phone compares what it gets with what it holds.
import { readParameters, type SipParameters } from './sip-parameters';

export type SipUri =
  | {
      readonly scheme: 'sip' | 'sips';
      /** As written, escapes and all; null without. */
      readonly user: string | null;
      /** In lower case, IPv6 without brackets. */
      readonly host: string;
      readonly port: number | null;
      readonly parameters: SipParameters;
      /** What stands behind `?`, null without. */
      readonly headers: string | null;
    }
  /** `tel:` and whatever else there is. */
  | { readonly scheme: string; readonly opaque: string };

/** Phones write `#` and the like bare, which §25.1 would have escaped; blanks, quotes and brackets never stand in a URI. */
const userPart = /^[^@]+$/;
const hostName = /^(?=.{1,253}$)(?:[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?\.)*[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?\.?$/i;
const ipv6 = /^[0-9a-f:.]{2,45}$/i;

/** Null for what is no address. Blanks are not part of one. */
export function readSipUri(text: string): SipUri | null {
  const colon = text.indexOf(':');
  const scheme = text.slice(0, Math.max(colon, 0)).toLowerCase();
  const rest = text.slice(colon + 1);
  if (!/^[a-z][a-z0-9+.-]*$/.test(scheme) || rest === '' || /[\s<>"]/.test(text)) return null;
  if (scheme !== 'sip' && scheme !== 'sips') return { scheme, opaque: rest };
  const at = rest.lastIndexOf('@');
  const user = at === -1 ? null : rest.slice(0, at);
  if (user !== null && !userPart.test(user)) return null;
  const place = rest.slice(at + 1);
  const question = place.indexOf('?');
  const [hostAndParameters, headers] =
    question === -1 ? [place, null] : [place.slice(0, question), place.slice(question + 1)];
  const semicolon = hostAndParameters.indexOf(';');
  const where = readHostPort(semicolon === -1 ? hostAndParameters : hostAndParameters.slice(0, semicolon));
  const parameters = readParameters(semicolon === -1 ? '' : hostAndParameters.slice(semicolon));
  return where && parameters && { scheme, user, ...where, parameters, headers };
}

export interface SipPlace {
  readonly host: string;
  readonly port: number | null;
}

/** `pbx.example`, `192.0.2.1:5060`, `[2001:db8::1]:5061`. */
export function readHostPort(text: string): SipPlace | null {
  const [, bracketed, plain, digits] = /^(?:\[([^\]]*)\]|([^[\]:]*))(?::(\d{1,5}))?$/.exec(text) ?? [];
  const port = digits === undefined ? null : Number(digits);
  if (port !== null && port > 65_535) return null;
  if (bracketed !== undefined)
    return ipv6.test(bracketed) && bracketed.includes(':') ? { host: bracketed.toLowerCase(), port } : null;
  return plain !== undefined && hostName.test(plain) ? { host: plain.toLowerCase(), port } : null;
}

/** RFC 3261 §19.1.1: IPv6 stands in brackets; a zone (`%eth0`) means nothing to the other side. */
export function writeHost(host: string): string {
  return host.includes(':') ? `[${host.replace(/%.*/, '').toLowerCase()}]` : host;
}
