import type { ResyncPhoneView, ResyncRunView } from '../../contract/resync';
import { failureActionsOf } from '../../core/resync/failure-action';
import { ok, type Result } from '../../core/shared/result';
import { rfc3339 } from '../../core/shared/rfc3339';
import type { RunSummary } from '../../services/resync/resync-service';
import type { ResyncStepRecord } from '../../services/resync/resync-store';
import type { SiteServices } from '../../services/site-services';
import type { HandlersOf } from './handlers';
import { siteZone } from './phone-views';

export const resyncHandlers: HandlersOf<'resync'> = {
  'resync.start': ({ phones, cause, options }, { services, actor }) =>
    oneRun(services, services.resync.start(phones, cause ?? `asked for in the ${actor}`, options)),
  'resync.plan': ({ phones, options, each }, { services }) => {
    const plan = services.resync.plan(phones, options);
    if (!plan.ok) return plan;
    const { warnings, secondsAtLeast, quietUntil } = plan.value;
    const { ratePerSecond, inFlight } = plan.value.options;
    return ok({
      phones: (each ? plan.value.phones : []).map(({ phone, name, group, way, reason, to, event, problem }) => ({
        mac: phone.mac,
        name,
        group,
        way,
        reason,
        to,
        event,
        problem,
      })),
      warnings: [...warnings],
      ratePerSecond,
      inFlight,
      secondsAtLeast,
      quietUntil: quietUntil === null ? null : rfc3339(quietUntil, siteZone(services)),
    });
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
  'resync.pause': ({ id }, { services }) => oneRun(services, services.resync.pause(id)),
  'resync.resume': ({ id }, { services }) => oneRun(services, services.resync.goOn(id)),
  'resync.stop': ({ id }, { services }) => oneRun(services, services.resync.stopRun(id)),
  'resync.retry': ({ id, cause, options }, { services, actor }) =>
    oneRun(services, services.resync.retry(id, cause ?? `run ${id} again, asked for in the ${actor}`, options)),
  'resync.settings': (_, { services }) => ok({ settings: services.resync.settings.all }),
  'resync.setSettings': (change, { services }) => {
    const settings = services.resync.settings.change(change);
    services.around.announce('resync');
    return ok({ settings });
  },
};

function oneRun(services: SiteServices, run: Result<RunSummary>): Result<{ run: ResyncRunView }> {
  return run.ok ? ok({ run: runView(run.value, siteZone(services)) }) : run;
}

export function runView(run: RunSummary, zone: string): ResyncRunView {
  const { id, cause, total, done, failed, state, note, revision } = run;
  const { ratePerSecond, inFlight } = run.options;
  return {
    id,
    startedAt: rfc3339(run.startedAt, zone),
    endedAt: run.endedAt === null ? null : rfc3339(run.endedAt, zone),
    cause,
    total,
    done,
    failed,
    state,
    note,
    parent: run.parentId,
    revision,
    ratePerSecond,
    inFlight,
  };
}

function runPhones(services: SiteServices, steps: readonly ResyncStepRecord[], zone: string): ResyncPhoneView[] {
  const { state, around } = services;
  const byPhone = new Map<number, ResyncStepRecord[]>();
  for (const step of steps) {
    const known = byPhone.get(step.phoneId);
    if (known) known.push(step);
    else byPhone.set(step.phoneId, [step]);
  }
  return [...byPhone].flatMap(([phoneId, own]): ResyncPhoneView[] => {
    const phone = state.phones.get(phoneId);
    const last = own[own.length - 1];
    if (!phone || !last) return [];
    const hasServer = last.problem !== null && around.family.sipServer(state.held.of(phoneId)) !== null;
    return [
      {
        mac: phone.mac,
        name: state.layers.phoneFacts(phone.mac, 'draft').name,
        step: last.step,
        steps: own.map((step) => ({
          mac: phone.mac,
          step: step.step,
          at: rfc3339(step.at, zone),
          detail: step.detail,
        })),
        problem: last.problem,
        actions: last.problem ? [...failureActionsOf(last.problem.code, hasServer)] : [],
      },
    ];
  });
}
