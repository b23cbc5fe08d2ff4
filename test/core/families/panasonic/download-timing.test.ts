import { expect, test } from 'vitest';
import { downloadTiming } from '../../../../electron/core/families/panasonic/download-timing';

const timing = (values: Record<string, string>) => downloadTiming(new Map(Object.entries(values)));

test('a phone that holds nothing asks at power-on and retries, no more', () => {
  expect(timing({})).toMatchObject({ enabled: true, fixedTimeMinutes: null, cyclicMinutes: null, retryMinutes: 30 });
});

test('a valid fixed time silences cyclic downloads and retries', () => {
  const values = { CFG_RESYNC_TIME: '02:00', CFG_CYCLIC: 'Y', CFG_CYCLIC_INTVL: '60', CFG_RTRY_INTVL: '5' };
  expect(timing(values)).toMatchObject({
    enabled: true,
    fixedTimeMinutes: 120,
    cyclicMinutes: null,
    retryMinutes: null,
  });
});

test.each([
  ['00:00', 0],
  ['23:59', 1439],
])('the fixed time %s is minute %i of the day', (text, minutes) => {
  expect(timing({ CFG_RESYNC_TIME: text }).fixedTimeMinutes).toBe(minutes);
});

test.each(['', '24:00', '2:00', '02:60', '02:00 ', '0200', '02:00:00', '２2:00'])(
  'the fixed time "%s" has no effect, and cyclic stays alive',
  (text) => {
    const values = { CFG_RESYNC_TIME: text, CFG_CYCLIC: 'Y', CFG_CYCLIC_INTVL: '60' };
    expect(timing(values)).toMatchObject({ fixedTimeMinutes: null, cyclicMinutes: 60, retryMinutes: 30 });
  },
);

test.each([
  ['1', 1],
  ['40320', 40320],
  ['40321', null],
  ['0', null],
  ['-5', null],
  ['sixty', null],
])('a cyclic interval of %s counts as %s', (text, minutes) => {
  expect(timing({ CFG_CYCLIC: 'Y', CFG_CYCLIC_INTVL: text }).cyclicMinutes).toBe(minutes);
});

test('cyclic without an interval is weekly, and an interval without cyclic is nothing', () => {
  expect(timing({ CFG_CYCLIC: 'Y' }).cyclicMinutes).toBe(10080);
  expect(timing({ CFG_CYCLIC_INTVL: '60' }).cyclicMinutes).toBeNull();
});

test('a phone forbidden to download never asks', () => {
  expect(timing({ PROVISION_ENABLE: 'N', CFG_RESYNC_TIME: '02:00' })).toMatchObject({
    enabled: false,
    fixedTimeMinutes: null,
    cyclicMinutes: null,
    retryMinutes: null,
  });
});
