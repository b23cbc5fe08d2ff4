// The SNTP server against clients nobody here wrote: chronyd, and ntpdate with its ntpdig.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { localClock, synchronisedClock, type TimeAnswer } from '../../electron/services/provisioning/clock-quality';
import { startSntp } from '../adapters/sntp-server/sntp-bench';

const run = promisify(execFile);

/** What chronyd finds the local clock to be wrong by, in seconds; it changes nothing (-Q). Rejects when it takes no answer. */
async function chronyOffsetS(port: number): Promise<number> {
  const server = `server 127.0.0.1 port ${port} iburst maxsamples 1`;
  const { stderr, stdout } = await run('chronyd', ['-Q', '-t', '6', '-U', '-f', '/dev/null', server]);
  const [, offset] = /wrong by (-?[\d.]+) seconds/.exec(stderr + stdout) ?? [];
  return Number(offset);
}

test.each<[string, TimeAnswer]>([
  ['synchronised', synchronisedClock],
  ['local', localClock],
])('chronyd takes the time of a %s clock', async (_what, mode) => {
  const bench = await startSntp({ nowMs: Date.now() + 3_600_000 });
  bench.mode = mode;
  const offsetS = await chronyOffsetS(bench.port);
  expect(Math.abs(offsetS)).toBeGreaterThan(3_590);
  expect(Math.abs(offsetS)).toBeLessThan(3_610);
  expect(bench.asked.every(({ outcome }) => outcome === 'told')).toBe(true);
});

test('chronyd does not take a time that is refused', async () => {
  const bench = await startSntp();
  bench.mode = { kind: 'refuse' };
  await expect(chronyOffsetS(bench.port)).rejects.toThrow();
  expect(bench.asked.length).toBeGreaterThan(0);
});

test('ntpdate takes a virtual time from port 123, in a network namespace of its own', async () => {
  const lab = fileURLToPath(new URL('sntp-lab.ts', import.meta.url));
  const hook = fileURLToPath(new URL('../support/typescript-imports.mjs', import.meta.url));
  const timeMs = Date.UTC(2031, 5, 1, 12);
  const script = [
    'ip link set lo up',
    '"$0" --no-warnings --experimental-transform-types --import "$1" "$2" "$3" > "$4" & lab=$!',
    'for i in 1 2 3 4 5 6 7 8 9 10; do grep -q . "$4" && break; sleep 0.5; done',
    'cat "$4"; ntpdate -q 127.0.0.1; status=$?',
    'kill $lab; rm -f "$4"; exit $status',
  ].join('\n');
  const said = `/tmp/cordboard-sntp-${process.pid}`;
  const { stdout } = await run('unshare', [
    '-rn',
    'sh',
    '-c',
    script,
    process.execPath,
    hook,
    lab,
    String(timeMs),
    said,
  ]);
  expect(stdout).toContain('ready');
  const [, offset] = /([+-][\d.]+) \+\/-/.exec(stdout) ?? [];
  expect(Math.abs(Number(offset) - (timeMs - Date.now()) / 1_000)).toBeLessThan(20);
  expect(stdout).toContain('s10');
});
