import type { KeepAwakeView } from '../../contract/timing';
import { rfc3339 } from '../../core/shared/rfc3339';
import { ok } from '../../core/shared/result';
import type { SiteServices } from '../../services/site-services';
import type { HandlersOf } from './handlers';
import { siteZone } from './phone-views';

export const timingSettingsHandlers: HandlersOf<'timing'> = {
  'timing.settings': async (_input, { services }) => {
    const { timingSettings, awakeHours } = services;
    const learnt = awakeHours.learnt;
    return ok({
      settings: { ...timingSettings.current },
      keepAwake: await keepAwakeView(services),
      awakeHours: learnt && { ...learnt },
    });
  },
  'timing.set': async (change, { services, actor }) => {
    const settings = services.timingSettings.change(change, actor);
    return ok({ settings: { ...settings }, keepAwake: await keepAwakeView(services) });
  },
};

async function keepAwakeView(services: SiteServices): Promise<KeepAwakeView> {
  const { night, ...state } = await services.keepAwake.state();
  const zone = siteZone(services);
  return {
    ...state,
    from: night && rfc3339(night.from, zone),
    to: night && rfc3339(night.to, zone),
    phones: night?.checks ?? 0,
  };
}
