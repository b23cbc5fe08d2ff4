import { expect, test } from 'vitest';
import { awaySentence, awayWords, spanAround } from '../../../electron/services/timing/absence-words';
import { usualGrace } from '../../../electron/core/timing/grace';
import type { AwaySpan } from '../../../electron/core/timing/away-span';

const at = (day: number, hours: number, minutes = 0): number => Date.UTC(2026, 0, day, hours, minutes);
const night: AwaySpan = { from: at(5, 22, 50), to: at(6, 6, 30), cause: 'asleep' };

test('an absence is told in the time of the site, with the days when it was longer than one', () => {
  expect(awayWords(night, 'Europe/Berlin')).toBe('This laptop was asleep from 23:50 to 07:30');
  expect(awayWords({ from: at(2, 16), to: at(5, 7), cause: 'closed' }, 'UTC')).toBe(
    'Cordboard was closed from Fri 2 Jan, 16:00 to Mon 5 Jan, 07:00',
  );
  expect(awayWords({ from: at(5, 9), to: Infinity, cause: 'listener-down' }, 'UTC')).toBe(
    'Phones have not been able to reach this laptop since 09:00',
  );
});

test('of several absences the two in which most checks fell are told, in order of time', () => {
  const nap: AwaySpan = { from: at(6, 12), to: at(6, 12, 40), cause: 'asleep' };
  const pause: AwaySpan = { from: at(6, 14), to: at(6, 14, 5), cause: 'closed' };
  const faults = [
    { span: nap, count: 3 },
    { span: pause, count: 1 },
    { span: night, count: 60 },
    { span: pause, count: 1 },
  ];
  expect(awaySentence(faults, 'UTC')).toBe(
    'This laptop was asleep from 22:50 to 06:30, and this laptop was asleep from 12:00 to 12:40',
  );
});

test('the absence around a check is told, a touching one only when there is no other', () => {
  const moved: AwaySpan = { from: at(6, 6, 30), to: at(6, 6, 31), cause: 'address-gone' };
  expect(spanAround([night, moved], at(6, 2), usualGrace)).toBe(night);
  expect(spanAround([night, moved], at(6, 6, 32), usualGrace)).toBe(night);
  expect(spanAround([moved], at(6, 6, 32), usualGrace)).toBe(moved);
  expect(spanAround([night, moved], at(6, 9), usualGrace)).toBeNull();
});
