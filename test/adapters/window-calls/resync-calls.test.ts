import { expect, test } from 'vitest';
import { resyncHandlers } from '../../../electron/adapters/window-calls/resync-handlers';
import { resyncCalls } from '../../../electron/contract/resync';
import { mac, minute, openSite, settled, valueOf, type TestSite } from '../../support/site';

async function siteWithTwo(...lines: string[]): Promise<TestSite> {
  const site = await openSite({ facts: { timeZone: 'Europe/Berlin' } });
  site.file('site', ...lines);
  for (const number of [1, 2]) {
    site.add(number);
    site.boot(number);
  }
  return site;
}

const all = { phones: { all: true } } as const;

test('a run is started, paused, gone on with, shown and tried again in the shapes of the contract', async () => {
  const site = await siteWithTwo('SIP_PRXY_ADDR_1="pbx.example"');
  const context = { services: site.services, actor: 'window' };
  const input = resyncCalls['resync.start'].input.parse({ ...all, options: { ratePerSecond: 1 } });
  const { run } = resyncCalls['resync.start'].output.parse(
    valueOf(await resyncHandlers['resync.start'](input, context)),
  );
  expect(run).toMatchObject({ cause: 'asked for in the window', state: 'running', parent: null, ratePerSecond: 1 });
  expect(run.revision).toBe(site.services.configs.revision);
  const one = { id: run.id };
  expect(valueOf(await resyncHandlers['resync.pause'](one, context)).run.state).toBe('paused');
  expect(valueOf(await resyncHandlers['resync.resume'](one, context)).run.state).toBe('running');
  site.onNotify = () => ({ kind: 'answered', status: 403, reason: 'Forbidden' });
  site.clock.advance(2 * minute);
  await settled();
  const shown = resyncCalls['resync.show'].output.parse(valueOf(await resyncHandlers['resync.show'](one, context)));
  expect(shown.run).toMatchObject({ state: 'ended', failed: 2 });
  expect(shown.phones[1]).toMatchObject({
    step: 'failed',
    problem: { code: 'RESYNC_FORBIDDEN' },
    actions: ['retry-through-server', 'retry'],
  });
  const again = valueOf(await resyncHandlers['resync.retry'](one, context));
  expect(again.run).toMatchObject({ parent: run.id, cause: `run ${run.id} again, asked for in the window` });
  expect(valueOf(await resyncHandlers['resync.stop']({ id: again.run.id }, context)).run.total).toBe(2);
  expect(await resyncHandlers['resync.pause']({ id: 99 }, context)).toMatchObject({ problem: { code: 'RUN_UNKNOWN' } });
});

test('a plan is given with its times, and without each phone where only the warnings matter', async () => {
  const site = await siteWithTwo('SIP_DETECT_SSAF_1="Y"');
  const context = { services: site.services, actor: 'window' };
  valueOf(site.services.maintenance.set([{ weekdays: [1], from: '08:00', to: '18:00' }]));
  const plan = async (more: object): Promise<ReturnType<(typeof resyncCalls)['resync.plan']['output']['parse']>> => {
    const input = resyncCalls['resync.plan'].input.parse({ ...all, ...more });
    return resyncCalls['resync.plan'].output.parse(valueOf(await resyncHandlers['resync.plan'](input, context)));
  };
  const full = await plan({});
  expect(full.phones).toMatchObject([{ mac: mac(1), way: 'direct', event: 'check-sync' }, { mac: mac(2) }]);
  expect(full.quietUntil).toBe('2026-01-05T18:00:00.000+01:00');
  expect(await plan({ each: false })).toEqual({ ...full, phones: [] });
});

test('settings are changed one by one and kept', async () => {
  const site = await siteWithTwo();
  const context = { services: site.services, actor: 'window' };
  const input = resyncCalls['resync.setSettings'].input.parse({ way: 'server' });
  await resyncHandlers['resync.setSettings'](input, context);
  const again = { services: site.restart().services, actor: 'window' };
  expect(valueOf(await resyncHandlers['resync.settings']({}, again)).settings).toEqual({
    way: 'server',
    ratePerSecond: 10,
    inFlight: 20,
  });
});

test.each([
  { options: { event: 'check-sync\r\nX: 1' } },
  { options: { way: 'around' } },
  { options: { ratePerSecond: 0 } },
  { options: { inFlight: 501 } },
])('%j is refused at the edge', (wrong) => {
  expect(resyncCalls['resync.start'].input.safeParse({ ...all, ...wrong }).success).toBe(false);
});
