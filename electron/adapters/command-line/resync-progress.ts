import type { ResyncRunView, StepReport } from '../../contract/resync';
import type { Clock } from '../../core/shared/clock';

/** How far the phones of one run are, from events and from asking: each step is reported once, whichever way it came first. */
export class ResyncProgress {
  private run: ResyncRunView | null = null;
  private readonly early: { run: number; step: StepReport }[] = [];
  private readonly known = new Set<string>();
  private readonly newest = new Map<string, StepReport['step']>();
  private readonly counts = { done: 0, failed: 0 };
  private wake: () => void = () => undefined;

  constructor(private readonly report: (step: StepReport) => void) {}

  get done(): number {
    return this.counts.done;
  }

  get failed(): number {
    return this.counts.failed;
  }

  /** Every phone of the run is done or failed. */
  get complete(): boolean {
    return this.run !== null && this.done + this.failed >= this.run.total;
  }

  /** Steps of the run that came before it had a name here are reported now. */
  follow(run: ResyncRunView): void {
    this.run = run;
    for (const { run: id, step } of this.early.splice(0)) this.told(id, step);
  }

  told(run: number, step: StepReport): void {
    if (this.run === null) {
      this.early.push({ run, step });
      return;
    }
    const key = `${step.mac} ${step.step} ${step.at} ${step.detail}`;
    if (run !== this.run.id || this.known.has(key)) return;
    this.known.add(key);
    const before = this.newest.get(step.mac);
    if (before === 'done' || before === 'failed') this.counts[before] -= 1;
    if (step.step === 'done' || step.step === 'failed') this.counts[step.step] += 1;
    this.newest.set(step.mac, step.step);
    this.report(step);
    this.wake();
  }

  /** False when none came within that time. */
  nextStep(clock: Clock, withinMs: number): Promise<boolean> {
    return new Promise((resolve) => {
      const cancel = clock.after(withinMs, () => resolve(false));
      this.wake = () => {
        cancel();
        resolve(true);
      };
    });
  }
}
