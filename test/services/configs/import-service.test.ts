// A folder becomes drafts and phones on a real database: all of it or nothing, changed rather than doubled, taken back in one step.
import { expect, test } from 'vitest';
import type { ImportFile } from '../../../electron/core/configs/import/import-plan';
import { siteScope } from '../../../electron/core/configs/scope';
import type { Imported } from '../../../electron/services/configs/import-service';
import { importFolder, importedMac } from '../../support/import-folder';
import { mac, openSite, valueOf, type TestSite } from '../../support/site';

const encoder = new TextEncoder();
const magic = '# Panasonic SIP Phone Standard Format File #';

function files(folder: Iterable<readonly [string, Uint8Array | string]>): ImportFile[] {
  return [...folder].map(([path, content]) => {
    const bytes = typeof content === 'string' ? encoder.encode(`${magic}\r\n${content}\r\n\r\n`) : content;
    return { path, bytes, sizeBytes: bytes.length };
  });
}

function read(site: TestSite, folder: Iterable<readonly [string, Uint8Array | string]>): Imported {
  return valueOf(site.services.imports.import(files(folder), { dryRun: false, model: null }, 'test'));
}

/** Everything an import may touch. */
function state(site: TestSite): unknown {
  const { layers, phones } = site.services.state;
  const keys = layers.keys('draft').toSorted((a, b) => (a.scope + a.kind < b.scope + b.kind ? -1 : 1));
  return {
    layers: keys.map((key) => [key, layers.content(key, 'draft'), layers.hasDraft(key), layers.savedAt(key, 'draft')]),
    phones: [...phones.all()].map((phone) => phone.mac),
    groups: site.services.phones.groups(),
  };
}

test('thirty files become phones, facts and files, all of them drafts, and still are after a restart', async () => {
  const site = await openSite();
  const { plan } = read(site, importFolder());
  expect(plan.phones).toHaveLength(25);
  for (const one of [site, site.restart()]) {
    const { state: now, configs } = one.services;
    expect(now.phones.size).toBe(25);
    expect(now.phones.find(importedMac(3))).toMatchObject({ model: 'KX-UT670', armed: { boundPeer: null } });
    expect(now.layers.phoneFacts(importedMac(3), 'draft')).toMatchObject({
      name: 'Desk 3',
      lines: [{ line: 1, extension: '2103', authId: 'auth3', password: 'Secret-3-x' }],
    });
    expect(now.layers.siteFacts('draft')).toMatchObject({ ntp: '192.0.2.1', adminPassword: 'Orchard-7' });
    expect(configs.revision).toBe(0);
    expect(now.contents.of(one.phone(3), 'published').effective.map(({ name }) => name)).not.toContain(
      'PHONE_NUMBER_1',
    );
  }
  expect(valueOf(site.services.configs.publish('from the old server', 'test')).changedPhones).toHaveLength(25);
});

test('a dry run changes nothing', async () => {
  const site = await openSite();
  const before = state(site);
  const tried = valueOf(site.services.imports.import(files(importFolder()), { dryRun: true, model: null }, 'test'));
  expect(tried).toMatchObject({ undo: null, plan: { phones: { length: 25 } } });
  expect(state(site)).toEqual(before);
});

test('a phone that is there is changed: its name, group and model stay where the folder says nothing', async () => {
  const site = await openSite();
  site.add(1, { name: 'Front desk', group: 'Bar', model: 'KX-HDV130' });
  site.file(`phone:${mac(1)}`, 'TIME_ZONE="0"');
  read(site, [[`${mac(1)}.cfg`, 'PHONE_NUMBER_1="7001"\r\nVOICE_MESSAGE_AVAILABLE="Y"']]);
  expect(site.services.state.phones.size).toBe(1);
  expect(site.view(1)).toMatchObject({
    record: { model: 'KX-HDV130' },
    facts: { name: 'Front desk', group: 'Bar', lines: [{ line: 1, extension: '7001', password: '' }] },
  });
  const text = site.services.configs.get({ kind: 'phone', mac: mac(1) }, 'draft').text;
  expect(text).toBe(`${magic}\r\nVOICE_MESSAGE_AVAILABLE="Y"\r\n\r\n`);
});

test('is taken back in one step: phones go, drafts and published files are what they were', async () => {
  const site = await openSite();
  site.add(1);
  site.file(siteScope, 'VOICE_MESSAGE_AVAILABLE="N"');
  site.publish();
  site.file('model:KX-UT670', 'VOICE_MESSAGE_AVAILABLE="Y"');
  const before = state(site);
  site.clock.advance(60_000);
  const { undo } = read(site, importFolder());
  expect(state(site)).not.toEqual(before);
  expect(valueOf(site.services.imports.undo(undo ?? '', 'test'))).toBe(24);
  expect(state(site)).toEqual(before);
  expect(state(site.restart())).toEqual(before);
  expect(site.services.imports.undo(undo ?? '', 'test')).toMatchObject({ problem: { code: 'IMPORT_UNDO_LATE' } });
});

test.each<[string, (site: TestSite) => void]>([
  ['edited', (site) => site.file('model:KX-UT670', 'TIME_ZONE_COUNTRY="1"')],
  ['published', (site) => void site.publish()],
  ['followed by another import', (site) => void read(site, [['ConfigCommon.cfg', 'A="1"']])],
  ['given a phone less', (site) => void site.services.phones.remove([importedMac(3)], 'test')],
])('is not taken back once it was %s', async (_what, change) => {
  const site = await openSite();
  const { undo } = read(site, importFolder());
  change(site);
  const after = state(site);
  expect(site.services.imports.undo(undo ?? '', 'test')).toMatchObject({
    ok: false,
    problem: { code: 'IMPORT_UNDO_LATE' },
  });
  expect(state(site)).toEqual(after);
});

test('a phone of another site stops all of it, and nothing is left behind', async () => {
  const site = await openSite();
  const other = await openSite({ database: site.database });
  other.add(25);
  const before = state(site);
  const refused = site.services.imports.import(files(importFolder()), { dryRun: false, model: null }, 'test');
  expect(refused).toMatchObject({ ok: false, problem: { code: 'MAC_DUPLICATE' } });
  expect(state(site)).toEqual(before);
  expect(state(site.restart())).toEqual(before);
});

test.each([
  [
    'too many files',
    Array.from({ length: 20_001 }, (_, at) => [`${at}.cfg`, new Uint8Array(0)] as const),
    'more than 20,000 files',
  ],
  [
    'too much of them',
    Array.from({ length: 17 }, (_, at) => [`${at}.cfg`, new Uint8Array(1024 * 1024)] as const),
    '16 MB',
  ],
])('%s are refused at once', async (_what, folder, words) => {
  const site = await openSite();
  const refused = site.services.imports.import(files(folder), { dryRun: false, model: null }, 'test');
  expect(refused).toMatchObject({
    ok: false,
    problem: { code: 'IMPORT_TOO_LARGE', message: expect.stringContaining(words) },
  });
});

test('a model nobody knows is refused before anything is read', async () => {
  const site = await openSite();
  const refused = site.services.imports.import([], { dryRun: true, model: 'KX-UT1' }, 'test');
  expect(refused).toMatchObject({ ok: false, problem: { code: 'MODEL_UNKNOWN' } });
});
