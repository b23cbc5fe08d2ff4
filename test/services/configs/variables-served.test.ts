// Variables in files, from the text to what a phone takes.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Source } from '../../../electron/services/configs/site-layers';
import { ContentHash } from '../../../electron/services/configs/content-hash';
import { mac, openSite, valueOf, type TestSite } from '../../support/site';

function values(site: TestSite, number: number, source: Source = 'published'): Record<string, string> {
  const { effective } = site.services.state.contents.of(site.phone(number), source);
  return Object.fromEntries(effective.map(({ name, value }) => [name, value]));
}

/** What a phone folding its files would have, by the rank of the guide. */
function folded(site: TestSite, number: number): Record<string, string> {
  const phone = site.phone(number);
  const files = site.services.configs.render(phone, 'published');
  const fold: Record<string, string> = {};
  for (const name of ['master', 'product', 'standard']) {
    const bytes = files.find((file) => file.name === name)?.bytes ?? new Uint8Array();
    for (const parameter of site.services.around.family.parametersOf(bytes, phone.model))
      if (!site.services.around.family.isManaged(parameter.name)) fold[parameter.name] = parameter.value;
  }
  return fold;
}

function text(site: TestSite, number: number, name: string): string {
  const file = site.services.configs.render(site.phone(number), 'published').find((one) => one.name === name);
  return new TextDecoder().decode(file?.bytes);
}

function setSite(site: TestSite, change: object): void {
  site.facts(change);
}

test('each phone gets its own value from one line of the site file, and master stays the same for all', async () => {
  const site = await openSite();
  site.file(
    'site',
    'XML_LABEL="${phone.name} ${line1.extension}"',
    'SYSLOG_ADDR="${site.ntp}"',
    'COST="$${phone.name} $1"',
  );
  setSite(site, { ntp: '192.0.2.1' });
  site.add(1);
  site.add(2);
  expect([values(site, 1)['XML_LABEL'], values(site, 2)['XML_LABEL']]).toEqual(['Desk 1 211', 'Desk 2 212']);
  expect(values(site, 1)).toMatchObject({ SYSLOG_ADDR: '192.0.2.1', COST: '${phone.name} $1' });
  expect(text(site, 1, 'master')).toBe(text(site, 2, 'master'));
  expect(text(site, 1, 'master')).not.toContain('Desk');
  expect(text(site, 1, 'master')).toContain('SYSLOG_ADDR="192.0.2.1"');
  expect(text(site, 1, 'standard')).toContain('XML_LABEL="Desk 1 211"');
  expect(folded(site, 1)).toEqual(values(site, 1));
});

test('a phone is in sync by what variables stand for, and behind when that changes', async () => {
  const site = await openSite();
  site.file('site', 'XML_LABEL="${phone.name}"');
  site.add(1);
  site.add(2);
  site.boot(1);
  site.boot(2);
  expect([site.view(1).state, site.view(2).state]).toEqual(['inSync', 'inSync']);
  valueOf(site.services.phones.edit(mac(1), { name: 'Bar' }, 'test'));
  site.publish();
  expect([site.view(1).state, site.view(2).state]).toEqual(['pending', 'inSync']);
  site.takeFiles(1);
  expect(site.view(1).state).toBe('inSync');
  expect(site.held(1).get('XML_LABEL')).toBe('Bar');
});

test('a renamed site is seen by the phones that speak of it', async () => {
  const site = await openSite();
  site.file('site', 'XML_LABEL="${site.name}"');
  site.add(1);
  site.boot(1);
  const record = site.services.state.site;
  record.name = 'Quay "north" office';
  site.services.state.contents.forget(undefined, true);
  expect(site.view(1).state).toBe('pending');
  // What no file can carry is left out rather than keeping the phone from its file.
  site.takeFiles(1);
  expect(site.held(1).get('XML_LABEL')).toBe('Quay north office');
  expect(site.view(1).state).toBe('inSync');
});

test('unknown variables block publishing, empty ones are told with how many phones have none', async () => {
  const site = await openSite();
  site.add(1, {});
  site.add(2);
  site.add(3);
  valueOf(site.services.phones.edit(mac(1), { vars: { floor: '3' } }, 'test'));
  site.file('site', 'LABEL="${phone.vars.flor}"');
  const refused = site.services.configs.publish('', 'test');
  expect(!refused.ok && refused.problem.message).toMatch(/no variable "phone.vars.flor"/);
  site.file('site', 'LABEL="Floor ${phone.vars.floor}"');
  const { phones, changes } = site.services.configs.preview();
  const problems = site.services.configs.phoneProblems(phones, changes, false);
  expect(problems).toMatchObject([
    { code: 'VARIABLE_EMPTY', severity: 'warning', parameter: 'LABEL', scope: 'site', line: 1, phones: 2 },
  ]);
  expect(problems[0]?.message).toContain('2 of the phones');
  site.publish();
  expect([values(site, 1)['LABEL'], values(site, 2)['LABEL']]).toEqual(['Floor 3', 'Floor ']);
});

test('a file that needs unpublished facts of the site is not published without them', async () => {
  const site = await openSite();
  site.add(1);
  setSite(site, { vars: { vlan: '20' }, secrets: { ldap: 'L-Pw-1' } });
  site.file('group:Bar', 'LABEL="${site.vars.vlan}"', 'LDAP_PASSWORD="${secret.ldap}"');
  const { problems } = site.services.configs.get({ kind: 'group', group: 'Bar' }, 'draft');
  expect(problems.map(({ code }) => code)).toEqual(['PARAMETER_UNKNOWN']);
  const alone = site.services.configs.publish('', 'test', [{ kind: 'group', group: 'Bar' }]);
  expect(alone).toMatchObject({ ok: false, problem: { code: 'CONFIG_HAS_ERRORS' } });
  expect(site.publish('group:Bar', 'site')).toBe(2);
});

test('checks that need the value are made with what a phone would get', async () => {
  const site = await openSite();
  site.add(1);
  site.file('site', 'CFG_RESYNC_TIME="${phone.vars.check}"');
  valueOf(site.services.phones.edit(mac(1), { vars: { check: '25:00' } }, 'test'));
  expect(site.services.configs.get({ kind: 'site' }, 'draft').problems).toEqual([]);
  expect(site.services.configs.publish('', 'test')).toMatchObject({ ok: false });
  expect(site.services.problems.of(site.phone(1), 'draft')).toMatchObject([
    { code: 'TIMING_TIME_INVALID', severity: 'error', layer: 'site file', scope: 'site', line: 1 },
  ]);
  valueOf(site.services.phones.edit(mac(1), { vars: { check: '02:15' } }, 'test'));
  expect(site.publish()).toBe(2);
});

test('facts written before there were variables are read, and typing them again is no draft', async () => {
  const site = await openSite();
  site.add(1);
  const facts = site.services.state.layers.content({ kind: 'facts', scope: `phone:${mac(1)}` }, 'published') ?? '';
  expect(facts).not.toContain('vars');
  valueOf(site.services.phones.edit(mac(1), { vars: {} }, 'test'));
  expect(site.services.configs.hasDraft).toBe(false);
});

const parts = [
  'a',
  '${phone.name}',
  '${phone.vars.x}',
  '${site.vars.y}',
  '${secret.z}',
  '${line1.password}',
  '$${phone.mac}',
  '$',
];
const value = fc.array(fc.constantFrom(...parts), { maxLength: 3 }).map((some) => some.join(''));
const names = ['NTP_ADDR', 'DISPLAY_NAME_1', 'SIP_PASS_1', 'CFG_RESYNC_TIME', 'OWN_A', 'OWN_B', 'CFG_MASTER_FILE_PATH'];
const lines = fc
  .uniqueArray(fc.tuple(fc.constantFrom(...names), value), { selector: ([name]) => name, maxLength: 6 })
  .map((some) => some.map(([name, text_]) => `${name}="${text_}"`));

test('whatever stands in the layers: the files give what is effective, the quick hash is the hash of the values', async () => {
  const site = await openSite();
  site.add(1, { group: 'Bar' });
  site.add(2, { group: 'Bar', model: 'KX-HDV130' });
  setSite(site, { vars: { y: 'Y' }, secrets: { z: 'Zz-9' } });
  valueOf(site.services.phones.edit(mac(1), { vars: { x: 'X' } }, 'test'));
  site.publish();
  const { state, around, configs } = site.services;
  fc.assert(
    fc.property(
      lines,
      lines,
      lines,
      lines,
      fc.constantFrom('three-files', 'one-file'),
      (ofSite, model, group, own, served) => {
        site.file('site', ...ofSite);
        site.file('model:KX-UT670', ...model);
        site.file('group:Bar', ...group);
        site.file(`phone:${mac(1)}`, ...own);
        setSite(site, { served: served as 'three-files' });
        for (const number of [1, 2]) {
          const drafted = state.contents.of(site.phone(number), 'draft');
          expect(state.contents.hash(site.phone(number), 'draft')).toBe(
            new ContentHash(around.fingerprint).of(drafted.effective),
          );
        }
        valueOf(configs.publish('', 'test', undefined, 'a property test'));
        for (const number of [1, 2]) {
          expect(folded(site, number)).toEqual(values(site, number));
          for (const shared of ['master', 'product'])
            expect(text(site, number, shared)).not.toMatch(/Desk|Zz-9|Pw-1-x/);
          const content = state.contents.of(site.phone(number), 'published');
          const hash = new ContentHash(around.fingerprint).of(content.effective);
          expect(state.contents.hash(site.phone(number), 'published')).toBe(hash);
        }
      },
    ),
    { numRuns: 150 },
  );
});
