import { expect, test, vi } from 'vitest';
import { TestClock } from '../../support/test-clock';
import { CommandBench, type Given } from './command-bench';

const at = '2026-01-05T09:00:00+01:00';
const needed = ['--mac', '00:80:f0:a1:b2:c3', '--model', 'KX-UT670', '--url', 'http://10.0.0.9:8088/'];
const booted = { mac: '0080F0A1B2C3', at, event: 'boot', cause: 'power-on' };
const now = Promise.resolve();

async function run(given: Given, ...args: string[]) {
  const bench = new CommandBench({ interrupted: now, ...given });
  return { exitCode: await bench.run('virtual-phone', ...needed, ...args), bench };
}

test('every event is a line of JSON; an interrupt stops the phones and is no trouble', async () => {
  const clock = new TestClock();
  const { exitCode, bench } = await run({ clock, phoneLog: [booted] }, '--json');
  expect([exitCode, bench.jsonLines, bench.phonesStopped]).toEqual([0, [booted], 1]);
  expect(bench.started).toEqual([
    {
      mac: '0080F0A1B2C3',
      model: 'KX-UT670',
      bootstrapUrl: 'http://10.0.0.9:8088/',
      address: '127.0.0.2',
      sipPort: 5060,
      count: 1,
      clock,
      clockSet: 'by-time-server',
      timePort: 123,
      registers: 'at-held-servers',
    },
  ]);
});

test('where they are, how many, and their time zone are handed on', async () => {
  const where = ['--address', '127.0.0.9', '--sip-port', '0', '--count', '1000', '--time-zone', 'Europe/Berlin'];
  const { bench } = await run({}, ...where);
  expect(bench.started[0]).toMatchObject({ address: '127.0.0.9', sipPort: 0, count: 1000, timeZone: 'Europe/Berlin' });
});

test('--for ends them after that span', async () => {
  const clock = new TestClock();
  const bench = new CommandBench({ clock });
  const ended = bench.run('virtual-phone', ...needed, '--for', '30s');
  await vi.waitFor(() => expect(clock.pending).toBe(1));
  clock.advance(29_999);
  expect(bench.phonesStopped).toBe(0);
  clock.advance(1);
  expect([await ended, bench.phonesStopped]).toEqual([0, 1]);
});

test('--for is a span of the time the phones live in', async () => {
  const labClock = new TestClock();
  const bench = new CommandBench({ labClock });
  const ended = bench.run('virtual-phone', ...needed, '--clock', '2026-03-28T23:00:00Z@60', '--for', '24h');
  await vi.waitFor(() => expect(labClock.pending).toBe(1));
  labClock.advance(24 * 3_600_000);
  expect([await ended, bench.started[0]?.clock]).toEqual([0, labClock]);
});

test('an interrupt leaves no timer behind', async () => {
  const clock = new TestClock();
  await run({ clock }, '--for', '7d');
  expect(clock.pending).toBe(0);
});

test.each([
  ['10.0.0.5:5070', { address: '10.0.0.5', port: 5070 }],
  ['pbx.example', { address: 'pbx.example', port: 5060 }],
])('--sip-server %s is where their lines register', async (given, registers) => {
  const { bench } = await run({}, '--sip-server', given);
  expect(bench.started[0]).toMatchObject({ registers });
});

test.each(['10.0.0.5:0', '10.0.0.5:99999', 'sip:10.0.0.5', ''])('--sip-server %j is wrong usage', async (given) => {
  const { exitCode, bench } = await run({}, '--sip-server', given);
  expect([exitCode, bench.started]).toEqual([2, []]);
  expect(bench.stderr).toContain('192.168.1.10:5060');
});

test('--clock sets their clocks, unless --clock-unset leaves that to a time server', async () => {
  const clock = ['--clock', '2026-03-28T23:00:00Z@60'];
  const set = await run({ labClock: new TestClock() }, ...clock);
  expect(set.bench.started[0]).toMatchObject({ clockSet: 'given', timePort: 123 });
  const unset = await run({ labClock: new TestClock() }, ...clock, '--clock-unset', '--ntp-port', '8123');
  expect(unset.bench.started[0]).toMatchObject({ clockSet: 'by-time-server', timePort: 8123 });
});

test('a port in use, a bad MAC and an unknown time zone are trouble with a code', async () => {
  const inUse = { code: 'PORT_IN_USE' as const, message: 'm', remedy: 'r' };
  const port = await run({ phonesProblem: inUse }, '--json');
  expect([port.exitCode, port.bench.problem]).toEqual([1, inUse]);
  const zone = await run({}, '--time-zone', 'Mars/Olympus', '--json');
  expect([zone.exitCode, zone.bench.problem.code]).toEqual([1, 'TIME_ZONE_UNKNOWN']);
  const mac = new CommandBench();
  expect(await mac.run('virtual-phone', ...needed.with(1, '1234'), '--json')).toBe(1);
  expect(mac.problem.code).toBe('MAC_INVALID');
});

test('the next check is one short line, and none is a shorter one', async () => {
  const next = { mac: '0080F0A1B2C3', at, event: 'next-check' };
  const told = { ...next, nextCheckAt: '2026-01-06T02:00:00.000+01:00', trigger: 'fixed-time' };
  const none = { ...next, nextCheckAt: null, trigger: null };
  const { bench } = await run({ phoneLog: [told, none] });
  expect(bench.stdout.split('\n')).toEqual([
    '09:00:00  0080F0A1B2C3  next-check  2026-01-06T02:00:00.000+01:00  fixed-time',
    '09:00:00  0080F0A1B2C3  next-check',
    '',
  ]);
});

test('an event in words is one short line', async () => {
  const { bench } = await run({ phoneLog: [booted] });
  expect(bench.stdout).toBe('09:00:00  0080F0A1B2C3  boot      power-on\n');
});
