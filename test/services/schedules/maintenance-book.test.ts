import { expect, test, vi } from 'vitest';
import { hour, openSite, second, valueOf } from '../../support/site';

const evenings = { weekdays: [1, 2, 3, 4, 5, 6, 7], from: '18:00', to: '20:00' };

test('ten thousand questions in a row are worked out once', async () => {
  const { services, clock } = await openSite({ facts: { timeZone: 'Europe/London' } });
  valueOf(services.maintenance.set([evenings]));
  services.maintenance.isQuiet(clock.now());
  const worked = vi.spyOn(Temporal.PlainDateTime.prototype, 'toZonedDateTime');
  for (let asked = 0; asked < 10_000; asked++) services.maintenance.isQuiet(clock.now() + asked * second);
  expect(worked).not.toHaveBeenCalled();
  worked.mockRestore();
});

test('other windows and another zone hold at once', async () => {
  const site = await openSite({ facts: { timeZone: 'Europe/London' } });
  const { maintenance } = site.services;
  const at = Date.parse('2026-01-05T18:30Z');
  expect(maintenance.isQuiet(at)).toBeNull();
  valueOf(maintenance.set([evenings]));
  expect(maintenance.isQuiet(at)).toBe(Date.parse('2026-01-05T20:00Z'));
  site.facts({ timeZone: 'Asia/Tokyo' });
  expect(maintenance.isQuiet(at)).toBeNull();
  expect(maintenance.isQuiet(at - 9 * hour)).toBe(Date.parse('2026-01-05T11:00Z'));
});
