// What a run says about each phone, counted. Pure, so that it is tested without a window.
import type { ResyncPhoneView, StepReport } from '../../../electron/contract/resync';
import { resyncSteps, type ResyncStep } from '../../../electron/core/resync/resync-step';

/** The steps every phone can reach here; `registered` joins once there is a registrar. */
export const runSteps = ['queued', 'sent', 'answered', 'fetched', 'done'] as const satisfies readonly ResyncStep[];

export type RunStep = (typeof runSteps)[number];

/** When a phone reached a step; a later step proves an earlier one whose report never came. */
export function stepReached(phone: ResyncPhoneView, step: RunStep): string | null {
  const from = runSteps.indexOf(step);
  for (const later of runSteps.slice(from)) {
    const report = phone.steps.find((each) => each.step === later);
    if (report) return report.at;
  }
  return null;
}

/** The step a failed phone should have reached next; null while nothing failed. */
export function lostAt(phone: ResyncPhoneView): RunStep | null {
  if (phone.step !== 'failed') return null;
  const furthest = runSteps.findLastIndex((step) => stepReached(phone, step) !== null);
  return runSteps[Math.min(furthest + 1, runSteps.length - 1)] ?? null;
}

export interface FunnelStage {
  readonly step: RunStep;
  /** Phones that came at least this far. */
  readonly reached: number;
  /** Of them, those that stand here now. */
  readonly here: number;
  /** Phones that should have come here and failed instead. */
  readonly lost: number;
}

export function funnelOf(phones: readonly ResyncPhoneView[]): FunnelStage[] {
  return runSteps.map((step, index) => {
    const next = runSteps[index + 1];
    const reached = phones.filter((phone) => stepReached(phone, step) !== null);
    return {
      step,
      reached: reached.length,
      here: next ? reached.filter((phone) => phone.step !== 'failed' && stepReached(phone, next) === null).length : 0,
      lost: phones.filter((phone) => lostAt(phone) === step).length,
    };
  });
}

/** A phone with one more step. A step told twice changes nothing, and one told late takes no phone back. */
export function withStep(phone: ResyncPhoneView, report: StepReport): ResyncPhoneView {
  const known = phone.steps.some(({ step, at }) => step === report.step && at === report.at);
  const { mac, step, at, detail } = report;
  if (known) return phone;
  const further = resyncSteps.indexOf(step) > resyncSteps.indexOf(phone.step);
  return { ...phone, step: further ? step : phone.step, steps: [...phone.steps, { mac, step, at, detail }] };
}

/** How long a phone took, or has been at it. */
export function phoneSpanMs(phone: ResyncPhoneView, startedAt: string, now: number): number {
  const last = phone.steps.at(-1);
  const over = phone.step === 'done' || phone.step === 'failed';
  return (over && last ? Date.parse(last.at) : now) - Date.parse(startedAt);
}
