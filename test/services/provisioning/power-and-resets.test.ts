// What happens in offices: the power goes, phones get new addresses, somebody resets one, somebody else was first, the laptop is
// another one. Each as product.md says, and each with its reason.
import { describe, expect, test } from 'vitest';
import { hour, mac, minute, openSite, peer, second, settled, valueOf, type TestSite } from '../../support/site';

const hdv = { model: 'KX-HDV130N' };
const utg = { model: 'KX-UTG200' };

/** As HDV and UTG do at every start: the bootstrap, then the first address it names, then what that told them. */
function start(site: TestSite, number: number, from = peer(number)): number {
  site.ask(`/${site.phone(number).model}.cfg`, { from });
  const { status } = site.askFirst(number, { from });
  if (status === 200) site.takeFiles(number, { from });
  return status;
}

describe('a series that bootstraps at every start', () => {
  test.each([
    ['HDV', hdv],
    ['UTG', utg],
  ])('%s is served again from the address of its last good fetch, armed or not, without end', async (_, model) => {
    const site = await openSite();
    site.add(1, model);
    expect(start(site, 1)).toBe(200);
    expect(site.phone(1).armed).toBeNull();
    for (let day = 0; day < 5; day++) {
      site.clock.advance(24 * hour);
      expect(start(site, 1)).toBe(200);
    }
    expect(site.view(1)).toMatchObject({ state: 'inSync', reason: null });
  });

  test('what it held before is not forgotten by such a start', async () => {
    const site = await openSite();
    site.add(1, hdv);
    site.file('phone:0080F0000001', 'DISPLAY_NAME_2="Door"');
    site.publish();
    start(site, 1);
    site.file('phone:0080F0000001', '');
    site.publish();
    site.clock.advance(hour);
    start(site, 1);
    expect(site.held(1).get('DISPLAY_NAME_2')).toBe('Door');
  });
});

describe('a power cut over 50 of them', () => {
  async function office(): Promise<TestSite> {
    const site = await openSite();
    for (let number = 1; number <= 50; number++) {
      site.add(number, number % 2 === 0 ? hdv : utg);
      start(site, number);
    }
    site.clock.advance(30 * 24 * hour);
    return site;
  }

  test('all of them come back by themselves from the addresses they had, the laptop having lost its power too', async () => {
    const site = (await office()).restart();
    for (let number = 1; number <= 50; number++) {
      site.clock.advance(0.1 * second);
      expect(start(site, number)).toBe(200);
    }
    for (let number = 1; number <= 50; number++) expect(site.view(number)).toMatchObject({ state: 'inSync' });
  });

  test('with new addresses from the DHCP server they keep their files, have their reason, and one click heals them all', async () => {
    const site = (await office()).restart();
    for (let number = 1; number <= 50; number++) {
      expect(start(site, number, peer(100 + number))).toBe(404);
      expect(site.view(number)).toMatchObject({
        state: 'failed',
        reason: { action: 'arm', problem: { code: 'PHONE_NOT_ARMED' } },
      });
    }
    const all = Array.from({ length: 50 }, (_, index) => mac(index + 1));
    valueOf(site.services.phones.arm(all, 30 * minute, 'test'));
    for (let number = 1; number <= 50; number++) {
      expect(start(site, number, peer(100 + number))).toBe(200);
      expect(site.view(number)).toMatchObject({ state: 'inSync', reason: null });
    }
  });

  test('those that changed addresses among each other get nobody else’s files', async () => {
    const site = await office();
    expect(start(site, 1, peer(2))).toBe(404);
    expect(start(site, 2, peer(1))).toBe(404);
    expect(site.reasons(4).filter((reason) => reason === 'not-armed')).toHaveLength(2);
  });

  test('a phone that kept its own address asks there and needs nothing of all this', async () => {
    const site = (await office()).restart();
    expect(site.ask(site.ownPath(1), { from: peer(201) }).status).toBe(200);
    expect(start(site, 1, peer(201))).toBe(200);
  });
});

describe('evidence outlives a restart', () => {
  test('a NOTIFY sent before lets the phone in after, for its two minutes, and one address only', async () => {
    const site = await openSite();
    site.add(1, { ...hdv, ip: '192.0.2.1' });
    start(site, 1);
    valueOf(site.services.resync.start({ macs: [mac(1)] }, 'test'));
    await settled();
    expect(site.notifies).toHaveLength(1);
    const again = site.restart();
    expect(start(again, 1, peer(31))).toBe(200);
    const third = again.restart();
    expect(start(third, 1, peer(32))).toBe(404);
    expect(third.reasons(1)).toEqual(['second-peer']);
    third.clock.advance(16 * minute);
    expect(start(third, 1, peer(33))).toBe(404);
    expect(third.reasons(1)).toEqual(['not-armed']);
  });

  test('the grace after disarming holds for its peer over a restart, and ends with it when a person disarms', async () => {
    const site = await openSite();
    site.add(1);
    site.boot(1);
    const again = site.restart();
    expect(again.askFirst(1).status).toBe(200);
    expect(again.askFirst(1, { from: peer(9) }).status).toBe(404);
    again.services.provisioning.endGrace(again.phone(1).id);
    expect(again.restart().askFirst(1).status).toBe(404);
  });

  test('a removed phone leaves nothing behind that another one could use', async () => {
    const site = await openSite();
    site.add(1);
    site.boot(1);
    valueOf(site.services.phones.remove([mac(1)], 'test'));
    site.add(1, { arm: false });
    expect(site.askFirst(1).status).toBe(404);
    expect(site.restart().askFirst(1).status).toBe(404);
  });
});

describe('a factory reset', () => {
  test('is known and unarmed at the first address, and arming again heals it', async () => {
    const site = await openSite();
    site.add(1);
    site.boot(1);
    site.clock.advance(90 * 24 * hour);
    expect(site.askFirst(1).status).toBe(404);
    expect(site.view(1)).toMatchObject({
      state: 'failed',
      reason: { action: 'arm', problem: { code: 'PHONE_NOT_ARMED' } },
    });
    expect(site.view(1).reason?.problem.message).toContain('as a phone does after a factory reset');
    valueOf(site.services.phones.arm([mac(1)], undefined, 'test'));
    expect(site.view(1).reason).toBeNull();
    site.boot(1);
    expect(site.view(1)).toMatchObject({ state: 'inSync', reason: null });
  });
});

test('a stolen first contact: the phone itself is the second peer, is refused, and its page says what to do', async () => {
  const site = await openSite();
  site.add(1);
  site.add(2);
  expect(site.askFirst(1, { from: peer(66) }).status).toBe(200);
  expect(site.askFirst(1).status).toBe(404);
  expect(site.view(1).reason?.problem).toMatchObject({ code: 'PHONE_SECOND_PEER' });
  expect(site.view(1).reason?.problem.remedy).toContain('change its line passwords');
  expect(site.askFirst(2).status).toBe(200);
  // Arming again forgets the thief, whose token a person ends as well.
  const stolen = site.ownPath(1);
  valueOf(site.services.phones.renewToken([mac(1)], 'revoke', 'test'));
  valueOf(site.services.phones.arm([mac(1)], undefined, 'test'));
  expect(site.ask(stolen, { from: peer(66) }).status).toBe(404);
  expect(site.askFirst(1).status).toBe(200);
});

describe('a second laptop on the old address', () => {
  test('phones of another Cordboard come with tokens unknown here: known ones have their reason and remedy, others do not wait', async () => {
    const [home, other] = [await openSite(), await openSite()];
    home.add(1);
    home.add(2);
    home.boot(1);
    other.add(1, { arm: false });
    expect(other.ask(home.ownPath(1)).status).toBe(404);
    expect(other.ask(home.ownPath(2), { from: peer(2) }).status).toBe(404);
    expect(other.reasons(2)).toEqual(['unknown-mac', 'unknown-token']);
    const { reason } = other.view(1);
    expect(reason?.problem).toMatchObject({ code: 'PHONE_TOKEN_REVOKED' });
    expect(reason?.problem.message).toContain('never gave it');
    expect(reason?.action).toBe('arm');
  });

  test('a phone told another address is marked, and where its address was typed in the remedy is another', async () => {
    const site = await openSite();
    site.add(1);
    site.boot(1);
    site.baseUrl = 'http://192.0.2.222:8088';
    expect(site.view(1)).toMatchObject({ toldOutdated: true, reason: { problem: { code: 'PHONE_TOLD_ELSEWHERE' } } });
    valueOf(site.services.phones.markAddress([mac(1)], true, 'test'));
    expect(site.view(1)).toMatchObject({ addressSetByHand: true });
    expect(site.view(1).reason?.problem.remedy).toContain('enter the new one there');
  });
});

test('the mark of an address typed in outlives a restart and ends by hand or with a factory-fresh contact', async () => {
  const site = await openSite();
  site.add(1);
  site.boot(1);
  valueOf(site.services.phones.markAddress([mac(1)], true, 'test'));
  expect(site.restart().view(1).addressSetByHand).toBe(true);
  valueOf(site.services.phones.markAddress([mac(1)], false, 'test'));
  expect(site.restart().view(1).addressSetByHand).toBe(false);
  valueOf(site.services.phones.markAddress([mac(1)], true, 'test'));
  site.clock.advance(hour);
  valueOf(site.services.phones.arm([mac(1)], undefined, 'test'));
  site.askFirst(1);
  expect(site.view(1).addressSetByHand).toBe(false);
});
