// Edits of single parameters, files taken away and copied, what is left on phones, and what revisions changed.
import { expect, test } from 'vitest';
import { parseScope, siteScope } from '../../../electron/core/configs/scope';
import { overriddenFacts } from '../../../electron/services/configs/overridden-facts';
import { phoneReach } from '../../../electron/services/configs/phone-reach';
import { removedValues } from '../../../electron/services/configs/removed-values';
import { mac, openSite, valueOf, type TestSite } from '../../support/site';

const bar = valueOf(parseScope('group:Bar'));
const own = valueOf(parseScope(`phone:${mac(1)}`));

async function siteWithTwo(): Promise<TestSite> {
  const site = await openSite();
  site.file('site', '# the site', 'CFG_RESYNC_TIME="02:00"', 'DSCP_SIP_1="26"', 'ADMIN_PASS="Orchard-77"');
  site.add(1, { group: 'Bar' });
  site.add(2);
  site.boot(1);
  site.boot(2);
  return site;
}

function removed(site: TestSite): ReturnType<typeof removedValues> {
  const { state, around, configs } = site.services;
  return removedValues(state, around, configs.preview().phones);
}

test('an edit changes its line and no other, and is refused when the file was changed elsewhere', async () => {
  const site = await siteWithTwo();
  const { edits, configs } = site.services;
  const { version } = configs.get(siteScope, 'draft');
  const edited = valueOf(edits.edit(siteScope, [{ kind: 'set', name: 'CFG_RESYNC_TIME', value: '03:00' }], version));
  expect(edited.text).toBe('# the site\r\nCFG_RESYNC_TIME="03:00"\r\nDSCP_SIP_1="26"\r\nADMIN_PASS="Orchard-77"\r\n');
  expect(edits.edit(siteScope, [{ kind: 'unset', name: 'DSCP_SIP_1' }], version)).toMatchObject({
    ok: false,
    problem: { code: 'CONFIG_CONFLICT' },
  });
  expect(edits.edit(siteScope, [{ kind: 'set', name: 'A', value: 'a"b' }], undefined)).toMatchObject({ ok: false });
  expect(configs.get(siteScope, 'draft').text).toBe(edited.text);
});

test('a removed line is told with the phones that keep its value, and an edit decides what becomes of it', async () => {
  const site = await siteWithTwo();
  valueOf(site.services.edits.edit(siteScope, [{ kind: 'unset', name: 'DSCP_SIP_1' }], undefined));
  expect(removed(site)).toEqual([
    { name: 'DSCP_SIP_1', scope: 'site', phones: 2, held: ['26'], default: '0', mayBeEmpty: false },
  ]);
  // Given by a group instead, it goes on for that phone.
  site.file('group:Bar', 'DSCP_SIP_1="26"');
  expect(removed(site)).toMatchObject([{ name: 'DSCP_SIP_1', phones: 1 }]);
  valueOf(site.services.edits.edit(siteScope, [{ kind: 'set', name: 'DSCP_SIP_1', value: '0' }], undefined));
  expect(removed(site)).toEqual([]);
});

test.each([
  ['a blank outside the quotes', 'DSCP_SIP_1= "26"'],
  ['a quote that is not closed', 'DSCP_SIP_1="26'],
  ['a name that is typed so far', 'DSCP_SIP_1'],
])('a line that is broken is not removed: %s', async (_what, line) => {
  const site = await siteWithTwo();
  site.file('site', 'CFG_RESYNC_TIME="02:00"', 'ADMIN_PASS="Orchard-77"', line);
  expect(removed(site)).toEqual([]);
  expect(site.services.configs.effective(site.phone(1), 'draft').leftOvers).toEqual([]);
  site.file('site', 'CFG_RESYNC_TIME="02:00"', 'ADMIN_PASS="Orchard-77"');
  expect(removed(site)).toMatchObject([{ name: 'DSCP_SIP_1', phones: 2 }]);
  expect(site.services.configs.effective(site.phone(1), 'draft').leftOvers).toHaveLength(1);
});

test('a secret that would be left over is blanked, and a line taken away shows too', async () => {
  const site = await siteWithTwo();
  valueOf(site.services.edits.edit(siteScope, [{ kind: 'unset', name: 'ADMIN_PASS' }], undefined));
  valueOf(site.services.phones.edit(mac(1), { lines: [] }, 'test'));
  const values = removed(site);
  expect(values.find(({ name }) => name === 'ADMIN_PASS')).toMatchObject({ phones: 2, held: ['••••'], scope: 'site' });
  expect(values.find(({ name }) => name === 'PHONE_NUMBER_1')).toMatchObject({
    phones: 1,
    held: ['211'],
    scope: `facts:phone:${mac(1)}`,
  });
  expect(JSON.stringify(values)).not.toMatch(/Orchard|Pw-1/);
});

test('deleting a file is a draft that discarding takes back', async () => {
  const site = await siteWithTwo();
  site.file('group:Bar', 'DSCP_SIP_1="46"');
  site.publish();
  expect(site.services.edits.remove(bar)).toEqual({ phones: 1, values: 1 });
  expect(site.services.configs.preview().changes).toMatchObject([{ change: 'removed' }]);
  site.services.configs.discard(bar);
  expect(site.services.configs.get(bar, 'draft').text).toContain('46');
  site.services.edits.remove(bar);
  site.publish();
  expect(site.services.configs.fileList().map(({ scope }) => scope.kind)).toEqual(['site']);
});

test('a copy goes where nothing is, or where it may replace', async () => {
  const site = await siteWithTwo();
  const { edits } = site.services;
  expect(valueOf(edits.duplicate(siteScope, bar, false)).text).toContain('# the site');
  expect(edits.duplicate(siteScope, bar, false)).toMatchObject({ ok: false, problem: { code: 'FILE_EXISTS' } });
  valueOf(edits.duplicate(siteScope, bar, true));
  expect(edits.duplicate(siteScope, valueOf(parseScope('phone:0080F0FFFFFF')), false)).toMatchObject({ ok: false });
});

test('a fact that a file beats is named with its line, and taking that line away lets it count', async () => {
  const site = await siteWithTwo();
  const { state, around, edits } = site.services;
  site.file(
    `phone:${mac(1)}`,
    '# keep',
    'PHONE_NUMBER_1="999"',
    'SIP_PASS_1="other"',
    'DISPLAY_NAME_1="${phone.name}"',
  );
  expect(overriddenFacts(state, around, site.phone(1))).toEqual([
    { fact: 'extension of line 1', scope: `phone:${mac(1)}`, parameter: 'PHONE_NUMBER_1', line: 2 },
    { fact: 'password of line 1', scope: `phone:${mac(1)}`, parameter: 'SIP_PASS_1', line: 3 },
  ]);
  const names = ['PHONE_NUMBER_1', 'SIP_PASS_1'];
  valueOf(
    edits.edit(
      own,
      names.map((name) => ({ kind: 'unset', name })),
      undefined,
    ),
  );
  expect(overriddenFacts(state, around, site.phone(1))).toEqual([]);
});

test('a daily check of its own that the phone’s file beats is named', async () => {
  const site = await siteWithTwo();
  const { state, around, phones } = site.services;
  valueOf(phones.edit(mac(1), { checkTime: '02:17' }, 'test'));
  expect(overriddenFacts(state, around, site.phone(1))).toEqual([]);
  site.file(`phone:${mac(1)}`, 'CFG_RESYNC_TIME="02:00"');
  expect(overriddenFacts(state, around, site.phone(1))).toEqual([
    { fact: 'daily check', scope: `phone:${mac(1)}`, parameter: 'CFG_RESYNC_TIME', line: 1 },
  ]);
});

test('facts changed elsewhere meanwhile are a conflict', async () => {
  const site = await siteWithTwo();
  const { configs } = site.services;
  const scope = { kind: 'phone', mac: mac(1) } as const;
  const version = configs.factsVersion(scope);
  expect(configs.factsConflict(scope, version)).toBeNull();
  valueOf(site.services.phones.edit(mac(1), { name: 'Other' }, 'test'));
  expect(configs.factsConflict(scope, version)).toMatchObject({ code: 'CONFIG_CONFLICT' });
  expect(configs.factsConflict(scope, undefined)).toBeNull();
});

test('history tells what each revision changed, also after a restart', async () => {
  const site = await siteWithTwo();
  site.file('group:Bar', 'DSCP_SIP_1="46"');
  site.facts({ ntp: '192.0.2.1' });
  site.publish();
  const told = (one: TestSite): unknown => {
    const { layers, count } = one.services.configs.changesOf(3);
    return [layers.map(({ kind, scope }) => `${kind} ${scope}`), count];
  };
  expect(told(site)).toEqual([['file group:Bar', 'facts site'], 2]);
  expect(told(site.restart())).toEqual(told(site));
});

test('when phones will have it is grouped by how each comes by itself', async () => {
  const site = await siteWithTwo();
  site.facts({ ntp: '192.0.2.9' });
  site.add(3);
  site.publish();
  site.takeFiles(2);
  site.file('group:Bar', 'CFG_RESYNC_TIME=""', 'CFG_CYCLIC="Y"', 'CFG_CYCLIC_INTVL="1440"');
  site.publish();
  site.takeFiles(1);
  const { state, timing } = site.services;
  expect(phoneReach(timing.outlook(), state.phones.all())).toEqual([
    { how: 'daily', words: 'daily at 02:00', minutes: 120, phones: 1, macs: [mac(2)] },
    { how: 'cyclic', words: 'within 1 d', minutes: 1440, phones: 1, macs: [mac(1)] },
    { how: 'never-seen', words: 'at first contact', minutes: null, phones: 1, macs: [mac(3)] },
  ]);
});

test('a phone whose clock nothing sets does not come at its time: only a resync brings it', async () => {
  const site = await siteWithTwo();
  const { state, timing } = site.services;
  expect(phoneReach(timing.outlook(), state.phones.all())).toEqual([
    {
      how: 'only-resync',
      words: 'only when resynced: nothing sets the clock',
      minutes: null,
      phones: 2,
      macs: [mac(1), mac(2)],
    },
  ]);
});
