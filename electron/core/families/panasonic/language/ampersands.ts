// Ampersands that begin no reference XML knows: the commonest fault of hand-written files, so each is told by itself.

const reference = /&(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9A-Fa-f]{1,6});/uy;
const namedReference = /&[A-Za-z_][\w.-]{0,60};/uy;
// One unit, so that all places stay the same.
const standIn = '\uff06';

export interface BareAmpersand {
  readonly index: number;
  /** `&nbsp;` or `&mine;`: looks like a reference, but nothing is declared and nothing is expanded. */
  readonly entity: string | null;
}

/** All of them, and the source with each replaced by one other character. Stops at `most`: then the rest is as it was. */
export function findBareAmpersands(source: string, most: number): { found: BareAmpersand[]; cleaned: string } {
  const found: BareAmpersand[] = [];
  const pieces: string[] = [];
  let copied = 0;
  let index = source.indexOf('&');
  let unread = nextUnread(source, 0);
  while (index >= 0 && found.length < most) {
    while (unread && index >= unread.end) unread = nextUnread(source, unread.end);
    if (unread && index >= unread.start) {
      index = source.indexOf('&', unread.end);
      continue;
    }
    reference.lastIndex = index;
    if (!reference.test(source)) {
      namedReference.lastIndex = index;
      found.push({ index, entity: namedReference.exec(source)?.[0] ?? null });
      pieces.push(source.slice(copied, index), standIn);
      copied = index + 1;
    }
    index = source.indexOf('&', index + 1);
  }
  return { found, cleaned: pieces.length === 0 ? source : pieces.join('') + source.slice(copied) };
}

/** Where a document type begins, which only comments and instructions may precede; -1 when there is none. */
export function findDocumentType(source: string, from: number): number {
  let at = from;
  for (;;) {
    const start = source.indexOf('<', at);
    if (start < 0) return -1;
    if (source.startsWith('<!DOCTYPE', start)) return start;
    const unread = nextUnread(source, start);
    if (unread?.start !== start) return -1;
    at = unread.end;
  }
}

const openings = [
  ['<!--', '-->'],
  ['<![CDATA[', ']]>'],
  ['<?', '?>'],
] as const;

/** The next comment, CDATA section or instruction: there an ampersand is itself. One that does not end goes to the end. */
function nextUnread(source: string, from: number): { start: number; end: number } | null {
  for (let start = source.indexOf('<', from); start >= 0; start = source.indexOf('<', start + 1)) {
    const next = source.charCodeAt(start + 1);
    if (next !== 0x21 && next !== 0x3f) continue;
    const opening = openings.find(([open]) => source.startsWith(open, start));
    if (!opening) continue;
    const close = source.indexOf(opening[1], start + opening[0].length);
    return { start, end: close < 0 ? source.length : close + opening[1].length };
  }
  return null;
}
