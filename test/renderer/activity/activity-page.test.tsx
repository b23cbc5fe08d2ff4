import { expect, test } from 'vitest';
import { requestReasons } from '../../../electron/core/provisioning/request-reason';
import type { RequestRow } from '../../../renderer/features/activity/request-columns';
import { matches } from '../../../renderer/features/activity/request-log';
import { activity } from '../../../renderer/strings/activity';
import { samplePhones } from '../../support/sample-site';

const [phone] = samplePhones();

const row = (part: Partial<RequestRow>): RequestRow => ({
  id: 1,
  at: '2026-11-24T09:42:00+00:00',
  protocol: 'http',
  remote: '192.168.20.61',
  method: 'GET',
  path: '/first/0080F0A1B2C3.cfg',
  mac: '0080F0A1B2C3',
  status: 404,
  reason: 'not-armed',
  bytes: 0,
  sha256: null,
  userAgent: 'Panasonic_KX-UT670/01.302 (0080f0a1b2c3)',
  ms: 3,
  phone: phone ?? null,
  chosen: false,
  ...part,
});

test('every refusal is explained in plain words with what helps', () => {
  const refusals = requestReasons.filter((reason) => reason !== 'served' && reason !== 'not-modified');
  for (const reason of requestReasons) expect(activity.reason[reason].means, reason).toMatch(/\.$/);
  for (const reason of refusals) expect(activity.reason[reason].helps, reason).toMatch(/\.$/);
});

test('the filter finds a phone by name, by its last digits, and by a MAC typed with colons', () => {
  for (const text of ['reception 1', 'b2c3', '00:80:F0:A1:B2:C3', '192.168.20.61', 'ut670'])
    expect(matches(row({}), text, 'all'), text).toBe(true);
  expect(matches(row({}), 'pharmacy', 'all')).toBe(false);
});

test('a file that did not change counts as served, a refusal does not', () => {
  expect(matches(row({ reason: 'not-modified', status: 304 }), '', 'served')).toBe(true);
  expect(matches(row({}), '', 'served')).toBe(false);
  expect(matches(row({}), '', 'refused')).toBe(true);
});
