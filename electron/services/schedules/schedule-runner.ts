// One run of a schedule at a time, from its beginning to the end of what it started, kept as a row of its history.
import { ProblemError } from '../../core/shared/problem';
import type { Surroundings } from '../site-state';
import type { ActionEnd, ScheduleActions } from './schedule-actions';
import type { ScheduleHost } from './schedule-host';
import type { ScheduleRecord, ScheduleRunRecord, ScheduleStore } from './schedule-store';

export interface RunnerParts {
  readonly siteId: number;
  readonly around: Pick<Surroundings, 'clock' | 'announce'>;
  readonly store: ScheduleStore;
  readonly actions: Pick<ScheduleActions, 'perform' | 'goOn'>;
  readonly host: Pick<ScheduleHost, 'fault'>;
}

/** When a run was due, and how far its schedule is seen to with it. */
export interface Due {
  /** Null when somebody asked for it. */
  readonly dueAt: number | null;
  readonly seenTo: number;
}

interface RunEnd {
  readonly state: ActionEnd['state'] | 'interrupted';
  readonly outcome: string;
}

export class ScheduleRunner {
  /** By schedule. */
  private readonly live = new Map<number, ScheduleRunRecord>();
  /** How far runs are, where the disk did not take it; by run. */
  private readonly unsaved = new Map<number, ScheduleRunRecord>();
  private stopped = false;

  constructor(private readonly parts: RunnerParts) {}

  /** To be called once, when resync runs go on again: what goes on is followed on; other runs the program ended in the middle of are
   *  over, and not begun again. */
  takeUp(): void {
    const { store, siteId, actions } = this.parts;
    for (const run of store.unfinished(siteId)) {
      this.live.set(run.scheduleId, run);
      const end = actions.goOn(run);
      if (end) this.endWith(run, end);
      else this.end(run, { state: 'interrupted', outcome: interruptedWords(run) });
    }
  }

  /** What is under way ends without a word; the next start tells. */
  stop(): void {
    this.stopped = true;
  }

  current(scheduleId: number): ScheduleRunRecord | null {
    return this.live.get(scheduleId) ?? null;
  }

  /** Writes what the disk did not take before. */
  saveAgain(): void {
    for (const run of this.unsaved.values()) if (!this.save(run)) return;
  }

  /** Throws what keeps its row from the disk: then nothing has begun. */
  begin(schedule: ScheduleRecord, { dueAt, seenTo }: Due): ScheduleRunRecord {
    const { store, actions } = this.parts;
    const run = store.beginRun(
      {
        scheduleId: schedule.id,
        dueAt,
        startedAt: this.now,
        endedAt: null,
        state: 'running',
        outcome: '',
        resyncRunId: null,
      },
      seenTo,
    );
    this.live.set(schedule.id, run);
    try {
      const end = actions.perform(schedule, (outcome, resyncRunId) =>
        this.change(run, (before) => ({ ...before, outcome, resyncRunId: resyncRunId ?? before.resyncRunId })),
      );
      this.endWith(run, end);
    } catch (error) {
      this.end(run, this.broken(error));
    }
    this.parts.around.announce('schedules');
    return this.live.get(schedule.id) ?? this.newest(schedule.id) ?? run;
  }

  /** Throws as `begin` does. */
  skip(schedule: ScheduleRecord, { dueAt, seenTo }: Due, why: string): ScheduleRunRecord {
    const now = this.now;
    const run = this.parts.store.beginRun(
      {
        scheduleId: schedule.id,
        dueAt,
        startedAt: now,
        endedAt: now,
        state: 'skipped',
        outcome: why,
        resyncRunId: null,
      },
      seenTo,
    );
    this.parts.around.announce('schedules');
    return run;
  }

  private newest(scheduleId: number): ScheduleRunRecord | null {
    return this.parts.store.runs(scheduleId, 1)[0] ?? null;
  }

  private endWith(run: ScheduleRunRecord, end: ActionEnd | Promise<ActionEnd>): void {
    if (!('then' in end)) return this.end(run, end);
    void end.catch((error: unknown) => this.broken(error)).then((ended) => this.end(run, ended));
  }

  private end({ id, scheduleId }: ScheduleRunRecord, { state, outcome }: RunEnd): void {
    const run = this.live.get(scheduleId);
    if (this.stopped || run?.id !== id) return;
    this.live.delete(scheduleId);
    this.save({ ...run, endedAt: this.now, state, outcome });
    this.parts.around.announce('schedules');
  }

  private change({ id, scheduleId }: ScheduleRunRecord, to: (run: ScheduleRunRecord) => ScheduleRunRecord): void {
    const run = this.live.get(scheduleId);
    if (this.stopped || run?.id !== id) return;
    const changed = to(run);
    this.live.set(scheduleId, changed);
    this.save(changed);
    this.parts.around.announce('schedules');
  }

  private save(run: ScheduleRunRecord): boolean {
    try {
      this.parts.store.changeRun(run);
      this.unsaved.delete(run.id);
      return true;
    } catch (error) {
      this.unsaved.set(run.id, run);
      this.parts.host.fault(error);
      return false;
    }
  }

  private broken(error: unknown): ActionEnd {
    if (error instanceof ProblemError) {
      const { message, remedy } = error.problem;
      return { state: 'failed', outcome: `${message} ${remedy}` };
    }
    this.parts.host.fault(error);
    const message = error instanceof Error ? error.message : String(error);
    return { state: 'failed', outcome: `Something broke: ${message}. The log file has more.` };
  }

  private get now(): number {
    return this.parts.around.clock.now();
  }
}

function interruptedWords({ outcome }: ScheduleRunRecord): string {
  return outcome === '' ? 'The program ended in the middle of it' : `${outcome}; then the program ended`;
}
