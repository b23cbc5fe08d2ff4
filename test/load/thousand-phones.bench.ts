// A thousand virtual phones against one host, over real sockets: boot, publish, resync of all, left-overs.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { systemClock } from '../../electron/adapters/clock/system-clock';
import { startVirtualPhones } from '../../electron/adapters/virtual-phone/start-virtual-phones';
import { startHost } from '../support/chromium-host';
import { runCli } from '../support/running-host';

const count = 1_000;

test('1,000 phones boot, end in sync, and are all resynced', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'cordboard-load-'));
  const host = await startHost(folder);
  const data = join(folder, 'data');
  const ask = async (...args: string[]): Promise<Record<string, unknown>> =>
    JSON.parse(await runCli(data, ...args, '--json')) as Record<string, unknown>;
  const file = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };
  const publish = async (text: string): Promise<unknown> => {
    await ask('config', 'set', '--scope', 'site', '--file', file('site.cfg', text));
    return ask('config', 'publish', '--message', 'load');
  };
  const inSync = async (): Promise<number> => ((await ask('status'))['phones'] as { inSync: number }).inSync;
  const memoryMb = (): number =>
    Math.round(Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pidOf(data)}/status`, 'utf8'))?.[1]) / 1024);

  try {
    const list = ['mac,model,name,group,line1_extension,line1_auth_id,line1_password'];
    for (let n = 1; n <= count; n++) {
      list.push(
        `0080F0${n.toString(16).padStart(6, '0')},KX-UT670,Phone ${n},Group ${n % 10},${2000 + n},${2000 + n},pw${randomBytes(6).toString('hex')}`,
      );
    }
    const imported = await timed(() => ask('phones', 'import', file('phones.csv', list.join('\r\n'))));
    const published = await timed(() => publish('CFG_RESYNC_TIME="02:00"\nDSCP_SIP_1="26"\n'));
    const idleMb = memoryMb();

    const boot = await timed(() =>
      startVirtualPhones(
        {
          mac: '0080F0000001',
          model: 'KX-UT670',
          bootstrapUrl: `http://127.0.0.1:${host.ready.http?.port}/`,
          address: '127.0.0.2',
          sipPort: 5060,
          count,
        },
        { clock: systemClock(), random: Math.random, emit: () => undefined },
      ).then(async (phones) => {
        await phones.booted;
        return phones;
      }),
    );
    expect(await inSync()).toBe(count);

    const second = await timed(() => publish('CFG_RESYNC_TIME="03:00"\n'));
    expect(await inSync()).toBe(0);
    const resync = await timed(() => runCli(data, 'resync', '--all', '--rate', '1000', '--wait', '300', '--json'));
    const run = JSON.parse(resync.value.trim().split('\n').at(-1) ?? '') as unknown;
    expect(run).toEqual({ run: expect.objectContaining({ total: count, done: count, failed: 0 }) as unknown });
    expect(await inSync()).toBe(count);
    const effective = await ask('config', 'effective', '--phone', '0080F0000001', '--held');
    expect(effective['leftOvers']).toEqual([{ name: 'DSCP_SIP_1', value: '26' }]);

    console.table({
      'import of 1,000 phones, ms': imported.ms,
      'first publish, ms': published.ms,
      'boot of 1,000 (5 files each), ms': boot.ms,
      'files/s while booting': Math.round((5 * count * 1000) / boot.ms),
      'second publish, ms': second.ms,
      'resync of all 1,000 to done, ms': resync.ms,
      'resident before boot, MB': idleMb,
      'resident at the end, MB': memoryMb(),
    });
    await boot.value.stop();
  } finally {
    expect(await host.stop()).toBe(0);
    rmSync(folder, { recursive: true, force: true });
  }
});

async function timed<T>(work: () => Promise<T>): Promise<{ readonly value: T; readonly ms: number }> {
  const start = performance.now();
  const value = await work();
  return { value, ms: Math.round(performance.now() - start) };
}

function pidOf(data: string): number {
  return (JSON.parse(readFileSync(join(data, 'control.json'), 'utf8')) as { pid: number }).pid;
}
