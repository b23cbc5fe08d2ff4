// The second half of done-when 4 of the SIP issue: the program is killed in the middle of a run and started again; the run goes on, and no
// phone is told twice.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CallOutput } from '../../../electron/contract/contract';
import { systemClock } from '../../../electron/adapters/clock/system-clock';
import { macAfter, startVirtualPhones } from '../../../electron/adapters/virtual-phone/start-virtual-phones';
import { startHost } from '../../support/chromium-host';
import { callHost } from '../../support/host-calls';
import { runCli } from '../../support/running-host';
import { expect, test } from '../../support/window';

const count = 200;
const firstMac = '0080F0A30000';

test(`killed in the middle of a run over ${count} phones: it goes on by itself, each phone is done, none told twice`, async ({
  folder,
  phones: places,
}) => {
  const data = join(folder, 'data');
  const cli = (...args: string[]): Promise<string> => runCli(data, ...args);
  // Twenty times as fast, so that a minute of patience is three seconds; the second host begins later than the first ended.
  const first = await startHost(folder, ['--clock', '2026-11-23T09:00:00Z@20']);
  const port = String(first.ready.http?.port);
  const notified = new Map<string, number>();
  const file = join(folder, 'phones.csv');
  const rows = Array.from({ length: count }, (_, index) => `${macAfter(firstMac, index)},KX-UT670`);
  await writeFile(file, ['mac,model', ...rows, ''].join('\n'));
  await cli('phones', 'import', file);
  await cli('config', 'publish', '--message', 'All');
  const phones = await startVirtualPhones(
    {
      mac: firstMac,
      model: 'KX-UT670',
      count,
      bootstrapUrl: `http://127.0.0.1:${port}/`,
      address: places.address(count),
      sipPort: 5060,
    },
    {
      clock: systemClock(),
      random: Math.random,
      // A phone tells of a transaction once, however often its datagrams come.
      emit: ({ mac, event }) => void (event === 'notify' && notified.set(mac, (notified.get(mac) ?? 0) + 1)),
    },
  );
  try {
    await phones.booted;
    const { run } = JSON.parse(await cli('resync', '--all', '--rate', '2', '--json')) as { run: { id: number } };
    const show = async (): Promise<CallOutput<'resync.show'>> =>
      (await callHost(data, 'resync.show', { id: run.id })) as CallOutput<'resync.show'>;
    await expect.poll(() => notified.size, { intervals: [20], timeout: 15_000 }).toBeGreaterThan(80);
    await first.kill();
    const before = notified.size;
    expect(before).toBeLessThan(count);

    // The same port: phones hold addresses with it.
    const second = await startHost(folder, ['--http-port', port, '--clock', '2026-11-23T09:10:00Z@20']);
    try {
      await expect.poll(async () => (await show()).run.state, { timeout: 30_000 }).toBe('ended');
      const { run: ended, phones: shown } = await show();
      expect(ended).toMatchObject({ id: run.id, total: count });
      expect([...notified.values()].filter((times) => times > 1)).toEqual([]);
      // Whose answer or file fell into the gap is told so, and is not blamed; all others are done.
      const failed = shown.filter(({ problem }) => problem !== null);
      expect(failed.filter(({ problem }) => problem?.code !== 'RESYNC_INTERRUPTED')).toEqual([]);
      expect(failed.length).toBeLessThanOrEqual(20);
      expect(ended.done + ended.failed).toBe(count);
    } finally {
      await second.stop();
    }
  } finally {
    await phones.stop();
    await first.stop();
  }
});
