// Phones added, changed, removed, and what of it waits for a publish.
import { describe, expect, test } from 'vitest';
import type { PhoneEdit } from '../../../electron/services/phones/phone-service';
import { mac, openSite, valueOf } from '../../support/site';

const line = { line: 1, extension: '2101', name: 'Front', authId: 'a2101', password: 'pw', server: '' };
const newPhone = {
  mac: mac(1),
  model: 'kx-ut670',
  name: ' Front desk ',
  group: ' Bar ',
  ip: null,
  lines: [line],
  arm: true,
};

test('a phone is added armed, its facts are a draft until published', async () => {
  const site = await openSite();
  valueOf(site.services.phones.add(newPhone, 'Ann'));
  expect(site.view(1)).toMatchObject({
    state: 'neverSeen',
    hasDraft: true,
    facts: { name: 'Front desk', group: 'Bar' },
    record: { model: 'KX-UT670' },
    reason: { action: 'publish', problem: { code: 'PHONE_FACTS_UNPUBLISHED' } },
  });
  expect(site.askFirst(1).text).not.toContain('2101');
  site.publish();
  expect(site.askFirst(1).text).toContain('PHONE_NUMBER_1="2101"');
  expect(site.view(1)).toMatchObject({ hasDraft: false, reason: null });
  expect(site.services.phones.groups()).toEqual([{ name: 'Bar', phones: 1 }]);
});

describe('what cannot be is refused and leaves nothing behind', () => {
  test.each([
    ['an unknown model', { model: 'KX-UT999' }, 'MODEL_UNKNOWN'],
    ['a line the model does not have', { model: 'KX-UT113', lines: [{ ...line, line: 2 }] }, 'FACT_INVALID'],
    ['a line given twice', { lines: [line, line] }, 'FACT_INVALID'],
    ['a name with a quote in it', { lines: [{ ...line, name: 'The "Boss"' }] }, 'FACT_INVALID'],
    ['a phone name with a quote in it, which line 1 would show', { name: 'The "Boss"' }, 'FACT_INVALID'],
    ['a password over two lines', { lines: [{ ...line, password: 'a\nb' }] }, 'FACT_INVALID'],
    ['an address that is none', { ip: '192.0.2.1; rm' }, 'VALUE_INVALID'],
    ['a port that is none', { ip: '192.0.2.1:70000' }, 'VALUE_INVALID'],
  ])('%s', async (_what, change, code) => {
    const site = await openSite();
    expect(site.services.phones.add({ ...newPhone, ...change }, 'Ann')).toMatchObject({ ok: false, problem: { code } });
    expect(site.services.state.phones.size).toBe(0);
    expect(site.services.configs.hasDraft).toBe(false);
  });

  test('a MAC that is there already, in this site or in another one of the database', async () => {
    const site = await openSite();
    site.add(1);
    const other = await openSite({ database: site.database });
    for (const { services } of [site, other]) {
      expect(services.phones.add(newPhone, 'Ann')).toMatchObject({ ok: false, problem: { code: 'MAC_DUPLICATE' } });
      expect(services.configs.hasDraft).toBe(false);
    }
  });
});

test('an edit keeps what it does not name, passwords above all', async () => {
  const site = await openSite();
  site.add(1, { group: 'Bar', ip: '192.0.2.9:5062' });
  const edit = (change: PhoneEdit) => valueOf(site.services.phones.edit(mac(1), change, 'Ann'));
  const { password: _, ...withoutPassword } = { ...line, name: 'Other' };
  edit({ lines: [withoutPassword] });
  expect(site.view(1).facts).toEqual({
    name: 'Desk 1',
    group: 'Bar',
    lines: [{ ...line, name: 'Other', password: 'Pw-1-x' }],
  });
  edit({ group: null, ip: '[2001:db8::7]:5070' });
  expect(site.view(1)).toMatchObject({ facts: { group: null }, address: '[2001:db8::7]:5070' });
  edit({ ip: null, lines: [{ ...line, extension: '', name: '', authId: '', password: '' }] });
  expect(site.view(1)).toMatchObject({ facts: { lines: [] }, address: null });
});

test('facts typed again as they are, in any order of fields, are no draft', async () => {
  const site = await openSite();
  site.add(1);
  valueOf(site.services.phones.edit(mac(1), { name: 'x' }, 'Ann'));
  expect(site.view(1).hasDraft).toBe(true);
  const typed = { server: '', password: 'Pw-1-x', authId: 'auth1 ', name: 'Desk 1', extension: '211', line: 1 };
  valueOf(site.services.phones.edit(mac(1), { name: 'Desk 1', lines: [typed] }, 'Ann'));
  expect(site.view(1).hasDraft).toBe(false);
});

test('a phone that becomes another model gets that model’s files at once', async () => {
  const site = await openSite();
  site.file('model:KX-HDV230', 'DISPLAY_NAME_3="HDV"');
  site.add(1);
  site.boot(1);
  valueOf(site.services.phones.edit(mac(1), { model: 'KX-HDV230' }, 'Ann'));
  expect(site.view(1)).toMatchObject({ state: 'pending', record: { model: 'KX-HDV230' } });
  expect(valueOf(site.services.phones.edit(mac(1), {}, 'Ann')).model).toBe('KX-HDV230');
  expect(site.services.phones.edit(mac(1), { model: 'KX-UT113', lines: [{ ...line, line: 3 }] }, 'Ann').ok).toBe(false);
});

describe('a removed phone', () => {
  test('is a stranger at once; its layers go with the next publish', async () => {
    const site = await openSite();
    site.add(1);
    site.file(`phone:${mac(1)}`, 'DISPLAY_NAME_2="a"');
    site.publish();
    site.boot(1);
    const path = site.ownPath(1);
    expect(valueOf(site.services.phones.remove([mac(1)], 'Ann'))).toBe(1);
    expect(site.ask(path).status).toBe(404);
    expect(site.askFirst(1).status).toBe(404);
    expect(site.services.phones.waiting()).toHaveLength(1);
    expect(site.services.configs.preview().changes.map(({ key, change }) => `${change} ${key.kind}`)).toEqual([
      'removed facts',
      'removed file',
    ]);
    site.publish();
    expect(site.services.state.layers.keys('published')).toEqual([]);
    expect(site.ledger().some((row) => row.mac === mac(1) && row.status === 200)).toBe(true);
  });

  test('is a new one when it is added again: new token, nothing held, its old file on the way out', async () => {
    const site = await openSite();
    site.add(1);
    site.file(`phone:${mac(1)}`, 'DISPLAY_NAME_2="a"');
    site.publish();
    site.boot(1);
    const old = site.ownPath(1);
    valueOf(site.services.phones.remove([mac(1)], 'Ann'));
    site.add(1);
    expect(site.held(1).size).toBe(0);
    expect(site.view(1)).toMatchObject({ state: 'neverSeen', leftOvers: 0 });
    expect(site.ask(old).status).toBe(404);
    expect(site.askFirst(1).text).not.toContain('DISPLAY_NAME_2');
    expect(site.restart().view(1).record.lastFetch?.peer).toBe('192.0.2.1');
  });

  test('one unknown MAC among several, and nothing is removed', async () => {
    const site = await openSite();
    site.add(1);
    expect(site.services.phones.remove([mac(1), mac(2)], 'Ann')).toMatchObject({
      ok: false,
      problem: { code: 'PHONE_UNKNOWN' },
    });
    expect(site.view(1).state).toBe('neverSeen');
  });
});

test('the history of a phone is newest first and says who did what', async () => {
  const site = await openSite();
  site.add(1);
  site.clock.advance(1000);
  site.askFirst(1);
  site.clock.advance(1000);
  site.askFirst(1, { from: '192.0.2.99' });
  site.clock.advance(1000);
  valueOf(site.services.phones.renewToken([mac(1)], 'revoke', 'Ann'));
  const events = await site.services.history.events(site.phone(1), 0, 10);
  expect(events.map((event) => event.text)).toEqual([
    'Address revoked',
    `Refused ${mac(1)}.cfg: another address came first`,
    `Fetched ${mac(1)}.cfg`,
    'Added as KX-UT670',
  ]);
});
