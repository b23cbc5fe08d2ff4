import fc from 'fast-check';
import { expect, test } from 'vitest';
import { downloadTiming } from '../../../electron/core/families/panasonic/download-timing';
import type { LocalZone } from '../../../electron/core/timing/local-zone';
import type { PhoneCircumstances, PlannedCheck } from '../../../electron/core/timing/phone-circumstances';
import { checksIn, nextCheck, planChecks } from '../../../electron/core/timing/plan-checks';
import { isInSpans, joinSpans } from '../../../electron/core/timing/time-spans';
import { timingAssumptions, type TimingAssumptions } from '../../../electron/core/timing/timing-assumptions';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const berlin: LocalZone = { kind: 'iana', name: 'Europe/Berlin' };
const timing = (values: Record<string, string>) => downloadTiming(new Map(Object.entries(values)));
const at = (text: string): number => Date.parse(text);

const phone = (part: Partial<PhoneCircumstances> = {}): PhoneCircumstances => ({
  startedAt: at('2026-01-05T12:00:00+01:00'),
  start: 'power-on',
  zone: berlin,
  clockSet: true,
  ...part,
});

function words(checks: readonly PlannedCheck[]): string[] {
  return checks.map(({ at: when, trigger, outcome }) => {
    const time = new Date(when).toISOString().slice(5, 16).replace('T', ' ');
    return `${time} ${trigger}${outcome === 'reached' ? '' : ' unreachable'}`;
  });
}

const days = (count: number) => ({ from: phone().startedAt, to: phone().startedAt + count * day });

test('powered on at 12:00 with 02:00: at power-on, then 02:00 each night', () => {
  const plan = planChecks(timing({ CFG_RESYNC_TIME: '02:00' }), phone(), days(3));
  expect(words(plan.checks)).toEqual([
    '01-05 11:00 power-on',
    '01-06 01:00 fixed-time',
    '01-07 01:00 fixed-time',
    '01-08 01:00 fixed-time',
  ]);
});

test('the notes say that a valid fixed time turns cyclic and retry off', () => {
  const plan = planChecks(timing({ CFG_RESYNC_TIME: '02:00', CFG_CYCLIC: 'Y' }), phone(), days(1));
  expect(plan.notes).toContainEqual({
    code: 'FIXED_TIME_SILENCES',
    message: 'Cyclic is off because CFG_RESYNC_TIME=02:00 is valid; that also disables retry.',
  });
});

test('a phone on fixed time does not retry when the server was away at 02:00', () => {
  const away = { from: at('2026-01-05T23:50:00+01:00'), to: at('2026-01-06T07:30:00+01:00') };
  const plan = planChecks(timing({ CFG_RESYNC_TIME: '02:00' }), phone({ unreachable: [away] }), days(2));
  expect(words(plan.checks)).toEqual([
    '01-05 11:00 power-on',
    '01-06 01:00 fixed-time unreachable',
    '01-07 01:00 fixed-time',
  ]);
  expect(plan.notes.map(({ code }) => code)).toContain('FIXED_TIME_WAITS');
});

test('a phone whose clock is not set asks at power-on and never again', () => {
  const plan = planChecks(timing({ CFG_RESYNC_TIME: '02:00', CFG_CYCLIC: 'Y' }), phone({ clockSet: false }), days(9));
  expect(words(plan.checks)).toEqual(['01-05 11:00 power-on']);
  expect(plan.notes.map(({ code }) => code)).toEqual(['POWER_ON', 'CLOCK_UNSET', 'FIXED_TIME_SILENCES']);
});

test('powered on at the very fixed time it asks once that day; another setting says twice', () => {
  const started = phone({ startedAt: at('2026-01-05T02:00:00+01:00') });
  const fixed = timing({ CFG_RESYNC_TIME: '02:00' });
  const span = { from: started.startedAt, to: started.startedAt + day };
  expect(words(planChecks(fixed, started, span).checks)).toEqual(['01-05 01:00 power-on']);
  const both: TimingAssumptions = { ...timingAssumptions, powerOnAtFixedTime: 'both' };
  expect(words(planChecks(fixed, started, span, both).checks)).toEqual([
    '01-05 01:00 power-on',
    '01-05 01:00 fixed-time',
  ]);
});

const nights = {
  forward: { from: at('2026-03-28T12:00:00Z'), to: at('2026-03-30T12:00:00Z') },
  back: { from: at('2026-10-24T12:00:00Z'), to: at('2026-10-26T12:00:00Z') },
};

test.each([
  ['forward', 'once-a-day', ['03-29 01:30', '03-30 00:30'], 'it asks at 03:30'],
  ['forward', 'as-the-clock-shows', ['03-30 00:30'], 'it does not ask that night'],
  ['back', 'once-a-day', ['10-25 00:30', '10-26 01:30'], 'it asks the first time only'],
  ['back', 'as-the-clock-shows', ['10-25 00:30', '10-25 01:30', '10-26 01:30'], 'it asks both times'],
] as const)('clocks moved %s, read as %s: 02:30 comes at %j', (night, fixedTimeOnDstNight, expected, said) => {
  const assumptions = { ...timingAssumptions, fixedTimeOnDstNight };
  const plan = planChecks(timing({ CFG_RESYNC_TIME: '02:30' }), phone(), nights[night], assumptions);
  expect(words(plan.checks)).toEqual(expected.map((time) => `${time} fixed-time`));
  expect(plan.notes.map(({ message }) => message).join(' ')).toContain(said);
});

test('a NOTIFY moves no fixed time, and ends the retries of a phone without one', () => {
  const notified = [phone().startedAt + 90 * minute];
  const fixed = timing({ CFG_RESYNC_TIME: '02:00' });
  expect(planChecks(fixed, phone({ otherDownloads: notified }), days(5))).toEqual(planChecks(fixed, phone(), days(5)));
  const gone = { from: phone().startedAt, to: phone().startedAt + 2 * hour };
  const without = timing({ CFG_RTRY_INTVL: '60' });
  const circumstances = phone({ unreachable: [gone], otherDownloads: notified });
  expect(words(planChecks(without, circumstances, days(1)).checks)).toEqual([
    '01-05 11:00 power-on unreachable',
    '01-05 12:00 retry unreachable',
  ]);
});

test('cyclic counts from start-up, or by a setting from the last download', () => {
  const cyclic = timing({ CFG_CYCLIC: 'Y', CFG_CYCLIC_INTVL: '600' });
  const notified = phone({ otherDownloads: [phone().startedAt + 5 * hour] });
  expect(words(planChecks(cyclic, notified, days(1)).checks).slice(1)).toEqual([
    '01-05 21:00 cyclic',
    '01-06 07:00 cyclic',
  ]);
  const last: TimingAssumptions = { ...timingAssumptions, cyclicCountsFrom: 'last-download' };
  expect(words(planChecks(cyclic, notified, days(1), last).checks).slice(1)).toEqual(['01-06 02:00 cyclic']);
});

test('a phone that is answered but refused retries, and is told reached', () => {
  const refused = [{ from: phone().startedAt, to: phone().startedAt + 40 * minute }];
  const plan = planChecks(timing({}), phone({ refused }), days(1));
  expect(words(plan.checks)).toEqual(['01-05 11:00 power-on', '01-05 11:30 retry', '01-05 12:00 retry']);
});

test.each([
  [{}, ['POWER_ON', 'CYCLIC_OFF', 'RETRY', 'RETRY_INTERVAL_ASSUMED', 'NOT_BY_ITSELF']],
  [
    { CFG_RESYNC_TIME: '2:00', CFG_RTRY_INTVL: '5' },
    ['POWER_ON', 'FIXED_TIME_INVALID', 'CYCLIC_OFF', 'RETRY', 'NOT_BY_ITSELF'],
  ],
  [{ CFG_CYCLIC: 'Y', CFG_RTRY_INTVL: '5' }, ['POWER_ON', 'CYCLIC', 'RETRY', 'CYCLIC_INTERVAL_ASSUMED']],
  [
    { CFG_CYCLIC: 'Y', CFG_CYCLIC_INTVL: '40321', CFG_RTRY_INTVL: '0' },
    ['POWER_ON', 'CYCLIC_INTERVAL_INVALID', 'RETRY_INTERVAL_INVALID', 'NOT_BY_ITSELF'],
  ],
  [{ PROVISION_ENABLE: 'N' }, ['DOWNLOADS_OFF']],
])('%j is explained by %j', (values, codes) => {
  const plan = planChecks(timing(values as Record<string, string>), phone(), days(1));
  expect(plan.notes.map(({ code }) => code)).toEqual(codes);
});

test('every minute for a year, started ten years before, is planned at once and one by one', () => {
  const started = phone({
    startedAt: at('2016-01-01T00:00:30Z'),
    unreachable: [{ from: at('2018-01-01T00:00:00Z'), to: at('2019-01-01T00:00:00Z') }],
  });
  const everyMinute = timing({ CFG_CYCLIC: 'Y', CFG_CYCLIC_INTVL: '1', CFG_RTRY_INTVL: '1' });
  const span = { from: at('2026-01-01T00:00:00Z'), to: at('2027-01-01T00:00:00Z') };
  const startMs = performance.now();
  expect(nextCheck(everyMinute, started, span.from)?.at).toBe(span.from + 30_000);
  expect(performance.now() - startMs).toBeLessThan(50);
  let count = 0;
  for (const _ of checksIn(everyMinute, started, span)) count++;
  expect(count).toBe(365 * 1440);
});

test('no next check for a phone that does not ask by itself', () => {
  expect(nextCheck(timing({}), phone(), phone().startedAt)).toBeNull();
  expect(nextCheck(timing({ PROVISION_ENABLE: 'N', CFG_RESYNC_TIME: '02:00' }), phone(), 0)).toBeNull();
  expect(nextCheck(timing({ CFG_RESYNC_TIME: '02:00' }), phone({ clockSet: false }), phone().startedAt)).toBeNull();
});

const spanArbitrary = fc
  .tuple(fc.integer({ min: 0, max: 6000 }), fc.integer({ min: 1, max: 900 }))
  .map(([from, length]) => ({
    from: phone().startedAt + from * minute,
    to: phone().startedAt + (from + length) * minute,
  }));

const caseArbitrary = fc.record({
  cyclic: fc.option(fc.integer({ min: 1, max: 2000 })),
  retry: fc.option(fc.integer({ min: 1, max: 400 })),
  unreachable: fc.array(spanArbitrary, { maxLength: 4 }),
  refused: fc.array(spanArbitrary, { maxLength: 2 }),
  downloads: fc.array(fc.integer({ min: 1, max: 7000 }), { maxLength: 3 }),
  cyclicCountsFrom: fc.constantFrom('start-up' as const, 'last-download' as const),
  retryCountsFrom: fc.constantFrom('last-attempt' as const, 'first-failure' as const),
  fromMinute: fc.integer({ min: -10, max: 7000 }),
});

test('leaping to the span shows what living through every minute shows', () => {
  fc.assert(
    fc.property(caseArbitrary, (drawn) => {
      const { startedAt } = phone();
      const otherDownloads = drawn.downloads.map((minutes) => startedAt + minutes * minute);
      const circumstances = phone({ unreachable: drawn.unreachable, refused: drawn.refused, otherDownloads });
      const settings = timing({
        CFG_CYCLIC: drawn.cyclic === null ? 'N' : 'Y',
        CFG_CYCLIC_INTVL: String(drawn.cyclic ?? 1),
        CFG_RTRY_INTVL: String(drawn.retry ?? 0),
      });
      const span = { from: startedAt + drawn.fromMinute * minute, to: startedAt + 7500 * minute };
      const assumptions = { ...timingAssumptions, ...drawn };
      expect(planChecks(settings, circumstances, span, assumptions).checks).toEqual(
        livedThrough(drawn, circumstances).filter((check) => check.at >= span.from && check.at < span.to),
      );
    }),
    { numRuns: 400 },
  );
});

/** Minute by minute, without any arithmetic of intervals. */
function livedThrough(
  drawn: {
    readonly cyclic: number | null;
    readonly retry: number | null;
    readonly cyclicCountsFrom: TimingAssumptions['cyclicCountsFrom'];
    readonly retryCountsFrom: TimingAssumptions['retryCountsFrom'];
  },
  circumstances: PhoneCircumstances,
): PlannedCheck[] {
  const unreachable = joinSpans(circumstances.unreachable ?? []);
  const refused = joinSpans(circumstances.refused ?? []);
  const downloads = new Set(circumstances.otherDownloads);
  const checks: PlannedCheck[] = [];
  let sinceCyclic = 0;
  let untilRetry: number | null = null;
  for (let n = 0; n < 7500; n++) {
    const now = circumstances.startedAt + n * minute;
    if (n > 0) sinceCyclic++;
    if (untilRetry !== null) untilRetry--;
    const isCyclic = n > 0 && drawn.cyclic !== null && sinceCyclic === drawn.cyclic;
    if (isCyclic) sinceCyclic = 0;
    const isRetry = untilRetry === 0;
    if (n > 0 && downloads.has(now)) {
      untilRetry = null;
      if (drawn.cyclicCountsFrom === 'last-download') sinceCyclic = 0;
      continue;
    }
    if (n > 0 && !isCyclic && !isRetry) continue;
    const isUnreachable = isInSpans(unreachable, now);
    checks.push({
      at: now,
      trigger: n === 0 ? 'power-on' : isCyclic ? 'cyclic' : 'retry',
      outcome: isUnreachable ? 'unreachable' : 'reached',
    });
    if (!isUnreachable && !isInSpans(refused, now)) {
      untilRetry = null;
      if (drawn.cyclicCountsFrom === 'last-download') sinceCyclic = 0;
    } else if (drawn.retry !== null && (untilRetry === null || isRetry || drawn.retryCountsFrom === 'last-attempt')) {
      untilRetry = drawn.retry;
    }
  }
  return checks;
}
