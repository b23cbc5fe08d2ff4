import { expect, test } from 'vitest';
import type { StaggerPlanView } from '../../../electron/contract/stagger';
import { ok } from '../../../electron/core/shared/result';
import { CommandBench } from './command-bench';

const macs = ['0080F0A1B2C3', '0080F0A1B2C4'] as const;
const plan: StaggerPlanView = {
  between: { from: '02:00', to: '03:00' },
  betweenWords: 'As you chose.',
  phones: macs.map((mac, index) => ({
    mac,
    name: `Desk ${index}`,
    group: null,
    before: '02:00',
    time: `02:${30 + index}`,
    turnsOff: [],
  })),
  peakPerMinute: { before: 2, after: 1 },
  minutesBefore: [{ minute: 120, phones: 2 }],
  minutesAfter: [
    { minute: 150, phones: 1 },
    { minute: 151, phones: 1 },
  ],
  notes: [{ code: 'STAGGER_AFTER_NEXT_FETCH', message: 'Later.' }],
};
const nobody = { ...plan, phones: [], peakPerMinute: { before: 0, after: 0 }, minutesBefore: [], minutesAfter: [] };

test('a plan is told as the table says, and nothing else', async () => {
  const bench = new CommandBench({ answers: { 'stagger.plan': plan } });
  expect(await bench.run('checks', 'stagger', '--between', '02:00-03:00', '--json')).toBe(0);
  expect(bench.asked).toMatchObject([
    { name: 'stagger.plan', input: { order: 'mac', between: { from: '02:00', to: '03:00' } } },
  ]);
  expect(bench.jsonLines).toEqual([
    {
      phones: [
        { mac: macs[0], time: '02:30' },
        { mac: macs[1], time: '02:31' },
      ],
      peakPerMinute: { before: 2, after: 1 },
    },
  ]);
});

test('people get the peaks, the notes and what to do next', async () => {
  const bench = new CommandBench({ answers: { 'stagger.plan': plan } });
  expect(await bench.run('checks', 'stagger')).toBe(0);
  expect(bench.stdout).toContain('2 phones from 02:00 to 03:00. As you chose.');
  expect(bench.stdout).toMatch(/before +02:00 +2 +1\n/);
  expect(bench.stdout).toMatch(/after +02:30 +1 +2\n/);
  expect(bench.stdout).toContain('Later. [STAGGER_AFTER_NEXT_FETCH]');
  expect(bench.stdout).toContain('Add --apply');
});

test('--apply writes a draft of the phones that are named', async () => {
  const bench = new CommandBench({ answers: { 'stagger.apply': { ...plan, changed: 1 } } });
  expect(await bench.run('checks', 'stagger', '--apply', '--order', 'group', '--group', 'Sales')).toBe(0);
  expect(bench.asked).toMatchObject([{ name: 'stagger.apply', input: { order: 'group', phones: { group: 'Sales' } } }]);
  expect(bench.stdout).toContain('1 time written into the draft. Publish it with: config publish');
});

test('options behind stagger are its own, not those of checks', async () => {
  const bench = new CommandBench({ answers: { 'stagger.plan': plan } });
  expect(await bench.run('checks', 'stagger', '--all', '--json')).toBe(0);
  expect(bench.asked[0]?.input).toEqual({ order: 'mac', phones: { all: true } });
});

test('where no phone has a daily check yet and none is named, all are meant', async () => {
  const bench = new CommandBench({ answers: { 'stagger.plan': (input) => ok(input.phones ? plan : nobody) } });
  expect(await bench.run('checks', 'stagger', '--json')).toBe(0);
  expect(bench.asked.map(({ input }) => input)).toEqual([{ order: 'mac' }, { order: 'mac', phones: { all: true } }]);
  expect(bench.jsonLines).toMatchObject([{ peakPerMinute: { after: 1 } }]);
});

test.each([['2-3'], ['02:00'], ['02:00-24:00'], ['02:00-03:00-04:00'], ['2:00-03:00']])(
  '%s is no window',
  async (between) => {
    const bench = new CommandBench();
    expect(await bench.run('checks', 'stagger', '--between', between)).toBe(2);
    expect(bench.stderr).toContain('It must be two times of the day');
  },
);

test('two ways to name phones are wrong usage; checks alone still needs its span', async () => {
  expect(await new CommandBench().run('checks', 'stagger', '--all', '--group', 'Sales')).toBe(2);
  const bench = new CommandBench();
  expect(await bench.run('checks', '--all')).toBe(2);
  expect(bench.stderr).toContain('Give --from and --to.');
});
