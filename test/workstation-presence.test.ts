// Whether phones find a real workstation: through sleep, a network that comes late, a locked vault, and in a lab.
import { expect, onTestFinished, test } from 'vitest';
import type { CallOutput } from '../electron/contract/contract';
import type { Result } from '../electron/core/shared/result';
import type { ListenerState } from '../electron/services/host';
import type { InterfaceAddress } from '../electron/services/provisioning/network-interfaces';
import type { PresenceStore } from '../electron/services/provisioning/presence-store';
import type { Woken } from '../electron/services/timing/wake-signal';
import { createWorkstation, type Workstation } from '../electron/workstation';
import type { WorkstationAddresses } from '../electron/workstation-addresses';
import type { WorkstationListeners } from '../electron/workstation-listeners';
import { WorkstationPresence } from '../electron/workstation-presence';
import { openDatabase, temporaryFolder, valueOf } from './support/database';
import { hour, minute } from './support/site';
import { TestClock } from './support/test-clock';

const on = (address: string, kind: InterfaceAddress['kind'] = 'ethernet'): InterfaceAddress => ({
  name: 'eth0',
  kind,
  address,
  prefix: 24,
});

type Away = CallOutput<'status.show'>['away'];

async function away(workstation: Workstation): Promise<Away> {
  const answer = await workstation.dispatch({ name: 'status.show', input: {}, actor: 'test' });
  return valueOf(answer as Result<CallOutput<'status.show'>>).away;
}

async function started(
  data: string,
  more: { here?: () => InterfaceAddress[]; clock?: string } = {},
): Promise<Workstation> {
  const off = { https: 'off', tftp: 'off', sntp: 'off', sip: 'off', control: 'off' } as const;
  const workstation = valueOf(
    createWorkstation({
      options: {
        data,
        bind: '127.0.0.2',
        advertise: null,
        ports: { ...off, http: 0 },
        openLab: false,
        clock: more.clock ?? null,
        passphraseFile: null,
        given: [],
      },
      keychain: null,
      windowFolder: '',
      interfaces: { platform: 'linux', list: more.here ?? (() => [on('127.0.0.2')]) },
    }),
  );
  onTestFinished(() => workstation.stop());
  valueOf(await workstation.start({ strict: false }));
  return workstation;
}

test('asleep from "suspend" until the address is there again, though "resume" came before', async () => {
  let here = [on('127.0.0.2')];
  const workstation = await started(temporaryFolder(), { here: () => here });
  expect(await away(workstation)).toEqual([]);
  workstation.presence.noteSuspend();
  expect(await away(workstation)).toMatchObject([{ to: null, cause: 'asleep' }]);
  here = [];
  await workstation.addresses.check();
  workstation.presence.noteResume();
  await workstation.addresses.check();
  expect(await away(workstation)).toMatchObject([{ to: null, cause: 'asleep' }]);
  here = [on('127.0.0.2')];
  await workstation.addresses.check();
  expect(await away(workstation)).toMatchObject([{ to: expect.any(String), cause: 'asleep' }]);
});

test('switched off and started again, the time between is told with its cause', async () => {
  const data = temporaryFolder();
  const first = await started(data);
  first.presence.noteShutdown();
  await first.stop();
  const second = await started(data);
  expect(await away(second)).toMatchObject([{ to: expect.any(String), cause: 'powered-off' }]);
});

test('a listener that is stopped and started by hand is away meanwhile', async () => {
  const workstation = await started(temporaryFolder());
  await workstation.stopListening('http');
  expect(await away(workstation)).toMatchObject([{ to: null, cause: 'listener-down' }]);
  await workstation.listen('http', 0);
  expect(await away(workstation)).toMatchObject([{ to: expect.any(String), cause: 'listener-down' }]);
});

test('in a lab presence is recorded in the time of phones', async () => {
  const workstation = await started(temporaryFolder(), { clock: '2031-05-01T09:00:00Z@60' });
  workstation.presence.noteSuspend();
  expect(await away(workstation)).toHaveLength(1);
  workstation.presence.noteResume();
  const spans = await away(workstation);
  expect(spans).toHaveLength(1);
  expect(spans[0]?.from).toMatch(/^2031-05-01T/);
});

interface Scene {
  readonly presence: WorkstationPresence;
  readonly store: PresenceStore;
  readonly clock: TestClock;
  readonly woken: Woken[];
  here: InterfaceAddress[];
}

/** Listening on every address of the laptop. */
async function anywhere(before?: Scene): Promise<Scene> {
  const clock = before?.clock ?? new TestClock();
  const woken: Woken[] = [];
  const listener: Pick<ListenerState, 'state'> = { state: 'up' };
  const net = { state: () => listener, isStranded: false, chosen: { address: '0.0.0.0' } };
  const addresses = { here: () => scene.here, check: () => Promise.resolve() };
  const store = before?.store ?? (await openDatabase()).presence;
  const presence = new WorkstationPresence(
    { clock, isLab: true, realClock: clock, store, fault: (error) => expect.fail(String(error)) },
    net as unknown as WorkstationListeners,
    addresses as unknown as WorkstationAddresses,
  );
  presence.wake.onWake((span) => woken.push(span));
  const scene: Scene = { presence, store, clock, woken, here: [on('192.0.2.9')] };
  presence.service.start();
  return scene;
}

function sleep({ presence, clock }: Scene): void {
  presence.service.noteSuspend();
  clock.advance(minute);
  presence.service.noteResume();
}

test('on all addresses, a virtual network is none: a LAN must be there before anybody is called awake', async () => {
  const scene = await anywhere();
  scene.presence.siteOpened();
  scene.clock.advance(hour);
  scene.here = [on('172.17.0.1', 'virtual'), on('127.0.0.1', 'loopback')];
  sleep(scene);
  scene.clock.advance(10_000);
  scene.presence.service.noteReach();
  expect(scene.woken).toEqual([]);
  scene.here = [...scene.here, on('192.0.2.9', 'wifi')];
  scene.presence.service.noteReach();
  expect(scene.woken).toMatchObject([{ cause: 'asleep' }]);
});

test('while the secrets are locked phones find nothing here: away until they are unlocked, and told then', async () => {
  const scene = await anywhere();
  scene.presence.siteOpened();
  scene.clock.advance(hour);
  scene.presence.service.stop();
  const later = await anywhere(scene);
  scene.clock.advance(hour);
  later.presence.service.noteReach();
  expect(later.woken).toEqual([]);
  later.presence.siteOpened();
  expect(later.woken).toMatchObject([{ to: scene.clock.now(), cause: 'listener-down' }]);
  expect(later.presence.service.away(0).map(({ cause }) => cause)).toEqual(['closed', 'listener-down']);
});
