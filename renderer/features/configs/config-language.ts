// How the family's text looks in the editor: `NAME_1="value"`, comments, and what stands inside the quotes.
import { HighlightStyle, LanguageSupport, StreamLanguage, syntaxHighlighting } from '@codemirror/language';
import type { StringStream } from '@codemirror/language';
import { tags } from '@lezer/highlight';

type Inside = 'line start' | 'assignment' | 'value start' | 'text' | 'url';

interface LineState {
  inside: Inside;
}

const switches = /^(?:Y|N|Enabled|Disabled)(?=")/;
const macro = /^\{[A-Za-z]+\}/;

function valueToken(stream: StringStream, state: LineState): string {
  const first = state.inside === 'value start';
  if (first) state.inside = 'text';
  if (stream.eat('"')) {
    state.inside = 'assignment';
    return 'quote';
  }
  if (first && stream.match(switches)) return 'bool';
  if (stream.match(macro)) return 'macro';
  if (first && stream.match(/^[a-z][a-z0-9+.-]*:\/\//i)) state.inside = 'url';
  else if (!stream.match(/^[^"{]+/)) stream.next();
  return state.inside === 'url' ? 'url' : 'string';
}

/** One step of the reader; it always moves on, whatever stands in the line. */
function configToken(stream: StringStream, state: LineState): string | null {
  if (stream.sol()) state.inside = 'line start';
  if (state.inside === 'line start') {
    state.inside = 'assignment';
    if (stream.match(/^\s*#.*/)) return 'comment';
    // The index of a line is the number after the last underscore.
    if (stream.match(/^[A-Za-z][\w.]*?(?=_\d+(?:\W|$))/) || stream.match(/^[A-Za-z][\w.]*/)) return 'name';
  }
  if (state.inside !== 'assignment') return valueToken(stream, state);
  if (stream.match(/^_\d+/)) return 'index';
  if (stream.eat('"')) {
    state.inside = 'value start';
    return 'quote';
  }
  return stream.next() === '=' ? 'equals' : null;
}

const configLanguage = StreamLanguage.define<LineState>({
  name: 'panasonic-text',
  startState: () => ({ inside: 'line start' }),
  copyState: (state) => ({ ...state }),
  token: configToken,
  languageData: { commentTokens: { line: '#' }, closeBrackets: { brackets: ['"', '{'] } },
  tokenTable: {
    name: tags.propertyName,
    index: tags.labelName,
    string: tags.string,
    comment: tags.comment,
    bool: tags.bool,
    macro: tags.macroName,
    url: tags.url,
    quote: tags.punctuation,
    equals: tags.operator,
  },
});

const colours = HighlightStyle.define([
  { tag: tags.propertyName, color: 'var(--syn-name)' },
  { tag: tags.labelName, color: 'var(--syn-idx)' },
  { tag: tags.string, color: 'var(--syn-str)' },
  { tag: tags.comment, color: 'var(--syn-com)' },
  { tag: tags.bool, color: 'var(--syn-bool)', fontWeight: '500' },
  { tag: tags.macroName, color: 'var(--syn-macro)', fontWeight: '500' },
  { tag: tags.url, color: 'var(--syn-url)' },
  { tag: [tags.punctuation, tags.operator], color: 'var(--syn-pun)' },
]);

export function configLanguageSupport(): LanguageSupport {
  return new LanguageSupport(configLanguage, syntaxHighlighting(colours));
}
