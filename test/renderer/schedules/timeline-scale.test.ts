import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  barsOf,
  countTicks,
  greatestHerd,
  minuteAt,
  minuteMs,
  moved,
  placeOf,
  resyncClusters,
  showing,
  spanOfView,
  timeTicks,
  zoomed,
} from '../../../renderer/features/schedules/timeline-scale';
import { formatMinute } from '../../../renderer/strings/format-time';

const frame = { left: 72, width: 1136 };
const at = (time: string): number => Date.parse(`2026-11-24T${time}:00Z`);
const whole = spanOfView('today', at('09:42'), 'Europe/London');
const minute = (time: string, checks: number, resyncs = 0): { at: string; checks: number; resyncs: number } => ({
  at: `2026-11-24T${time}:00Z`,
  checks,
  resyncs,
});

test('today, tomorrow and the week are whole days of the site', () => {
  const zone = 'Europe/Berlin';
  const now = Date.parse('2026-10-24T21:30:00Z');
  const hours = (view: 'today' | 'tomorrow' | 'week'): number => {
    const { from, to } = spanOfView(view, now, zone);
    return (to - from) / 3_600_000;
  };
  expect([hours('today'), hours('tomorrow'), hours('week')]).toEqual([24, 25, 7 * 24 + 1]);
});

test('a place on the plot leads back to its minute', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1439 }), (each) => {
      const time = whole.from + each * minuteMs;
      expect(minuteAt(placeOf(time, whole, frame) + 0.01, whole, frame)).toBe(time);
    }),
  );
  expect(minuteAt(-50, whole, frame)).toBe(whole.from);
  expect(minuteAt(5000, whole, frame)).toBe(whole.to - minuteMs);
});

test('words of the axis stand on round times and never touch', () => {
  const words = (span: { from: number; to: number }): string[] =>
    timeTicks(span, 'Europe/London', frame.width)
      .filter((tick) => tick.words === 'time')
      .map((tick) => formatMinute(tick.at, 'Europe/London'));
  expect(words(whole)).toEqual(['00:00', '03:00', '06:00', '09:00', '12:00', '15:00', '18:00', '21:00', '00:00']);
  expect(words({ from: at('01:50'), to: at('02:20') })).toEqual([
    '01:50',
    '01:55',
    '02:00',
    '02:05',
    '02:10',
    '02:15',
    '02:20',
  ]);
});

test('on the night the clock goes forward the axis has no hour that does not exist', () => {
  const span = spanOfView('today', Date.parse('2026-03-29T12:00:00Z'), 'Europe/Berlin');
  const shown = timeTicks(span, 'Europe/Berlin', frame.width).map((tick) => formatMinute(tick.at, 'Europe/Berlin'));
  expect(shown).not.toContain('02:00');
  expect(shown).toContain('03:00');
});

test('the axis of counts is round, four or five steps, and holds the highest bar', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 20_000 }), (most) => {
      const ticks = countTicks(most);
      expect(ticks.at(-1)).toBeGreaterThanOrEqual(most);
      expect(ticks.length).toBeGreaterThanOrEqual(3);
      expect(ticks.length).toBeLessThanOrEqual(6);
      expect(ticks.every(Number.isInteger)).toBe(true);
    }),
  );
  expect(countTicks(74)).toEqual([0, 20, 40, 60, 80]);
});

test('in a week the herd of one minute is as high as in a day, and quiet neighbours do not hide it', () => {
  const week = spanOfView('week', at('09:42'), 'Europe/London');
  const minutes = [minute('01:59', 1), minute('02:00', 74), minute('02:04', 2)];
  const bars = barsOf(minutes, week, frame);
  expect(bars).toHaveLength(1);
  expect(bars[0]).toMatchObject({ checks: 74, at: at('02:00') });
});

test('zooming keeps what lies under the pointer, and nothing goes beyond the whole', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0.05, max: 20, noNaN: true }),
      fc.integer({ min: 0, max: 1439 }),
      fc.integer({ min: -2000, max: 2000 }),
      (factor, minutes, by) => {
        const about = whole.from + minutes * minuteMs;
        const close = zoomed(whole, whole, factor, about);
        expect(close.from).toBeGreaterThanOrEqual(whole.from - 1);
        expect(close.to).toBeLessThanOrEqual(whole.to + 1);
        const after = moved(close, whole, by * minuteMs);
        expect(after.to - after.from).toBeCloseTo(close.to - close.from, 3);
        expect(after.from).toBeGreaterThanOrEqual(whole.from - 1);
        const seen = showing(after, whole, about);
        expect(about).toBeGreaterThanOrEqual(seen.from - 1);
        expect(about).toBeLessThan(seen.to + 1);
      },
    ),
  );
});

test('resyncs a few minutes apart belong together, later ones do not', () => {
  const found = resyncClusters([
    minute('07:46', 0, 34),
    minute('07:47', 3),
    minute('07:48', 0, 12),
    minute('09:00', 0, 9),
  ]);
  expect(found.map(({ phones, most }) => [phones, most])).toEqual([
    [46, 34],
    [9, 9],
  ]);
});

test('only minutes beyond what is comfortable are a herd, and only those in sight', () => {
  const timeline = {
    minutes: [minute('02:00', 74), minute('03:00', 12), minute('04:00', 13)],
    comfortablePerMinute: 12,
  };
  const herd = (from: string): unknown =>
    greatestHerd(timeline as unknown as Parameters<typeof greatestHerd>[0], { from: at(from), to: whole.to });
  expect(herd('00:00')).toEqual({ at: at('02:00'), checks: 74 });
  expect(herd('02:01')).toEqual({ at: at('04:00'), checks: 13 });
  expect(herd('04:01')).toBeNull();
});
