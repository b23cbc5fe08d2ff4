// The SNTP server against clients nobody here wrote: chronyd, and ntpdate with its ntpdig.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { localClock, synchronisedClock, type TimeAnswer } from '../../electron/services/provisioning/clock-quality';
import { startSntp } from '../adapters/sntp-server/sntp-bench';

const run = promisify(execFile);

/** Not installed for the tests: on Debian it would take the place of the computer's own time service. */
const hasChrony = await run('chronyd', ['--version']).then(
  () => true,
  () => false,
);

/** What chronyd finds the local clock to be wrong by, in seconds; it changes nothing (-Q). Rejects when it takes no answer. */
async function chronyOffsetS(port: number): Promise<number> {
  const server = `server 127.0.0.1 port ${port} iburst maxsamples 1`;
  const { stderr, stdout } = await run('chronyd', ['-Q', '-t', '6', '-U', '-f', '/dev/null', server]);
  const [, offset] = /wrong by (-?[\d.]+) seconds/.exec(stderr + stdout) ?? [];
  return Number(offset);
}

test.runIf(hasChrony).each<[string, TimeAnswer]>([
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

test.runIf(hasChrony)('chronyd does not take a time that is refused', async () => {
  const bench = await startSntp();
  bench.mode = { kind: 'refuse' };
  await expect(chronyOffsetS(bench.port)).rejects.toThrow('Command failed');
  expect(bench.asked.length).toBeGreaterThan(0);
});

/** Runs ntpdate against our server at `timeMs`, both in a network namespace made for it, and gives what they said. */
async function ntpdate(timeMs: number, mode: 'local' | 'refuse'): Promise<string> {
  const lab = fileURLToPath(new URL('./sntp-lab.ts', import.meta.url));
  const hook = fileURLToPath(new URL('../support/typescript-imports.mjs', import.meta.url));
  const script = [
    'ip link set lo up',
    '"$@" | { read said; echo "$said"; ntpdate -q -t 2 127.0.0.1 2>&1; kill 0; }',
  ].join('\n');
  const node = [process.execPath, '--no-warnings', '--experimental-transform-types'];
  const server = ['--import', hook, lab, String(timeMs), mode];
  const namespace = ['--map-root-user', '--net', 'setsid', 'sh', '-c', script, 'sh', ...node, ...server];
  // The script ends by ending its own group, the server in it.
  return run('unshare', namespace).then(
    ({ stdout }) => stdout,
    ({ stdout }: { stdout: string }) => stdout,
  );
}

test('ntpdate takes a virtual time from port 123', async () => {
  const timeMs = Date.UTC(2031, 5, 1, 12);
  const said = await ntpdate(timeMs, 'local');
  expect(said).toContain('ready');
  const [, offset] = /([+-][\d.]+) \+\/-/.exec(said) ?? [];
  expect(Math.abs(Number(offset) - (timeMs - Date.now()) / 1_000)).toBeLessThan(20);
  expect(said).toContain('s10');
});

test('ntpdate does not take a time that is refused', async () => {
  const said = await ntpdate(Date.now(), 'refuse');
  expect(said).toContain('ready');
  expect(said).toContain('no eligible servers');
});
