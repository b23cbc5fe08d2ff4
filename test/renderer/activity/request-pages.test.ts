import { expect, test } from 'vitest';
import { sampleRequests } from '../../support/sample-requests';
import { withNewest } from '../../../renderer/features/activity/request-pages';

const all = sampleRequests(100);

test('new lines are put on top of those that are shown', () => {
  const known = { rows: all.slice(5, 50), more: true };
  const next = withNewest(known, { rows: all.slice(0, 20), more: true });
  expect(next.rows).toEqual(all.slice(0, 50));
  expect(next.more).toBe(true);
});

test('nothing new leaves the list as it is', () => {
  const known = { rows: all.slice(0, 50), more: true };
  expect(withNewest(known, { rows: all.slice(0, 20), more: true })).toBe(known);
});

test('when more came than one page holds, the list begins anew instead of having a hole', () => {
  const known = { rows: all.slice(40, 60), more: true };
  const newest = { rows: all.slice(0, 20), more: true };
  expect(withNewest(known, newest)).toBe(newest);
});

test('a ledger that became empty is shown empty', () => {
  const empty = { rows: [], more: false };
  expect(withNewest({ rows: all, more: false }, empty)).toBe(empty);
});
