import { expect, test } from 'vitest';
import { TimeRequestLog } from '../../../electron/services/activity/time-request-log';
import type { RequestRecord } from '../../../electron/services/provisioning/provisioning-store';
import { TestClock } from '../../support/test-clock';

function openLog(): { log: TimeRequestLog; rows: RequestRecord[]; clock: TestClock } {
  const rows: RequestRecord[] = [];
  const clock = new TestClock();
  const journal = { record: (_siteId: number, { request }: { request: RequestRecord }) => void rows.push(request) };
  const log = new TimeRequestLog({ journal, siteId: 1, clock, realClock: clock, announce: () => undefined });
  return { log, rows, clock };
}

test('a question for the time is a row: served, or refused because the clock is not sure', () => {
  const { log, rows } = openLog();
  log.note({ remote: '192.0.2.1', outcome: 'told' });
  log.note({ remote: '192.0.2.1', outcome: 'refused' });
  expect(rows).toMatchObject([
    { protocol: 'sntp', remote: '192.0.2.1', method: '', path: 'time', status: 200, reason: 'served', bytes: 48 },
    { protocol: 'sntp', status: 503, reason: 'clock-unsure' },
  ]);
});

test('a peer that asks again within a minute is counted in its next row', () => {
  const { log, rows, clock } = openLog();
  for (let asked = 0; asked < 5; asked++) log.note({ remote: '192.0.2.1', outcome: 'told' });
  expect(rows).toHaveLength(1);
  clock.advance(60_000);
  log.note({ remote: '192.0.2.1', outcome: 'told' });
  expect(rows.map(({ path }) => path)).toEqual(['time', 'time ×5']);
});

test('a flood from a hundred thousand addresses fills no ledger: 200 rows, then 10 a second', () => {
  const { log, rows, clock } = openLog();
  for (let peer = 0; peer < 100_000; peer++) {
    log.note({ remote: `10.${peer >> 16}.${(peer >> 8) & 255}.${peer & 255}`, outcome: 'too-often' });
    clock.advance(0.1);
  }
  expect(rows.length).toBeLessThanOrEqual(301);
  expect(rows.length).toBeGreaterThan(250);
});
