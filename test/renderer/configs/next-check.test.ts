import { expect, test } from 'vitest';
import type { PhoneView } from '../../../electron/contract/phones';
import { dayWord, nextCheck, type Reach } from '../../../renderer/features/configs/next-check';

const london = 'Europe/London';
const phone = (part: Partial<PhoneView> = {}): PhoneView =>
  ({ nextCheckAt: null, lastFetchAt: '2026-11-24T08:00:00Z', ...part }) as PhoneView;
const reach = (how: Reach['how'], minutes: number | null): Reach => ({ how, minutes, words: '', phones: 1, macs: [] });
const next = (from: string, minutes: number, zone = london): string | undefined => {
  const found = nextCheck(phone(), reach('daily', minutes), Date.parse(from), zone);
  return found ? new Date(found.at).toISOString() : undefined;
};

test('a daily time is the next one of the site’s clock, over changes of the clock too', () => {
  expect(next('2026-11-24T17:00:20Z', 120)).toBe('2026-11-25T02:00:00.000Z');
  expect(next('2026-11-24T01:59:59Z', 120)).toBe('2026-11-24T02:00:00.000Z');
  expect(next('2026-11-24T02:00:00Z', 120)).toBe('2026-11-25T02:00:00.000Z');
  expect(next('2026-11-24T17:00:00Z', 120, 'Asia/Tokyo')).toBe('2026-11-25T17:00:00.000Z');
  // Clocks go back on 25 October, and forward on 29 March.
  expect(next('2026-10-24T22:00:00Z', 180)).toBe('2026-10-25T03:00:00.000Z');
  expect(next('2026-03-28T22:00:00Z', 180)).toBe('2026-03-29T02:00:00.000Z');
});

test('an interval only says when at the latest, and nothing once that is over', () => {
  const now = Date.parse('2026-11-24T09:00:00Z');
  expect(nextCheck(phone(), reach('cyclic', 120), now, london)).toEqual({
    at: Date.parse('2026-11-24T10:00:00Z'),
    by: true,
  });
  expect(nextCheck(phone(), reach('cyclic', 30), now, london)).toBeUndefined();
});

test('a phone that only a resync brings does not check by itself, and of one never seen nobody can say', () => {
  expect(nextCheck(phone(), reach('only-resync', null), 0, london)).toBeNull();
  expect(nextCheck(phone({ lastFetchAt: null }), reach('never-seen', null), 0, london)).toBeUndefined();
});

test('tonight goes on until six in the morning', () => {
  const now = Date.parse('2026-11-24T17:00:00Z');
  const word = (at: string): string | null => dayWord(Date.parse(at), now, london);
  expect(word('2026-11-25T02:00:00Z')).toBe('tonight');
  expect(word('2026-11-24T22:00:00Z')).toBe('tonight');
  expect(word('2026-11-24T17:30:00Z')).toBe('today');
  expect(word('2026-11-25T12:00:00Z')).toBe('tomorrow');
  expect(word('2026-11-26T02:00:00Z')).toBeNull();
});
