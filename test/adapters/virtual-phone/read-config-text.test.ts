import fc from 'fast-check';
import { expect, test } from 'vitest';
import { seriesOfModel } from '../../../electron/adapters/virtual-phone/phone-series';
import { readConfigText } from '../../../electron/adapters/virtual-phone/read-config-text';
import { magicLine } from './file-server';

const ut = seriesOfModel('KX-UT670');

function read(lines: string[], model = 'KX-UT670', lineEnd = '\r\n') {
  return readConfigText(Buffer.from([magicLine, ...lines, '', ''].join(lineEnd)), seriesOfModel(model));
}

function parametersOf(lines: string[], model?: string, lineEnd?: string) {
  const reading = read(lines, model, lineEnd);
  return reading.outcome === 'read' ? Object.fromEntries(reading.parameters) : reading.reason;
}

test.each([
  ['a blank before the magic line', ` ${magicLine}\r\nA="1"\r\n`],
  ['a byte-order mark', `\uFEFF${magicLine}\r\nA="1"\r\n`],
  ['no magic line', 'A="1"\r\n'],
  ['the magic line of the older DECT base', '# PCC Standard Format File # DO NOT CHANGE THIS LINE!\r\nA="1"\r\n'],
  ['nothing at all', ''],
])('a file with %s is thrown away whole', (_, text) => {
  expect(readConfigText(Buffer.from(text), ut)).toMatchObject({ outcome: 'thrown-away' });
});

test('a KX-TGP500 wants the magic line of the older DECT base', () => {
  const older = Buffer.from('# PCC Standard Format File # DO NOT CHANGE THIS LINE!\r\nA="1"\r\n');
  expect(readConfigText(older, seriesOfModel('KX-TGP500B04'))).toMatchObject({ outcome: 'read' });
  expect(read(['A="1"'], 'KX-TGP500B04')).toMatchObject({ outcome: 'thrown-away' });
});

test('text after the 44 bytes is free', () => {
  const text = Buffer.from('# Panasonic SIP Phone Standard Format File #anything\r\nA="1"\r\n');
  expect(readConfigText(text, ut)).toMatchObject({ outcome: 'read', parameters: new Map([['A', '1']]) });
});

test('comments and empty lines are ignored, and an empty value is a value', () => {
  expect(parametersOf(['# A="9"', '', 'A="1"', 'B=""', 'C="Käthe # 1"'])).toEqual({ A: '1', B: '', C: 'Käthe # 1' });
});

test('of a name that comes twice the first counts', () => {
  expect(parametersOf(['A="1"', 'A="2"'])).toEqual({ A: '1' });
});

test.each(['A = "1"', 'A ="1"', 'A= "1"', ' A="1"', 'A="1" ', 'A=1', 'A=“1"', 'A="1"2"', 'A="1" # why', 'A'])(
  'the line %j is ignored alone',
  (line) => {
    expect(read([line, 'B="2"'])).toMatchObject({
      outcome: 'read',
      parameters: new Map([['B', '2']]),
      ignoredLines: 1,
    });
  },
);

test('a line of 537 bytes with CR LF is taken, one of 538 is ignored', () => {
  const name = 'N'.repeat(32);
  expect(parametersOf([`${name}="${'v'.repeat(500)}"`])).toEqual({ [name]: 'v'.repeat(500) });
  // 177 characters of three bytes fill a line to the last byte.
  expect(parametersOf([`A="${'€'.repeat(177)}"`, 'B="2"'])).toHaveProperty('A');
  expect(parametersOf([`A="${'€'.repeat(177)}x"`, 'B="2"'])).toEqual({ B: '2' });
});

test('names over 32 and values over 500 characters are ignored', () => {
  expect(parametersOf([`${'N'.repeat(33)}="1"`, `A="${'v'.repeat(501)}"`, 'B="2"'])).toEqual({ B: '2' });
});

test('a value over several lines makes the run invalid', () => {
  expect(read(['A="1"', 'B="first', 'second"'])).toEqual({
    outcome: 'run-invalid',
    reason: 'line 3 opens a value that does not end on its line',
  });
});

test('LF alone ends a line everywhere, CR alone only on HDV', () => {
  expect(parametersOf(['A="1"', 'B="2"'], 'KX-UT123', '\n')).toEqual({ A: '1', B: '2' });
  expect(parametersOf(['A="1"', 'B="2"'], 'KX-HDV130', '\r')).toEqual({ A: '1', B: '2' });
  expect(parametersOf(['A="1"', 'B="2"'], 'KX-UT123', '\r')).toEqual({});
});

test('no bytes make the reader throw', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 400 }), fc.boolean(), (bytes, withMagic) => {
      const reading = readConfigText(Buffer.concat([Buffer.from(withMagic ? `${magicLine}\r\n` : ''), bytes]), ut);
      expect(reading.outcome === 'thrown-away').toBe(!withMagic);
    }),
  );
});

test('a model of another platform is refused', () => {
  expect(() => seriesOfModel('KX-UTG200')).toThrow('MODEL_UNKNOWN');
});
