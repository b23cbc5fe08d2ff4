import { expect, test } from 'vitest';
import { CommandBench } from './command-bench';

const stdin = [
  '# Panasonic SIP Phone Standard Format File # DO NOT CHANGE THIS LINE!',
  'CFG_RESYNC_TIME="02:30"',
  'CFG_CYCLIC="Y"',
  '',
  '',
].join('\r\n');
const booted = '2026-03-28T12:00:00+01:00';
const span = ['--from', '2026-03-28T00:00:00+01:00', '--to', '2026-03-30T00:00:00+02:00'];
const file = ['checks', '--file', '-', '--time-zone', 'Europe/Berlin', '--booted', booted, ...span];

test('checks of a file need no workstation and are told in the given zone', async () => {
  const bench = new CommandBench({ stdin });
  expect(await bench.run(...file, '--json')).toBe(0);
  expect(bench.connected).toEqual([]);
  const [answer] = bench.jsonLines as [{ checks: object[]; notes: { code: string; message: string }[] }];
  expect(answer.checks).toEqual([
    { at: '2026-03-28T12:00:00.000+01:00', trigger: 'power-on', outcome: 'reached' },
    { at: '2026-03-29T03:30:00.000+02:00', trigger: 'fixed-time', outcome: 'reached' },
  ]);
  expect(answer.notes.map(({ code }) => code)).toEqual([
    'POWER_ON',
    'FIXED_TIME',
    'FIXED_TIME_SILENCES',
    'DST_TIME_MISSING',
    'ZONE_ASSUMED',
    'CLOCK_TAKEN_AS_SET',
  ]);
});

test('unreachable spans may be repeated, and a clock may be unset', async () => {
  const bench = new CommandBench({ stdin });
  const gone = ['2026-03-28T11:00:00Z/2026-03-28T12:00:00Z', '2026-03-29T00:00:00Z/2026-03-29T04:00:00Z'];
  expect(await bench.run(...file, ...gone.flatMap((one) => ['--unreachable', one]), '--json')).toBe(0);
  const unset = new CommandBench({ stdin });
  expect(await unset.run(...file, '--clock-unset', '--json')).toBe(0);
  const outcomes = (answer: unknown): string[] =>
    (answer as { checks: { trigger: string; outcome: string }[] }).checks.map(
      ({ trigger, outcome }) => `${trigger} ${outcome}`,
    );
  expect(outcomes(bench.jsonLines[0])).toEqual(['power-on unreachable', 'fixed-time unreachable']);
  expect(outcomes(unset.jsonLines[0])).toEqual(['power-on reached']);
});

test('checks of phones come from the workstation, without what the table does not name', async () => {
  const check = {
    mac: '0080F0A1B2C3',
    at: '2026-03-29T02:00:00.000+01:00',
    trigger: 'fixed-time',
    outcome: 'reached',
  } as const;
  const note = { code: 'FIXED_TIME', message: 'It asks every day.' } as const;
  const answers = { 'checks.plan': { checks: [check], notes: [{ ...note, phones: 3 }] } };
  const all = new CommandBench({ answers });
  expect(await all.run('checks', '--all', ...span, '--json')).toBe(0);
  const [from, to] = ['2026-03-27T23:00:00.000Z', '2026-03-29T22:00:00.000Z'];
  expect(all.asked[0]?.input).toEqual({ phones: { all: true }, from, to });
  expect(all.jsonLines).toEqual([{ checks: [check], notes: [note] }]);
  const one = new CommandBench({ answers });
  expect(await one.run('checks', '--phone', '00:80:f0:a1:b2:c3', ...span)).toBe(0);
  expect(one.asked[0]?.input).toEqual({ phones: { macs: ['00:80:f0:a1:b2:c3'] }, from, to });
  expect(one.stdout).toContain('It asks every day. [FIXED_TIME]');
});

test.each([
  [['checks', ...span]],
  [['checks', '--all', '--phone', 'M', ...span]],
  [['checks', '--all', '--clock-unset', ...span]],
  [['checks', '--file', '-', '--booted', booted, ...span]],
  [['checks', '--all', '--from', booted, '--to', booted]],
  [['checks', '--all', '--from', 'yesterday', '--to', booted]],
  [[...file, '--unreachable', `${booted}/${booted}`]],
])('%j is wrong usage', async (args) => {
  expect(await new CommandBench({ stdin }).run(...args, '--json')).toBe(2);
});

test.each([
  ['TIME_ZONE_UNKNOWN', ['checks', '--file', '-', '--time-zone', 'Europe/Berln', '--booted', booted, ...span]],
  ['MODEL_UNKNOWN', [...file, '--model', 'KX-NONE']],
])('%s is told as a problem', async (code, args) => {
  const bench = new CommandBench({ stdin });
  expect(await bench.run(...args, '--json')).toBe(1);
  expect(JSON.parse(bench.stderr)).toMatchObject({ problem: { code } });
});
