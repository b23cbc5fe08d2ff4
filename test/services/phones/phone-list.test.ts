// Phones as CSV, in and out, with the real format.
import { describe, expect, test } from 'vitest';
import type { ImportReport } from '../../../electron/services/phones/phone-list';
import { mac, openSite, valueOf, type TestSite } from '../../support/site';

function importInto(site: TestSite, csv: string, dryRun = false): ImportReport {
  return valueOf(site.services.list.import(csv, dryRun, 'Ann'));
}

test('an export with secrets, imported elsewhere, gives the same phones', async () => {
  const site = await openSite();
  const line = {
    line: 2,
    extension: '2=1',
    name: 'Müller, "no" ',
    authId: '',
    password: ' a;b,c ',
    server: 'pbx.example:5070',
  };
  site.add(1, { group: 'Bar', ip: '192.0.2.9:5062', lines: [{ ...line, name: 'Müller, Jörg' }] });
  site.add(2, { model: 'KX-HDV130N', name: '' });
  const { csv, phones } = site.services.list.export(true);
  expect(phones).toBe(2);
  const other = await openSite();
  expect(importInto(other, csv)).toEqual({ added: 2, changed: 0, skipped: 0, problems: [] });
  for (const number of [1, 2]) {
    expect(other.view(number).facts).toEqual(site.view(number).facts);
    expect(other.phone(number)).toMatchObject({ model: site.phone(number).model, ip: site.phone(number).ip });
    expect(other.phone(number).armed).not.toBeNull();
  }
  expect(importInto(site, csv)).toEqual({ added: 0, changed: 0, skipped: 2, problems: [] });
  expect(site.services.configs.hasDraft).toBe(false);
});

test('without secrets there is no password column, and importing that list keeps the passwords', async () => {
  const site = await openSite();
  site.add(1);
  const { csv } = site.services.list.export(false);
  expect(csv).not.toMatch(/password|Pw-1/);
  expect(importInto(site, csv.replace('Desk 1', 'Counter'))).toMatchObject({ changed: 1 });
  expect(site.view(1).facts).toMatchObject({ name: 'Counter', lines: [{ password: 'Pw-1-x' }] });
});

test.each([',', ';', '\t'])(
  'columns divided by %j are read, with or without a byte-order mark, in any order',
  async (delimiter) => {
    const site = await openSite();
    const rows = [
      ['line1_extension', 'Model', 'MAC', 'name'],
      ['2101', 'UT670', '00:80:f0:00:00:01', 'Front'],
    ];
    importInto(site, `\uFEFF${rows.map((cells) => cells.join(delimiter)).join('\r\n')}`);
    expect(site.view(1)).toMatchObject({
      facts: { name: 'Front', lines: [{ extension: '2101' }] },
      record: { model: 'KX-UT670' },
    });
  },
);

test('good rows go in; bad ones and unknown columns are reported with their row', async () => {
  const site = await openSite();
  site.add(4);
  const report = importInto(
    site,
    [
      'mac,model,colour,line1_name',
      '0080F0000001,KX-UT670,red,Front',
      'nonsense,KX-UT670,,',
      '0080F0000002,KX-UT999,,',
      '0080F0000001,KX-UT670,,again',
      '0080F0000003,KX-HDV230,,"Say ""no"""',
      '0080F0000004,,,Changed',
      '0080F0000005,KX-HDV230,,Back',
    ].join('\n'),
  );
  expect({ ...report, problems: report.problems.map(({ row, code }) => `${row} ${code}`) }).toEqual({
    added: 2,
    changed: 1,
    skipped: 4,
    problems: ['1 IMPORT_COLUMN_UNKNOWN', '3 MAC_INVALID', '4 MODEL_UNKNOWN', '5 MAC_DUPLICATE', '6 FACT_INVALID'],
  });
  expect([...site.services.state.phones.all()].map((phone) => phone.mac)).toEqual([mac(4), mac(1), mac(5)]);
});

test('a phone of another site of this database is a bad row among good ones', async () => {
  const site = await openSite();
  site.add(1);
  const other = await openSite({ database: site.database });
  const csv = 'mac,model\n0080F0000001,KX-UT670\n0080F0000002,KX-UT670\n';
  const report = valueOf(other.services.stores.inOneTransaction(() => other.services.list.import(csv, false, 'Ann')));
  expect(report).toMatchObject({ added: 1, skipped: 1, problems: [{ row: 2, code: 'MAC_DUPLICATE' }] });
  expect(other.restart().services.state.phones.size).toBe(1);
});

test('a dry run reports the same and changes nothing', async () => {
  const site = await openSite();
  site.add(1);
  const csv = 'mac,model,name\n0080F0000001,,Other\n0080F0000002,KX-UT670,New\n0080F0000003,nothing,\n';
  const dry = importInto(site, csv, true);
  expect(site.services.state.phones.size).toBe(1);
  expect(site.services.configs.hasDraft).toBe(false);
  expect(importInto(site, csv)).toEqual(dry);
});

describe('a list that cannot be read at all is refused', () => {
  test.each([
    ['name,model\nx,KX-UT670\n', 'IMPORT_COLUMN_MISSING'],
    ['', 'IMPORT_UNREADABLE'],
  ])('%j', async (csv, code) => {
    const site = await openSite();
    expect(site.services.list.import(csv, false, 'Ann')).toMatchObject({ ok: false, problem: { code } });
  });
});
