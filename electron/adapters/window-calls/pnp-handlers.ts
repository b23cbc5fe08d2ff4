import type { PnpView } from '../../contract/pnp';
import { rfc3339 } from '../../core/shared/rfc3339';
import { ok } from '../../core/shared/result';
import type { SiteServices } from '../../services/site-services';
import type { HandlersOf } from './handlers';
import { siteZone } from './phone-views';

export const pnpHandlers: HandlersOf<'pnp'> = {
  'pnp.show': (_input, { services }) => ok(pnpView(services)),
  'pnp.set': async ({ on }, { services, actor }) => {
    await services.pnp.set(on, actor);
    return ok(pnpView(services));
  },
};

function pnpView(services: SiteServices): PnpView {
  const { pnp } = services;
  const zone = siteZone(services);
  return {
    on: pnp.on,
    interfaces: pnp.interfaces().map((each) => ({ ...each, state: each.problem ? 'down' : 'up' })),
    seen: pnp.seen.map(({ at, ...heard }) => ({ at: rfc3339(at, zone), ...heard })),
    asked: pnp.asked,
    answered: pnp.answered,
    others: pnp.otherResponders(),
    warning: pnp.warning(),
    told: pnp.told(),
  };
}
