// The engine alone on a file: what a phone would do that holds this and nothing else.
import type { Family } from '../families/family';
import { localClock } from './local-clock';
import { planChecks, type CheckPlan } from './plan-checks';
import type { TimeSpan } from './time-spans';
import { timingAssumptions, type TimingAssumptions } from './timing-assumptions';

export interface FileChecks {
  readonly bytes: Uint8Array;
  /** Null: rules of no model in particular. */
  readonly model: string | null;
  /** Where the phone stands: an IANA name. Counts unless the file says otherwise. */
  readonly timeZone: string;
  readonly bootedAt: number;
  readonly clockSet: boolean;
  readonly unreachable: readonly TimeSpan[];
}

export type TimingFamily = Pick<Family, 'parametersOf' | 'downloadTiming' | 'clockHeld'>;

export function planFileChecks(
  family: TimingFamily,
  { bytes, model, timeZone, bootedAt, clockSet, unreachable }: FileChecks,
  span: TimeSpan,
  assumptions: TimingAssumptions = timingAssumptions,
): CheckPlan {
  const held = new Map(family.parametersOf(bytes, model ?? '').map(({ name, value }) => [name, value]));
  const clock = localClock(
    family.clockHeld(held, model, assumptions),
    { siteZone: timeZone, learnt: null, clockSet, atMs: span.from },
    assumptions,
  );
  const phone = { startedAt: bootedAt, start: 'power-on', zone: clock.zone, clockSet, unreachable } as const;
  const plan = planChecks(family.downloadTiming(held, assumptions), phone, span, assumptions);
  return { ...plan, notes: [...plan.notes, ...clock.notes] };
}
