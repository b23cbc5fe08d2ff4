import { expect, test } from 'vitest';
import type { ResyncPhoneView } from '../../../electron/contract/resync';
import { medianMs, paceBars, timeLeftMs } from '../../../renderer/features/resync/run-pace';

const start = Date.parse('2026-11-24T09:00:00Z');

/** Steps at seconds since the start. */
function phone(...steps: [step: ResyncPhoneView['step'], second: number][]): ResyncPhoneView {
  const mac = '0080F0A1B2C3';
  return {
    mac,
    name: '',
    step: steps.at(-1)?.[0] ?? 'queued',
    steps: steps.map(([step, second]) => ({
      mac,
      step,
      at: new Date(start + second * 1000).toISOString(),
      detail: '',
    })),
    problem: null,
    actions: [],
  };
}

test('bars count first fetches and ends, each phone once, and leave nobody out', () => {
  const phones = [
    phone(['queued', 0], ['fetched', 1], ['fetched', 2], ['done', 3]),
    phone(['queued', 0], ['fetched', 1.5], ['failed', 9]),
    phone(['queued', 0], ['done', 10]),
  ];
  const bars = paceBars(phones, start, start + 10_000);
  expect(bars).toHaveLength(10);
  expect(bars.map(({ fetched }) => fetched)).toEqual([0, 2, 0, 0, 0, 0, 0, 0, 0, 0]);
  expect(bars.map(({ done }) => done)).toEqual([0, 0, 0, 1, 0, 0, 0, 0, 0, 1]);
  expect(paceBars([], start, start)).toEqual([{ from: start, to: start + 1000, fetched: 0, done: 0 }]);
  expect(paceBars(phones, start, start + 3600_000)).toHaveLength(40);
});

test('the rest takes as long as the last half minute says; nobody knows before the first has ended', () => {
  const open = [phone(['queued', 0]), phone(['queued', 0], ['sent', 1])];
  expect(timeLeftMs(open, start, start + 5000)).toBeNull();
  expect(timeLeftMs([...open, phone(['done', 4])], start, start + 5000)).toBe(10_000);
  expect(timeLeftMs([...open, phone(['done', 4])], start, start + 60_000)).toBeNull();
});

test('the median is of phones that reached both steps', () => {
  const phones = [
    phone(['sent', 1], ['answered', 2]),
    phone(['sent', 1], ['answered', 4]),
    phone(['sent', 1], ['answered', 9]),
    phone(['sent', 1]),
  ];
  expect(medianMs(phones, 'sent', 'answered')).toBe(3000);
  expect(medianMs(phones, 'queued', 'done')).toBeNull();
});
