import cronstrue from 'cronstrue';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { checkCron } from '../../../electron/adapters/scheduler/cron-times';
import { readScheduleText } from '../../../electron/core/schedules/read-schedule-text';

test.each([
  ['every weekday at 7 in the morning', '0 7 * * 1-5'],
  ['Every 2 hours', '0 */2 * * *'],
  ['every 15 minutes', '*/15 * * * *'],
  ['every quarter of an hour', '*/15 * * * *'],
  ['every five minutes', '*/5 * * * *'],
  ['hourly', '0 * * * *'],
  ['every hour on weekdays', '0 * * * 1-5'],
  ['every 15 minutes between 8 and 18', '*/15 8-17 * * *'],
  ['mondays and thursdays 12:30', '30 12 * * 1,4'],
  ['Mon, Thu at 12.30', '30 12 * * 1,4'],
  ['monday to friday 09:00', '0 9 * * 1-5'],
  ['fri-mon 8:00', '0 8 * * 0,1,5,6'],
  ['first of the month at 4am', '0 4 1 * *'],
  ['on the 15th of every month at 6:30 pm', '30 18 15 * *'],
  ['on the 15th at 6:30 p.m.', '30 18 15 * *'],
  ['last day of the month, 23:00', '0 23 L * *'],
  ['last friday of the month at 18:00', '0 18 * * 5L'],
  ['second Tuesday of the month at 10', '0 10 * * 2#2'],
  ['monthly', '0 0 1 * *'],
  ['daily', '0 0 * * *'],
  ['every day at noon', '0 12 * * *'],
  ['every night at 11', '0 23 * * *'],
  ['nightly at 10:30', '30 22 * * *'],
  ['each evening at 8', '0 20 * * *'],
  ['every morning at 11', '0 11 * * *'],
  ['every night at 2', '0 2 * * *'],
  ['at 11 at night', '0 23 * * *'],
  ['every evening at 8 in the evening', '0 20 * * *'],
  ['every sunday 3 o’clock', '0 3 * * 0'],
  ['12 at night every day', '0 0 * * *'],
  ['weekends at midnight', '0 0 * * 0,6'],
  ['at 8 and 20', '0 8,20 * * *'],
])('"%s" is %s', (text, cron) => {
  expect(readScheduleText(text)).toBe(cron);
});

test.each([
  'hello',
  'hello at 7',
  'at 25:00',
  'at 13 pm',
  'at 8:00 and 17:30',
  'every 7 minutes',
  'every 5 hours',
  'every 3 days',
  'every other week',
  'every morning',
  'on the 32nd',
  'between 8 and 10',
  'every 10 minutes between 8:15 and 10',
  'tonight at 3',
  '0 2 * * *',
  '',
])('"%s" is not understood', (text) => {
  expect(readScheduleText(text)).toBeNull();
});

test('it never throws, and what it gives is cron', () => {
  const word = fc.constantFrom(
    ...'every each at on the of month day weekday monday friday to and between 7 12:30 4am 2 15 minutes hours first last noon in morning night hour 15th - ,'.split(
      ' ',
    ),
  );
  const text = fc.oneof(
    fc.string(),
    fc.array(word, { maxLength: 9 }).map((words) => words.join(' ')),
  );
  const isCron = fc.property(text, (typed) => {
    const cron = readScheduleText(typed);
    return cron === null || checkCron(cron, 'UTC').ok;
  });
  expect(fc.check(isCron, { numRuns: 3000 })).toMatchObject({ failed: false });
});

test('what is said of cron, read again, is the same cron', () => {
  const minuteOf = fc.integer({ min: 0, max: 59 });
  const hourOf = fc.integer({ min: 0, max: 23 });
  const divisor = (...steps: number[]): fc.Arbitrary<number> => fc.constantFrom(...steps);
  const clock = fc.oneof(
    fc.tuple(minuteOf, hourOf).map(([minute, hour]) => `${minute} ${hour}`),
    fc
      .tuple(minuteOf, fc.uniqueArray(hourOf, { minLength: 2, maxLength: 4 }))
      .map(([minute, hours]) => `${minute} ${hours.toSorted((a, b) => a - b).join(',')}`),
    divisor(2, 3, 5, 10, 15, 20, 30).map((step) => `*/${step} *`),
    divisor(2, 3, 4, 6, 8, 12).map((step) => `0 */${step}`),
    minuteOf.filter((minute) => minute > 1).map((minute) => `${minute} *`),
    fc.constant('0 *'),
    fc.constant('* *'),
    fc
      .tuple(divisor(5, 15, 30), fc.integer({ min: 0, max: 11 }), fc.integer({ min: 12, max: 23 }))
      .map(([step, from, to]) => `*/${step} ${from}-${to}`),
  );
  const weekday = fc.integer({ min: 0, max: 6 });
  const days = fc.oneof(
    fc.constant('* * *'),
    fc.constant('* * 1-5'),
    fc
      .uniqueArray(weekday, { minLength: 1, maxLength: 4 })
      .map((list) => `* * ${list.toSorted((a, b) => a - b).join(',')}`),
    fc.integer({ min: 1, max: 31 }).map((day) => `${day} * *`),
    fc.constant('L * *'),
    fc.tuple(weekday, fc.integer({ min: 1, max: 5 })).map(([day, nth]) => `* * ${day}#${nth}`),
    weekday.map((day) => `* * ${day}L`),
  );
  fc.assert(
    fc.property(clock, days, (when, which) => {
      const cron = `${when} ${which}`;
      const words = cronstrue.toString(cron, { use24HourTimeFormat: true });
      expect(readScheduleText(words), words).toBe(cron);
    }),
    { numRuns: 1500 },
  );
});
