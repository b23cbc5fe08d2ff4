// Brings schedules when their time has come: cron, one moment, every waking. What was due while nobody was there is made up for once,
// or left out, as each schedule says; what was seen to never comes again.
import { instantWords } from '../../core/schedules/schedule-words';
import { isLaptopAway } from '../../core/timing/away-span';
import type { Surroundings } from '../site-state';
import type { QuietTimes } from './quiet-times';
import { isAboutPhones } from './schedule-actions';
import type { ScheduleBook } from './schedule-book';
import type { ScheduleRunner } from './schedule-runner';
import type { ScheduleRecord } from './schedule-store';
import { mostPassed, type ScheduleTimes } from './schedule-times';
import type { ScheduledJob, Scheduler } from './scheduler';

export interface ClockParts {
  readonly around: Pick<Surroundings, 'clock' | 'wake' | 'announce'>;
  readonly scheduler: Pick<Scheduler, 'schedule'>;
  readonly book: ScheduleBook;
  readonly times: ScheduleTimes;
  readonly runner: ScheduleRunner;
  readonly quiet: QuietTimes;
  readonly timeZone: () => string;
}

/** A run that waits for the end of a maintenance window. */
interface Waiting {
  readonly dueAt: number;
  readonly until: number;
  readonly cancel: () => void;
}

/** Looks for what its timer did not bring: after a sleep nobody told of, after the clock was set. */
const lookEveryMs = 60_000;
/** So late its own timer may bring a run. */
const lateMs = 60_000;
/** Two looks further apart: this laptop was away between them. */
const awayAfterMs = 3 * lookEveryMs;
/** A clock so far behind what it was when the program ran last (a lab begins again) starts anew. */
const clockSetBackMs = 24 * 60 * 60_000;

export class ScheduleClock {
  private readonly jobs = new Map<number, ScheduledJob>();
  private readonly waiting = new Map<number, Waiting>();
  private readonly stopping: (() => void)[] = [];
  private lookedAt = -Infinity;

  constructor(private readonly parts: ClockParts) {}

  start(): void {
    if (this.stopping.length > 0) return;
    const { around, quiet, book } = this.parts;
    for (const record of book.all()) {
      if (record.seenTo - this.now > clockSetBackMs) book.update({ ...record, seenTo: this.now });
    }
    this.stopping.push(
      around.clock.every(lookEveryMs, () => this.look(lateMs)),
      around.wake.onWake((woken) => {
        // Timers set before a sleep are late by its length.
        this.plan();
        this.look(0);
        if (isLaptopAway(woken.cause)) this.wake(woken.to);
      }),
      quiet.watch(() => this.askQuietAgain()),
    );
    this.plan();
    this.look(0);
  }

  stop(): void {
    for (const stop of this.stopping.splice(0)) stop();
    for (const job of this.jobs.values()) job.stop();
    this.jobs.clear();
    for (const { cancel } of this.waiting.values()) cancel();
    this.waiting.clear();
  }

  /** Sets every timer anew, once started. */
  plan(): void {
    for (const record of this.parts.book.all()) {
      this.jobs.get(record.id)?.stop();
      this.planOne(record);
    }
  }

  /** It is new, or another than it was. */
  changed(record: ScheduleRecord): void {
    this.forget(record.id);
    this.planOne(record);
  }

  forget(id: number): void {
    this.jobs.get(id)?.stop();
    this.jobs.delete(id);
    this.waiting.get(id)?.cancel();
    this.waiting.delete(id);
  }

  /** The end of the maintenance window it waits for; null when it waits for none. */
  waitsUntil(id: number): number | null {
    return this.waiting.get(id)?.until ?? null;
  }

  private planOne({ id, trigger }: ScheduleRecord): void {
    if (this.stopping.length === 0) return;
    if ('cron' in trigger) {
      const { scheduler, timeZone } = this.parts;
      this.jobs.set(
        id,
        scheduler.schedule(trigger.cron, timeZone(), (dueAt) => this.due(id, dueAt)),
      );
    } else if ('at' in trigger) this.planMoment(id, trigger.at);
  }

  private planMoment(id: number, at: number): void {
    const { clock } = this.parts.around;
    if (at <= clock.now()) return;
    const cancel = clock.after(at - clock.now(), () => {
      // Set back meanwhile.
      if (clock.now() < at) this.planMoment(id, at);
      else this.due(id, at);
    });
    this.jobs.set(id, { stop: cancel });
  }

  /** Its timer brings it. */
  private due(id: number, dueAt: number): void {
    const record = this.parts.book.get(id);
    if (!record || record.paused || dueAt <= record.seenTo) return;
    if (this.now - dueAt > lateMs) this.look(0);
    else this.attempt(record, dueAt);
  }

  private look(toleratedMs: number): void {
    const { book, times } = this.parts;
    const { now } = this;
    const wasAway = now - this.lookedAt > awayAfterMs;
    this.lookedAt = now;
    for (const record of book.all()) {
      if (record.paused || this.waiting.has(record.id)) continue;
      const dueAt = times.next(record);
      if (dueAt === null || dueAt > now - toleratedMs) continue;
      const passed = times.passed(record, dueAt, now);
      if (!wasAway || record.missed === 'run-on-wake') this.attempt(record, passed.lastAt);
      else this.skip(record, passed.lastAt, missedWords(passed.times));
    }
  }

  private wake(at: number): void {
    for (const record of this.parts.book.all()) {
      if ('on' in record.trigger && !record.paused && at > record.seenTo) this.attempt(record, at);
    }
  }

  /** Begins, unless the run before is not over or phones must not be disturbed now. */
  private attempt(record: ScheduleRecord, dueAt: number): void {
    const { runner, quiet, timeZone } = this.parts;
    const before = runner.current(record.id);
    if (before) {
      const since = instantWords(before.startedAt, timeZone());
      return this.skip(record, dueAt, `Still busy with the run that began on ${since}`);
    }
    if (this.waiting.has(record.id)) return;
    const until = isAboutPhones(record) ? quiet.isQuiet(this.now) : null;
    if (until !== null) return this.wait(record, dueAt, until);
    const seen = this.seen(record, dueAt);
    runner.begin(seen, { dueAt, seenTo: seen.seenTo });
  }

  private skip(record: ScheduleRecord, dueAt: number, why: string): void {
    const seen = this.seen(record, dueAt);
    this.parts.runner.skip(seen, { dueAt, seenTo: seen.seenTo }, why);
  }

  private seen(record: ScheduleRecord, dueAt: number): ScheduleRecord {
    return this.parts.book.noteSeen(record, Math.max(dueAt, this.now));
  }

  private wait(record: ScheduleRecord, dueAt: number, until: number): void {
    const { clock, announce } = this.parts.around;
    const cancel = clock.after(until - this.now, () => this.attemptAgain(record.id, dueAt));
    this.waiting.set(record.id, { dueAt, until, cancel });
    announce('schedules');
  }

  private askQuietAgain(): void {
    const waiting = [...this.waiting];
    for (const [id, { dueAt, cancel }] of waiting) {
      cancel();
      this.attemptAgain(id, dueAt);
    }
  }

  private attemptAgain(id: number, dueAt: number): void {
    this.waiting.delete(id);
    const record = this.parts.book.get(id);
    if (record && !record.paused) this.attempt(record, dueAt);
  }

  private get now(): number {
    return this.parts.around.clock.now();
  }
}

function missedWords(times: number): string {
  const many = times >= mostPassed ? `${times} times or more` : `${times} times`;
  return `Its time passed ${times === 1 ? '' : `${many} `}while this laptop was away, and it is not made up for`;
}
