import { expect, test } from 'vitest';
import { checkFactText, unwritable } from '../../../../electron/core/families/panasonic/fact-text';

test.each(['', 'Reception', 'Empfang – Grüße', 'a\\b', '日本語', '#1; x=y'])('"%s" can be written', (text) => {
  expect(unwritable(text)).toBeNull();
});

test.each(['a"b', 'a\r', 'a\nb', 'a\0', 'a\tb', '\ud800', 'x'.repeat(501), 'ü'.repeat(251)])(
  'a value that would break or lose its line is refused (case %#)',
  (text) => {
    expect(checkFactText('name of line 1', text)).toMatchObject({ code: 'FACT_INVALID' });
  },
);

test('500 bytes are the most', () => {
  expect(unwritable('x'.repeat(500))).toBeNull();
  expect(unwritable('ü'.repeat(250))).toBeNull();
});

test('the message names the fact', () => {
  expect(checkFactText('name of line 1', '"')?.message).toBe(
    "The name of line 1 cannot be written into a phone's file: it holds a double quote.",
  );
});
