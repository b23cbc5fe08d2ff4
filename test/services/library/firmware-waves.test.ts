// Firmware: assigned as a draft, published, told in the phone's own file, taken in waves, and rolled back.
import { expect, test } from 'vitest';
import { overriddenFacts } from '../../../electron/services/configs/overridden-facts';
import { mac, openSite, peer, valueOf, type TestSite } from '../../support/site';
import { ask, libraryPath, upload } from './library-site';

const file = 'UT67x-01.302_HW1.fw';

async function uploadFirmware(site: TestSite, version: string | null = null, name = file) {
  return upload(site, name, `firmware ${name}`, { kind: 'firmware', models: ['KX-UT670'], version });
}

/** What of firmware stands in a phone's own file. */
function told(site: TestSite, number: number): string[] {
  const { text } = site.ask(site.ownPath(number), { from: peer(number) });
  return text.split('\r\n').filter((line) => line.startsWith('FIRM_'));
}

function lines(site: TestSite, version: string, name = file): string[] {
  return [
    `FIRM_FILE_PATH="${site.baseUrl}${libraryPath(site, name)}"`,
    'FIRM_UPGRADE_AUTO="Y"',
    'FIRM_UPGRADE_ENABLE="Y"',
    `FIRM_VERSION="${version}"`,
  ];
}

test('firmware with a version is a draft first; published, a phone is told, takes it and is in sync', async () => {
  const site = await openSite();
  site.add(1);
  site.boot(1);
  expect(site.view(1).state).toBe('inSync');
  expect(await uploadFirmware(site, '01.302')).toMatchObject({ version: '01.302', groups: null });
  expect(told(site, 1)).toEqual([]);
  const preview = site.services.configs.preview();
  expect(preview.phones.map((phone) => phone.mac)).toEqual([mac(1)]);
  const diff = valueOf(site.services.configs.diff(null, 'served'));
  expect(diff.map(({ name, text }) => [name, text.includes('01.302')])).toEqual([['facts:site', true]]);
  site.publish();
  expect(site.view(1).state).toBe('pending');
  site.takeFiles(1);
  expect(site.view(1).state).toBe('inSync');
  expect(told(site, 1)).toEqual(lines(site, '01.302'));
  const address = site.held(1).get('FIRM_FILE_PATH') ?? '';
  expect((await ask(site, new URL(address).pathname)).text).toBe(`firmware ${file}`);
});

test('a new version makes phones pending; another address of this laptop does not', async () => {
  const site = await openSite();
  site.add(1);
  const { id } = await uploadFirmware(site, '01.302');
  site.publish();
  site.boot(1);
  expect(site.view(1).state).toBe('inSync');
  site.baseUrl = 'http://192.0.2.201:8088';
  site.takeFiles(1);
  expect(site.view(1).state).toBe('inSync');
  expect(told(site, 1)).toEqual(lines(site, '01.302'));
  const { library } = site.services;
  valueOf(library.assign(id, { models: ['KX-UT670'], version: '01.303', groups: null }));
  site.publish();
  expect(site.view(1).state).toBe('pending');
});

test('a wave goes to the phones of its groups alone, and the rest follows', async () => {
  const site = await openSite();
  site.add(1, { group: 'Pilot' });
  site.add(2, { group: 'Desk' });
  site.add(3);
  const { library } = site.services;
  const { id } = await uploadFirmware(site);
  valueOf(library.assign(id, { models: ['KX-UT670'], version: '01.302', groups: ['Pilot'] }));
  site.publish();
  for (const number of [1, 2, 3]) site.boot(number);
  expect([1, 2, 3].map((number) => told(site, number).length)).toEqual([4, 0, 0]);
  expect([1, 2, 3].map((number) => site.view(number).state)).toEqual(['inSync', 'inSync', 'inSync']);
  valueOf(library.assign(id, { models: ['KX-UT670'], version: '01.302', groups: null }));
  site.publish();
  expect([1, 2, 3].map((number) => site.view(number).state)).toEqual(['inSync', 'pending', 'pending']);
  expect([1, 2, 3].map((number) => told(site, number).length)).toEqual([4, 4, 4]);
});

test('a rollback tells the firmware of then, and its file is served to the models of then', async () => {
  const site = await openSite();
  site.add(1);
  const { library } = site.services;
  const old = await uploadFirmware(site, '01.302');
  const before = site.publish();
  const { id } = await uploadFirmware(site, '01.303', 'newer.fw');
  site.publish();
  site.boot(1);
  expect(told(site, 1)).toEqual(lines(site, '01.303', 'newer.fw'));
  valueOf(library.assign(old.id, { models: ['KX-UTG200'], version: null, groups: null }));
  valueOf(site.services.configs.rollback(before, 'test'));
  expect(told(site, 1)).toEqual(lines(site, '01.302'));
  expect((await ask(site, libraryPath(site, file), {}, peer(1))).status).toBe(200);
  expect(library.remove(old.id)).toMatchObject({ problem: { code: 'LIBRARY_FILE_IN_USE' } });
  valueOf(library.remove(id));
});

test('firmware is removed only when no phone is told of it', async () => {
  const site = await openSite();
  site.add(1);
  const { library } = site.services;
  const { id } = await uploadFirmware(site, '01.302');
  site.publish();
  expect(library.remove(id)).toMatchObject({ problem: { code: 'LIBRARY_FILE_IN_USE' } });
  const facts = site.services.state.layers.siteFacts('published');
  valueOf(library.assign(id, { models: ['KX-UT670'], version: null, groups: null }));
  expect(library.remove(id)).toMatchObject({ problem: { code: 'LIBRARY_FILE_IN_USE' } });
  site.publish();
  expect(facts.firmware).toHaveLength(1);
  expect(site.services.state.layers.siteFacts('published')).not.toHaveProperty('firmware');
  valueOf(library.remove(id));
});

test('going back to firmware whose file was removed is refused, unless a reason is given; the same file again heals it', async () => {
  const site = await openSite();
  site.add(1);
  const { library, configs } = site.services;
  const { id } = await uploadFirmware(site, '01.302');
  const then = site.publish();
  valueOf(library.assign(id, { models: ['KX-UT670'], version: null, groups: null }));
  const now = site.publish();
  valueOf(library.remove(id));
  const refused = configs.rollback(then, 'test');
  expect(refused).toMatchObject({ problem: { code: 'LIBRARY_FILE_UNKNOWN' } });
  expect(refused.ok ? '' : refused.problem.message).toContain(file);
  await upload(site, file, 'other bytes', { kind: 'firmware', models: ['KX-UT670'] });
  expect(configs.rollback(then, 'test')).toMatchObject({ problem: { code: 'LIBRARY_FILE_UNKNOWN' } });
  expect([configs.revision, told(site, 1)]).toEqual([now, []]);

  valueOf(configs.rollback(then, 'test', 'all else is worse'));
  const { state, problems } = site.services;
  expect(problems.of(site.phone(1), 'published').map(({ code, parameter }) => [code, parameter])).toContainEqual([
    'FIRMWARE_FILE_MISSING',
    'FIRM_FILE_PATH',
  ]);
  site.facts({ ntp: '192.0.2.5' });
  const blocked = configs.publish('', 'test');
  expect(blocked.ok ? '' : blocked.problem.message).toContain('has no such file any more');
  for (const other of await library.list()) valueOf(library.remove(other.id));
  await uploadFirmware(site);
  valueOf(configs.publish('', 'test'));
  expect(problems.of(site.phone(1), 'published').map(({ code }) => code)).not.toContain('FIRMWARE_FILE_MISSING');
  expect((await ask(site, libraryPath(site, file))).status).toBe(200);
  expect(state.layers.siteFacts('published').firmware).toHaveLength(1);
});

test('an assignment taken back before it was published is no draft any more', async () => {
  const site = await openSite();
  site.add(1);
  site.facts({ ntp: '192.0.2.5' });
  site.publish();
  const { id } = await uploadFirmware(site, '01.302');
  expect(site.services.configs.hasDraft).toBe(true);
  valueOf(site.services.library.remove(id));
  expect(site.services.configs.hasDraft).toBe(false);
});

test('an own firmware address in a file counts while none is assigned; then all of it is ours, but for the phone file', async () => {
  const site = await openSite();
  site.add(1);
  site.file('site', 'FIRM_FILE_PATH="http://firmware.example/own.fw"', 'FIRM_VERSION="01.000"');
  site.publish();
  site.boot(1);
  expect(site.held(1).get('FIRM_FILE_PATH')).toBe('http://firmware.example/own.fw');
  expect(site.view(1).state).toBe('inSync');
  await uploadFirmware(site, '01.302');
  site.publish();
  expect(told(site, 1)).toEqual(lines(site, '01.302'));
  site.takeFiles(1);
  expect(site.view(1).state).toBe('inSync');
  site.file(`phone:${mac(1)}`, 'FIRM_FILE_PATH="http://firmware.example/own.fw"', 'FIRM_VERSION="01.000"');
  const { state, around } = site.services;
  expect(
    overriddenFacts(state, around, site.phone(1)).map(({ fact, parameter, line }) => [fact, parameter, line]),
  ).toEqual([
    ['firmware of the library', 'FIRM_VERSION', 2],
    ['firmware of the library', 'FIRM_FILE_PATH', 1],
  ]);
  site.publish();
  expect(told(site, 1)).toContain('FIRM_FILE_PATH="http://firmware.example/own.fw"');
  site.takeFiles(1);
  expect(site.view(1).state).toBe('inSync');
});

test.each(['KX-UT113', 'KX-UT670', 'KX-UTG200', 'KX-TGP500B04', 'KX-TGP600RU'])(
  'a %s that took its firmware address is in sync, in one file as well',
  async (model) => {
    const site = await openSite();
    site.add(1, { model });
    const { id } = await uploadFirmware(site);
    valueOf(site.services.library.assign(id, { models: [model.slice(0, 6)], version: '01.302', groups: null }));
    for (const served of ['three-files', 'one-file'] as const) {
      site.facts({ served });
      site.publish();
      site.boot(1);
      site.takeFiles(1);
      expect([served, site.view(1).state, site.view(1).leftOvers]).toEqual([served, 'inSync', 0]);
      expect(site.held(1).get('FIRM_FILE_PATH')).toBe(site.baseUrl + libraryPath(site, file));
    }
  },
);

test('the files that many phones fetch never name firmware, and what is shown names the real address', async () => {
  const site = await openSite();
  site.add(1);
  await uploadFirmware(site, '01.302');
  site.publish();
  const files = site.services.configs.render(site.phone(1), 'published');
  const naming = files.filter(({ bytes }) => new TextDecoder().decode(bytes).includes('FIRM_'));
  expect(naming.map(({ name }) => name)).toEqual(['first', 'standard']);
  for (const { bytes } of naming) expect(new TextDecoder().decode(bytes)).not.toContain('library:');
  const { parameters } = site.services.configs.effective(site.phone(1), 'published');
  const shown = parameters.find(({ name }) => name === 'FIRM_FILE_PATH');
  expect(shown).toMatchObject({ value: site.baseUrl + libraryPath(site, file), layer: 'phone facts' });
  site.boot(1);
  const inspected = site.services.inspector.inspect(site.phone(1), 'FIRM_FILE_PATH', 'published');
  expect(inspected).toMatchObject({ effective: `library:${file}`, held: { value: `library:${file}` }, managed: false });
});

test.each([
  [{ models: [], version: '01.302', groups: null }, 'VALUE_INVALID'],
  [{ models: ['KX-ZZ1'], version: '01.302', groups: null }, 'MODEL_UNKNOWN'],
  [{ models: ['KX-HDV130'], version: '01.302', groups: null }, 'VALUE_INVALID'],
  [{ models: ['KX-UT670'], version: '01 "302"', groups: null }, 'VALUE_INVALID'],
  [{ models: ['KX-UT670'], version: null, groups: ['Pilot'] }, 'VALUE_INVALID'],
  [{ models: ['KX-UT670'], version: '01.302', groups: [] }, 'VALUE_INVALID'],
  [{ models: ['KX-UT670'], version: '01.302', groups: ['Nobody'] }, 'GROUP_UNKNOWN'],
])('an assignment that cannot be changes nothing: %j', async (assignment, code) => {
  const site = await openSite();
  site.add(1, { group: 'Pilot' });
  const { id } = await uploadFirmware(site);
  expect(site.services.library.assign(id, assignment)).toMatchObject({ ok: false, problem: { code } });
  expect(site.services.configs.hasDraft).toBe(false);
});

test('only firmware has a version and waves', async () => {
  const site = await openSite();
  const { id } = await upload(site, 'logo.png', 'pixels', { kind: 'logo' });
  const assignment = { models: [], version: '1', groups: null };
  expect(site.services.library.assign(id, assignment)).toMatchObject({ problem: { code: 'VALUE_INVALID' } });
});
