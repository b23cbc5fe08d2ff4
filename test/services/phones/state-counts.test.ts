// The counts of a site's phones, kept along the way, say what looking at every phone would say.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { phoneStates } from '../../../electron/core/phones/phone-state';
import { stateOf } from '../../../electron/services/phones/phone-view';
import { hour, mac, minute, openSite, settled, type TestSite } from '../../support/site';

function counted({ services }: TestSite): Record<string, number> {
  const context = {
    state: services.state,
    inRun: (id: number) => services.resync.isInRun(id),
    outlook: services.timing.outlook(),
  };
  const counts = Object.fromEntries(phoneStates.map((state) => [state, 0]));
  for (const phone of services.state.phones.all()) {
    const state = stateOf(phone, context);
    counts[state] = (counts[state] ?? 0) + 1;
  }
  return counts;
}

const phoneNumber = fc.integer({ min: 1, max: 4 });
const deeds = fc.oneof(
  fc.record({ do: fc.constant('boot' as const), n: phoneNumber }),
  fc.record({ do: fc.constant('take' as const), n: phoneNumber }),
  fc.record({ do: fc.constant('remove' as const), n: phoneNumber }),
  fc.record({ do: fc.constant('publish' as const), n: phoneNumber }),
  fc.record({ do: fc.constant('resync' as const), n: phoneNumber }),
  fc.record({ do: fc.constant('away' as const), n: phoneNumber }),
  fc.record({ do: fc.constant('grace' as const), n: phoneNumber }),
  fc.record({ do: fc.constant('wait' as const), n: fc.integer({ min: 1, max: 30 }) }),
);

test('the counts kept along the way are those of looking at every phone, whatever happens', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(deeds, { minLength: 1, maxLength: 25 }), async (happenings) => {
      const site = await openSite({ facts: { timeZone: 'Europe/Berlin', ntp: '192.0.2.9' } });
      site.file('site', 'CFG_RESYNC_TIME="02:00"');
      for (let n = 1; n <= 4; n++) site.add(n, { model: 'KX-UT136' });
      site.publish();
      let published = 0;
      for (const { do: deed, n } of happenings) {
        const known = site.services.state.phones.find(mac(n));
        if (deed === 'boot' && known) site.boot(n);
        if (deed === 'take' && known?.lastFetch) site.takeFiles(n);
        if (deed === 'remove' && known) site.services.phones.remove([mac(n)], 'test');
        if (deed === 'publish') {
          site.file('site', 'CFG_RESYNC_TIME="02:00"', `DSCP_SIP_1="${++published % 60}"`);
          site.publish();
        }
        if (deed === 'resync' && known?.lastFetch) {
          site.services.resync.start({ macs: [mac(n)] }, 'test');
          await settled();
        }
        if (deed === 'away') site.away.push({ from: site.clock.now() - n * hour, to: site.clock.now() - minute });
        if (deed === 'grace') site.services.timingSettings.change({ graceAfterMinutes: n * 60 }, 'test');
        if (deed === 'wait') site.clock.advance(n * hour);
        expect(site.services.states.all()).toEqual(counted(site));
        const { away } = site.services.states.all();
        expect(site.services.states.idsIn('away')).toHaveLength(away);
      }
    }),
    { numRuns: 20 },
  );
});
