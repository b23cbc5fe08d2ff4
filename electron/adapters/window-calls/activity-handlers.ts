import { ok } from '../../core/shared/result';
import { rfc3339 } from '../../core/shared/rfc3339';
import type { Handlers } from './handlers';
import { siteZone } from './phone-views';

export const activityHandlers: Handlers<'requests.list'> = {
  'requests.list': ({ mac, since, limit }, { services }) => {
    const zone = siteZone(services);
    const filter = { ...(mac ? { mac } : {}), ...(since ? { sinceAt: Date.parse(since) } : {}), limit };
    services.stores.journal.flush();
    const rows = services.stores.journal.requests(services.state.site.id, filter);
    return ok({
      requests: rows.map(({ at, durationMs, phoneId: _phoneId, ...row }) => ({
        ...row,
        at: rfc3339(at, zone),
        ms: Math.round(durationMs * 1000) / 1000,
      })),
    });
  },
};
