import fc from 'fast-check';
import { expect, test } from 'vitest';
import { csvFormat } from '../../../electron/adapters/csv/csv-format';

const row = { mac: '0080F0A1B2C3', name: 'Front desk' };

test.each([
  ['commas', 'mac,name\r\n0080F0A1B2C3,Front desk\r\n'],
  ['semicolons', 'mac;name\r\n0080F0A1B2C3;Front desk\r\n'],
  ['tabs', 'mac\tname\n0080F0A1B2C3\tFront desk'],
  ['CR alone', 'mac,name\r0080F0A1B2C3,Front desk\r'],
  ['spoiled names', ' MAC ;"Name "\r\n0080F0A1B2C3;Front desk\r\n'],
  ['blank rows and columns at the end', 'mac;name;;\r\n0080F0A1B2C3;Front desk;;\r\n;;;\r\n\r\n'],
])('%s are read', (_, text) => {
  expect(csvFormat.read(text)).toEqual({ ok: true, value: { columns: ['mac', 'name'], rows: [row] } });
});

test('the delimiter is that of the header, whatever the values hold', () => {
  expect(csvFormat.read('mac;name\r\n0080F0A1B2C3;"Meier, Anna, Dr., jun."\r\n')).toMatchObject({
    value: { rows: [{ mac: '0080F0A1B2C3', name: 'Meier, Anna, Dr., jun.' }] },
  });
});

test('short rows are filled up, and blank rows in between keep their number', () => {
  expect(csvFormat.read('mac,name\na\n\nb,c\n')).toMatchObject({
    value: {
      rows: [
        { mac: 'a', name: '' },
        { mac: '', name: '' },
        { mac: 'b', name: 'c' },
      ],
    },
  });
});

test('quotes, line ends and formulas in values come through as they are', () => {
  const text = 'mac,name\r\na,"say ""hi"",\r\nnext"\r\nb,=1+1\r\n';
  const read = csvFormat.read(text);
  expect(read).toMatchObject({ value: { rows: [{ name: 'say "hi",\r\nnext' }, { name: '=1+1' }] } });
  expect(read.ok && csvFormat.write(read.value.columns, read.value.rows)).toBe(text);
});

test.each([
  ['', 'Row 1 holds no column names.'],
  ['\r\n\r\n', 'Row 1 holds no column names.'],
  ['mac,MAC\r\na,b', 'Row 1 names the column "mac" twice.'],
  ['mac,name\r\na,b\r\nc,d,e', 'Row 3 has a value that stands under no column name.'],
  ['mac,name\r\na,b\r\nc,"d\r\n', 'Row 3: a quoted cell does not end.'],
  ['mac,name\r\na,"b"c\r\n', 'Row 2: a quoted cell goes on after its closing quote.'],
  ['PK\u0003\u0004\0\0', 'The file is not text in UTF-8.'],
  ['mac,name\r\na,M\uFFFDller', 'The file is not text in UTF-8.'],
])('%j is refused: %s', (text, message) => {
  expect(csvFormat.read(text)).toMatchObject({ ok: false, problem: { code: 'IMPORT_UNREADABLE', message } });
});

test('what is written is read back the same', () => {
  const column = fc.stringMatching(/^[a-z0-9_]{1,12}$/).filter((name) => name !== '__proto__');
  const cell = fc.oneof(
    fc.string().filter((text) => !/[\0\uFFFD]/.test(text)),
    fc.string({ unit: fc.constantFrom('"', ',', ';', '\t', '\r', '\n', ' ', 'a', 'ü', '=') }),
  );
  const table = fc.uniqueArray(column, { minLength: 1, maxLength: 5 }).chain((columns) => {
    const cells = fc.array(cell, { minLength: columns.length, maxLength: columns.length });
    const filled = cells.filter((values) => values.some((value) => value.trim() !== ''));
    const toRow = (values: string[]): Record<string, string> =>
      Object.fromEntries(columns.map((name, index) => [name, values[index] ?? '']));
    return fc.record({ columns: fc.constant(columns), rows: fc.array(filled.map(toRow), { maxLength: 5 }) });
  });
  fc.assert(
    fc.property(table, ({ columns, rows }) => {
      const read = csvFormat.read(csvFormat.write(columns, rows));
      expect(read).toEqual({ ok: true, value: { columns, rows } });
    }),
    { numRuns: 500 },
  );
});

test('any text is a table or a problem', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      expect([true, false]).toContain(csvFormat.read(text).ok);
    }),
  );
});
