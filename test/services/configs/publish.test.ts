// From draft to revision and back: all or nothing, and every phone knows what it has.
import { describe, expect, test, vi } from 'vitest';
import { emptyLine } from '../../../electron/core/configs/facts';
import { parseScope, siteScope } from '../../../electron/core/configs/scope';
import { mac, openSite, valueOf, type TestSite } from '../../support/site';

async function siteWithTwo(): Promise<TestSite> {
  const site = await openSite();
  site.add(1, { group: 'Bar' });
  site.add(2);
  site.boot(1);
  site.boot(2);
  return site;
}

test('publishing refuses errors and then changes nothing', async () => {
  const site = await siteWithTwo();
  site.file('group:Bar', 'DISPLAY_NAME_2="fine"');
  site.file('site', 'DISPLAY_NAME_2="fine"', 'CFG_RESYNC_TIME="25:00"');
  const refused = site.services.configs.publish('', 'test');
  expect(refused).toMatchObject({ ok: false, problem: { code: 'CONFIG_HAS_ERRORS' } });
  expect(!refused.ok && refused.problem.message).toMatch(/^site, line 2:/);
  expect(site.services.configs.revision).toBe(2);
  expect(site.services.configs.hasDraft).toBe(true);
  expect(site.view(1).state).toBe('inSync');
  // Only what is chosen must be right.
  expect(site.publish('group:Bar')).toBe(3);
});

test('warnings and hints are published', async () => {
  const site = await openSite();
  site.file('site', 'CFG_RESYNC_FROM_SIP="Y"', 'MY_OWN_NAME="x"');
  expect(site.publish()).toBe(1);
});

test('publishing nothing makes no revision', async () => {
  const site = await siteWithTwo();
  expect(valueOf(site.services.configs.publish('', 'test'))).toEqual({ revision: 2, changedPhones: [] });
  site.file('site', 'DISPLAY_NAME_2="a"');
  expect(valueOf(site.services.configs.publish('', 'test', [valueOf(parseScope('group:Bar'))]))).toEqual({
    revision: 2,
    changedPhones: [],
  });
  expect(site.services.configs.history()).toHaveLength(2);
});

test('the preview and the revision name the phones that get something else, and no other', async () => {
  const site = await siteWithTwo();
  site.file('group:Bar', 'DISPLAY_NAME_2="a"');
  // Says what phone 2 has already.
  site.file(`phone:${mac(2)}`, 'DISPLAY_NAME_1="Desk 2"');
  const preview = site.services.configs.preview();
  expect(preview.changes.map(({ key, change }) => [key.scope, change])).toEqual([
    ['group:Bar', 'added'],
    [`phone:${mac(2)}`, 'added'],
  ]);
  expect(preview.phones.map((phone) => phone.mac)).toEqual([mac(1)]);
  const published = valueOf(site.services.configs.publish('for the bar', 'Ann'));
  expect(published.changedPhones.map((phone) => phone.mac)).toEqual([mac(1)]);
  expect(site.services.configs.history()[0]).toEqual({
    number: 3,
    message: 'for the bar',
    author: 'Ann',
    at: site.clock.now(),
    changedPhones: 1,
  });
});

test('what changes while a publish is prepared is worked out anew', async () => {
  const site = await siteWithTwo();
  const { publishing } = site.services;
  site.file(`phone:${mac(2)}`, 'DISPLAY_NAME_2="a"');
  const steps = publishing.prepare()[Symbol.iterator]();
  steps.next();
  // Phone 1 has been looked at already.
  site.file(`phone:${mac(1)}`, 'DISPLAY_NAME_2="a"', 'CFG_RESYNC_TIME="25:00"');
  while (!steps.next().done);
  expect(publishing.preview().phones.map((phone) => phone.mac)).toEqual([mac(1), mac(2)]);
  expect(publishing.publish('', 'test')).toMatchObject({ ok: false, problem: { code: 'CONFIG_HAS_ERRORS' } });
});

test('a phone untouched by a publish is at the new revision without a fetch; the other keeps the one it has', async () => {
  const site = await siteWithTwo();
  site.file('group:Bar', 'DISPLAY_NAME_2="a"');
  site.publish();
  expect([site.view(1), site.view(2)]).toMatchObject([
    { state: 'pending', revision: 2 },
    { state: 'inSync', revision: 3 },
  ]);
  site.file('group:Bar', 'DISPLAY_NAME_2="b"');
  site.publish();
  expect(site.view(1)).toMatchObject({ state: 'pending', revision: 2 });
  expect(site.restart().view(1)).toMatchObject({ state: 'pending', revision: 2 });
  site.takeFiles(1);
  expect(site.view(1)).toMatchObject({ state: 'inSync', revision: 4 });
});

test('chosen layers are published alone; the rest stays a draft', async () => {
  const site = await siteWithTwo();
  site.file('site', 'DISPLAY_NAME_2="site"');
  site.file('group:Bar', 'DISPLAY_NAME_2="bar"');
  site.publish('group:Bar');
  expect(site.services.configs.get(siteScope, 'published').text).toBe('');
  expect(site.services.configs.get(siteScope, 'draft')).toMatchObject({ draft: true });
  expect(site.view(2).state).toBe('inSync');
  expect(site.restart().services.state.layers.drafts()).toEqual([{ kind: 'file', scope: 'site' }]);
});

describe('when the store fails', () => {
  test('nothing is published, in memory as on disk, and the next try works', async () => {
    const site = await siteWithTwo();
    site.file('site', 'DISPLAY_NAME_2="a"');
    site.clock.advance(1000);
    const before = site.services.configs.fileList();
    vi.spyOn(site.services.stores.configs, 'publish').mockImplementationOnce(() => {
      throw new Error('disk full');
    });
    expect(() => site.services.configs.publish('', 'test')).toThrow('disk full');
    expect(site.services.configs.revision).toBe(2);
    expect(site.services.configs.fileList()).toEqual(before);
    expect(site.services.configs.get(siteScope, 'published').text).toBe('');
    expect(site.view(1)).toMatchObject({ state: 'inSync', revision: 2 });
    expect(site.publish()).toBe(3);
    expect(site.view(1).state).toBe('pending');
  });
});

describe('rollback', () => {
  test('publishes an old state again as a new revision, layers that came later included', async () => {
    const site = await siteWithTwo();
    site.file('site', 'DISPLAY_NAME_2="a"');
    site.publish();
    site.takeFiles(1);
    site.takeFiles(2);
    const back = valueOf(site.services.configs.rollback(2, 'Ann'));
    expect(back.revision).toBe(4);
    expect(back.changedPhones).toHaveLength(2);
    expect(site.services.configs.get(siteScope, 'published').text).toBe('');
    expect(site.services.configs.history()[0]).toMatchObject({ number: 4, message: 'Back to r2', author: 'Ann' });
    expect(site.view(1)).toMatchObject({ state: 'pending', revision: 3 });
    expect(valueOf(site.services.configs.getRevision(siteScope, 3)).text).toBe('DISPLAY_NAME_2="a"\r\n');
    expect(site.restart().services.configs.get(siteScope, 'published').text).toBe('');
  });

  test('leaves drafts alone, but one that says what is published now is none any more', async () => {
    const site = await siteWithTwo();
    site.file('site', 'DISPLAY_NAME_2="a"');
    site.file('group:Bar', 'DISPLAY_NAME_3="x"');
    site.publish();
    site.file('site', 'DISPLAY_NAME_2="b"');
    site.file('group:Bar', 'DISPLAY_NAME_3="y"');
    site.publish();
    site.file('site', 'DISPLAY_NAME_2="a"');
    site.file('group:Bar', 'DISPLAY_NAME_3="z"');
    valueOf(site.services.configs.rollback(3, 'Ann'));
    expect(site.services.state.layers.drafts()).toEqual([{ kind: 'file', scope: 'group:Bar' }]);
    expect(site.restart().services.state.layers.drafts()).toEqual([{ kind: 'file', scope: 'group:Bar' }]);
  });

  test('to a revision that never was is refused; to the newest it makes none', async () => {
    const site = await siteWithTwo();
    expect(site.services.configs.rollback(9, 'Ann')).toMatchObject({
      ok: false,
      problem: { code: 'REVISION_UNKNOWN' },
    });
    expect(site.services.configs.diff(null, 9)).toMatchObject({ ok: false, problem: { code: 'REVISION_UNKNOWN' } });
    expect(valueOf(site.services.configs.rollback(2, 'Ann')).revision).toBe(2);
  });

  test('a diff against an old revision compares the drafts with what it was', async () => {
    const site = await siteWithTwo();
    site.file('site', 'DISPLAY_NAME_2="a"');
    site.publish();
    site.file('site', 'DISPLAY_NAME_2="b"');
    expect(valueOf(site.services.configs.diff(null, 3)).map(({ text }) => text)).toEqual([
      '@@ -1 +1 @@\n-DISPLAY_NAME_2="a"\n+DISPLAY_NAME_2="b"',
    ]);
    expect(valueOf(site.services.configs.diff(site.phone(1), 1)).map(({ name }) => name)).toEqual(['site']);
  });
});

test('looking at phones between an edit and its publishing hides the edit from nobody', async () => {
  const site = await openSite();
  site.add(1);
  site.boot(1);
  const { phones, configs } = site.services;
  valueOf(phones.edit(mac(1), { name: 'Bar' }, 'test'));
  site.publish();
  site.takeFiles(1);
  valueOf(phones.edit(mac(1), { lines: [{ ...emptyLine, line: 1, extension: '300' }] }, 'test'));
  // A list counts the left-overs of what is published.
  expect(site.view(1)).toMatchObject({ hasDraft: true, state: 'inSync' });
  const published = valueOf(configs.publish('test', 'test'));
  expect(published.changedPhones.map((phone) => phone.mac)).toEqual([mac(1)]);
  expect(site.view(1).state).toBe('pending');
});
