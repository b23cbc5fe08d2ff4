// Drafts: kept with problems and all, never lost to an edit made elsewhere; what they would change, and how that is shown.
import { expect, test } from 'vitest';
import { parseScope, siteScope } from '../../../electron/core/configs/scope';
import { mac, openSite, valueOf } from '../../support/site';

const scopeOf = (text: string) => valueOf(parseScope(text));

test('a draft is kept with its problems, and over a restart', async () => {
  const site = await openSite();
  site.file('site', 'CFG_RESYNC_TIME="25:00"');
  const again = site.restart().services.configs.get(siteScope, 'draft');
  expect(again).toMatchObject({
    text: 'CFG_RESYNC_TIME="25:00"\r\n',
    draft: true,
    problems: [{ code: 'TIMING_TIME_INVALID', line: 1 }],
  });
  expect(site.services.configs.get(siteScope, 'published')).toMatchObject({ text: '', draft: false, savedAt: null });
});

test('a draft typed back to what is served is none any more, and one can be thrown away', async () => {
  const site = await openSite();
  site.file('site', 'DISPLAY_NAME_1="a"');
  site.publish();
  site.file('site', 'DISPLAY_NAME_1="b"');
  site.file('site', 'DISPLAY_NAME_1="a"');
  expect(site.services.configs.hasDraft).toBe(false);
  site.file('site', 'DISPLAY_NAME_1="b"');
  site.facts({ ntp: '192.0.2.5' });
  site.file('group:Bar', 'DISPLAY_NAME_1="c"');
  expect(site.services.configs.discard(siteScope)).toBe(2);
  expect(site.services.configs.discard(undefined)).toBe(1);
  expect(site.services.configs.get(siteScope, 'draft').text).toBe('DISPLAY_NAME_1="a"\r\n');
});

test('an edit based on an older version of the file is refused, unless it says the same', async () => {
  const site = await openSite();
  const { configs } = site.services;
  const { version } = configs.get(siteScope, 'draft');
  valueOf(configs.set(siteScope, 'DISPLAY_NAME_1="theirs"', version));
  const late = configs.set(siteScope, 'DISPLAY_NAME_1="mine"', version);
  expect(late).toMatchObject({ ok: false, problem: { code: 'CONFIG_CONFLICT' } });
  expect(configs.get(siteScope, 'draft').text).toBe('DISPLAY_NAME_1="theirs"');
  expect(configs.set(siteScope, 'DISPLAY_NAME_1="theirs"', version).ok).toBe(true);
  expect(configs.set(siteScope, 'DISPLAY_NAME_1="mine"', configs.get(siteScope, 'draft').version).ok).toBe(true);
});

test.each([
  ['phone:0080F0000009', 'PHONE_UNKNOWN'],
  ['model:KX-UT760', 'MODEL_UNKNOWN'],
])('a file for %s, which nobody would take, is refused with %s', async (scope, code) => {
  const site = await openSite();
  expect(site.services.configs.set(scopeOf(scope), 'A="b"', undefined)).toMatchObject({ ok: false, problem: { code } });
  expect(site.services.configs.set(scopeOf('model:KX-HDV'), '', undefined).ok).toBe(true);
});

test('a phone takes the file of its own model, else that of the longest name its model begins with', async () => {
  const site = await openSite();
  site.file('model:KX-HDV', 'DISPLAY_NAME_1="all"');
  site.file('model:KX-HDV130', 'DISPLAY_NAME_1="130"');
  site.add(1, { model: 'KX-HDV130N', lines: [] });
  site.add(2, { model: 'KX-HDV230', lines: [] });
  const value = (number: number) =>
    site.services.configs
      .effective(site.phone(number), 'draft')
      .parameters.find(({ name }) => name === 'DISPLAY_NAME_1')?.value;
  expect([value(1), value(2)]).toEqual(['130', 'all']);
  site.file('model:KX-HDV130N', 'DISPLAY_NAME_1="130N"');
  expect(value(1)).toBe('130N');
  site.services.configs.discard(scopeOf('model:KX-HDV130N'));
  expect(value(1)).toBe('130');
});

test('effective values name their layer and all they beat; managed addresses are among them', async () => {
  const site = await openSite({ facts: { ntp: '192.0.2.5' } });
  site.file('site', 'NTP_ADDR="192.0.2.6"');
  site.add(1, { group: 'Bar' });
  site.file('group:Bar', 'NTP_ADDR="192.0.2.7"');
  site.file(`phone:${mac(1)}`, 'NTP_ADDR="192.0.2.8"', 'CFG_MASTER_FILE_PATH="http://elsewhere/"');
  const { parameters } = site.services.configs.effective(site.phone(1), 'draft');
  const find = (name: string) => parameters.find((parameter) => parameter.name === name);
  expect(find('NTP_ADDR')).toMatchObject({
    value: '192.0.2.8',
    layer: 'phone file',
    overrides: [
      { layer: 'group file', value: '192.0.2.7' },
      { layer: 'site file', value: '192.0.2.6' },
      { layer: 'site facts', value: '192.0.2.5' },
    ],
  });
  expect(find('CFG_MASTER_FILE_PATH')).toMatchObject({
    layer: 'managed',
    value: 'http://192.0.2.200:8088/s/site-token-0123456789abc/master.cfg',
  });
});

test('the list of files tells size, values, worst problem, draft and how many phones take each', async () => {
  const site = await openSite();
  site.add(1, { group: 'Bar' });
  site.add(2);
  site.file('group:Bar', 'DISPLAY_NAME_1="a"', 'CFG_RESYNC_TIME="9:00"');
  expect(site.services.configs.fileList()).toMatchObject([
    { scope: siteScope, hasDraft: false, phones: 2, values: 0, worst: null },
    { scope: { kind: 'group', group: 'Bar' }, hasDraft: true, phones: 1, values: 2, worst: 'error', sizeBytes: 44 },
  ]);
});

test('a diff blanks secrets and yet shows that a password changed', async () => {
  const site = await openSite();
  site.add(1);
  const line = { line: 1, extension: '211', name: 'Desk 1', authId: 'auth1', password: 'Other-9', server: '' };
  valueOf(site.services.phones.edit(mac(1), { lines: [line] }, 'test'));
  site.file(
    'site',
    'SIP_PASS_2="secret-2"',
    '# SIP_PASS_3="secret-3"',
    'SIP_PASS_4=secret-4',
    'CFG_ROOT_CERTIFICATE_PATH="http://me:secret-5@host/x"',
  );
  const { configs } = site.services;
  const layers = valueOf(configs.diff(null, 'served'));
  expect(layers.map((diff) => diff.name)).toEqual([`facts:phone:${mac(1)}`, 'site']);
  expect(layers[0]).toMatchObject({ added: 1, removed: 1 });
  expect(layers[0]?.text).toMatch(/^-.*"password": "••••",?\n\+.*"password": "••••"/m);
  const phone = valueOf(configs.diff(site.phone(1), 'served'));
  expect(phone.map((diff) => diff.name)).toEqual(['standard']);
  expect(phone[0]?.text).toContain('-SIP_PASS_1="••••"\n+SIP_PASS_1="••••"');
  expect(JSON.stringify([layers, phone])).not.toMatch(/secret-|Other-9|Pw-1/);
});

test('the diff of a phone shows files that would go', async () => {
  const site = await openSite();
  site.file('site', 'DISPLAY_NAME_5="site"');
  site.add(1);
  site.facts({ served: 'one-file' });
  const diffs = valueOf(site.services.configs.diff(site.phone(1), 'served'));
  expect(diffs.map((diff) => [diff.name, diff.removed > 0])).toContainEqual(['master', true]);
});
