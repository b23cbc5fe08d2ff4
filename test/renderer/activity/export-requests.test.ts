import { expect, test } from 'vitest';
import { exportRequests } from '../../../renderer/features/activity/export-requests';
import { fakeWorkstation } from '../../support/fake-workstation';
import { sampleRequests } from '../../support/sample-requests';

test('all lines that match are exported, page by page', async () => {
  const fake = fakeWorkstation({ requests: sampleRequests(2500) });
  const { csv, lines, cut } = await exportRequests(fake, { outcomes: ['blocked'] });
  expect([lines, cut]).toEqual([2500, false]);
  const rows = csv.trimEnd().split('\r\n');
  expect(rows).toHaveLength(2501);
  expect(rows[0]).toBe('at,protocol,remote,method,path,mac,status,reason,bytes,ms,sha256,userAgent');
  expect(new Set(rows).size).toBe(2501);
  expect(fake.asked.filter(({ name }) => name === 'requests.search')).toHaveLength(3);
});

test('what a stranger sent is never a formula in a spreadsheet', async () => {
  const [row] = sampleRequests(1);
  if (!row) throw new Error('no sample');
  const fake = fakeWorkstation({ requests: [{ ...row, path: '=cmd|calc', userAgent: '@SUM(1)' }] });
  const { csv } = await exportRequests(fake, {});
  expect(csv).toContain("'=cmd|calc");
  expect(csv).toContain("'@SUM(1)");
});
