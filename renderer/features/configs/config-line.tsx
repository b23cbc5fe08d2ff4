import type { ReactElement } from 'react';

const parts = /^([A-Za-z][\w.]*?)(_\d+)?(\s*=\s*)(")([^"]*)(")(.*)$/;
const bools = new Set(['Y', 'N', 'Enabled', 'Disabled']);

function valueClass(value: string): string {
  if (bools.has(value)) return 's-b';
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(value) ? 's-u' : 's-s';
}

/** One line of a config file in the colours of the editor, with the part that differs set off. */
export function ConfigLine({ text, mark }: { text: string; mark: { from: number; to: number } | null }): ReactElement {
  const match = parts.exec(text);
  const pieces: { text: string; look: string }[] = match
    ? [
        { text: match[1] ?? '', look: 's-n' },
        { text: match[2] ?? '', look: 's-i' },
        { text: `${match[3]}${match[4]}`, look: 's-p' },
        { text: match[5] ?? '', look: valueClass(match[5] ?? '') },
        { text: `${match[6]}${match[7]}`, look: 's-p' },
      ]
    : [{ text, look: text.trimStart().startsWith('#') ? 's-c' : '' }];
  let at = 0;
  const shown = pieces.flatMap((piece) => {
    const start = at;
    at += piece.text.length;
    if (!mark || mark.to <= start || mark.from >= at) return piece.text ? [{ ...piece, start, marked: false }] : [];
    const from = Math.max(0, mark.from - start);
    const to = Math.min(piece.text.length, mark.to - start);
    return [
      { ...piece, text: piece.text.slice(0, from), start, marked: false },
      { ...piece, text: piece.text.slice(from, to), start: start + from, marked: true },
      { ...piece, text: piece.text.slice(to), start: start + to, marked: false },
    ].filter((each) => each.text !== '');
  });
  return (
    <code className="config-line">
      {shown.map((piece) => (
        <span key={piece.start} className={piece.marked ? `${piece.look} diff-part` : piece.look}>
          {piece.text}
        </span>
      ))}
    </code>
  );
}
