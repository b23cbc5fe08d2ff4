// The calls around config files as a window makes them: shapes of the contract in and out.
import { expect, test } from 'vitest';
import { createDispatcher, type Dispatcher } from '../../../electron/adapters/window-calls/dispatcher';
import { calls, type CallInput, type CallName, type CallOutput } from '../../../electron/contract/contract';
import type { Host } from '../../../electron/services/host';
import type { Logger } from '../../../electron/services/settings/logger';
import { mac, openSite, type TestSite } from '../../support/site';

interface Window {
  readonly site: TestSite;
  /** The answer, after the contract has looked at it; a problem's code where it is one. */
  readonly ask: <N extends CallName>(name: N, input: CallInput<N>) => Promise<CallOutput<N>>;
  readonly refused: <N extends CallName>(name: N, input: CallInput<N>) => Promise<string>;
}

async function openWindow(): Promise<Window> {
  const site = await openSite({ facts: { ntp: '192.0.2.1' } });
  const broken: unknown[] = [];
  const note = (...what: unknown[]): void => void broken.push(what);
  const logger: Logger = { info: () => undefined, warn: note, error: note };
  const host = {
    sites: site.database.sites,
    toldBaseUrl: () => site.baseUrl,
  } as unknown as Host;
  const dispatch: Dispatcher = createDispatcher(host, () => ({ ok: true, value: site.services }), logger);
  return {
    site,
    ask: async (name, input) => {
      const answer = await dispatch({ name, input, actor: 'window' });
      expect(broken).toEqual([]);
      if (!answer.ok) throw new Error(`${name}: ${answer.problem.code} ${answer.problem.message}`);
      return calls[name].output.parse(answer.value) as never;
    },
    refused: async (name, input) => {
      const answer = await dispatch({ name, input, actor: 'window' });
      expect(broken).toEqual([]);
      return answer.ok ? 'done' : answer.problem.code;
    },
  };
}

test('write, edit, look, publish: every answer has the shape of the contract', async () => {
  const { site, ask, refused } = await openWindow();
  site.add(1, { group: 'Bar' });
  site.add(2);
  site.file('site', 'DSCP_SIP_1="26"', 'CFG_RESYNC_TIME="02:00"');
  site.publish();
  site.boot(1);

  const edited = await ask('configs.edit', {
    scope: 'site',
    edits: [
      { kind: 'unset', name: 'DSCP_SIP_1' },
      { kind: 'set', name: 'CFG_RTRY_INTVL', value: '15' },
    ],
  });
  expect(edited.text).toBe('CFG_RESYNC_TIME="02:00"\r\nCFG_RTRY_INTVL="15"\r\n');
  await ask('configs.duplicate', { from: 'site', to: 'group:Bar' });
  expect(await refused('configs.duplicate', { from: 'site', to: 'group:Bar' })).toBe('FILE_EXISTS');

  const preview = await ask('configs.preview', {});
  expect(preview).toMatchObject({ changedPhones: 2, neverPublishable: false });
  expect(preview.removed).toMatchObject([{ name: 'DSCP_SIP_1', phones: 1, held: ['26'], default: '0' }]);
  expect(preview.phoneProblems.map(({ code }) => code)).toContain('VALUE_REPEATED');
  expect((await ask('configs.reach', {})).groups.map(({ how }) => how)).toEqual(['daily', 'never-seen']);
  expect((await ask('configs.phoneProblems', { mac: mac(1) })).limitBytes).toBe(122_880);
  const inspected = await ask('configs.inspect', { mac: mac(1), name: 'CFG_RTRY_INTVL' });
  expect(inspected.stack.filter(({ wins }) => wins)).toMatchObject([{ layer: 'group file', affects: 1 }]);
  const compared = await ask('configs.compare', { left: { mac: mac(1) }, right: { mac: mac(2) } });
  expect(compared.files.map(({ name }) => name)).toEqual(['standard']);

  await ask('configs.publish', { message: 'all' });
  const [newest] = (await ask('configs.history', {})).revisions;
  expect(newest).toMatchObject({ scopes: ['group:Bar', 'site'], changes: 2 });
  expect(await ask('configs.remove', { scope: 'group:Bar' })).toEqual({ phones: 1, values: 2 });
});

test('of the draft only what is chosen is compared, told as effective, and missed', async () => {
  const { site, ask } = await openWindow();
  site.add(1, { group: 'Bar' });
  site.file('site', 'DSCP_SIP_1="26"', 'RTP_PTIME="20"');
  site.file('group:Bar', 'HOST_NAME="bar"');
  site.publish();
  site.boot(1);
  site.file('site', 'DSCP_SIP_1="46"');
  site.file('group:Bar', 'DSCP_SIP_1="10"');
  site.file(`phone:${mac(1)}`, 'CFG_RTRY_INTVL="15"');

  const served = async (layers: string[] | undefined): Promise<string> => {
    const right = { mac: mac(1), source: 'draft' as const, ...(layers && { layers }) };
    const { files } = await ask('configs.compare', { left: { mac: mac(1), source: 'published' }, right });
    return files.map((file) => file.right).join('\n');
  };
  const all = await served(undefined);
  expect(all).toContain('DSCP_SIP_1="10"');
  expect(all).toContain('CFG_RTRY_INTVL="15"');
  const part = await served(['site']);
  expect(part).toContain('DSCP_SIP_1="46"');
  expect(part).not.toContain('CFG_RTRY_INTVL');
  const { files } = await ask('configs.compare', { left: { source: 'published' }, right: { layers: ['group:Bar'] } });
  expect(files.map(({ name }) => name)).toEqual(['group:Bar']);

  const winner = async (layers: string[]): Promise<unknown> =>
    (await ask('configs.effective', { mac: mac(1), source: 'draft', layers })).parameters.find(
      ({ name }) => name === 'DSCP_SIP_1',
    );
  expect(await winner(['site'])).toMatchObject({ value: '46', layer: 'site file' });
  expect(await winner(['group:Bar'])).toMatchObject({ value: '10', layer: 'group file' });

  const removed = async (layers: string[]): Promise<string[]> =>
    (await ask('configs.preview', { layers })).removed.map(({ name }) => name);
  expect(await removed(['site'])).toEqual(['RTP_PTIME']);
  expect(await removed(['group:Bar'])).toEqual(['HOST_NAME']);
});

test('facts: overridden ones are named, conflicts found, variables kept', async () => {
  const { site, ask, refused } = await openWindow();
  site.add(1);
  site.file(`phone:${mac(1)}`, 'PHONE_NUMBER_1="999"');
  const { phone } = await ask('phones.show', { mac: mac(1) });
  const updated = await ask('phones.update', { mac: mac(1), vars: { floor: '3' }, basedOn: phone.factsVersion });
  expect(updated.overriddenBy).toMatchObject([{ fact: 'extension of line 1', parameter: 'PHONE_NUMBER_1', line: 1 }]);
  expect(updated.phone.vars).toEqual({ floor: '3' });
  expect(await refused('phones.update', { mac: mac(1), name: 'x', basedOn: phone.factsVersion })).toBe(
    'CONFIG_CONFLICT',
  );

  const before = await ask('site.show', {});
  const values = { 'vars.vlan': '20', 'secret.ldap': 'L-Pw-123' };
  const set = await ask('site.set', { values, basedOn: before.site.factsVersion });
  expect(set.site).toMatchObject({ vars: { vlan: '20' }, secrets: ['ldap'] });
  expect(JSON.stringify(set)).not.toContain('L-Pw');
  expect(await refused('site.set', { values, basedOn: before.site.factsVersion })).toBe('CONFIG_CONFLICT');
  expect(await refused('site.set', { values: { 'vars.a b': '1' } })).toBe('VALUE_INVALID');
  const gone = await ask('site.set', { values: { 'vars.vlan': '', 'secret.ldap': '' } });
  expect(gone.site).toMatchObject({ vars: {}, secrets: [] });

  const { variables } = await ask('configs.variables', { mac: mac(1) });
  const named = (name: string): unknown => variables.find((variable) => variable.name === name)?.value;
  expect(['phone.vars.floor', 'line1.extension', 'line1.password', 'line2.name'].map(named)).toEqual([
    '3',
    '211',
    '••••',
    '',
  ]);
});

test('a renamed site reaches the phones that speak of it at once', async () => {
  const { site, ask } = await openWindow();
  site.file('site', 'XML_LABEL="${site.name}"');
  site.add(1);
  site.boot(1);
  await ask('site.set', { values: { name: 'Quay' } });
  expect(site.view(1).state).toBe('pending');
});

test('secrets and severities', async () => {
  const { site, ask, refused } = await openWindow();
  site.add(1);
  site.file('site', 'LDAP_PASSWORD="L-Pw-123"');
  expect((await ask('secrets.generate', { kind: 'line' })).value).toHaveLength(20);
  const moved = await ask('secrets.moveToVault', { scope: 'site', parameter: 'LDAP_PASSWORD' });
  expect(moved.text).toBe('LDAP_PASSWORD="${secret.LDAP_PASSWORD}"\r\n');
  expect(await ask('secrets.reveal', { secret: moved.name })).toEqual({ value: 'L-Pw-123', showMs: 20_000 });
  expect(await refused('secrets.reveal', { mac: mac(1), line: 5 })).toBe('SECRET_UNKNOWN');
  await ask('configs.setSeverity', { code: 'PARAMETER_UNKNOWN', severity: 'error' });
  const { severities } = await ask('configs.severities', {});
  expect(severities.find(({ code }) => code === 'PARAMETER_UNKNOWN')).toMatchObject({ severity: 'error', own: true });
  site.file('site', 'MY_OWN="1"');
  expect(await refused('configs.publish', {})).toBe('CONFIG_HAS_ERRORS');
  expect(await refused('configs.publish', { override: ' ' })).toBe('CALL_INVALID');
  expect(await refused('configs.publish', { override: 'the lab wants it' })).toBe('done');
});

test('bulk edits', async () => {
  const { site, ask } = await openWindow();
  site.add(1, { group: 'Bar' });
  site.add(2);
  const set = { variable: 'floor', value: '3' };
  expect(await ask('configs.bulk', { phones: { all: true }, set, dryRun: true })).toMatchObject({ changed: 2 });
  await ask('configs.bulk', { phones: { group: 'Bar' }, set });
  const like = await ask('configs.makeLike', { from: mac(1), to: [mac(2)], what: ['group', 'variables'] });
  expect(like.rows).toMatchObject([{ mac: mac(2), changes: true, note: 'takes over: group Bar, variables' }]);
  expect((await ask('phones.show', { mac: mac(2) })).phone).toMatchObject({ group: 'Bar', vars: { floor: '3' } });
});
