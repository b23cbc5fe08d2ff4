// Secrets by name, and one edit for many phones.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseScope, siteScope } from '../../../electron/core/configs/scope';
import { auditOf } from '../../support/audit';
import { mac, openSite, valueOf, type TestSite } from '../../support/site';

async function siteWithTwo(): Promise<TestSite> {
  const site = await openSite();
  site.add(1, { group: 'Bar' });
  site.add(2);
  return site;
}

function effective(site: TestSite, number: number, name: string): string | undefined {
  const { effective: values } = site.services.state.contents.of(site.phone(number), 'draft');
  return values.find((value) => value.name === name)?.value;
}

test('generated passwords keep to what every series takes, hold no look-alikes, and differ', async () => {
  const { services } = await siteWithTwo();
  const made = new Set<string>();
  for (const kind of ['line', 'admin', 'web'] as const) {
    for (let count = 0; count < 200; count++) {
      const value = services.secrets.generate(kind);
      made.add(value);
      expect(value).toMatch(kind === 'line' ? /^[A-Za-z0-9]{20}$/ : /^[A-Za-z0-9]{14}$/);
      expect(value).not.toMatch(/[0Oo1lIi5S8B2Z]/);
    }
  }
  expect(made.size).toBe(600);
  const file = `ADMIN_PASS="${services.secrets.generate('admin')}"`;
  for (const { name } of services.around.family.models) {
    const problems = services.around.family.check(new TextEncoder().encode(file), { as: 'layer', model: name });
    expect(problems.filter(({ code }) => code.startsWith('VALUE_') || code === 'PASSWORD_DEFAULT')).toEqual([]);
  }
});

test('a secret is given by name, and who asked is written down before', async () => {
  const site = await siteWithTwo();
  site.facts({ adminPassword: 'Orchard-77', secrets: { ldap: 'L-Pw-123' } });
  site.file('site', 'CFG_FILE_KEY2="Key-9"');
  const reveal = (place: Parameters<typeof site.services.secrets.reveal>[0]): unknown => {
    const value = site.services.secrets.reveal(place, 'Ann');
    return value.ok ? value.value : value.problem.code;
  };
  expect(reveal({ mac: mac(1), line: 1 })).toBe('Pw-1-x');
  expect(reveal({ mac: mac(1), parameter: 'SIP_PASS_1' })).toBe('Pw-1-x');
  expect(reveal({ secret: 'ldap' })).toBe('L-Pw-123');
  expect(reveal({ site: 'adminPassword' })).toBe('Orchard-77');
  expect(reveal({ scope: siteScope, parameter: 'CFG_FILE_KEY2' })).toBe('Key-9');
  const asked = auditOf(site).filter(({ action }) => action === 'secret-revealed');
  expect(asked.map(({ actor, detail }) => `${actor}: ${detail}`)).toEqual([
    'Ann: password of line 1',
    'Ann: SIP_PASS_1',
    'Ann: secret ldap',
    'Ann: admin password of the site',
    'Ann: CFG_FILE_KEY2 in site',
  ]);
  expect(reveal({ mac: mac(1), line: 2 })).toBe('SECRET_UNKNOWN');
  expect(reveal({ secret: 'constructor' })).toBe('SECRET_UNKNOWN');
  expect(reveal({ mac: valueOf(parseScope('phone:0080F0FFFFFF')) && mac(99), line: 1 })).toBe('PHONE_UNKNOWN');
  expect(auditOf(site).filter(({ action }) => action === 'secret-revealed')).toHaveLength(5);
});

test('a secret moves out of the text into the facts of the site, and the phone gets the same', async () => {
  const site = await siteWithTwo();
  const { secrets, configs, state } = site.services;
  site.file('site', '# ldap', 'LDAP_PASSWORD="L-Pw-123"', 'FIRM_FILE_PATH="http://id:pa$s@fw.example/a.fw"');
  const move = (parameter: string): ReturnType<typeof secrets.moveToVault> =>
    secrets.moveToVault(siteScope, parameter, undefined, undefined, 'Ann');
  const before = [effective(site, 1, 'LDAP_PASSWORD'), effective(site, 1, 'FIRM_FILE_PATH')];
  expect(valueOf(move('LDAP_PASSWORD')).name).toBe('LDAP_PASSWORD');
  const { file } = valueOf(move('FIRM_FILE_PATH'));
  expect(file.text).toBe(
    '# ldap\r\nLDAP_PASSWORD="${secret.LDAP_PASSWORD}"\r\nFIRM_FILE_PATH="http://${secret.FIRM_FILE_PATH}@fw.example/a.fw"\r\n',
  );
  const codes = file.problems.map(({ code }) => code);
  for (const code of ['SECRET_IN_TEXT', 'URL_HAS_CREDENTIALS', 'SECRET_IN_SHARED_FILE', 'VARIABLE_UNKNOWN'])
    expect(codes).not.toContain(code);
  expect([effective(site, 1, 'LDAP_PASSWORD'), effective(site, 1, 'FIRM_FILE_PATH')]).toEqual(before);
  expect(state.layers.siteFacts('draft').secrets).toEqual({ FIRM_FILE_PATH: 'id:pa$s', LDAP_PASSWORD: 'L-Pw-123' });
  expect(move('LDAP_PASSWORD')).toMatchObject({ ok: false, problem: { code: 'SECRET_UNKNOWN' } });
  expect(JSON.stringify(valueOf(configs.diff(null, 'served')))).not.toMatch(/L-Pw|pa\$s/);
  expect(JSON.stringify(auditOf(site))).not.toMatch(/L-Pw|pa\$s/);
  configs.discard(undefined);
  expect(state.layers.siteFacts('draft').secrets).toBeUndefined();
});

test('a name that is taken by another secret is not used again', async () => {
  const site = await siteWithTwo();
  const { secrets } = site.services;
  site.facts({ secrets: { LDAP_PASSWORD: 'another' } });
  site.file('group:Bar', 'LDAP_PASSWORD="L-Pw-123"');
  const bar = valueOf(parseScope('group:Bar'));
  expect(secrets.moveToVault(bar, 'LDAP_PASSWORD', 'LDAP_PASSWORD', undefined, 'Ann')).toMatchObject({
    ok: false,
    problem: { code: 'SECRET_NAME_TAKEN' },
  });
  expect(secrets.moveToVault(bar, 'LDAP_PASSWORD', 'a b', undefined, 'Ann')).toMatchObject({ ok: false });
  expect(valueOf(secrets.moveToVault(bar, 'LDAP_PASSWORD', undefined, undefined, 'Ann')).name).toBe('LDAP_PASSWORD-2');
});

test('a secret in a file for many phones is told, and served in each phone’s own file', async () => {
  const site = await siteWithTwo();
  site.file('site', 'LDAP_PASSWORD="L-Pw-123"');
  const { problems } = site.services.configs.get(siteScope, 'draft');
  expect(problems.find(({ code }) => code === 'SECRET_IN_SHARED_FILE')).toMatchObject({ severity: 'hint', line: 1 });
  expect(JSON.stringify(problems)).not.toContain('L-Pw');
});

test('bulk: a parameter for the phones of a group, seen first, then drafted, all or none', async () => {
  const site = await siteWithTwo();
  const { bulk, configs } = site.services;
  site.file(`phone:${mac(2)}`, '# mine', 'DSCP_SIP_1="10"');
  const set = { parameter: 'DSCP_SIP_1', value: '26' } as const;
  const seen = valueOf(bulk.bulk({ all: true }, set, true, 'Ann'));
  expect(seen).toMatchObject({
    rows: [
      { mac: mac(1), name: 'Desk 1', before: null, after: '26', changes: true },
      { mac: mac(2), name: 'Desk 2', before: '10', after: '26', changes: true },
    ],
    changed: 2,
    skipped: 0,
    dryRun: true,
  });
  expect(configs.get({ kind: 'phone', mac: mac(1) }, 'draft').text).toBe('');
  valueOf(bulk.bulk({ all: true }, set, false, 'Ann'));
  expect(configs.get({ kind: 'phone', mac: mac(2) }, 'draft').text).toBe('# mine\r\nDSCP_SIP_1="26"\r\n');
  expect(valueOf(bulk.bulk({ all: true }, set, false, 'Ann'))).toMatchObject({ changed: 0, skipped: 2 });
  valueOf(bulk.bulk({ macs: [mac(2)] }, { parameter: 'DSCP_SIP_1', value: null }, false, 'Ann'));
  expect(configs.get({ kind: 'phone', mac: mac(2) }, 'draft').text).toBe('# mine\r\n');
  expect(bulk.bulk({ group: 'Nowhere' }, set, true, 'Ann')).toMatchObject({
    ok: false,
    problem: { code: 'GROUP_UNKNOWN' },
  });
});

test('bulk: a daily check for many phones, refused when it is no time, taken away by an empty one', async () => {
  const site = await siteWithTwo();
  const { bulk, state } = site.services;
  const set = (value: string) => valueOf(bulk.bulk({ all: true }, { fact: 'checkTime', value }, false, 'Ann'));
  const times = () => [1, 2].map((number) => state.layers.phoneFacts(mac(number), 'draft').checkTime);
  expect(set('2:17')).toMatchObject({ changed: 0, skipped: 2 });
  expect(set('02:17').changed).toBe(2);
  expect(times()).toEqual(['02:17', '02:17']);
  expect(set('').rows).toMatchObject([{ before: '02:17', after: null }, { before: '02:17' }]);
  expect(times()).toEqual([undefined, undefined]);
  expect(state.layers.drafts().filter(({ scope }) => scope.startsWith('phone:'))).toEqual([]);
});

test('bulk: facts and variables; what a model cannot take is left out and says why', async () => {
  const site = await siteWithTwo();
  site.add(3, { model: 'KX-UT113' });
  const { bulk, state } = site.services;
  const second = valueOf(bulk.bulk({ all: true }, { fact: 'server', line: 2, value: 'pbx2' }, false, 'Ann'));
  expect(second.rows.map(({ changes }) => changes)).toEqual([true, true, false]);
  expect(second.rows[2]?.note).toContain('KX-UT113 has 1 lines');
  valueOf(bulk.bulk({ all: true }, { fact: 'group', value: 'Quay' }, false, 'Ann'));
  valueOf(bulk.bulk({ all: true }, { variable: 'floor', value: '3' }, false, 'Ann'));
  expect(state.layers.phoneFacts(mac(1), 'draft')).toMatchObject({ group: 'Quay', vars: { floor: '3' } });
  const passwords = valueOf(bulk.bulk({ all: true }, { fact: 'password', line: 1, value: 'N-Pw' }, true, 'Ann'));
  expect(JSON.stringify(passwords)).not.toMatch(/Pw-/);
  expect(bulk.bulk({ all: true }, { variable: 'a b', value: '3' }, true, 'Ann')).toMatchObject({ ok: false });
  expect(
    valueOf(bulk.bulk({ macs: [mac(1)] }, { parameter: 'CFG_MASTER_FILE_PATH', value: 'http://x/' }, true, 'A'))
      .rows[0],
  ).toMatchObject({ changes: false });
});

test('make this phone like that one: file, group and lines, but nobody’s extension, name or password', async () => {
  const site = await siteWithTwo();
  const { bulk, state, configs } = site.services;
  site.file(`phone:${mac(1)}`, 'DSCP_SIP_1="26"');
  const line = { name: 'Hotline', authId: 'h', password: 'Pw-h-x', server: 'pbx2' };
  const lines = [...state.layers.phoneFacts(mac(1), 'draft').lines, { line: 2, extension: '300', ...line }];
  valueOf(site.services.phones.edit(mac(1), { lines }, 'test'));
  const what = ['file', 'group', 'lines'] as const;
  const seen = valueOf(bulk.makeLike(mac(1), [mac(1), mac(2)], what, true, 'Ann'));
  expect(seen.rows).toEqual([
    {
      mac: mac(2),
      name: 'Desk 2',
      before: 'no group, lines 1, file of 0 lines',
      after: 'Bar, lines 1 2, file of 1 lines',
      note: 'takes over: group Bar, lines, file',
      changes: true,
    },
  ]);
  valueOf(bulk.makeLike(mac(1), [mac(2)], what, false, 'Ann'));
  const facts = state.layers.phoneFacts(mac(2), 'draft');
  expect(facts).toMatchObject({ name: 'Desk 2', group: 'Bar' });
  expect(facts.lines).toEqual([
    { line: 1, extension: '212', name: 'Desk 2', authId: 'auth2', password: 'Pw-2-x', server: '' },
    { line: 2, extension: '', name: '', authId: '', password: '', server: 'pbx2' },
  ]);
  expect(configs.get({ kind: 'phone', mac: mac(2) }, 'draft').text).toContain('26');
});

test('whatever value is set for many phones, a preview changes nothing and the row tells what comes', async () => {
  const site = await siteWithTwo();
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 30 }), (value) => {
      const before = site.services.configs.get({ kind: 'phone', mac: mac(1) }, 'draft').text;
      const set = { parameter: 'DISPLAY_NAME_2', value };
      const seen = valueOf(site.services.bulk.bulk({ macs: [mac(1)] }, set, true, 'Ann'));
      expect(site.services.configs.get({ kind: 'phone', mac: mac(1) }, 'draft').text).toBe(before);
      const done = valueOf(site.services.bulk.bulk({ macs: [mac(1)] }, set, false, 'Ann'));
      expect(done.rows).toEqual(seen.rows);
      const { parameters } = site.services.configs.effective(site.phone(1), 'draft');
      const there = parameters.some(({ name }) => name === 'DISPLAY_NAME_2');
      expect(there || done.rows[0]?.changes === false).toBe(true);
    }),
    { numRuns: 100 },
  );
});
