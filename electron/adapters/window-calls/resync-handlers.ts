import type { ResyncPhoneView, ResyncRunView } from '../../contract/resync';
import { ok } from '../../core/shared/result';
import { rfc3339 } from '../../core/shared/rfc3339';
import type { RunSummary } from '../../services/resync/resync-service';
import type { ResyncStepRecord } from '../../services/resync/resync-store';
import type { SiteServices } from '../../services/site-services';
import type { HandlersOf } from './handlers';
import { siteZone } from './phone-views';

export const resyncHandlers: HandlersOf<'resync'> = {
  'resync.start': ({ phones, cause }, { services, actor }) => {
    const run = services.resync.start(phones, cause ?? `asked for in the ${actor}`);
    return run.ok ? ok({ run: runView(run.value, siteZone(services)) }) : run;
  },
  'resync.show': ({ id }, { services }) => {
    const found = services.resync.run(id);
    if (!found.ok) return found;
    const zone = siteZone(services);
    return ok({ run: runView(found.value.run, zone), phones: runPhones(services, found.value.steps, zone) });
  },
  'resync.list': ({ limit }, { services }) => {
    const zone = siteZone(services);
    return ok({ runs: services.resync.runs(limit).map((run) => runView(run, zone)) });
  },
  'resync.stop': ({ id }, { services }) => {
    const run = services.resync.stopRun(id);
    return run.ok ? ok({ run: runView(run.value, siteZone(services)) }) : run;
  },
};

function runView(run: RunSummary, zone: string): ResyncRunView {
  return {
    id: run.id,
    startedAt: rfc3339(run.startedAt, zone),
    endedAt: run.endedAt === null ? null : rfc3339(run.endedAt, zone),
    cause: run.cause,
    total: run.total,
    done: run.done,
    failed: run.failed,
  };
}

function runPhones(services: SiteServices, steps: readonly ResyncStepRecord[], zone: string): ResyncPhoneView[] {
  const byPhone = new Map<number, ResyncStepRecord[]>();
  for (const step of steps) {
    const known = byPhone.get(step.phoneId);
    if (known) known.push(step);
    else byPhone.set(step.phoneId, [step]);
  }
  return [...byPhone].flatMap(([phoneId, own]): ResyncPhoneView[] => {
    const phone = services.state.phones.get(phoneId);
    const last = own[own.length - 1];
    if (!phone || !last) return [];
    return [
      {
        mac: phone.mac,
        name: services.state.layers.phoneFacts(phone.mac, 'draft').name,
        step: last.step,
        steps: own.map((step) => ({
          mac: phone.mac,
          step: step.step,
          at: rfc3339(step.at, zone),
          detail: step.detail,
        })),
        problem: last.problem,
      },
    ];
  });
}
