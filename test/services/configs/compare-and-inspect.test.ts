// Two states side by side, and one parameter layer by layer. Secrets are compared, never shown.
import { expect, test } from 'vitest';
import { parseScope, siteScope } from '../../../electron/core/configs/scope';
import type { Comparison } from '../../../electron/services/configs/config-compare';
import { mac, openSite, valueOf, type TestSite } from '../../support/site';

const bar = valueOf(parseScope('group:Bar'));

async function siteWithTwo(): Promise<TestSite> {
  const site = await openSite();
  site.file('site', 'DSCP_SIP_1="26"', 'ADMIN_PASS="Orchard-77"');
  site.add(1, { group: 'Bar' });
  site.add(2);
  return site;
}

function compared(
  site: TestSite,
  ...[left, right]: Parameters<TestSite['services']['compare']['compare']>
): Comparison {
  const comparison = valueOf(site.services.compare.compare(left, right));
  expect(JSON.stringify(comparison)).not.toMatch(/Orchard|Pw-\d|Zebra|L-Pw/);
  return comparison;
}

test('served beside draft: equal secrets look equal, different ones are told apart', async () => {
  const site = await siteWithTwo();
  site.file('site', 'DSCP_SIP_1="46"', 'ADMIN_PASS="Orchard-77"');
  const sides = [
    { scope: siteScope, source: 'published' },
    { scope: siteScope, source: 'draft' },
  ] as const;
  expect(compared(site, ...sides)).toEqual({
    files: [
      {
        name: 'site',
        left: 'DSCP_SIP_1="26"\nADMIN_PASS="••••"',
        right: 'DSCP_SIP_1="46"\nADMIN_PASS="••••"',
        added: 1,
        removed: 1,
        text: '@@ -1 +1 @@\n-DSCP_SIP_1="26"\n+DSCP_SIP_1="46"\n ADMIN_PASS="••••"',
      },
    ],
    equal: 0,
  });
  site.file('site', 'DSCP_SIP_1="26"', 'ADMIN_PASS="Zebra-881"');
  const [file] = compared(site, ...sides).files;
  expect(file).toMatchObject({ added: 1, removed: 1, right: 'DSCP_SIP_1="26"\nADMIN_PASS="•••• 2"' });
});

test('revision beside revision, of one file, of all, and of a phone as it was served then', async () => {
  const site = await siteWithTwo();
  site.file('group:Bar', 'DSCP_SIP_1="10"');
  site.facts({ ntp: '192.0.2.1', secrets: { ldap: 'L-Pw-123' } });
  site.publish();
  site.file('group:Bar', 'DSCP_SIP_1="12"');
  site.publish();
  const at = (revision: number): { revision: number; source: 'draft' } => ({ revision, source: 'draft' });
  expect(compared(site, { ...at(3), scope: bar }, { ...at(4), scope: bar }).files).toMatchObject([
    { name: 'group:Bar', left: 'DSCP_SIP_1="10"', right: 'DSCP_SIP_1="12"' },
  ]);
  const all = compared(site, at(2), at(4));
  expect(all.files.map(({ name }) => name).sort()).toEqual(['facts:site', 'group:Bar']);
  expect(all.equal).toBe(3);
  const phone = compared(site, { ...at(3), mac: mac(1) }, { ...at(4), mac: mac(1) });
  expect(phone.files).toMatchObject([{ name: 'standard', added: 1, removed: 1 }]);
  expect(phone.equal).toBe(2);
  expect(site.services.compare.compare(at(1), at(99))).toMatchObject({
    ok: false,
    problem: { code: 'REVISION_UNKNOWN' },
  });
});

test('phone beside phone, and a secret that a variable brings into any value', async () => {
  const site = await siteWithTwo();
  site.facts({ secrets: { ldap: 'L-Pw-123' } });
  site.file('site', 'LDAP_BASEDN="cn=x;${secret.ldap}"');
  const phones = compared(site, { mac: mac(1), source: 'draft' }, { mac: mac(2), source: 'draft' });
  expect(phones.files.map(({ name }) => name)).toEqual(['standard']);
  expect(phones.files[0]?.left).toContain('LDAP_BASEDN="cn=x;••••"');
  expect(phones.files[0]?.left).toContain('DISPLAY_NAME_1="Desk 1"');
  expect(phones.files[0]?.right).toContain('DISPLAY_NAME_1="Desk 2"');
  const diff = valueOf(site.services.configs.diff(site.phone(1), 'served'));
  expect(JSON.stringify(diff)).toContain('cn=x;••••');
  expect(JSON.stringify(diff)).not.toContain('L-Pw');
});

test('two scopes beside each other', async () => {
  const site = await siteWithTwo();
  site.file('group:Bar', 'DSCP_SIP_1="10"');
  const { files } = compared(site, { scope: siteScope, source: 'draft' }, { scope: bar, source: 'draft' });
  expect(files.map(({ name }) => name)).toEqual(['site ↔ group:Bar']);
});

test('a parameter under the glass: each layer, who is affected, what the phone holds, what was before', async () => {
  const site = await siteWithTwo();
  site.boot(1);
  site.file('group:Bar', '# label', 'DSCP_SIP_1="${phone.vars.dscp}"');
  valueOf(site.services.phones.edit(mac(1), { vars: { dscp: '34' } }, 'test'));
  site.publish();
  const seen = site.services.inspector.inspect(site.phone(1), 'DSCP_SIP_1', 'published');
  expect(seen).toMatchObject({ secret: false, managed: false, effective: '34', held: { value: '26' } });
  expect(seen.catalogue?.default).toBe('0');
  expect(seen.stack.filter(({ value }) => value !== null)).toEqual([
    { layer: 'site file', scope: 'site', value: '26', typed: null, line: 1, wins: false, affects: 2 },
    {
      layer: 'group file',
      scope: 'group:Bar',
      value: '34',
      typed: '${phone.vars.dscp}',
      line: 2,
      wins: true,
      affects: 1,
    },
  ]);
  expect(seen.past.map(({ revision, scope, value, author }) => [revision, scope, value, author])).toEqual([
    [3, 'group:Bar', '${phone.vars.dscp}', 'test'],
    [1, 'site', '26', 'test'],
  ]);
  expect(site.services.inspector.inspect(site.phone(2), 'DSCP_SIP_1', 'published').held).toBe('unknown');
});

test('a secret is blanked in every layer and in the past; a managed address shows without its token', async () => {
  const site = await siteWithTwo();
  site.boot(1);
  const password = site.services.inspector.inspect(site.phone(1), 'SIP_PASS_1', 'draft');
  expect([password.secret, password.effective, password.held]).toEqual([true, '••••', { value: '••••' }]);
  expect(password.past).toMatchObject([{ value: '••••', scope: `facts:phone:${mac(1)}` }]);
  const address = site.services.inspector.inspect(site.phone(1), 'CFG_STANDARD_FILE_PATH', 'draft');
  expect(address).toMatchObject({ managed: true, effective: `http://192.0.2.200:8088/p/••••/${mac(1)}.cfg` });
  expect(JSON.stringify([password, address])).not.toMatch(/Pw-1|\/p\/[A-Za-z0-9_-]{16}/);
});
