// Timed jobs of a site. The expression and its phones are stored; the times come from the Scheduler port, in the site's zone.
import { fail, ok, type Result } from '../../core/shared/result';
import type { PhoneSelection } from '../phones/select-phones';
import type { ResyncService } from '../resync/resync-service';
import type { SiteState, Surroundings } from '../site-state';
import type { ScheduledJob, Scheduler } from './scheduler';
import type { ScheduleRecord, ScheduleRunRecord, ScheduleStore } from './schedule-store';

export interface ScheduleState {
  readonly record: ScheduleRecord;
  readonly timeZone: string;
  readonly nextRunAt: number | null;
  readonly lastRun: ScheduleRunRecord | null;
}

export class ScheduleService {
  private readonly jobs = new Map<number, ScheduledJob>();
  private readonly records = new Map<number, ScheduleRecord>();

  constructor(
    private readonly state: SiteState,
    private readonly around: Surroundings,
    private readonly store: ScheduleStore,
    private readonly scheduler: Scheduler,
    private readonly resync: ResyncService,
  ) {
    for (const record of store.all(state.site.id)) this.records.set(record.id, record);
  }

  start(): void {
    for (const record of this.records.values()) this.plan(record);
  }

  stop(): void {
    for (const job of this.jobs.values()) job.stop();
    this.jobs.clear();
  }

  /** The site's time zone has changed: every job gets new times. */
  replan(): void {
    this.stop();
    this.start();
  }

  list(): ScheduleState[] {
    return [...this.records.values()].map((record) => this.stateOf(record));
  }

  add(cron: string, phones: PhoneSelection): Result<ScheduleState> {
    const expression = cron.trim().replace(/\s+/g, ' ');
    const valid = this.scheduler.validate(expression, this.timeZone());
    if (!valid.ok) return valid;
    const record = this.store.insert({
      siteId: this.state.site.id,
      cron: expression,
      action: 'resync',
      phones,
      createdAt: this.around.clock.now(),
    });
    this.records.set(record.id, record);
    this.plan(record);
    this.around.announce('schedules');
    return ok(this.stateOf(record));
  }

  remove(id: number): Result<number> {
    const known = this.require(id);
    if (!known.ok) return known;
    this.jobs.get(id)?.stop();
    this.jobs.delete(id);
    this.records.delete(id);
    this.store.remove(id);
    this.around.announce('schedules');
    return ok(1);
  }

  /** Does the job now, beside its times. */
  run(id: number): Result<ScheduleRunRecord> {
    const known = this.require(id);
    return known.ok ? ok(this.perform(known.value)) : known;
  }

  private plan(record: ScheduleRecord): void {
    this.jobs.set(
      record.id,
      this.scheduler.schedule(record.cron, this.timeZone(), () => void this.perform(record)),
    );
  }

  private perform(record: ScheduleRecord): ScheduleRunRecord {
    const started = this.resync.start(this.selection(record), `Schedule ${record.id}: ${record.cron}`);
    const run = this.store.appendRun({
      scheduleId: record.id,
      startedAt: this.around.clock.now(),
      outcome: started.ok
        ? `Resync run ${started.value.id} over ${started.value.total} ${started.value.total === 1 ? 'phone' : 'phones'}`
        : started.problem.message,
      resyncRunId: started.ok ? started.value.id : null,
    });
    this.around.announce('schedules');
    return run;
  }

  /** Phones that were removed since are left out; when none is left, the run says which one is missing. */
  private selection(record: ScheduleRecord): PhoneSelection {
    const phones = record.phones as PhoneSelection;
    if (!('macs' in phones)) return phones;
    const macs = phones.macs.filter((mac) => this.state.phones.find(mac));
    return macs.length > 0 ? { macs } : phones;
  }

  private stateOf(record: ScheduleRecord): ScheduleState {
    const [lastRun] = this.store.runs(record.id, 1);
    return {
      record,
      timeZone: this.timeZone(),
      nextRunAt: this.jobs.get(record.id)?.nextRunAt() ?? null,
      lastRun: lastRun ?? null,
    };
  }

  private timeZone(): string {
    return this.state.layers.siteFacts('draft').timeZone;
  }

  private require(id: number): Result<ScheduleRecord> {
    const record = this.records.get(id);
    if (record) return ok(record);
    return fail({
      code: 'SCHEDULE_UNKNOWN',
      message: `There is no schedule ${id}.`,
      remedy: 'Look at the list of schedules.',
    });
  }
}
