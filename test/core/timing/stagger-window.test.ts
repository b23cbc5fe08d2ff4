import { expect, test } from 'vitest';
import { clockTime, minutesOfClock } from '../../../electron/core/timing/clock-time';
import { isAwakeIn, usualWindow } from '../../../electron/core/timing/stagger-window';

const awake = (from: string, to: string) => ({ from, to, days: 9 });
const shown = (...input: Parameters<typeof usualWindow>): string => {
  const { window } = usualWindow(...input);
  return `${clockTime(window.from)}-${clockTime(window.to)}`;
};

test('nothing learnt: an hour from the site’s own time, or from 02:00', () => {
  expect(shown(200, '03:30', null, 12)).toBe('03:30-04:30');
  expect(shown(200, '', null, 12)).toBe('02:00-03:00');
  expect(shown(200, '23:30', null, 12)).toBe('23:30-00:30');
});

test('inside the awake hours: at the site’s own time if that lies in them, else a little after they begin', () => {
  expect(shown(200, '10:00', awake('08:00', '18:00'), 12)).toBe('10:00-11:00');
  expect(shown(200, '02:00', awake('08:00', '18:00'), 12)).toBe('08:15-09:15');
  expect(shown(200, '17:30', awake('08:00', '18:00'), 12)).toBe('08:15-09:15');
});

test('more phones get a longer window, up to all the awake hours', () => {
  expect(shown(2400, '02:00', awake('08:00', '18:00'), 12)).toBe('08:15-11:35');
  expect(shown(100_000, '02:00', awake('08:00', '18:00'), 12)).toBe('08:00-18:00');
});

test('awake less than an hour: all of it; awake all day: the site’s own time', () => {
  expect(shown(50, '02:00', awake('08:00', '08:30'), 12)).toBe('08:00-08:30');
  expect(shown(50, '', awake('00:00', '00:00'), 12)).toBe('02:00-03:00');
});

test('awake over midnight', () => {
  expect(shown(50, '23:30', awake('20:00', '02:00'), 12)).toBe('23:30-00:30');
  expect(isAwakeIn({ from: 23 * 60, to: 121 }, awake('20:00', '02:00'))).toBe(false);
});

test('times of day are read and written alike, and nothing else is one', () => {
  for (let minute = 0; minute < 1440; minute++) expect(minutesOfClock(clockTime(minute))).toBe(minute);
  for (const text of ['', '2:00', '24:00', '02:60', '02:00:00', ' 02:00']) expect(minutesOfClock(text)).toBeNull();
});
