// Who asks in a span, however many phones and however long: no more is looked at than is told.
import { expect, test } from 'vitest';
import type { CheckOutlook } from '../../../electron/services/timing/check-plans';
import { Timeline } from '../../../electron/services/timing/timeline';
import { hour, minute, openSite, type TestSite } from '../../support/site';

const day = 24 * hour;
const phones = 30;
const most = 100;

async function everyStep(steps: Iterable<void>): Promise<void> {
  for (const _ of steps) await Promise.resolve();
}

/** Phones that ask every minute. */
async function askingSite(): Promise<TestSite> {
  const site = await openSite({ facts: { timeZone: 'UTC', ntp: '192.0.2.9' } });
  site.file('site', 'CFG_CYCLIC="Y"', 'CFG_CYCLIC_INTVL="1"', 'CFG_RTRY_INTVL="1"');
  for (let n = 1; n <= phones; n++) {
    site.add(n, { model: 'KX-UT136' });
    site.boot(n);
    site.clock.advance(1000);
  }
  return site;
}

/** With how many checks were looked at. */
function counted(site: TestSite): { timeline: Timeline; looked: () => number } {
  const { state, around, timing, stores, timingSettings } = site.services;
  let looked = 0;
  const outlook = (): CheckOutlook => {
    const real = timing.outlook();
    return {
      ...real,
      *checksAfter(phone, afterMs) {
        for (const check of real.checksAfter(phone, afterMs)) {
          looked++;
          yield check;
        }
      },
    };
  };
  const parts = { state, around, plans: { outlook }, ledger: stores.ledger, settings: timingSettings };
  return { timeline: new Timeline(parts), looked: () => looked };
}

test.each(['to come', 'that found nobody'])(
  'of checks %s the first are told, and few more looked at',
  async (which) => {
    const site = await askingSite();
    const from = site.clock.now() + minute;
    if (which === 'that found nobody') {
      site.clock.advance(8 * day);
      site.wakeFrom(from);
    }
    const { timeline, looked } = counted(site);
    const { phones: asking, more } = await timeline.who({ from, to: from + 8 * day }, most, everyStep);
    expect(more).toBe(true);
    expect(asking).toHaveLength(most);
    expect(looked()).toBeLessThan(20 * most);
    const expected = [...site.services.state.phones.all()].flatMap((phone) => {
      const found: number[] = [];
      for (const { at } of site.services.timing.outlook().checksAfter(phone, from - 1)) {
        found.push(at);
        if (found.length === most) break;
      }
      return found;
    });
    expect(asking.map(({ at }) => at)).toEqual(expected.sort((a, b) => a - b).slice(0, most));
  },
);
