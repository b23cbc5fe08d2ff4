import { expect, test } from 'vitest';
import { standardOffsetMinutes } from '../../../../electron/core/families/panasonic/zone-offset';

test.each([
  ['UTC', 0],
  ['Europe/London', 0],
  ['Europe/Dublin', 0],
  ['Europe/Berlin', 60],
  ['America/Los_Angeles', -480],
  ['America/St_Johns', -210],
  ['Asia/Tokyo', 540],
  ['Asia/Kolkata', 330],
  ['Australia/Sydney', 600],
  ['America/Santiago', -240],
])('%s stands %i minutes from UTC outside daylight saving', (zone, minutes) => {
  expect(standardOffsetMinutes(zone)).toBe(minutes);
});

test('a zone that this system does not know has no offset', () => {
  expect(standardOffsetMinutes('Mars/Olympus')).toBeNull();
});
