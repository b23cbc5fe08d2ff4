// product.md, "First contact and tokens": who gets a phone's first file, and until when.
import { describe, expect, test } from 'vitest';
import { answered200, hour, mac, minute, openSite, peer, second, settled, valueOf } from '../../support/site';

const standardPath = 'CFG_STANDARD_FILE_PATH="http://192.0.2.200:8088';

describe('the bootstrap', () => {
  test('holds no secret and is the same for every phone of a model', async () => {
    const site = await openSite({
      facts: { adminPassword: 'Harbour.77', ntp: '192.0.2.5', sip: { server: 'pbx.example', port: null } },
    });
    site.add(1);
    const known = site.ask('/KX-UT670.cfg', {
      from: peer(1),
      userAgent: `Panasonic_KX-UT670/01.061 (${mac(1).toLowerCase()})`,
    });
    const stranger = site.ask('/kx-ut670.cfg', { from: peer(99) });
    expect(known.text).toBe(stranger.text);
    expect(known.text).toContain(`${standardPath}/first/{MAC}.cfg"`);
    expect(known.text).toContain('CFG_RESYNC_FROM_SIP="check-sync"');
    expect(known.text).toContain('NTP_ADDR="192.0.2.5"');
    expect(known.text).not.toMatch(/Harbour|Pw-1|site-token|\/p\//);
  });

  test('says what wins of site facts, site file and model file, each once', async () => {
    const site = await openSite({ facts: { ntp: '192.0.2.5' } });
    site.file('site', 'NTP_ADDR="192.0.2.6"', 'CFG_RESYNC_FROM_SIP="resync"');
    site.file('model:KX-UT670', 'NTP_ADDR="192.0.2.7"');
    site.publish();
    expect(site.ask('/KX-UT670.cfg').text.match(/^(?:NTP_ADDR|CFG_RESYNC_FROM_SIP)=.*$/gm)).toEqual([
      'NTP_ADDR="192.0.2.7"',
      'CFG_RESYNC_FROM_SIP="resync"',
    ]);
  });
});

describe('the first file', () => {
  test('goes to an armed phone, holds everything, and carries addresses of its own', async () => {
    const site = await openSite({ facts: { sip: { server: 'pbx.example', port: null } } });
    site.add(1);
    const first = site.askFirst(1);
    expect(first.status).toBe(200);
    expect(first.text).toContain('SIP_PASS_1="Pw-1-x"');
    expect(first.text).toContain('SIP_RGSTR_ADDR_1="pbx.example"');
    const [, token = ''] = /\/p\/([\w-]+)\/0080F0000001\.cfg"/.exec(first.text) ?? [];
    // 6 bits a character.
    expect(token.length * 6).toBeGreaterThanOrEqual(128);
    expect(first.text).toContain('/s/site-token-0123456789abc/product-KX-UT670.cfg"');
  });

  test('is refused to a phone that was added unarmed, with arming as the way out', async () => {
    const site = await openSite();
    site.add(1, { arm: false });
    expect(site.askFirst(1).status).toBe(404);
    expect(site.reasons()).toEqual(['not-armed']);
    expect(site.view(1)).toMatchObject({
      state: 'failed',
      reason: { action: 'arm', problem: { code: 'PHONE_NOT_ARMED' } },
    });
    valueOf(site.services.phones.arm([mac(1)], undefined, 'test'));
    expect(site.view(1)).toMatchObject({ state: 'neverSeen', reason: null });
    expect(site.askFirst(1).status).toBe(200);
  });

  test('is bound to the first peer: it may come again, a second one is refused and reported', async () => {
    const site = await openSite();
    site.add(1);
    expect(site.askFirst(1).status).toBe(200);
    expect(site.askFirst(1, { from: peer(66) }).status).toBe(404);
    expect(site.askFirst(1).status).toBe(200);
    expect(site.reasons()).toEqual(['served', 'second-peer', 'served']);
    // The report outlives the fetches of the phone that came first.
    site.takeFiles(1);
    expect(site.view(1)).toMatchObject({ state: 'inSync', reason: { problem: { code: 'PHONE_SECOND_PEER' } } });
    expect(site.view(1).reason?.problem.message).toContain(peer(66));
    site.clock.advance(25 * hour);
    site.takeFiles(1);
    expect(site.view(1).reason).toBeNull();
  });

  test('is bound by a peer that only looked (HEAD) or went away midway, and gives it nothing', async () => {
    const site = await openSite();
    site.add(1);
    site.askFirst(1, { method: 'HEAD' });
    site.askFirst(1, { completed: false });
    expect(site.held(1).size).toBe(0);
    expect(site.phone(1)).toMatchObject({ takenHash: null, lastFetch: null, armed: { boundPeer: peer(1) } });
    expect(site.reasons()).toEqual(['aborted', 'served']);
    expect(site.askFirst(1, { from: peer(2) }).status).toBe(404);
  });

  test('is served until the very end of the arming span and not after it', async () => {
    const site = await openSite();
    site.add(1);
    site.clock.advance(24 * hour - 1);
    expect(site.askFirst(1).status).toBe(200);
    site.clock.advance(1);
    expect(site.askFirst(1).status).toBe(404);
    valueOf(site.services.phones.arm([mac(1)], 30 * minute, 'test'));
    site.clock.advance(30 * minute - 1);
    expect(site.askFirst(1, { from: peer(7) }).status).toBe(200);
    valueOf(site.services.phones.disarm([mac(1)], 'test'));
    expect(site.askFirst(1, { from: peer(7) }).status).toBe(404);
  });

  test('is there for 15 minutes after the first fetch with a token, for that peer only', async () => {
    const site = await openSite();
    site.add(1);
    site.boot(1);
    expect(site.phone(1).armed).toBeNull();
    site.clock.advance(15 * minute);
    expect(site.askFirst(1).status).toBe(200);
    expect(site.askFirst(1, { from: peer(9) }).status).toBe(404);
    expect(site.view(1)).toMatchObject({ state: 'inSync', reason: { problem: { code: 'PHONE_SECOND_PEER' } } });
    site.clock.advance(1);
    expect(site.askFirst(1).status).toBe(404);
    expect(site.view(1)).toMatchObject({
      state: 'failed',
      reason: { action: 'arm', problem: { code: 'PHONE_NOT_ARMED' } },
    });
  });

  test('a phone armed again after a reset has its grace again', async () => {
    const site = await openSite();
    site.add(1);
    site.boot(1);
    site.clock.advance(48 * hour);
    valueOf(site.services.phones.arm([mac(1)], undefined, 'test'));
    site.boot(1);
    site.clock.advance(14 * minute);
    expect(site.askFirst(1).status).toBe(200);
  });

  test('survives a restart of the program: armed and bound as before', async () => {
    const site = await openSite();
    site.add(1);
    site.askFirst(1);
    const again = site.restart();
    expect(again.askFirst(1, { from: peer(2) }).status).toBe(404);
    expect(again.askFirst(1).status).toBe(200);
  });
});

describe('evidence', () => {
  test('lets a phone that bootstraps at every start have its first file from the address of its last good fetch', async () => {
    const site = await openSite();
    site.add(1, { model: 'KX-HDV230' });
    site.boot(1);
    site.clock.advance(48 * hour);
    expect(site.askFirst(1).status).toBe(200);
    expect(site.askFirst(1, { from: peer(2) }).status).toBe(404);
  });

  test('does not count for a UT phone: at its first address it was reset', async () => {
    const site = await openSite();
    site.add(1);
    site.boot(1);
    site.clock.advance(48 * hour);
    valueOf(site.services.resync.start({ macs: [mac(1)] }, 'test'));
    await settled();
    expect(site.notifies).toHaveLength(1);
    expect(site.askFirst(1).status).toBe(404);
  });

  test('our own NOTIFY counts for two minutes, for the first address that comes', async () => {
    const site = await openSite();
    site.onNotify = () => answered200;
    site.add(1, { model: 'KX-HDV230' });
    site.boot(1);
    site.clock.advance(48 * hour);
    valueOf(site.services.resync.start({ macs: [mac(1)] }, 'test'));
    await settled();
    site.clock.advance(2 * minute);
    expect(site.askFirst(1, { from: peer(8) }).status).toBe(200);
    expect(site.askFirst(1, { from: peer(9) }).status).toBe(404);
    expect(site.reasons(1)).toEqual(['second-peer']);
    site.clock.advance(1);
    expect(site.askFirst(1, { from: peer(10) }).status).toBe(404);
    expect(site.reasons(1)).toEqual(['not-armed']);
  });
});

test('an address that belongs to another device on our segment gets nothing, armed or not', async () => {
  const site = await openSite();
  site.add(1);
  site.neighbours.set(peer(1), mac(77));
  expect(site.askFirst(1).status).toBe(404);
  expect(site.view(1)).toMatchObject({ state: 'failed', reason: { problem: { code: 'PHONE_OTHER_NEIGHBOUR' } } });
  site.neighbours.set(peer(1), mac(1));
  expect(site.askFirst(1).status).toBe(200);
});

test('a notice about somebody else never hides that the phone itself failed', async () => {
  const site = await openSite();
  site.add(1, { arm: false });
  site.askFirst(1);
  site.clock.advance(second);
  site.ask(`/Config${mac(1)}.cfg`, { from: peer(66) });
  expect(site.view(1)).toMatchObject({
    state: 'failed',
    reason: { action: 'arm', problem: { code: 'PHONE_NOT_ARMED' } },
  });
});

test('in the open lab every known phone is served at its first address, strangers are not', async () => {
  const site = await openSite({ openLab: true });
  site.add(1, { arm: false });
  expect(site.askFirst(1).status).toBe(200);
  expect(site.askFirst(1, { from: peer(2) }).status).toBe(200);
  expect(site.ask(`/p/anything/${mac(1)}.cfg`).status).toBe(200);
  expect(site.ask('/s/anything/master.cfg').status).toBe(200);
  expect(site.askFirst(5).status).toBe(404);
});
