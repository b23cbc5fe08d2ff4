import { expect, test } from 'vitest';
import { schedulesHandlers } from '../../../electron/adapters/window-calls/schedules-handlers';
import { calls } from '../../../electron/contract/contract';
import { hour, openSite, settled, valueOf, type TestSite } from '../../support/site';

type Name = keyof typeof schedulesHandlers;

/** As the window asks: input as typed, the answer checked against the contract. */
async function ask<N extends Name>(site: TestSite, name: N, input: unknown): Promise<unknown> {
  const handler = schedulesHandlers[name] as (input: unknown, context: unknown) => unknown;
  const answer = await handler(calls[name].input.parse(input), { actor: 'test', services: site.services });
  return calls[name].output.parse(valueOf(answer as Parameters<typeof valueOf>[0]));
}

async function open(): Promise<TestSite> {
  const site = await openSite({ facts: { timeZone: 'Europe/Berlin' } });
  site.services.schedules.start();
  return site;
}

test('a schedule comes back with words for when and what', async () => {
  const site = await open();
  const work = { do: 'resync', phones: { behind: true } };
  expect(await ask(site, 'schedules.add', { trigger: { cron: '0 9 * * 1-5' }, work })).toEqual({
    schedule: {
      id: 1,
      name: 'Resync phones that are behind',
      trigger: { cron: '0 9 * * 1-5' },
      words: 'At 09:00, Monday through Friday',
      timeZone: 'Europe/Berlin',
      work: { do: 'resync', phones: { behind: true } },
      workWords: 'resync phones that are behind',
      paused: false,
      missed: 'run-on-wake',
      nextRunAt: '2026-01-06T09:00:00.000+01:00',
      nextRunNote: null,
      lastRun: null,
    },
  });
  const at = '2026-11-24T03:00:00+01:00';
  expect(await ask(site, 'schedules.change', { id: 1, trigger: { at }, name: 'Once' })).toMatchObject({
    schedule: {
      name: 'Once',
      trigger: { at: '2026-11-24T03:00:00.000+01:00' },
      words: 'Once, on Tuesday 24 November 2026 at 03:00',
    },
  });
  expect(
    await ask(site, 'schedules.change', { id: 1, trigger: { on: 'wake' }, work: { do: 'catch-up' } }),
  ).toMatchObject({
    schedule: {
      words: 'When this laptop wakes or the program starts',
      workWords: 'catch up with phones that found nobody',
      nextRunAt: null,
    },
  });
});

test('a run comes back with its beginning, end and outcome, by hand and by the clock', async () => {
  const site = await open();
  await ask(site, 'schedules.add', { trigger: { cron: '@hourly' }, work: { do: 'backup' }, name: 'Copies' });
  site.clock.advance(hour);
  await settled();
  await ask(site, 'schedules.run', { id: 1 });
  await settled();
  const run = { scheduleId: 1, name: 'Copies', state: 'done', resyncRunId: null };
  expect(await ask(site, 'schedules.history', { id: 1 })).toMatchObject({
    runs: [
      { ...run, dueAt: null, startedAt: '2026-01-05T11:00:00.000+01:00', endedAt: '2026-01-05T11:00:00.000+01:00' },
      { ...run, dueAt: '2026-01-05T11:00:00.000+01:00' },
    ],
  });
  expect(await ask(site, 'schedules.pause', { id: 1, paused: true })).toMatchObject({ schedule: { nextRunAt: null } });
  expect(await ask(site, 'schedules.list', {})).toMatchObject({
    schedules: [{ paused: true, lastRun: { state: 'done' } }],
  });
  expect(await ask(site, 'schedules.remove', { id: 1 })).toEqual({ removed: 1 });
});

test('what somebody types is read, with its next three times', async () => {
  const site = await open();
  expect(await ask(site, 'schedules.read', { text: 'every weekday at 7 in the morning' })).toEqual({
    cron: '0 7 * * 1-5',
    words: 'At 07:00, Monday through Friday',
    next: ['2026-01-06T07:00:00.000+01:00', '2026-01-07T07:00:00.000+01:00', '2026-01-08T07:00:00.000+01:00'],
  });
  expect(await ask(site, 'schedules.read', { text: 'tonight at 3' })).toEqual({
    cron: '0 3 6 1 *',
    at: '2026-01-06T03:00:00.000+01:00',
    words: 'Once, on Tuesday 6 January 2026 at 03:00',
    next: ['2026-01-06T03:00:00.000+01:00'],
  });
});

test('maintenance windows are replaced, with words', async () => {
  const site = await open();
  const window = { weekdays: [5, 1, 2, 3, 4], from: '08:00', to: '18:00' };
  const kept = {
    windows: [{ weekdays: [1, 2, 3, 4, 5], from: '08:00', to: '18:00', words: 'Monday to Friday 08:00–18:00' }],
  };
  expect(await ask(site, 'maintenance.set', { windows: [window] })).toEqual(kept);
  expect(await ask(site, 'maintenance.list', {})).toEqual(kept);
});

test('a night this laptop usually sleeps through is noted on what comes then', async () => {
  const site = await open();
  const day = 24 * hour;
  const monday = site.clock.now() - 9 * hour;
  site.recordedSince = monday - 20 * day;
  for (let ago = 20; ago > 0; ago--)
    site.away.push({ from: monday - ago * day + 20 * hour, to: monday - ago * day + 30 * hour });
  for (const missed of ['run-on-wake', 'skip']) {
    await ask(site, 'schedules.add', { trigger: { cron: '0 2 * * *' }, work: { do: 'backup' }, missed });
  }
  expect(await ask(site, 'schedules.list', {})).toMatchObject({
    schedules: [
      { nextRunNote: 'This laptop is usually asleep then: it runs when this laptop wakes.' },
      { nextRunNote: 'This laptop is usually asleep then: it is left out if so.' },
    ],
  });
});
