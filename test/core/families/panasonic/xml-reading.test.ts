// The XML reader against bytes of every kind: it never throws, is bounded, and knows what phones take.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parametersTaken } from '../../../../electron/core/families/panasonic/language/read-file';
import { readXml } from '../../../../electron/core/families/panasonic/language/xml-file';
import { check, toBytes } from './check-support';
import { ut, utg } from './xml-cases';

const taken = (content: string, model: string): string =>
  parametersTaken(toBytes(content), model)
    .map(({ name, value }) => `${name}=${value}`)
    .join(' ');

test('a UTG takes elements, the last of equal names, with the number of their line', () => {
  const lines = utg(
    '<Device><A_B>1</A_B><Lines><Line idx="3"><X_Y>&amp;<![CDATA[<]]></X_Y></Line></Lines><A_B>2</A_B></Device>',
  );
  expect(taken(lines, 'KX-UTG200')).toBe('A_B=2 X_Y_3=&<');
  expect(taken(lines, 'KX-UT670')).toBe('');
  expect(taken(lines.replace('&amp;', '&'), 'KX-UTG200')).toBe('');
});

test('a UT takes attributes, the first of equal names, but no IDs', () => {
  const content = ut('<A ID="1" NTP_ADDR="a"/><B NTP_ADDR="b" xmlns:x="y" x:Z="1"><C USER_ID="&#233;&quot;"/></B>');
  expect(taken(content, 'KX-UT670')).toBe('NTP_ADDR=a');
  expect(taken(content, 'KX-UTG200')).toBe('');
  expect(taken(content, 'KX-HDV130')).toBe('');
});

const piece = fc.constantFrom(
  '<',
  '>',
  '</',
  '/>',
  '&',
  '&amp;',
  '"',
  "'",
  '=',
  ' ',
  '\n',
  '\r\n',
  '<!--',
  '-->',
  '<![CDATA[',
  ']]>',
  '<?xml version="1.0"?>',
  '<!DOCTYPE a [',
  ']>',
  '<PANASIPPhoneConfig>',
  '</PANASIPPhoneConfig>',
  '<PANASipPhoneConfig>',
  '<Dev NTP_ADDR="',
  '<CFG_CYCLIC>',
  '</CFG_CYCLIC>',
  '<Line idx="2">',
  '</Line>',
  '#',
  '\ufeff',
  'é😀',
  '&constructor;',
  '&#0;',
  '&#x1F600;',
  'a',
  '__proto__',
  '<__proto__>',
);
const likely = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''));

test('reading never throws, and places stay inside the file', () => {
  const start = fc.constantFrom('<', '<PANASIPPhoneConfig>', '<PANASipPhoneConfig>');
  const model = fc.constantFrom('KX-UTG200', 'KX-UT670', undefined);
  fc.assert(
    fc.property(start, fc.oneof(likely, fc.string({ unit: 'binary' })), model, (begin, rest, of) => {
      const source = begin + rest;
      const { parameters, fault } = readXml(source);
      expect(fault === null || (fault.index >= 0 && fault.index <= source.length)).toBe(true);
      for (const at of parameters) {
        expect(at.valueStart <= at.valueEnd && at.valueEnd <= at.end).toBe(true);
        const name = at.kind === 'element' ? at.element : at.name;
        expect(fault !== null || source.slice(at.nameStart, at.nameEnd) === name).toBe(true);
      }
      const lines = source.split(/\r\n|\n|\r/u).length;
      for (const problem of check(source, { ...(of && { model: of }), as: 'file' })) {
        expect(problem.line >= 1 && problem.line <= lines && problem.column >= 1).toBe(true);
      }
    }),
    { numRuns: 2000 },
  );
});

test('the value of a parameter is where its places say', () => {
  const value = fc.stringMatching(/^[a-z é]{0,20}$/u);
  fc.assert(
    fc.property(value, value, (a, b) => {
      const source = utg(`<Device><A_B perm="RW">${a}</A_B>`, `<C_D  >${b}</C_D></Device>`);
      expect(readXml(source).parameters.map((at) => source.slice(at.valueStart, at.valueEnd))).toEqual([a, b]);
    }),
  );
});
