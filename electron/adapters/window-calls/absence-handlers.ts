import type { AbsentPhone } from '../../contract/timing';
import { rfc3339 } from '../../core/shared/rfc3339';
import { ok } from '../../core/shared/result';
import { absentPhones } from '../../services/timing/absence-review';
import type { HandlersOf } from './handlers';
import { inTurns } from './in-turns';
import { siteZone } from './phone-views';
import { runView } from './resync-handlers';

export const absenceHandlers: HandlersOf<'absence'> = {
  'absence.review': async (_input, { services }) => {
    const { state, around, timing, states, timingSettings } = services;
    const zone = siteZone(services);
    const found = await absentPhones({ state, around, timing, states, settings: timingSettings }, inTurns);
    const { run, ...catchUp } = services.catchUp.view();
    return ok({
      phones: found.map(({ dueAt, lastFetchAt, nextCheckAt, ...phone }): AbsentPhone => ({
        ...phone,
        dueAt: rfc3339(dueAt, zone),
        lastFetchAt: lastFetchAt === null ? null : rfc3339(lastFetchAt, zone),
        nextCheckAt: nextCheckAt === null ? null : rfc3339(nextCheckAt, zone),
      })),
      catchUp: { ...catchUp, run: run && runView(run, zone) },
    });
  },
  'absence.catchUp': (_input, { services }) => {
    const run = services.catchUp.catchUpNow();
    return run.ok ? ok({ run: runView(run.value, siteZone(services)) }) : run;
  },
  'absence.dismiss': (_input, { services }) => {
    services.catchUp.dismiss();
    return ok({});
  },
};
