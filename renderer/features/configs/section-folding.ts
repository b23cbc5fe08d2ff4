// A comment at the head of a block of lines folds the block: `# Line 1` and what follows it.
import { codeFolding, foldGutter, foldKeymap, foldService } from '@codemirror/language';
import type { EditorState, Extension } from '@codemirror/state';
import { keymap } from '@codemirror/view';

const comment = /^\s*#/;
/** No section is longer; beyond it the end of the section is not looked for. */
const mostLines = 2_000;

function isHeading(state: EditorState, number: number): boolean {
  if (!comment.test(state.doc.line(number).text)) return false;
  return number === 1 || state.doc.line(number - 1).text.trim() === '';
}

function sectionAt(state: EditorState, lineStart: number): { from: number; to: number } | null {
  const heading = state.doc.lineAt(lineStart);
  if (!isHeading(state, heading.number)) return null;
  let last = heading.number;
  const end = Math.min(state.doc.lines, heading.number + mostLines);
  for (let number = heading.number + 1; number <= end; number += 1) {
    if (isHeading(state, number)) break;
    if (state.doc.line(number).text.trim() !== '') last = number;
  }
  return last > heading.number ? { from: heading.to, to: state.doc.line(last).to } : null;
}

export function sectionFolding(words: { fold: string; unfold: string }): Extension {
  return [
    foldService.of((state, lineStart) => sectionAt(state, lineStart)),
    codeFolding({ placeholderText: '…' }),
    foldGutter({
      markerDOM: (open) => {
        const mark = document.createElement('span');
        mark.className = open ? 'cm-fold-open' : 'cm-fold-closed';
        mark.title = open ? words.fold : words.unfold;
        return mark;
      },
    }),
    keymap.of(foldKeymap),
  ];
}
