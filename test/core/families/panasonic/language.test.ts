import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { parametersTaken, readConfigFile } from '../../../../electron/core/families/panasonic/language/read-file';
import { writeConfigFile, writeLines } from '../../../../electron/core/families/panasonic/language/write-file';
import { file, magic, toBytes } from './check-support';

const text = (bytes: Uint8Array): string => new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);

describe('reading', () => {
  test('gives back any bytes', () => {
    const piece = fc.constantFrom('A="1"', '\r', '\n', '\r\n', '#', magic, '\ufeff', ' ', 'é', '\0');
    const likely = fc.array(piece, { maxLength: 30 }).map((pieces) => toBytes(pieces.join('')));
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 300 }), likely), (bytes) => {
        expect(writeLines(readConfigFile(bytes))).toEqual(bytes);
      }),
      { numRuns: 1000 },
    );
  });

  test('keeps each line with its own line end', () => {
    const { lines } = readConfigFile(toBytes('A="1"\r\nB="2"\n\rC="3"'));
    expect(lines.map(({ text: line, lineEnd }) => [line, lineEnd])).toEqual([
      ['A="1"', '\r\n'],
      ['B="2"', '\n'],
      ['', '\r'],
      ['C="3"', ''],
    ]);
  });

  test('knows bytes and text of a line beside letters of many bytes and broken ones', () => {
    const bytes = Uint8Array.of(...toBytes('A="é"\r\n'), 0x42, 0xff, 13, 10);
    const { lines } = readConfigFile(bytes);
    expect(lines.map((line) => [line.start, line.end, line.textBytes, line.text])).toEqual([
      [0, 8, 6, 'A="é"'],
      [8, 12, 2, 'B\ufffd'],
    ]);
  });

  test('tells magic, comments, empty lines, parameters and others apart', () => {
    const { lines } = readConfigFile(toBytes(file('# c', '', 'A="1"', 'A = "1"')));
    expect(lines.map((line) => line.content.kind)).toEqual([
      'magic',
      'comment',
      'blank',
      'parameter',
      'other',
      'blank',
    ]);
  });

  test('a magic line further down is a comment, and a byte-order mark does not hide the one at the start', () => {
    const { lines, hasByteOrderMark } = readConfigFile(toBytes(`\ufeff${magic}\r\n${magic}`));
    expect(hasByteOrderMark).toBe(true);
    expect(lines.map((line) => line.content.kind)).toEqual(['magic', 'comment']);
  });
});

describe('what a phone takes', () => {
  const taken = (content: string, model = 'KX-UT670'): string =>
    parametersTaken(toBytes(content), model)
      .map(({ name, value }) => `${name}=${value}`)
      .join(' ');

  test('valid lines only', () => {
    expect(taken('A="1"\r\nB = "2"\r\nC=3\r\nD="4\r\nE="5"\r\n F="6"\r\nG=""')).toBe('A=1 E=5 G=');
  });

  test('of equal names the first, on a UTG the last', () => {
    expect(taken('A="1"\nB="2"\nA="3"')).toBe('A=1 B=2');
    expect(taken('A="1"\nB="2"\nA="3"', 'KX-UTG200')).toBe('A=3 B=2');
  });

  test('no line over 537 bytes', () => {
    expect(taken(`A="${'x'.repeat(532)}"\nB="2"`)).toBe('B=2');
    expect(taken(`A="${'x'.repeat(531)}"\nB="2"`)).toContain('A=x');
  });

  test('nothing from XML', () => {
    expect(taken('<Dev A="1"/>')).toBe('');
  });
});

describe('writing', () => {
  test('magic line, CR LF, an empty line at the end', () => {
    const bytes = writeConfigFile('KX-UT670', [{ name: 'ADMIN_ID', value: 'böss' }]);
    expect(text(bytes)).toBe(`${magic}\r\nADMIN_ID="böss"\r\n\r\n`);
  });

  test('an older DECT base gets its own magic line', () => {
    const line = (model: string): string | undefined => text(writeConfigFile(model, [])).split('\r\n')[0];
    expect(line('KX-TGP550T04')).toBe('# PCC Standard Format File # DO NOT CHANGE THIS LINE!');
    expect(line('KX-TGP600RU')).toBe(magic);
  });

  test('a quote or a line end in a value is a bug of the caller', () => {
    for (const value of ['a"b', 'a\nb', 'a\rb']) {
      expect(() => writeConfigFile('KX-UT670', [{ name: 'A', value }])).toThrow('cannot be written');
    }
    expect(() => writeConfigFile('KX-UT670', [{ name: 'A B', value: '' }])).toThrow('is not the name');
  });

  test('a phone takes what was written', () => {
    const name = fc.stringMatching(/^[A-Z][A-Z0-9_]{0,31}$/u);
    const value = fc.string({ unit: 'grapheme', maxLength: 100 }).filter((v) => !/["\r\n]/u.test(v));
    const parameters = fc.uniqueArray(fc.record({ name, value }), { selector: (p) => p.name, maxLength: 20 });
    fc.assert(
      fc.property(parameters, fc.constantFrom('KX-UT113', 'KX-TGP500', 'KX-UTG300'), (given, model) => {
        const writable = given.filter((p) => toBytes(p.value).length <= 500);
        expect(parametersTaken(writeConfigFile(model, writable), model)).toEqual(writable);
      }),
    );
  });

  test('whatever was taken from a file can be written', () => {
    const piece = fc.constantFrom('A', 'B="', '"', '=', '\n', '\r', '\0', '\t', '\u2028', 'é', '\ufeff', 'C="1"\n');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const taken = parametersTaken(toBytes(pieces.join('')), 'KX-UT670');
        expect(parametersTaken(writeConfigFile('KX-UT670', taken), 'KX-UT670')).toEqual(taken);
      }),
    );
  });
});
