import { expect, test } from 'vitest';
import { laptopSpans } from '../../../renderer/features/schedules/laptop-spans';
import { spanOfView, type Timeline } from '../../../renderer/features/schedules/timeline-scale';

const zone = 'Europe/London';
const now = Date.parse('2026-11-24T09:42:00Z');
const timeline: Timeline = {
  now: '2026-11-24T09:42:00Z',
  timeZone: zone,
  minutes: [],
  comfortablePerMinute: 12,
  away: [{ from: '2026-11-23T23:52:00Z', to: '2026-11-24T07:46:00Z', cause: 'asleep' }],
  awakeUntil: '2026-11-24T23:50:00Z',
  awakeHours: { from: '07:40', to: '23:50', days: 12 },
  schedules: [],
  predicted: 83,
  neverSeen: 3,
};

const told = (given: Partial<Timeline>, view: 'today' | 'tomorrow' | 'week' = 'today'): string[] =>
  laptopSpans({ ...timeline, ...given }, spanOfView(view, now, zone), now).map(
    ({ from, to, state }) =>
      `${new Date(from).toISOString().slice(11, 16)}–${new Date(to).toISOString().slice(11, 16)} ${state}`,
  );

test('the night is away, the morning was served, the evening is expected, midnight probably sleeps', () => {
  expect(told({})).toEqual([
    '00:00–07:46 away',
    '07:46–09:42 awake',
    '09:42–23:50 expected-awake',
    '23:50–00:00 expected-away',
  ]);
});

test('tomorrow follows the usual hours', () => {
  expect(told({}, 'tomorrow')).toEqual([
    '00:00–07:40 expected-away',
    '07:40–23:50 expected-awake',
    '23:50–00:00 expected-away',
  ]);
});

test('a week is without gaps and in order', () => {
  const whole = spanOfView('week', now, zone);
  const spans = laptopSpans(timeline, whole, now);
  expect(spans[0]?.from).toBe(whole.from);
  expect(spans.at(-1)?.to).toBe(whole.to);
  expect(spans.slice(1).map(({ from }) => from)).toEqual(spans.slice(0, -1).map(({ to }) => to));
});

test('hours that end after midnight reach into the next day', () => {
  expect(told({ awakeHours: { from: '14:00', to: '01:30', days: 9 }, awakeUntil: null }, 'tomorrow')).toEqual([
    '00:00–01:30 expected-awake',
    '01:30–14:00 expected-away',
    '14:00–00:00 expected-awake',
  ]);
});

test('without anything learnt the time to come is not known, and nothing is claimed', () => {
  expect(told({ awakeHours: null, awakeUntil: null }).at(-1)).toBe('09:42–00:00 unknown');
  expect(told({ awakeHours: null }).slice(-2)).toEqual(['09:42–23:50 expected-awake', '23:50–00:00 unknown']);
});

test('a span that still lasts ends now', () => {
  const away = [{ from: '2026-11-24T09:00:00Z', to: null, cause: 'listener-down' as const }];
  expect(told({ away }).slice(0, 2)).toEqual(['00:00–09:00 awake', '09:00–09:42 away']);
});

test('before the record begins nothing is claimed', () => {
  expect(told({ recordedSince: '2026-11-24T08:30:00Z', away: [] }).slice(0, 2)).toEqual([
    '00:00–08:30 unrecorded',
    '08:30–09:42 awake',
  ]);
  expect(told({ recordedSince: null, away: [] })[0]).toBe('00:00–09:42 unrecorded');
});
