// One SIP message on its way in or out, kept for whoever wants to see what was said.
import type { SipTransport } from './sip-transport';

export interface TracedMessage {
  /** Wall time, milliseconds. */
  readonly at: number;
  readonly direction: 'in' | 'out';
  readonly transport: SipTransport;
  readonly local: { readonly address: string; readonly port: number };
  readonly peer: { readonly address: string; readonly port: number };
  /** As on the wire, whatever it is. */
  readonly bytes: Uint8Array;
}

const secretHeaders = /^((?:proxy-)?(?:authorization|authenticate|authentication-info)|www-authenticate)([ \t]*:)/i;
const secretParameters =
  /\b(response|nonce|nextnonce|cnonce|rspauth|opaque)([ \t]*=[ \t]*)("(?:[^"\\]|\\.)*"?|[^\s",;]*)/gi;
const isSecretBefore = /^(?:proxy-)?authorization/i;

/** The bytes with what could help to find a password crossed out, as long as before: digests, nonces and whatever a Basic login or an
 *  unknown scheme says. Works line by line, so that it holds for messages no parser takes. */
export function blankSecrets(bytes: Uint8Array): Uint8Array {
  const blanked = new Uint8Array(bytes);
  // One character for each byte, so that places in the text are places in the bytes.
  const text = oneByte.decode(bytes);
  if (!/auth/i.test(text)) return blanked;
  const line = /[^\r\n]+(?:\r?\n[ \t][^\r\n]*)*/g;
  for (let found = line.exec(text); found; found = line.exec(text)) {
    const [whole] = found;
    const [heading] = secretHeaders.exec(whole) ?? [];
    if (heading === undefined) continue;
    const value = whole.slice(heading.length);
    for (const [from, to] of secretPlaces(value, isSecretBefore.test(heading))) {
      const start = found.index + heading.length;
      blanked.fill(star, start + from, start + to);
    }
  }
  return blanked;
}

const star = 42;
const oneByte = new TextDecoder('latin1');

/** Places within a header's value; of anything but a Digest all behind the name of the scheme. */
function secretPlaces(value: string, isProof: boolean): [from: number, to: number][] {
  const scheme = /^\s*([\w-]+)/.exec(value);
  if (isProof && scheme && scheme[1]?.toLowerCase() !== 'digest') return [[scheme[0].length, value.length]];
  return [...value.matchAll(secretParameters)].map((found) => {
    const [whole, name = '', equals = '', secret = ''] = found;
    const isQuoted = secret.startsWith('"');
    const from = found.index + name.length + equals.length + (isQuoted ? 1 : 0);
    const isClosed = isQuoted && secret.length > 1 && secret.endsWith('"');
    return [from, found.index + whole.length - (isClosed ? 1 : 0)];
  });
}
