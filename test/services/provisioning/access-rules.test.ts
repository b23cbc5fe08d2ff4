// Networks, proxies, open mode and the guard, as a person sets them.
import { expect, test } from 'vitest';
import type { AccessChange } from '../../../electron/core/provisioning/access-settings';
import { auditOf } from '../../support/audit';
import { hour, mac, openSite, peer, second, valueOf, type TestSite } from '../../support/site';

function set(site: TestSite, change: AccessChange): void {
  valueOf(site.services.state.access.change(change, 'test'));
}

test('settings outlive a restart, are audited, and nonsense changes nothing', async () => {
  const site = await openSite();
  set(site, { mode: 'basic', networks: ['192.0.2.0/24'], guard: { guesses: 3 } });
  expect(site.announced).toContain('server');
  expect(auditOf(site)).toMatchObject([
    { actor: 'test', action: 'access-changed', detail: 'mode: basic; networks: 192.0.2.0/24; guard guesses: 3' },
  ]);
  const refused = site.services.state.access.change({ mode: 'open', networks: ['nonsense'] }, 'test');
  expect(refused).toMatchObject({ ok: false, problem: { code: 'NETWORK_INVALID' } });
  const { settings } = site.restart().services.state.access;
  expect(settings).toMatchObject({
    mode: 'basic',
    networks: ['192.0.2.0/24'],
    guard: { guesses: 3, holdSeconds: 3600 },
  });
});

test('a peer of another network gets the uniform 404 with its reason, valid token and arming or not, and does not wait', async () => {
  const site = await openSite();
  site.add(1);
  site.add(2);
  site.boot(2);
  set(site, { networks: ['192.0.2.0/28', 'fd00::/64'] });
  const outside = { from: '198.51.100.7' };
  expect(site.askFirst(1, outside).status).toBe(404);
  expect(site.ask(site.ownPath(2), outside).status).toBe(404);
  expect(site.askFirst(77, outside).status).toBe(404);
  expect(site.ask('/KX-UT670.cfg', outside).status).toBe(404);
  expect(site.reasons(4)).toEqual(Array.from({ length: 4 }, () => 'network-refused'));
  expect(site.ledger(4).map((row) => row.mac)).toEqual([null, mac(77), mac(2), mac(1)]);
  expect(site.services.phones.waiting()).toEqual([]);
  expect(site.view(1).state).toBe('neverSeen');
  expect(site.askFirst(1).status).toBe(200);
  expect(site.ask(site.ownPath(2), { from: 'fd00::5' }).status).toBe(200);
});

test('a forwarded address counts from a named proxy only, for binding, rules and ledger', async () => {
  const site = await openSite();
  site.add(1);
  const headers = { 'x-forwarded-for': '10.1.1.1, 10.2.2.2' };
  site.ask('/x', { from: peer(9), headers });
  expect(site.ledger(1)).toMatchObject([{ remote: peer(9) }]);
  set(site, { proxies: [peer(9)], networks: ['10.2.2.0/24'] });
  site.ask('/x', { from: peer(9), headers });
  expect(site.ledger(1)).toMatchObject([{ remote: '10.2.2.2', reason: 'unknown-path' }]);
  expect(site.askFirst(1, { from: peer(9), headers }).status).toBe(200);
  expect(site.phone(1).armed?.boundPeer).toBe('10.2.2.2');
  site.ask('/x', { from: peer(8), headers: { 'x-forwarded-for': '10.2.2.2' } });
  expect(site.ledger(1)).toMatchObject([{ remote: peer(8), reason: 'network-refused' }]);
});

test('open mode serves every known phone without anything, and strangers as ever', async () => {
  const site = await openSite();
  site.add(1, { arm: false });
  set(site, { mode: 'open' });
  expect(site.services.state.access.isOpen).toBe(true);
  expect(site.askFirst(1).status).toBe(200);
  for (const target of [`/p/any/${mac(1)}.cfg`, `/p/${mac(1)}.cfg`, '/s/any/master.cfg', '/s/master.cfg'])
    expect(site.ask(target).status).toBe(200);
  for (const target of [`/p/any/${mac(9)}.cfg`, `/first/${mac(9)}.cfg`, '/p/x', '/s/x'])
    expect(site.ask(target).status).toBe(404);
});

test('the option wins over the setting', async () => {
  const site = await openSite({ openLab: true });
  set(site, { mode: 'digest' });
  expect(site.services.state.access.isOpen).toBe(true);
  site.add(1, { arm: false });
  expect(site.askFirst(1).text).toContain(`http://192.0.2.200:8088/p/`);
});

test('a held peer is listed until its time is over, while a valid phone behind it is served at once', async () => {
  const site = await openSite();
  site.add(1);
  site.add(2);
  set(site, { guard: { guesses: 3, holdSeconds: 600 } });
  site.askFirst(201, { from: peer(67) });
  for (let number = 200; number < 203; number++) site.askFirst(number, { from: peer(66) });
  expect(site.services.phones.waiting()).toHaveLength(3);
  for (let number = 203; number < 210; number++) site.askFirst(number, { from: peer(66) });
  const [held] = site.services.state.access.blocked();
  expect(held).toMatchObject({ peer: peer(66), guesses: 10, requests: 10, byHand: false });
  // One of them asked from elsewhere as well: it is real.
  expect(site.services.phones.waiting().map((one) => one.mac)).toEqual([mac(201)]);
  expect(site.askFirst(1, { from: peer(66) }).status).toBe(200);
  expect(site.ask(site.ownPath(1), { from: peer(66) }).status).toBe(200);
  expect(site.ask('/KX-UT670.cfg', { from: peer(66) }).status).toBe(200);
  site.clock.advance(600 * second);
  expect(site.services.state.access.blocked()).toEqual([]);
  site.askFirst(220, { from: peer(66) });
  expect(site.reasons(1)).toEqual(['unknown-mac']);
});

test('a hold is taken back by hand; a block by hand outlives a restart and harms no phone of ours', async () => {
  const site = await openSite();
  site.add(1);
  const { access } = site.services.state;
  for (let number = 200; number < 225; number++) site.askFirst(number, { from: peer(66) });
  expect(access.unblock(peer(66), 'test')).toEqual([]);
  site.askFirst(230, { from: peer(66) });
  expect(site.reasons(1)).toEqual(['unknown-mac']);

  valueOf(access.block(` ${peer(66)} `, 'test'));
  expect(access.block('my printer', 'test')).toMatchObject({ problem: { code: 'VALUE_INVALID' } });
  site.clock.advance(1000 * hour);
  valueOf(site.services.phones.arm([mac(1)], undefined, 'test'));
  const again = site.restart();
  expect(again.services.state.access.blocked()).toMatchObject([{ peer: peer(66), until: null, byHand: true }]);
  again.askFirst(240, { from: peer(66) });
  expect(again.reasons(1)).toEqual(['guarded']);
  expect(again.askFirst(1, { from: peer(66) }).status).toBe(200);
  again.services.state.access.unblock(peer(66), 'test');
  expect(again.restart().services.state.access.blocked()).toEqual([]);
});

test('a MAC behind the question mark makes a waiting phone, and is never identity', async () => {
  const site = await openSite();
  site.add(1);
  site.ask('/provisioning?mac=00%3A80%3AF0%3A00%3A00%3A05', { from: peer(5) });
  expect(site.services.phones.waiting()).toMatchObject([{ mac: mac(5), address: peer(5) }]);
  expect(site.ask(`/provisioning?mac=${mac(1)}`).status).toBe(404);
  expect(site.view(1).reason?.problem.code).toBe('PHONE_PATH_UNKNOWN');
});
