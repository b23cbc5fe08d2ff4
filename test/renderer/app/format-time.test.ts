import { expect, test } from 'vitest';
import {
  dayDistance,
  formatBy,
  formatCount,
  formatDuration,
  formatNear,
  formatRelative,
  formatSeconds,
} from '../../../renderer/strings/format-time';

const now = Date.parse('2026-11-24T09:42:00Z');
const london = 'Europe/London';

test('near times are minutes, within six days they name the day, older ones the date', () => {
  expect(formatNear('2026-11-24T07:47:13Z', now, london)).toBe('07:47');
  expect(formatNear('2026-11-23T02:00:00Z', now, london)).toBe('Mon 02:00');
  expect(formatNear('2026-11-11T02:00:00Z', now, london)).toBe('11 Nov');
  expect(formatBy('2026-11-25T02:00:00Z', now, london)).toBe('02:00 Wed');
});

test('days are counted in the zone of the site', () => {
  expect(dayDistance('2026-11-24T23:30:00Z', now, london)).toBe(0);
  expect(dayDistance('2026-11-24T23:30:00Z', now, 'Asia/Tokyo')).toBe(1);
});

test('spans have two units at most', () => {
  expect(formatRelative('2026-11-25T02:00:00Z', now)).toBe('in 16 h 18 min');
  expect(formatRelative('2026-11-25T02:00:00Z', now, 1)).toBe('in 16 h');
  expect(formatRelative('2026-11-24T07:47:13Z', now)).toBe('1 h 54 min ago');
  expect(formatDuration(40 * 3_600_000)).toBe('1 d 16 h');
  expect(formatSeconds(540)).toBe('0.54 s');
  expect(formatSeconds(2100)).toBe('2.1 s');
});

test('thousands are parted by a thin space', () => {
  expect(formatCount(2400)).toBe('2\u2009400');
  expect(formatCount(86)).toBe('86');
});
