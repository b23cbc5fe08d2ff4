// One line of the text form: NAME="value", a comment, nothing, or something that is none of these and why.

/** Where a line stops being `NAME="value"`. Indexes count UTF-16 units from 0 and point at the first unit that does not fit. */
export type LineFault =
  /** Nothing wrong but blanks outside the quotes; `index` is the first of them. */
  | { readonly kind: 'blank'; readonly index: number }
  /** The opening quote at `index` is not closed on the line. */
  | { readonly kind: 'unclosed'; readonly index: number }
  | { readonly kind: 'typographic-quote'; readonly index: number }
  | { readonly kind: 'comment-after-value'; readonly index: number }
  | { readonly kind: 'quote-missing'; readonly index: number }
  | { readonly kind: 'text-after-value'; readonly index: number }
  | { readonly kind: 'name'; readonly index: number }
  | { readonly kind: 'no-equals-sign'; readonly index: number };

export type ParsedLine =
  | { readonly kind: 'blank' }
  | { readonly kind: 'comment' }
  | { readonly kind: 'parameter'; readonly name: string; readonly value: string; readonly valueIndex: number }
  | { readonly kind: 'other'; readonly fault: LineFault };

const parameterForm = /^([A-Za-z0-9_]+)="([^"]*)"$/u;
// The blanks that look like one: tab, no-break space, ideographic space.
const blanks = /[ \t\u00a0\u3000]*/uy;
const nameForm = /[A-Za-z0-9_]+/uy;
const typographicQuote = /[\u201c-\u201f\u00ab\u00bb\u2033\uff02]/u;

/** A line without its line end. A line of blanks alone is a `blank` one. */
export function parseLine(text: string): ParsedLine {
  if (text === '') return { kind: 'blank' };
  if (text.startsWith('#')) return { kind: 'comment' };
  const [, name, value] = parameterForm.exec(text) ?? [];
  if (name !== undefined && value !== undefined) {
    return { kind: 'parameter', name, value, valueIndex: name.length + 2 };
  }
  const first = skip(blanks, text, 0);
  if (first === text.length) return { kind: 'blank' };
  if (text[first] === '#') return { kind: 'other', fault: { kind: 'blank', index: 0 } };
  return { kind: 'other', fault: faultOf(text, first) };
}

/** True for a line that begins like a parameter, however it goes on: the end of a value that runs over lines. */
export function startsParameter(text: string): boolean {
  return /^[ \t\u00a0\u3000]*[A-Za-z0-9_]+[ \t\u00a0\u3000]*=/u.test(text);
}

function faultOf(text: string, nameIndex: number): LineFault {
  if (!text.includes('=')) return { kind: 'no-equals-sign', index: 0 };
  const nameEnd = skip(nameForm, text, nameIndex);
  const equals = skip(blanks, text, nameEnd);
  if (nameEnd === nameIndex || text[equals] !== '=') return { kind: 'name', index: equals };
  const open = skip(blanks, text, equals + 1);
  if (text[open] !== '"') {
    return { kind: typographicQuote.test(text[open] ?? '') ? 'typographic-quote' : 'quote-missing', index: open };
  }
  const close = text.indexOf('"', open + 1);
  if (close < 0) {
    const last = text.trimEnd().length - 1;
    const typographic = last > open && typographicQuote.test(text[last] ?? '');
    return typographic ? { kind: 'typographic-quote', index: last } : { kind: 'unclosed', index: open };
  }
  const rest = skip(blanks, text, close + 1);
  if (rest < text.length) return { kind: text[rest] === '#' ? 'comment-after-value' : 'text-after-value', index: rest };
  const places = [
    [0, nameIndex],
    [nameEnd, equals],
    [equals + 1, open],
    [close + 1, rest],
  ] as const;
  return { kind: 'blank', index: places.find(([from, to]) => to > from)?.[0] ?? 0 };
}

/** The index behind what the sticky pattern takes from `index` on. */
function skip(pattern: RegExp, text: string, index: number): number {
  pattern.lastIndex = index;
  return index + (pattern.exec(text)?.[0].length ?? 0);
}
