// The site's phone book, from a table to the file a phone imports; and what phones send of themselves.
import { expect, test } from 'vitest';
import { mac, openSite, valueOf } from '../../support/site';
import { rawBytes } from '../../support/database';

const gate = {
  name: 'Gate',
  numbers: [{ kind: 1, number: '2101' }],
  preferred: 1,
  ringtone: 1,
  group: 1,
};
const bookPath = '/s/site-token-0123456789abc/phonebook.csv';

function text(bytes: unknown): string {
  return new TextDecoder('utf-16le').decode(bytes as Uint8Array);
}

test('contacts are served as UTF-16 with a mark, to whoever knows the token of the site', async () => {
  const site = await openSite();
  expect(site.ask(bookPath).status).toBe(404);
  valueOf(site.services.contacts.set([gate, { ...gate, name: 'Åsa, "Lab"' }]));
  expect(site.services.contacts.address).toBe(`${site.baseUrl}${bookPath}`);
  const header = (): null => null;
  const request = { protocol: 'http' as const, remote: '192.0.2.1', method: 'GET', target: bookPath, header };
  const answer = site.services.provisioning.answer(request);
  expect(answer).toMatchObject({ status: 200, contentType: 'text/csv; charset=utf-16le' });
  expect(text(answer.body)).toBe('1,Gate,1,1,2101,,,,,,,,,1,1\r\n2,"Åsa, ""Lab""",1,1,2101,,,,,,,,,1,1\r\n');
  answer.settle({ completed: true, durationMs: 1 });
  expect(site.ask(bookPath, { etag: answer.etag ?? '' }).status).toBe(304);
  valueOf(site.services.contacts.set([gate]));
  expect(site.ask(bookPath, { etag: answer.etag ?? '' }).status).toBe(200);
  expect(site.ask(bookPath.replace('0123', '3210')).status).toBe(404);
  valueOf(site.services.contacts.set([]));
  expect(site.ask(bookPath).status).toBe(404);
});

test('contacts outlive a restart, each site has its own, and one that cannot be changes nothing', async () => {
  const site = await openSite();
  const other = await openSite({ database: site.database, clock: site.clock });
  valueOf(site.services.contacts.set([gate]));
  const refused = site.services.contacts.set([gate, { ...gate, name: '' }]);
  expect(refused).toMatchObject({ problem: { code: 'CONTACT_INVALID', message: 'Contact 2: It has no name.' } });
  expect(site.restart().services.contacts.contacts).toEqual([gate]);
  expect(other.services.contacts.contacts).toEqual([]);
});

test('a table is read with all its columns; rows with problems are told and left out', async () => {
  const site = await openSite();
  const table = [
    'Name;Number;number2;number3;preferred;ringtone;group;floor',
    'Gate;+49 (30) 123-45;;2103;3;2;2;1',
    ';2101;;;;;;',
    'Lab;;;;;;;',
    'Roof;21x;;;;;;',
    ';;;;;;;',
    'Yard;2102;;;2;;;',
    'Dock;2104;;;;12;;',
    'Desk;2105;;;;;;',
  ].join('\r\n');
  const dry = valueOf(site.services.contacts.import(table, true));
  expect(dry.contacts).toBe(2);
  expect(site.services.contacts.contacts).toEqual([]);
  expect(dry.problems.map(({ row, code }) => [row, code])).toEqual([
    [1, 'IMPORT_COLUMN_UNKNOWN'],
    [3, 'CONTACT_INVALID'],
    [4, 'CONTACT_INVALID'],
    [5, 'CONTACT_INVALID'],
    [7, 'CONTACT_INVALID'],
    [8, 'CONTACT_INVALID'],
  ]);
  valueOf(site.services.contacts.import(table, false));
  expect(site.services.contacts.contacts).toEqual([
    {
      name: 'Gate',
      numbers: [
        { kind: 1, number: '+493012345' },
        { kind: 3, number: '2103' },
      ],
      preferred: 2,
      ringtone: 2,
      group: 2,
    },
    { ...gate, name: 'Desk', numbers: [{ kind: 1, number: '2105' }] },
  ]);
});

test('a preferred number that is not there is a problem of its row', async () => {
  const site = await openSite();
  const report = valueOf(site.services.contacts.import('name,number,number2,preferred\nA,1,,2\nB,,2,2\n', true));
  expect(report).toMatchObject({ contacts: 1, problems: [{ row: 2, code: 'CONTACT_INVALID' }] });
});

test('the file that a phone exports is read like a table, and comes out the same', async () => {
  const site = await openSite();
  const exported = '\uFEFF1,Gate,1,1,2101,,,,,,,,,1,1\r\n2,Lab,2,1,2102,4,2103,,,,,,,3,2\r\n';
  expect(valueOf(site.services.contacts.import(exported, false))).toEqual({ contacts: 2, problems: [] });
  const answer = site.services.contacts.given();
  expect(text(answer?.body)).toBe(exported.slice(1));
});

test('a list without a good row replaces nothing, and one without its columns is refused', async () => {
  const site = await openSite();
  const { contacts } = site.services;
  valueOf(contacts.set([gate]));
  expect(valueOf(contacts.import('name,number\nA,x\n', false)).contacts).toBe(0);
  expect(contacts.contacts).toEqual([gate]);
  expect(contacts.import('name,phone\nA,1\n', false)).toMatchObject({ problem: { code: 'IMPORT_COLUMN_MISSING' } });
  expect(contacts.import('name,number\n"A,1\n', false)).toMatchObject({ problem: { code: 'IMPORT_UNREADABLE' } });
});

test('65,535 contacts fit, one more does not', async () => {
  const site = await openSite();
  const many = Array.from({ length: 65_535 }, (_, index) => ({ ...gate, name: `Desk ${index}` }));
  valueOf(site.services.contacts.set(many));
  expect(text(site.services.contacts.given()?.body).split('\r\n')).toHaveLength(65_536);
  expect(site.services.contacts.set([...many, gate])).toMatchObject({ problem: { code: 'CONTACT_INVALID' } });
}, 20_000);

test('what a phone sends is kept sealed for that phone, the newest twenty, and goes with it', async () => {
  const site = await openSite();
  const [first, second] = [site.add(1), site.add(2)];
  const { logs } = site.services;
  for (let number = 1; number <= 25; number++) {
    site.clock.advance(1000);
    logs.upload(first, `sys${number}.log`).take(Buffer.from(`very secret line ${number}\n`));
  }
  logs.upload(second, 'of\u0007two.log').take(Buffer.from([0xff, 0x41]));
  const kept = logs.ofPhone(first);
  expect(kept.map(({ name }) => name)).toEqual(Array.from({ length: 20 }, (_, index) => `sys${25 - index}.log`));
  expect(kept[0]).toMatchObject({ at: site.clock.now(), bytes: 20 });
  expect(logs.read(kept[0]?.id ?? 0)).toMatchObject({ phoneId: first.id, text: 'very secret line 25\n' });
  const [ofSecond] = logs.ofPhone(second);
  expect(ofSecond?.name).toBe('oftwo.log');
  expect(logs.read(ofSecond?.id ?? 0)?.text).toBe('\uFFFDA');
  for (const [file, bytes] of rawBytes(site.database.folder)) expect(bytes.includes('secret line'), file).toBe(false);
  valueOf(site.services.phones.remove([mac(1)], 'test'));
  expect(logs.read(kept[0]?.id ?? 0)).toBeNull();
  expect(logs.ofPhone(second)).toHaveLength(1);
});

test('a PUT beside its own file is taken from a phone, with a limit; from a stranger it is not', async () => {
  const site = await openSite();
  const phone = site.add(1);
  site.boot(1);
  const header = (): null => null;
  const put = (target: string) =>
    site.services.provisioning.answer({ protocol: 'http', remote: '192.0.2.1', method: 'PUT', target, header });
  const answer = put(site.ownPath(1).replace(/[^/]+$/, 'sys.log'));
  expect(answer).toMatchObject({ status: 201, upload: { limitBytes: 1024 * 1024 } });
  answer.upload?.take(Buffer.from('line\n'));
  answer.settle({ completed: true, durationMs: 1, bytes: 5 });
  expect(site.services.logs.ofPhone(phone)).toMatchObject([{ name: 'sys.log', bytes: 5 }]);
  expect(site.reasons(1)).toEqual(['received']);
  const refused = put('/p/another-token-0123456789/sys.log');
  expect(refused).toMatchObject({ status: 404, upload: null });
});
