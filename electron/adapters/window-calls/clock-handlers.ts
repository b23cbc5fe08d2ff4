import type { ClockView } from '../../contract/clock';
import { fail, ok } from '../../core/shared/result';
import { rfc3339 } from '../../core/shared/rfc3339';
import type { Host } from '../../services/host';
import type { SiteServices } from '../../services/site-services';
import type { HandlersOf } from './handlers';
import { siteZone } from './phone-views';

export function clockHandlers(host: Pick<Host, 'labTime'>): HandlersOf<'clock'> {
  const view = (services: SiteServices): ClockView => {
    const { running, rate } = host.labTime?.state ?? { running: true, rate: 1 };
    const now = rfc3339(services.around.clock.now(), siteZone(services));
    return { now, lab: host.labTime !== null, running, rate };
  };
  return {
    'clock.show': (_input, { services }) => ok(view(services)),
    'clock.steer': (order, { services }) => {
      const { labTime } = host;
      if (!labTime) {
        return fail({
          code: 'CLOCK_IS_REAL',
          message: 'This workstation runs on real time, which nobody can steer.',
          remedy: 'Start it with --clock ISO@RATE for a lab, then steer that clock.',
        });
      }
      if (order.do === 'rate') labTime.setRate(order.rate);
      else if ('spanMs' in order) labTime[order.do](order.spanMs);
      else labTime[order.do]();
      return ok(view(services));
    },
  };
}
