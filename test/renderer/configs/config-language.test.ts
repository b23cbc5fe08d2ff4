import { ensureSyntaxTree } from '@codemirror/language';
import { EditorState } from '@codemirror/state';
import { expect, test } from 'vitest';
import { configLanguageSupport } from '../../../renderer/features/configs/config-language';
import { problemRange } from '../../../renderer/features/configs/problem-marks';

/** Every coloured piece of a text with the kind it was given. */
function pieces(text: string): [string, string][] {
  const state = EditorState.create({ doc: text, extensions: [configLanguageSupport()] });
  const found: [string, string][] = [];
  ensureSyntaxTree(state, text.length, 5000)?.iterate({
    enter: ({ from, to, name }) => {
      if (name !== 'Document') found.push([name, state.sliceDoc(from, to)]);
    },
  });
  return found;
}

test('name, line index, switch, macro and address are told apart', () => {
  expect(pieces('SIP_DETECT_SSAF_1="Y"')).toEqual([
    ['name', 'SIP_DETECT_SSAF'],
    ['index', '_1'],
    ['equals', '='],
    ['quote', '"'],
    ['bool', 'Y'],
    ['quote', '"'],
  ]);
  const url = pieces('CFG_STANDARD_FILE_PATH="http://a.example/{MAC}.cfg"').map(([, text]) => text);
  expect(url).toContain('http://a.example/');
  expect(url).toContain('{MAC}');
});

test('a comment is one piece, and an unfinished value does not colour the next line', () => {
  expect(pieces('# A="1"')).toEqual([['comment', '# A="1"']]);
  expect(pieces('A="open\nB="2"').map(([, text]) => text)).toContain('B');
});

test('a problem is marked from its column to the end of the word, value or blanks there', () => {
  const { doc } = EditorState.create({ doc: 'A="1"\nTIME= "5"' });
  const at = (line: number, column: number): string => {
    const { from, to } = problemRange(doc, { line, column });
    return doc.sliceString(from, to);
  };
  expect(at(1, 1)).toBe('A="1"');
  expect(at(2, 6)).toBe(' ');
  expect(at(2, 7)).toBe('"5"');
  expect(problemRange(doc, { line: 99, column: 99 })).toEqual({ from: doc.length - 1, to: doc.length });
});
