// A laptop with a schedule, through the night the clock goes forward: killed after it and started again in the morning.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { CallOutput } from '../../../electron/contract/contract';
import { startHost } from '../../support/chromium-host';
import { callHost } from '../../support/host-calls';
import { runCli } from '../../support/running-host';
import { expect, test } from '../../support/window';

type Runs = CallOutput<'schedules.history'>['runs'];

test('a nightly job runs once in the night the clock goes forward, and not again after a kill', async ({ folder }) => {
  const data = join(folder, 'data');
  const cli = (...args: string[]): Promise<string> => runCli(data, ...args);
  const history = async (id: number): Promise<Runs> =>
    ((await callHost(data, 'schedules.history', { id })) as { runs: Runs }).runs;
  // Half an hour in a second.
  const first = await startHost(folder, ['--clock', '2026-03-28T21:00:00Z@1800']);
  let second: Awaited<ReturnType<typeof startHost>> | null = null;
  try {
    await cli('site', 'set', 'timeZone=Europe/Berlin');
    const { schedule } = JSON.parse(
      await cli('schedules', 'add', '--cron', 'every night at 2:30', '--do', 'clean-up', '--name', 'Tidy', '--json'),
    ) as { schedule: { id: number; cron: string; nextRunAt: string } };
    expect(schedule).toMatchObject({ cron: '30 2 * * *', nextRunAt: '2026-03-29T03:00:00.000+02:00' });
    await cli('schedules', 'add', '--cron', '0 * * * *', '--do', 'backup');
    await cli('schedules', 'add', '--at', '2026-03-29T05:00:00Z', '--do', 'clean-up', '--missed', 'skip');
    await expect.poll(async () => (await history(schedule.id)).map(({ state }) => state)).toEqual(['done']);
    await first.kill();

    second = await startHost(folder, ['--clock', '2026-03-29T08:30:00Z@1']);
    expect(await history(schedule.id)).toMatchObject([{ state: 'done', dueAt: '2026-03-29T03:00:00.000+02:00' }]);
    await expect
      .poll(async () => (await history(2))[0])
      .toMatchObject({ state: 'done', dueAt: '2026-03-29T10:00:00.000+02:00' });
    expect(await history(3)).toMatchObject([{ state: 'skipped', dueAt: '2026-03-29T07:00:00.000+02:00' }]);
    const dueTwice = (await history(2))
      .map(({ dueAt }) => dueAt)
      .filter((dueAt, index, all) => all.indexOf(dueAt) !== index);
    expect(dueTwice).toEqual([]);
    expect(readdirSync(join(data, 'backups')).length).toBeGreaterThan(1);
    const { run } = JSON.parse(await cli('schedules', 'run', '2', '--json')) as { run: Runs[number] };
    expect(run).toMatchObject({ dueAt: null, name: 'Back up the database' });
    expect(await cli('schedules', 'history', '1')).toContain('Request log tidied, 0 old schedule runs removed');
  } finally {
    await first.stop();
    await second?.stop();
  }
});

test('in real time node-cron brings a job every second', async ({ folder }) => {
  const data = join(folder, 'data');
  const host = await startHost(folder);
  try {
    await runCli(data, 'schedules', 'add', '--cron', '* * * * * *', '--do', 'clean-up');
    const states = async (): Promise<string[]> =>
      ((await callHost(data, 'schedules.history', { id: 1 })) as { runs: Runs }).runs.map(({ state }) => state);
    await expect.poll(async () => (await states()).filter((state) => state === 'done').length).toBeGreaterThan(2);
    await runCli(data, 'schedules', 'pause', '1');
    const before = (await states()).length;
    await runCli(data, 'schedules', 'list');
    expect(await states()).toHaveLength(before);
  } finally {
    await host.stop();
  }
});
