// Timed jobs of a site, as people see and change them: in the site's zone, with a history.
import { fail, ok, type Result } from '../../core/shared/result';
import { readMomentText } from '../../core/schedules/read-moment-text';
import { instantWords, scheduleName } from '../../core/schedules/schedule-words';
import type { SiteState, Surroundings } from '../site-state';
import { checkTrigger, checkWork, readCron } from './check-schedule';
import type { QuietTimes } from './quiet-times';
import { isAboutPhones, runsKept } from './schedule-actions';
import { ScheduleBook } from './schedule-book';
import { ScheduleClock } from './schedule-clock';
import { orFault, type ScheduleHost } from './schedule-host';
import type { ScheduleRunner } from './schedule-runner';
import type { ScheduleRecord, ScheduleRunRecord, ScheduleStore } from './schedule-store';
import { ScheduleTimes } from './schedule-times';
import type { Scheduler } from './scheduler';

export type NewSchedule = Pick<ScheduleRecord, 'name' | 'trigger' | 'work' | 'missed'>;

/** What is left out stays as it is. */
export type ChangedSchedule = { readonly [Field in keyof NewSchedule]?: NewSchedule[Field] | undefined };

export interface ScheduleState {
  readonly record: ScheduleRecord;
  readonly timeZone: string;
  readonly nextRunAt: number | null;
  readonly nextRunNote: string | null;
  readonly lastRun: ScheduleRunRecord | null;
}

export interface ReadSchedule {
  readonly cron: string;
  /** Where one moment is meant. */
  readonly at: number | null;
  /** The first three, from now. */
  readonly next: readonly number[];
}

/** A run that was, or a time that will be. */
export interface ScheduleTime {
  readonly scheduleId: number;
  readonly at: number;
  readonly state: ScheduleRunRecord['state'] | 'due' | 'paused';
}

export interface ScheduleParts {
  readonly state: Pick<SiteState, 'site' | 'layers'>;
  readonly around: Pick<Surroundings, 'clock' | 'awaySpans' | 'wake' | 'announce'>;
  readonly store: ScheduleStore;
  readonly scheduler: Scheduler;
  readonly host: Pick<ScheduleHost, 'fault'>;
  readonly runner: ScheduleRunner;
  readonly quiet: QuietTimes;
  /** The stretch around or after an instant in which this laptop is usually asleep; null when that is not known, or never. */
  readonly usuallyAsleep: (atMs: number) => { readonly from: number; readonly to: number } | null;
}

export class ScheduleService {
  private readonly book: ScheduleBook;
  private readonly times: ScheduleTimes;
  private readonly clock: ScheduleClock;

  constructor(private readonly parts: ScheduleParts) {
    const timeZone = (): string => this.timeZone;
    this.book = new ScheduleBook(parts.store, parts.state.site.id);
    this.times = new ScheduleTimes(parts.scheduler, timeZone);
    this.clock = new ScheduleClock({ ...parts, book: this.book, times: this.times, timeZone });
  }

  /** In a program that stays, when resync runs go on again; a command on the data folder of one that does not run never starts
   *  schedules. */
  start(): void {
    const { runner, store, state, host } = this.parts;
    runner.takeUp();
    orFault(host, () => store.removeOldRuns(state.site.id, runsKept));
    this.clock.start();
  }

  stop(): void {
    this.clock.stop();
    this.parts.runner.stop();
  }

  /** The site was changed, perhaps its time zone. */
  replan(): void {
    this.clock.noteZone();
  }

  list(): ScheduleState[] {
    return this.book.all().map((record) => this.stateOf(record));
  }

  /** Problems SCHEDULE_INVALID, VALUE_INVALID, SCOPE_INVALID. */
  add({ name, trigger, work, missed }: NewSchedule): Result<ScheduleState> {
    const checkedTrigger = checkTrigger(trigger, this.triggerParts);
    if (!checkedTrigger.ok) return checkedTrigger;
    const checkedWork = checkWork(work);
    if (!checkedWork.ok) return checkedWork;
    const { now } = this;
    const record = this.book.insert({
      siteId: this.parts.state.site.id,
      name: name.trim(),
      trigger: checkedTrigger.value,
      work: checkedWork.value,
      missed,
      paused: false,
      createdAt: now,
      seenTo: now,
    });
    return ok(this.changed(record));
  }

  /** Problems as of `add`, and SCHEDULE_UNKNOWN. */
  change(id: number, wanted: ChangedSchedule): Result<ScheduleState> {
    const known = this.require(id);
    if (!known.ok) return known;
    const before = known.value;
    // A moment that is over may stay while something else is changed.
    const trigger = wanted.trigger ? checkTrigger(wanted.trigger, this.triggerParts) : ok(before.trigger);
    if (!trigger.ok) return trigger;
    const work = wanted.work ? checkWork(wanted.work) : ok(before.work);
    if (!work.ok) return work;
    const record = this.book.update({
      ...before,
      name: wanted.name?.trim() ?? before.name,
      missed: wanted.missed ?? before.missed,
      trigger: trigger.value,
      work: work.value,
      seenTo: wanted.trigger ? this.now : before.seenTo,
    });
    return ok(this.changed(record));
  }

  /** Times that pass meanwhile are not made up for. Problem SCHEDULE_UNKNOWN. */
  pause(id: number, paused: boolean): Result<ScheduleState> {
    const known = this.require(id);
    if (!known.ok) return known;
    const resumed = known.value.paused && !paused;
    const seenTo = resumed ? this.now : known.value.seenTo;
    return ok(this.changed(this.book.update({ ...known.value, paused, seenTo })));
  }

  /** Problem SCHEDULE_UNKNOWN. */
  remove(id: number): Result<number> {
    const known = this.require(id);
    if (!known.ok) return known;
    this.book.remove(id);
    this.clock.forget(id);
    this.parts.around.announce('schedules');
    return ok(1);
  }

  /** Does the job now, beside its times. Problems SCHEDULE_UNKNOWN, SCHEDULE_BUSY. */
  run(id: number): Result<ScheduleRunRecord> {
    const known = this.require(id);
    if (!known.ok) return known;
    if (this.parts.runner.current(id)) {
      return fail({
        code: 'SCHEDULE_BUSY',
        message: `Schedule ${id} is still busy with the run before.`,
        remedy: 'Wait until that one is over, or stop its resync run.',
      });
    }
    return ok(this.parts.runner.begin(known.value, { dueAt: null, seenTo: known.value.seenTo }));
  }

  /** Newest first. Problem SCHEDULE_UNKNOWN. */
  history(id: number | undefined, limit: number): Result<ScheduleRunRecord[]> {
    const { store, state } = this.parts;
    if (id === undefined) return ok(store.runsOfSite(state.site.id, limit));
    const known = this.require(id);
    return known.ok ? ok(store.runs(id, limit)) : known;
  }

  /** As somebody gave it, or what it does. */
  nameOf(id: number): string {
    const record = this.book.get(id);
    return record ? scheduleName(record) : `Schedule ${id}`;
  }

  /** What somebody typed, as cron, or as one moment. Problem SCHEDULE_INVALID. */
  read(text: string): Result<ReadSchedule> {
    const { timeZone, now } = this;
    const at = readMomentText(text, timeZone, now);
    if (at !== null) {
      const wall = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone);
      return ok({ cron: `${wall.minute} ${wall.hour} ${wall.day} ${wall.month} *`, at, next: [at] });
    }
    const cron = readCron(text, this.parts.scheduler, timeZone);
    if (!cron.ok) return cron;
    const next: number[] = [];
    for (let from = now; next.length < 3;) {
      const time = this.parts.scheduler.next(cron.value, timeZone, from);
      if (time === null) break;
      next.push(time);
      from = time;
    }
    return ok({ cron: cron.value, at: null, next });
  }

  /** Runs that were and times that will be, from `fromMs` up to, not including, `toMs`. */
  timesBetween(fromMs: number, toMs: number): ScheduleTime[] {
    const { store, state } = this.parts;
    const were = store
      .runsBetween(state.site.id, fromMs, toMs)
      .map(({ scheduleId, startedAt, state: how }): ScheduleTime => ({ scheduleId, at: startedAt, state: how }));
    const willBe = this.book.all().flatMap((record) => {
      const how = record.paused ? 'paused' : 'due';
      const times = this.times.between(record, Math.max(fromMs - 1, this.now, record.seenTo), toMs);
      return times.map((at): ScheduleTime => ({ scheduleId: record.id, at, state: how }));
    });
    return [...were, ...willBe].sort((a, b) => a.at - b.at);
  }

  private get triggerParts(): Parameters<typeof checkTrigger>[1] {
    return { scheduler: this.parts.scheduler, timeZone: this.timeZone, now: this.now };
  }

  private changed(record: ScheduleRecord): ScheduleState {
    this.clock.changed(record);
    this.parts.around.announce('schedules');
    return this.stateOf(record);
  }

  private stateOf(record: ScheduleRecord): ScheduleState {
    const waitsUntil = this.clock.waitsUntil(record.id);
    const next = record.paused ? null : this.times.next(record);
    const [lastRun] = this.parts.store.runs(record.id, 1);
    return {
      record,
      timeZone: this.timeZone,
      nextRunAt: waitsUntil ?? next,
      nextRunNote: waitsUntil === null ? this.noteOn(record, next) : 'It waits for the end of a maintenance window.',
      lastRun: lastRun ?? null,
    };
  }

  /** What may keep it from running then. */
  private noteOn(record: ScheduleRecord, next: number | null): string | null {
    if (next === null) return null;
    if (this.clock.isHeldBack(record, next)) return 'It waits until phones can find this laptop.';
    const until = isAboutPhones(record) ? this.parts.quiet.isQuiet(next) : null;
    if (until !== null) {
      return `That is in a maintenance window: it waits for its end on ${instantWords(until, this.timeZone)}.`;
    }
    const asleep = this.parts.usuallyAsleep(next);
    if (!asleep || asleep.from > next) return null;
    const then = record.missed === 'skip' ? 'it is left out if so' : 'it runs when this laptop wakes';
    return `This laptop is usually asleep then: ${then}.`;
  }

  private get timeZone(): string {
    return this.parts.state.layers.siteFacts('draft').timeZone;
  }

  private get now(): number {
    return this.parts.around.clock.now();
  }

  private require(id: number): Result<ScheduleRecord> {
    const record = this.book.get(id);
    if (record) return ok(record);
    return fail({
      code: 'SCHEDULE_UNKNOWN',
      message: `There is no schedule ${id}.`,
      remedy: 'Look at the list of schedules.',
    });
  }
}
