// Edits of files: what changes is the line meant, and nothing else.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ConfigEdit } from '../../../../electron/core/families/family';
import { catalogueRows } from '../../../../electron/core/families/panasonic/catalogue';
import { createPanasonicFamily } from '../../../../electron/core/families/panasonic/panasonic-family';
import catalogue from '../../../../resources/families/panasonic/catalogue.json';
import { magic, toBytes } from './check-support';
import { ut, utg } from './xml-cases';

const family = createPanasonicFamily(catalogueRows(catalogue));
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

function edit(content: string, model: string, ...edits: ConfigEdit[]): string {
  const outcome = family.edit(toBytes(content), model, edits);
  return outcome.ok ? decoder.decode(outcome.value) : outcome.problem.code;
}

const set = (name: string, value: string): ConfigEdit => ({ kind: 'set', name, value });
const unset = (name: string): ConfigEdit => ({ kind: 'unset', name });
const rename = (from: string, to: string): ConfigEdit => ({ kind: 'rename', from, to });
const move = (name: string, before: string | null): ConfigEdit => ({ kind: 'move', name, before });

describe('text', () => {
  const ut670 = (content: string, ...edits: ConfigEdit[]): string => edit(content, 'KX-UT670', ...edits);

  test.each<[string, string, ConfigEdit, string]>([
    ['the value of the line that counts', 'A="1"\r\nA="2"\r\n', set('A', 'x'), 'A="x"\r\nA="2"\r\n'],
    [
      'not a broken or over-long line',
      `A = "1"\r\nA="${'x'.repeat(600)}"\r\n`,
      set('A', 'x'),
      `A = "1"\r\nA="${'x'.repeat(600)}"\r\nA="x"\r\n`,
    ],
    [
      'a new line before the closing empty line',
      `${magic}\r\nA="1"\r\n\r\n`,
      set('B', '2'),
      `${magic}\r\nA="1"\r\nB="2"\r\n\r\n`,
    ],
    [
      'a new line beside its kin',
      'CFG_A="1"\n# c\nSIP_A="1"\n',
      set('CFG_B', ''),
      'CFG_A="1"\nCFG_B=""\n# c\nSIP_A="1"\n',
    ],
    ['in the line ends of the file', 'A="1"\rB="2"', set('C', '3'), 'A="1"\rB="2"\rC="3"'],
    ['an empty file', '', set('A', '1'), 'A="1"\r\n'],
    ['behind a byte-order mark', '\ufeffA="1"\n', set('A', '2'), '\ufeffA="2"\n'],
    ['nothing where the value is the same', 'A="1"\nA="2"', set('A', '1'), 'A="1"\nA="2"'],
    ['unset: all lines of the name', 'A="1"\n\nB="2"\nA="3"', unset('A'), '\nB="2"\n'],
    ['unset: not the broken ones', 'A = "1"\nA="1"\n', unset('A'), 'A = "1"\n'],
    ['rename: all lines of the name', 'A="1"\nA="2"\n', rename('A', 'BB'), 'BB="1"\nBB="2"\n'],
    ['rename: what is not there', 'A="1"', rename('B', 'C'), 'A="1"'],
    ['move up', 'A="1"\r\n#\r\nB="2"\r\n', move('B', 'A'), 'B="2"\r\nA="1"\r\n#\r\n'],
    ['move to the end', 'A="1"\nB="2"\n\n', move('A', null), 'B="2"\nA="1"\n\n'],
    ['move without a last line end', 'A="1"\nB="2"', move('A', null), 'B="2"\nA="1"'],
    ['a quote is refused', 'A="1"', set('A', 'a"b'), 'VALUE_INVALID'],
    ['a line end is refused', 'A="1"', set('A', 'a\nb'), 'VALUE_INVALID'],
    ['a name that is none is refused', 'A="1"', set('A B', ''), 'VALUE_INVALID'],
    ['a line too long is refused', 'A="1"', set('A'.repeat(50), 'x'.repeat(490)), 'VALUE_INVALID'],
    ['rename onto another is refused', 'A="1"\nB="1"', rename('A', 'B'), 'VALUE_INVALID'],
  ])('%s', (_, content, change, expected) => {
    expect(ut670(content, change)).toBe(expected);
  });

  test('on a UTG layer the last of equal names is set', () => {
    expect(edit('A="1"\nA="2"\n', 'KX-UTG200', set('A', 'x'))).toBe('A="1"\nA="x"\n');
  });

  test('all edits or none', () => {
    expect(ut670('A="1"', set('A', '2'), set('B', '"'))).toBe('VALUE_INVALID');
    expect(ut670('A="1"\n', set('A', '2'), set('B', '3'), unset('A'))).toBe('B="3"\n');
  });
});

const names = ['CFG_CYCLIC', 'CFG_CYCLIC_INTVL', 'NTP_ADDR', 'SIP_PASS_1', 'COFFEE', 'DISPLAY_NAME_1'];
const name = fc.constantFrom(...names);
const value = fc.string({ unit: 'grapheme', maxLength: 30 }).filter((text) => !/["\p{Cc}\p{Surrogate}]/u.test(text));
const parameter = fc.tuple(name, value).map(([n, v]) => `${n}="${v}"`);
const lineText = fc.oneof(
  { weight: 5, arbitrary: parameter },
  fc.constantFrom(
    '',
    '# comment',
    'broken',
    'A = "1"',
    'CFG_CYCLIC=Y',
    'NTP_ADDR="open',
    ' ',
    `X="${'y'.repeat(700)}"`,
  ),
);
const realLooking = fc
  .tuple(
    fc.constantFrom(magic, '# nothing', '\ufeff#'),
    fc.array(lineText, { maxLength: 25 }),
    fc.constantFrom('\r\n', '\n', '\r'),
  )
  .map(([first, lines, end]) => toBytes([first, ...lines, '', ''].join(end)));
const anyBytes = fc.uint8Array({ maxLength: 200 });
const model = fc.constantFrom('KX-UT670', 'KX-HDV130', 'KX-TGP500', 'KX-UTG200');
const linesOf = (bytes: Uint8Array): string[] => decoder.decode(bytes).split(/\r\n|\n|\r/u);

describe('whatever the file', () => {
  const valueOf = (bytes: Uint8Array, of: string, wanted: string): string | undefined =>
    family.parametersOf(bytes, of).find((found) => found.name === wanted)?.value;

  test('no edits give the same bytes', () => {
    fc.assert(
      fc.property(fc.oneof(anyBytes, realLooking), model, (bytes, of) => {
        const outcome = family.edit(bytes, of, []);
        expect(!outcome.ok || outcome.value).toEqual(bytes);
      }),
    );
  });

  test('after set the phone takes the value, after unset it has none', () => {
    fc.assert(
      fc.property(fc.oneof(anyBytes, realLooking), model, name, value, (bytes, of, wanted, text) => {
        const outcome = family.edit(bytes, of, [set(wanted, text)]);
        if (!outcome.ok) return;
        expect(valueOf(outcome.value, of, wanted)).toBe(text);
        const without = family.edit(outcome.value, of, [unset(wanted)]);
        expect(without.ok && valueOf(without.value, of, wanted)).toBe(undefined);
      }),
      { numRuns: 1000 },
    );
  });

  test('set changes one line or adds one, and no other', () => {
    fc.assert(
      fc.property(realLooking, model, name, value, (bytes, of, wanted, text) => {
        const outcome = family.edit(bytes, of, [set(wanted, text)]);
        const before = linesOf(bytes);
        const after = outcome.ok ? linesOf(outcome.value) : before;
        const added = after.length - before.length;
        const first = before.findIndex((line, i) => line !== after[i]);
        if (first < 0) return;
        expect([0, 1]).toContain(added);
        expect(after.toSpliced(first, 1)).toEqual(added ? before : before.toSpliced(first, 1));
        expect(after[first]).toBe(`${wanted}="${text}"`);
      }),
      { numRuns: 1000 },
    );
  });

  test('rename and move of the only one keep every other line', () => {
    fc.assert(
      fc.property(realLooking, model, name, name, (bytes, of, from, to) => {
        const is = (line: string, of_: string): boolean =>
          line.startsWith(`${of_}="`) && line.endsWith('"') && line.length > of_.length + 2;
        const before = linesOf(bytes);
        if (before.filter((line) => is(line, from)).length !== 1) return;
        const renamed = family.edit(bytes, of, [rename(from, 'TEA')]);
        const others = before.filter((line) => !is(line, from));
        expect(renamed.ok && linesOf(renamed.value).filter((line) => !is(line, 'TEA'))).toEqual(others);
        const moved = family.edit(bytes, of, [move(from, to)]);
        expect(moved.ok && linesOf(moved.value).filter((line) => !is(line, from))).toEqual(others);
        expect(moved.ok && valueOf(moved.value, of, from)).toBe(valueOf(bytes, of, from));
      }),
      { numRuns: 500 },
    );
  });
});

describe('XML', () => {
  const device = utg(
    '  <Device>',
    '    <System><Prov>',
    '      <CFG_CYCLIC perm="!RW">N</CFG_CYCLIC>',
    '    </Prov></System>',
    '    <Lines>',
    '      <Line idx="1"><Sip><SIP_AUTHID/></Sip></Line>',
    '    </Lines>',
    '  </Device>',
  );

  test.each<[string, ConfigEdit, string, string]>([
    ['a value', set('CFG_CYCLIC', 'Y'), '>N<', '>Y<'],
    ['a value with an ampersand', set('CFG_CYCLIC', 'a&<b'), '>N<', '>a&amp;&lt;b<'],
    ['an empty element', set('SIP_AUTHID_1', 'x'), '<SIP_AUTHID/>', '<SIP_AUTHID>x</SIP_AUTHID>'],
    [
      'a new one in its section',
      set('CFG_RTRY_INTVL', '5'),
      '    </Prov>',
      '      <CFG_RTRY_INTVL>5</CFG_RTRY_INTVL>\r\n    </Prov>',
    ],
    ['a new one of a line', set('SIP_PASS_1', 'p'), '<SIP_AUTHID/>', '<SIP_AUTHID/><SIP_PASS>p</SIP_PASS>'],
    [
      'a new line',
      set('SIP_PASS_2', 'p'),
      '    </Lines>',
      '      <Line idx="2"><Sip><SIP_PASS>p</SIP_PASS></Sip></Line>\r\n    </Lines>',
    ],
    [
      'a new section',
      set('NTP_ADDR', 'a'),
      '  </Device>',
      '    <Network><NTP><NTP_ADDR>a</NTP_ADDR></NTP></Network>\r\n  </Device>',
    ],
    ['unset takes the line', unset('CFG_CYCLIC'), '      <CFG_CYCLIC perm="!RW">N</CFG_CYCLIC>\r\n', ''],
    [
      'rename',
      rename('CFG_CYCLIC', 'CFG_TEA'),
      '<CFG_CYCLIC perm="!RW">N</CFG_CYCLIC>',
      '<CFG_TEA perm="!RW">N</CFG_TEA>',
    ],
  ])('of a UTG: %s', (_, change, from, to) => {
    expect(device).toContain(from);
    expect(edit(device, 'KX-UTG200', change)).toBe(device.replace(from, to));
  });

  test.each<[string, ConfigEdit, string, string]>([
    ['a value', set('NTP_ADDR', '"'), '', 'VALUE_INVALID'],
    ['a value in single quotes', set('NTP_ADDR', "it's"), "'a'", "'it&apos;s'"],
    [
      'another line of a parameter',
      set('PHONE_NUMBER_2', '2'),
      'PHONE_NUMBER_1="1"',
      'PHONE_NUMBER_1="1" PHONE_NUMBER_2="2"',
    ],
    ['unset', unset('NTP_ADDR'), " NTP_ADDR='a'", ''],
    ['rename', rename('NTP_ADDR', 'NTP'), 'NTP_ADDR', 'NTP'],
  ])('of a UT: %s', (_, change, from, to) => {
    const content = ut('<A NTP_ADDR=\'a\' /><B PHONE_NUMBER_1="1"/>');
    expect(edit(content, 'KX-UT670', change)).toBe(from === '' ? to : content.replace(from, to));
  });

  test('what no guide gives a place, and what has no order, is refused', () => {
    expect(edit(ut(), 'KX-UT670', set('NTP_ADDR', 'a'))).toBe('VALUE_INVALID');
    expect(edit(device, 'KX-UTG200', move('CFG_CYCLIC', null))).toBe('VALUE_INVALID');
    expect(edit(device.replace('>N<', '>&<'), 'KX-UTG200', set('CFG_CYCLIC', 'Y'))).toBe('XML_NOT_WELL_FORMED');
  });

  test('a value that begins with a slash is no element that closes itself', () => {
    const slash = family.edit(
      toBytes(utg('<Device><System><CFG_CYCLIC>/</CFG_CYCLIC></System></Device>')),
      'KX-UTG200',
      [set('CFG_CYCLIC', '')],
    );
    expect(slash.ok && family.parametersOf(slash.value, 'KX-UTG200')).toEqual([{ name: 'CFG_CYCLIC', value: '' }]);
  });

  test('of a UTG: after set the phone takes the value, after unset the other parameters are as before', () => {
    const known = fc.constantFrom(
      'CFG_CYCLIC',
      'NTP_ADDR',
      'SIP_AUTHID_1',
      'SIP_AUTHID_2',
      'DISPLAY_NAME_12',
      'COFFEE_1',
      'LDAP_SERVER',
    );
    const of = 'KX-UTG200';
    fc.assert(
      fc.property(fc.array(fc.tuple(known, value), { minLength: 1, maxLength: 8 }), fc.boolean(), (sets, indented) => {
        let bytes: Uint8Array = toBytes(indented ? device : utg('<Device/>'));
        const before = family.parametersOf(bytes, of);
        const expected = new Map(before.map((found) => [found.name, found.value]));
        for (const [wanted, text] of sets) {
          const outcome = family.edit(bytes, of, [set(wanted, text)]);
          expect(outcome.ok).toBe(true);
          bytes = outcome.ok ? outcome.value : bytes;
          expected.set(wanted, text);
        }
        expect(new Map(family.parametersOf(bytes, of).map((found) => [found.name, found.value]))).toEqual(expected);
        const added: readonly string[] = sets.map(([wanted]) => wanted);
        const undone = family.edit(bytes, of, added.map(unset));
        const kept = before.filter((found) => !added.includes(found.name));
        expect(undone.ok && family.parametersOf(undone.value, of)).toEqual(kept);
      }),
      { numRuns: 300 },
    );
  });
});
