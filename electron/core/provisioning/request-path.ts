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

/** The path as the ledger keeps it: tokens of `/p/…/` and `/s/…/` are blanked, also in a target that is percent-encoded or has a
 *  login in it; length is bounded, characters that are no print are escaped. */
export function ledgerPath(target: string): string {
  const readable = target.includes('%') ? (requestPath(target) ?? target) : target;
  const blanked = readable.replace(/([\\/]+(?:p|s)[\\/]+)[^\\/?#]+/gi, '$1••••').replace(/:\/\/[^/]*@/, '://••••@');
  const bounded = blanked.length > 512 ? `${blanked.slice(0, 512)}…` : blanked;
  return bounded.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
}
