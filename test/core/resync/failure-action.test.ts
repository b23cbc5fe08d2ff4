import { expect, test } from 'vitest';
import { failureActionsOf } from '../../../electron/core/resync/failure-action';

test('a retry through the SIP server is offered only where one is held', () => {
  expect(failureActionsOf('RESYNC_SOURCE_FILTER', true)).toEqual(['retry-through-server', 'open-phone']);
  expect(failureActionsOf('RESYNC_SOURCE_FILTER', false)).toEqual(['open-phone']);
});

test('any other failure can be tried again', () => {
  expect(failureActionsOf('RESYNC_NO_ANSWER', true)).toEqual(['retry']);
  expect(failureActionsOf('DISK_FULL', true)).toEqual(['retry']);
});

test('a phone that was reset is armed first', () => {
  expect(failureActionsOf('RESYNC_NOT_ARMED', false)[0]).toBe('arm');
});
