import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { phoneBookText, readPhoneBook, utf16WithMark } from '../../../../electron/core/families/panasonic/phone-book';
import { checkContact, type Contact } from '../../../../electron/core/phones/contact';

const harbour: Contact = {
  name: 'Harbour, "north"',
  numbers: [
    { kind: 1, number: '2101' },
    { kind: 3, number: '+493012345' },
  ],
  preferred: 2,
  ringtone: 4,
  group: 2,
};

/** Any text a field may hold, lone surrogates, quotes and line ends not spared. */
const anyText = fc
  .array(
    fc.oneof(
      fc.constantFrom('"', ',', '\r', '\n', '\r\n', '""', ' ', '\uD83D', '\uDCDE', '\uFEFF', ';', 'ü', '名'),
      fc.string(),
    ),
  )
  .map((parts) => parts.join(''));

const anyNumbers = fc.array(
  fc.record({ kind: fc.integer({ min: 1, max: 5 }), number: fc.stringMatching(/^[0-9*#+]{1,32}$/) }),
  { minLength: 1, maxLength: 5 },
);

const anyContact: fc.Arbitrary<Contact> = fc
  .tuple(anyText, anyNumbers, fc.nat(), fc.integer({ min: 1, max: 11 }), fc.constantFrom(1, 2))
  .map(([name, numbers, pick, ringtone, group]) => ({
    name,
    numbers,
    preferred: 1 + (pick % numbers.length),
    ringtone,
    group,
  }));

test('a contact is a record of 15 fields, counted from 1, in UTF-16 little-endian with its mark', () => {
  const text = phoneBookText([harbour, { ...harbour, name: 'Gate' }]);
  expect(text).toBe(
    '1,"Harbour, ""north""",2,1,2101,3,+493012345,,,,,,,4,2\r\n2,Gate,2,1,2101,3,+493012345,,,,,,,4,2\r\n',
  );
  const bytes = utf16WithMark(text);
  expect([...bytes.subarray(0, 6)]).toEqual([0xff, 0xfe, 0x31, 0, 0x2c, 0]);
  expect(new TextDecoder('utf-16le').decode(bytes)).toBe(text);
});

test('what is written is read again, whatever stands in it', () => {
  fc.assert(
    fc.property(fc.array(anyContact, { minLength: 1, maxLength: 8 }), (contacts) => {
      expect(readPhoneBook(phoneBookText(contacts))).toEqual(contacts);
    }),
    { numRuns: 500 },
  );
});

test('every code unit survives as it is, lone surrogates too', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const bytes = utf16WithMark(text);
      const units = Array.from(
        { length: text.length },
        (_, at) => (bytes[2 + at * 2] ?? 0) | ((bytes[3 + at * 2] ?? 0) << 8),
      );
      expect(units).toEqual(Array.from({ length: text.length }, (_, at) => text.charCodeAt(at)));
    }),
  );
});

test('reading never throws, and takes nothing else for a phone book', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const contacts = readPhoneBook(text);
      expect(contacts === null || contacts.length > 0).toBe(true);
    }),
    { numRuns: 1000 },
  );
  for (const text of ['', 'name,number\r\nGate,2101\r\n', '1,Gate,1,1,2101', '1,"Gate,1,1,2101,,,,,,,,,1,1'])
    expect(readPhoneBook(text)).toBeNull();
});

test('a pair left out in between is closed up, and the preferred number stays the same one', () => {
  const read = readPhoneBook('\uFEFF7,Gate,3,1,2101,,,5,2105,,,,,1,1\n');
  expect(read).toEqual([
    {
      name: 'Gate',
      numbers: [
        { kind: 1, number: '2101' },
        { kind: 5, number: '2105' },
      ],
      preferred: 2,
      ringtone: 1,
      group: 1,
    },
  ]);
});

describe('a contact that no phone holds', () => {
  test.each<[string, Partial<Contact>, string]>([
    ['without a name', { name: ' ' }, 'no name'],
    ['with a line end in its name', { name: 'Gate\nNorth' }, 'line end'],
    ['with half a character', { name: 'Gate \uD83D' }, 'no text'],
    ['with too long a name', { name: 'x'.repeat(65) }, 'too long'],
    ['without a number', { numbers: [] }, 'no number'],
    ['with six numbers', { numbers: Array.from({ length: 6 }, () => ({ kind: 1, number: '1' })) }, 'more than 5'],
    ['with letters for a number', { numbers: [{ kind: 1, number: '21A1' }] }, 'no number'],
    ['with 33 digits', { numbers: [{ kind: 1, number: '1'.repeat(33) }] }, 'no number'],
    ['that prefers what it has not', { preferred: 3 }, 'prefers'],
    ['with a strange ringtone', { ringtone: 12 }, 'ringtone'],
    ['in a strange group', { group: Number.NaN }, 'group'],
  ])('%s is refused', (_, change, words) => {
    const problem = checkContact({ ...harbour, ...change });
    expect(problem).toMatchObject({ code: 'CONTACT_INVALID' });
    expect(problem?.message).toContain(words);
  });

  test('is told from one that every phone holds', () => {
    expect(checkContact(harbour)).toBeNull();
  });
});
