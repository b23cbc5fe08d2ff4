/** Takes the path out of a request target as an HTTP client sent it: origin-form or absolute-form, query and fragment
 *  dropped, one round of percent-decoding, backslashes and repeated slashes read as one slash, dot segments refused.
 *  Null when it names nothing (RFC 9112 §3.2). Nothing here ever becomes a file name. */
export function requestPath(target: string): string | null {
  if (target.length > 2048) return null;
  const origin = target.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, '');
  const raw = origin.split(/[?#]/, 1)[0] ?? '';
  const decoded = percentDecoded(raw);
  if (decoded === null || hasControlCharacter(decoded)) return null;
  const path = decoded.replace(/[\\/]+/g, '/');
  if (!path.startsWith('/') || path.split('/').some((segment) => segment === '.' || segment === '..')) return null;
  return path;
}

function percentDecoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

function hasControlCharacter(text: string): boolean {
  for (let index = 0; index < text.length; index++) {
    const code = text.charCodeAt(index);
    if (code < 0x20 || code === 0x7f) return true;
  }
  return false;
}

/** What stands behind the question mark, decoded once; empty when there is nothing readable. It names nothing we serve, but may
 *  say whose phone asks (`/provisioning?mac=…`). */
export function requestQuery(target: string): string {
  if (target.length > 2048) return '';
  const query = /\?([^#]*)/.exec(target)?.[1] ?? '';
  return percentDecoded(query.replaceAll('+', ' ')) ?? query;
}

/** A path of ours without a token in it, as phones are told that log in. */
const tokenless = /^(?:[0-9A-F]{12}\.[A-Z0-9]{1,5}|master\.cfg|product-[A-Z0-9-]{1,40}\.cfg|phonebook\.csv)$/i;
const secretField = /([?&;][^=&;#]*(?:pass|pwd|token|secret|key|auth)[^=&;#]*=)[^&;#]*/gi;

/** The path as the ledger keeps it: tokens of `/p/…/` and `/s/…/` are blanked, also in a target that is percent-encoded or has a
 *  login in it; length is bounded, characters that are no print are escaped. */
export function ledgerPath(target: string): string {
  const blanked = readable(target.slice(0, 4096))
    .replace(/(^|[\\/])([ps])([\\/]+)([^\\/?#]+)([\\/]*)/gi, blankToken)
    .replace(/(^|:)([\\/]{2,})[^/\\]*@/, '$1$2••••@')
    .replace(secretField, '$1••••');
  const bounded = blanked.length > 512 ? `${blanked.slice(0, 512)}…` : blanked;
  return bounded.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
}

function blankToken(
  whole: string,
  before: string,
  kind: string,
  slashes: string,
  segment: string,
  after: string,
): string {
  const open = after === '' ? tokenless.test(segment) : kind.toLowerCase() === 's' && /^library$/i.test(segment);
  return open ? whole : `${before}${kind}${slashes}••••${after}`;
}

/** Decoded until no token can hide, whether or not it means anything. */
function readable(target: string): string {
  if (!target.includes('%')) return target;
  let text = requestPath(target) ?? target;
  for (let round = 0; round < 3 && text.includes('%'); round++)
    text = text.replace(/%([2-7][0-9a-f])/gi, (_, code: string) => String.fromCharCode(parseInt(code, 16)));
  return text;
}
