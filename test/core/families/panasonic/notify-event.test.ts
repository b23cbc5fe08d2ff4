import { expect, test } from 'vitest';
import { notifyEvent } from '../../../../electron/core/families/panasonic/notify-event';

test.each([
  ['what the phone holds', { CFG_RESYNC_FROM_SIP: 'cordboard-42' }, 'cordboard-42'],
  ['even a switch typed as an event', { CFG_RESYNC_FROM_SIP: 'Y' }, 'Y'],
  ['the factory text when nothing is held', {}, 'check-sync'],
  ['the factory text when an empty one is held', { CFG_RESYNC_FROM_SIP: '' }, 'check-sync'],
])('a NOTIFY carries %s', (_, held, event) => {
  expect(notifyEvent(new Map(Object.entries(held)))).toBe(event);
});
