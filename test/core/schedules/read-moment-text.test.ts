import 'temporal-polyfill/global';
import { expect, test } from 'vitest';
import { readMomentText } from '../../../electron/core/schedules/read-moment-text';

test.each([
  ['tonight at 3', '2026-11-23T18:00', '2026-11-24T03:00'],
  ['tonight at 3', '2026-11-23T01:00', '2026-11-23T03:00'],
  ['tonight at 10', '2026-11-23T18:00', '2026-11-23T22:00'],
  ['Tonight at 22:15', '2026-11-23T18:00', '2026-11-23T22:15'],
  ['today at 18:00', '2026-11-23T17:00', '2026-11-23T18:00'],
  ['today at 18:00', '2026-11-23T19:00', null],
  ['tomorrow 7:30', '2026-11-23T18:00', '2026-11-24T07:30'],
  ['tomorrow morning at 7', '2026-11-23T18:00', '2026-11-24T07:00'],
  ['tomorrow evening at 7', '2026-11-23T18:00', '2026-11-24T19:00'],
  ['at 5 in the afternoon tomorrow', '2026-11-23T18:00', '2026-11-24T17:00'],
  // The clock goes forward over it.
  ['tonight at 2:30', '2026-03-28T20:00', '2026-03-29T03:00'],
  ['tomorrow', '2026-11-23T18:00', null],
  ['tomorrow every hour', '2026-11-23T18:00', null],
  ['every day at 3', '2026-11-23T18:00', null],
])('"%s" said at %s means %s', (text, now, moment) => {
  const zone = 'Europe/Berlin';
  const at = readMomentText(text, zone, Temporal.PlainDateTime.from(now).toZonedDateTime(zone).epochMilliseconds);
  const read =
    at === null
      ? null
      : Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDateTime().toString();
  expect(read?.slice(0, 16) ?? null).toBe(moment);
});
