// The watch over the computer's addresses: what it notices, remembers and tells.
import { expect, onTestFinished, test } from 'vitest';
import { AddressWatch, type WatchedListeners } from '../../../electron/services/provisioning/address-watch';
import { ProblemError } from '../../../electron/core/shared/problem';
import type { InterfaceAddress } from '../../../electron/services/provisioning/network-interfaces';
import { openDatabase } from '../../support/database';
import { settled } from '../../support/site';
import { TestClock } from '../../support/test-clock';

const lan = (address: string): InterfaceAddress => ({ name: 'eth0', kind: 'ethernet', address, prefix: 23 });
const told = 'http://10.0.0.1:8088';

async function watched(settings = new Map<string, string>()) {
  const clock = new TestClock();
  const world = {
    here: [lan('10.0.0.1')] as InterfaceAddress[] | null,
    names: new Map<string, string[]>(),
    asked: [] as string[],
    told: [told] as string[] | null,
    current: told,
    answering: new Set(['http 10.0.0.1:8088']),
    stranded: false,
    changes: 0,
    noticed: [] as string[][],
  };
  const listeners: WatchedListeners = {
    addressesChanged: async (here) => {
      world.noticed.push(here.map(({ address }) => address));
    },
    answersAt: (protocol, address, port) => world.answering.has(`${protocol} ${address}:${port}`),
    get isStranded() {
      return world.stranded;
    },
    toldBaseUrl: () => world.current,
  };
  const watch = new AddressWatch({
    interfaces: {
      platform: 'linux',
      list: () => {
        if (!world.here) throw new Error('no netlink');
        return world.here;
      },
    },
    names: {
      resolve: async (host) => {
        world.asked.push(host);
        return world.names.get(host) ?? [];
      },
    },
    listeners,
    clock,
    realClock: clock,
    settings: () => ({
      setting: (name) => settings.get(name) ?? null,
      saveSetting: (name, value) => void settings.set(name, value),
    }),
    told: () => world.told,
    changed: () => void world.changes++,
  });
  await watch.start();
  onTestFinished(() => watch.stop());
  return { watch, world, clock, settings };
}

async function later(clock: TestClock, ms = 3_000): Promise<void> {
  clock.advance(ms);
  await settled();
}

test('it looks every few seconds, and tells when something is different and only then', async () => {
  const { world, clock } = await watched();
  expect(world.noticed).toEqual([['10.0.0.1']]);
  const { changes } = world;
  await later(clock, 30_000);
  expect(world.changes).toBe(changes);
  world.here = [lan('10.0.0.2')];
  await later(clock);
  expect(world.noticed.at(-1)).toEqual(['10.0.0.2']);
  expect(world.changes).toBe(changes + 1);
});

test('where nobody answers is remembered with the moment it was seen, over a restart too', async () => {
  const { watch, world, clock, settings } = await watched();
  expect([watch.toldState(told), watch.goneSince(told)]).toEqual(['current', null]);
  world.current = 'http://10.0.0.2:8088';
  world.here = [lan('10.0.0.2')];
  world.answering = new Set(['http 10.0.0.2:8088']);
  await later(clock);
  const goneAt = clock.now();
  expect([watch.toldState(told), watch.goneSince(told)]).toEqual(['gone', goneAt]);
  await later(clock, 60_000);
  expect(watch.goneSince(told)).toBe(goneAt);
  expect(watch.lastSeen('10.0.0.1')).toEqual({ name: 'eth0', prefix: 23 });

  const again = await watched(settings);
  again.world.current = world.current;
  again.world.answering = world.answering;
  await later(again.clock);
  expect(again.watch.goneSince(told)).toBe(goneAt);
  again.world.answering.add('http 10.0.0.1:8088');
  await later(again.clock);
  expect([again.watch.toldState(told), again.watch.goneSince(told)]).toEqual(['answered', null]);
});

test('while nothing is served nothing is forgotten', async () => {
  const { watch, world, clock } = await watched();
  world.stranded = true;
  await later(clock);
  expect(watch.toldState(told)).toBe('gone');
  const since = watch.goneSince(told);
  world.told = null;
  world.stranded = false;
  await later(clock);
  expect(watch.goneSince(told)).toBe(since);
});

test('a told name counts by what it means here, and is asked for again only by and by', async () => {
  const { watch, world, clock } = await watched();
  const named = 'http://prov.lan:8088';
  world.told = [named];
  expect(watch.toldState(named)).toBe('answered');
  await later(clock);
  expect([world.asked, watch.toldState(named)]).toEqual([['prov.lan'], 'gone']);
  world.names.set('prov.lan', ['10.0.0.1']);
  await later(clock, 30_000);
  expect(world.asked).toHaveLength(1);
  await watch.check(true);
  expect([watch.toldState(named), watch.resolved('prov.lan')]).toEqual(['answered', ['10.0.0.1']]);
  expect(watch.goneSince(named)).toBeNull();
});

test('a system that lists nothing at the moment changes nothing', async () => {
  const { watch, world, clock } = await watched();
  world.here = null;
  await later(clock);
  expect(watch.here).toEqual([lan('10.0.0.1')]);
});

test('a full disk does not end the watch; what it saw is kept in memory', async () => {
  const { watch, world, clock, settings } = await watched();
  settings.set = () => {
    throw new ProblemError({ code: 'DISK_FULL', message: 'The disk is full.', remedy: 'Free some space.' });
  };
  world.answering = new Set();
  world.current = 'http://10.0.0.2:8088';
  await expect(watch.check()).resolves.toBeUndefined();
  await later(clock);
  expect(watch.goneSince(told)).not.toBeNull();
});

test('what it keeps is a setting of the database', async () => {
  const { sites } = await openDatabase();
  const { settings } = await watched();
  for (const [name, value] of settings) sites.saveSetting(name, value);
  expect(JSON.parse(sites.setting('addresses seen') ?? '')).toMatchObject({ seen: { '10.0.0.1': { name: 'eth0' } } });
});
