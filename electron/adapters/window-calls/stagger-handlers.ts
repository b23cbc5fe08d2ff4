import { ok, type Result } from '../../core/shared/result';
import type { StaggerPlanView } from '../../contract/stagger';
import type { StaggerChoice, StaggerPlan } from '../../services/timing/stagger-service';
import type { SiteServices } from '../../services/site-services';
import type { HandlersOf } from './handlers';
import { finishInTurns } from './in-turns';

export const staggerHandlers: HandlersOf<'stagger'> = {
  'stagger.plan': async (choice, { services }) => {
    const plan = await planOf(choice, services);
    return plan.ok ? ok(planView(plan.value)) : plan;
  },
  'stagger.apply': async (choice, { services, actor }) => {
    const plan = await planOf(choice, services);
    if (!plan.ok) return plan;
    const changed = await finishInTurns(services.stagger.apply(plan.value, actor));
    return ok({ ...planView(plan.value), changed });
  },
};

function planOf(choice: StaggerChoice, { stagger }: SiteServices): Promise<Result<StaggerPlan>> {
  return finishInTurns(stagger.plan(choice));
}

function planView({ phones, minutesBefore, minutesAfter, notes, ...plan }: StaggerPlan): StaggerPlanView {
  return {
    ...plan,
    phones: [...phones],
    minutesBefore: [...minutesBefore],
    minutesAfter: [...minutesAfter],
    notes: [...notes],
  };
}
