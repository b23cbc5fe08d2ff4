// The part of a file that a Range header asks for (RFC 9110 §14).

/** From `start` up to `end`, exclusive. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

const longestRangeHeader = 256;

/** `whole`: no range, one that nobody understands, or several that would need a multipart answer; such a header is ignored.
 *  `unsatisfiable`: nothing of what was asked for is there. Of several ranges a single one that is there is given. */
export function byteRange(header: string | null, size: number): ByteRange | 'whole' | 'unsatisfiable' {
  const [, list] = /^bytes=(.+)$/i.exec(header?.slice(0, longestRangeHeader + 1) ?? '') ?? [];
  if (list === undefined || (header?.length ?? 0) > longestRangeHeader) return 'whole';
  const there: ByteRange[] = [];
  for (const text of list.split(',')) {
    const [, from, to] = /^[ \t]*(\d{0,15})-(\d{0,15})[ \t]*$/.exec(text) ?? [];
    if (from === undefined || to === undefined || (from === '' && to === '')) return 'whole';
    if (from !== '' && to !== '' && Number(to) < Number(from)) return 'whole';
    const start = from === '' ? Math.max(0, size - Number(to)) : Number(from);
    const end = from === '' || to === '' ? size : Math.min(size, Number(to) + 1);
    if (start < end) there.push({ start, end });
  }
  const [only] = there;
  if (!only) return 'unsatisfiable';
  return there.length === 1 ? only : 'whole';
}

/** Whether the file is still the one the peer has a part of (RFC 9110 §13.1.5); a weak tag never is. */
export function rangeHolds(ifRange: string | null, etag: string | null, lastModified: number | null): boolean {
  if (ifRange === null) return true;
  const condition = ifRange.trim();
  if (condition.startsWith('"')) return condition === etag;
  return lastModified !== null && Date.parse(condition) === lastModified;
}
