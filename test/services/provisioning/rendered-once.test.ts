// Files are rendered once and told anew as soon as anything they are made of changes; taking the same again leaves a row and little else.
import { expect, test } from 'vitest';
import { ServedFileCache, type MadeOf } from '../../../electron/services/provisioning/served-file-cache';
import { RecentMap } from '../../../electron/core/shared/recent-map';
import { minute, openSite, peer } from '../../support/site';

test('an edit of any layer, the told address, the model and a new token each show in the next answer', async () => {
  const site = await openSite();
  site.add(1, { group: 'Desk' });
  site.boot(1);
  const own = (): string => site.ask(site.ownPath(1), { from: peer(1) }).text;
  const seen = [own()];
  const changed = (): string => {
    const text = own();
    expect(seen).not.toContain(text);
    expect(own()).toBe(text);
    seen.push(text);
    return text;
  };
  site.file('group:Desk', 'DSCP_SIP_1="1"');
  site.publish();
  expect(changed()).toContain('DSCP_SIP_1="1"');
  site.file(`phone:${site.phone(1).mac}`, 'DSCP_SIP_1="2"');
  site.publish();
  expect(changed()).toContain('DSCP_SIP_1="2"');
  site.baseUrl = 'http://192.0.2.201:8088';
  expect(changed()).toContain('http://192.0.2.201:8088/p/');
  site.services.state.tokens.renew(site.phone(1).id, 'rotate', site.clock.now());
  changed();
});

test('the same values from a stronger layer move between files, and both are told anew', async () => {
  const site = await openSite();
  site.add(1, { group: 'Desk' });
  site.file('site', 'DSCP_SIP_1="7"');
  site.publish();
  site.boot(1);
  const texts = (): string[] => site.takeFiles(1).map(({ text }) => text);
  const before = texts();
  expect(before.filter((text) => text.includes('DSCP_SIP_1="7"'))).toHaveLength(1);
  site.file('site', '# nothing');
  site.file('group:Desk', 'DSCP_SIP_1="7"');
  site.publish();
  const after = texts();
  expect(after[0]).toContain('DSCP_SIP_1="7"');
  expect(after[2]).not.toContain('DSCP_SIP_1="7"');
});

test('taking the same files again keeps what is held and in sync, and notes the fetch', async () => {
  const site = await openSite();
  site.add(1);
  site.boot(1);
  site.takeFiles(1);
  const before = { ...site.phone(1) };
  const held = new Map(site.held(1));
  const rows = site.ledger().length;
  site.clock.advance(5 * minute);
  expect(site.takeFiles(1).map(({ status }) => status)).toEqual([200, 200, 200]);
  expect(site.ledger()).toHaveLength(rows + 3);
  expect(new Map(site.held(1))).toEqual(held);
  expect(site.phone(1)).toEqual({ ...before, lastFetch: { ...before.lastFetch, at: site.clock.now() } });
  const again = site.restart();
  expect(again.phone(1)).toEqual(site.phone(1));
  expect(new Map(again.held(1))).toEqual(held);
  expect(again.view(1).state).toBe('inSync');
});

test('a phone that is forgotten and comes back is folded from nothing', async () => {
  const site = await openSite();
  site.add(1);
  site.boot(1);
  site.services.state.held.forget(site.phone(1).id);
  expect(site.held(1).size).toBe(0);
  site.ask(site.ownPath(1), { from: peer(1) });
  expect(site.held(1).size).toBeGreaterThan(0);
});

test('the cache stays within its bound and never mixes up what a file is made of', () => {
  const cache = new ServedFileCache(10_000);
  const addresses = { baseUrl: 'http://a', siteToken: 's', phoneToken: 'p', asLogin: false } as MadeOf['addresses'];
  const made = (phoneId: number, more: Partial<MadeOf> = {}): MadeOf => ({
    file: 'standard',
    phoneId,
    model: 'M',
    version: 0,
    addresses,
    ...more,
  });
  let rendered = 0;
  const file = (of: MadeOf): string =>
    cache.file(of, () => ({ bytes: new Uint8Array(100), sha256: String(++rendered), etag: '' })).sha256;
  expect(file(made(1))).toBe(file(made(1)));
  expect(file(made(1, { version: 1 }))).not.toBe(file(made(1)));
  expect(file(made(1, { addresses: { ...addresses, phoneToken: 'q' } }))).not.toBe(file(made(1)));
  expect(file(made(2))).not.toBe(file(made(1)));
  const first = file(made(1));
  for (let id = 3; id < 100; id++) file(made(id));
  expect(file(made(1))).not.toBe(first);
});

test('a recent map forgets the oldest, keeps what is asked for, and takes no long texts', () => {
  const map = new RecentMap<number>(10, 5);
  map.set('kept', 0);
  for (let n = 0; n < 100; n++) {
    map.set(`k${n}`, n);
    expect(map.get('kept')).toBe(0);
  }
  expect(map.get('k1')).toBeUndefined();
  map.set('a text too long', 1);
  expect(map.get('a text too long')).toBeUndefined();
});
