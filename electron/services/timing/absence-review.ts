// Missed and away phones, newest first, each with whose fault it was.
import type { AwaySpan } from '../../core/timing/away-span';
import type { Grace } from '../../core/timing/grace';
import type { StateCounts } from '../phones/state-counts';
import type { SiteState, Surroundings } from '../site-state';
import { awayWords, clockWords, spanAround } from './absence-words';
import type { CheckPlans } from './check-plans';

export interface AbsentPhone {
  readonly mac: string;
  readonly name: string;
  readonly group: string | null;
  readonly state: 'missed' | 'away';
  readonly dueAt: number;
  readonly lastFetchAt: number | null;
  readonly nextCheckAt: number | null;
  /** A sentence. */
  readonly why: string;
}

export interface AbsenceReviewParts {
  readonly state: Pick<SiteState, 'phones' | 'layers'>;
  readonly around: Pick<Surroundings, 'awaySpans'>;
  readonly timing: Pick<CheckPlans, 'outlook'>;
  readonly states: Pick<StateCounts, 'idsIn'>;
  readonly settings: { readonly grace: Grace };
}

/** `inTurns` takes steps a few at a time, so that phones are served meanwhile. */
export async function absentPhones(
  { state, around, timing, states, settings }: AbsenceReviewParts,
  inTurns: (steps: Iterable<void>) => Promise<void>,
): Promise<AbsentPhone[]> {
  const outlook = timing.outlook();
  const zone = state.layers.siteFacts('draft').timeZone;
  const found: AbsentPhone[] = [];
  const spans = new Map<number, AwaySpan | null>();
  const spanOf = (dueAt: number): AwaySpan | null => {
    let span = spans.get(dueAt);
    if (span === undefined) {
      span = spanAround(around.awaySpans(dueAt - settings.grace.beforeMs), dueAt, settings.grace);
      spans.set(dueAt, span);
    }
    return span;
  };
  const steps = function* (): Generator<void> {
    for (const how of ['missed', 'away'] as const) {
      for (const id of states.idsIn(how)) {
        yield;
        const phone = state.phones.get(id);
        const dueAt = phone ? outlook.dueAt(phone) : null;
        if (!phone || dueAt === null || outlook.absence(phone) !== how) continue;
        const { name, group } = state.layers.phoneFacts(phone.mac, 'draft');
        const span = how === 'away' ? spanOf(dueAt) : null;
        const served = `This laptop was serving at ${clockWords(dueAt, zone)}, and the phone did not ask`;
        const why = `${span ? awayWords(span, zone) : served}.`;
        const lastFetchAt = phone.lastFetch?.at ?? null;
        const nextCheckAt = outlook.nextCheckAt(phone);
        found.push({ mac: phone.mac, name, group, state: how, dueAt, lastFetchAt, nextCheckAt, why });
      }
    }
  };
  await inTurns(steps());
  return found.sort((a, b) => b.dueAt - a.dueAt || (a.mac < b.mac ? -1 : 1));
}
