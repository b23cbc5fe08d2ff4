// When we were not serving, and why.
import { expect, test } from 'vitest';
import { PresenceService } from '../../../electron/services/provisioning/presence-service';
import { openDatabase } from '../../support/database';
import { hour, minute } from '../../support/site';
import { TestClock } from '../../support/test-clock';

const start = Date.UTC(2026, 0, 5, 9);

test('the gaps between spans of serving are away spans with their cause; the last is open', async () => {
  const { presence: store } = await openDatabase();
  const clock = new TestClock(start);
  const presence = new PresenceService(store, clock);
  for (const cause of ['stop', 'suspend', 'listener-down'] as const) {
    presence.begin();
    presence.begin();
    clock.advance(hour);
    presence.end(cause);
    presence.end(cause);
    clock.advance(hour);
  }
  expect(presence.away(0)).toEqual([
    { from: start + hour, to: start + 2 * hour, cause: 'closed' },
    { from: start + 3 * hour, to: start + 4 * hour, cause: 'asleep' },
    { from: start + 5 * hour, to: null, cause: 'listener-down' },
  ]);
  expect(clock.pending).toBe(0);
});

test('after a crash the span ends at its last heartbeat', async () => {
  const { presence: store } = await openDatabase();
  const clock = new TestClock(start);
  new PresenceService(store, clock).begin();
  clock.advance(10 * minute + 29_000);
  const later = new TestClock(start + 20 * minute);
  const presence = new PresenceService(store, later);
  presence.begin();
  expect(presence.away(0)).toEqual([{ from: start + 10 * minute, to: start + 20 * minute, cause: 'crashed' }]);
});

test('a gap that began before the time asked for is told as well, one that ended before is not', async () => {
  const { presence: store } = await openDatabase();
  const clock = new TestClock(start);
  const presence = new PresenceService(store, clock);
  for (let day = 0; day < 2; day++) {
    presence.begin();
    clock.advance(hour);
    presence.end('stop');
    clock.advance(23 * hour);
  }
  presence.begin();
  expect(presence.away(start + 30 * hour)).toEqual([
    { from: start + 25 * hour, to: start + 48 * hour, cause: 'closed' },
  ]);
  expect(presence.away(start + 48 * hour)).toEqual([]);
});
