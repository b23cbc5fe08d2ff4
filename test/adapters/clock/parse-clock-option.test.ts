import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseClockOption } from '../../../electron/adapters/clock/parse-clock-option';

test.each([
  ['2026-03-28T23:00:00Z@60', Date.UTC(2026, 2, 28, 23), 60],
  ['2026-03-29T01:30:00+02:00@1', Date.UTC(2026, 2, 28, 23, 30), 1],
  ['2026-12-31T20:00:00.5-05:30@0.5', Date.UTC(2027, 0, 1, 1, 30, 0, 500), 0.5],
  [' 2028-02-29T00:00:00z@100000 ', Date.UTC(2028, 1, 29), 100_000],
])('%s is read', (text, startMs, rate) => {
  expect(parseClockOption(text)).toEqual({ ok: true, value: { startMs, rate } });
});

test.each([
  '',
  '2026-03-28T23:00:00Z',
  '2026-03-28T23:00:00@60',
  '2026-02-30T00:00:00Z@60',
  '2026-03-28@60',
  '2026-03-28T25:00:00Z@1',
  '2026-03-28T23:00:00Z@0',
  '2026-03-28T23:00:00Z@-1',
  '2026-03-28T23:00:00Z@100001',
  '2026-03-28T23:00:00Z@fast',
  '2026-03-28T23:00:00Z@1@2',
])('%j is refused', (text) => {
  expect(parseClockOption(text)).toMatchObject({ ok: false, problem: { code: 'VALUE_INVALID' } });
});

test('every instant and rate it could be given is read back', () => {
  const instant = fc.date({ min: new Date(0), max: new Date('9999-12-31T23:59:59.999Z'), noInvalidDate: true });
  fc.assert(
    fc.property(instant, fc.integer({ min: 1, max: 100_000 }), (at, rate) => {
      expect(parseClockOption(`${at.toISOString()}@${rate}`)).toEqual({
        ok: true,
        value: { startMs: at.getTime(), rate },
      });
    }),
  );
  fc.assert(fc.property(fc.string(), (text) => void parseClockOption(text)));
});
