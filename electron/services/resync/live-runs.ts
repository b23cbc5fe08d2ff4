import type { LiveRun } from './live-run';

/** The runs that are not over, and whose each phone is. */
export class LiveRuns {
  private readonly runs = new Map<number, LiveRun>();

  all(): IterableIterator<LiveRun> {
    return this.runs.values();
  }

  get(runId: number): LiveRun | undefined {
    return this.runs.get(runId);
  }

  add(run: LiveRun): void {
    this.runs.set(run.record.id, run);
  }

  /** False when it was not there. */
  remove(run: LiveRun): boolean {
    return this.runs.delete(run.record.id);
  }

  ofPhone(phoneId: number): LiveRun | null {
    for (const run of this.runs.values()) if (run.open.has(phoneId)) return run;
    return null;
  }

  /** A run that is paused may stay so for days: until its NOTIFY has left, another run may have the phone. */
  mayTake(phoneId: number): boolean {
    const run = this.ofPhone(phoneId);
    return run === null || (run.state === 'paused' && !run.isUnderWay(phoneId));
  }
}
