// Brings schedules when their time has come: cron, one moment, every waking. What was due while nobody was there is made up for once,
// or left out, as each schedule says; what was seen to never comes again.
import { instantWords } from '../../core/schedules/schedule-words';
import { isLaptopAway } from '../../core/timing/away-span';
import type { Surroundings } from '../site-state';
import type { QuietTimes } from './quiet-times';
import { isAboutPhones } from './schedule-actions';
import type { ScheduleBook } from './schedule-book';
import { orFault, type ScheduleHost } from './schedule-host';
import type { ScheduleRunner } from './schedule-runner';
import type { ScheduleRecord } from './schedule-store';
import { mostPassed, type ScheduleTimes } from './schedule-times';
import type { ScheduledJob, Scheduler } from './scheduler';

export interface ClockParts {
  readonly around: Pick<Surroundings, 'clock' | 'awaySpans' | 'wake' | 'announce'>;
  readonly scheduler: Pick<Scheduler, 'schedule'>;
  readonly book: ScheduleBook;
  readonly times: ScheduleTimes;
  readonly runner: ScheduleRunner;
  readonly host: Pick<ScheduleHost, 'fault'>;
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
/** A clock so far behind what it was (a lab begins again, a wrong one is put right) starts anew. */
const clockSetBackMs = 24 * 60 * 60_000;

export class ScheduleClock {
  private readonly jobs = new Map<number, ScheduledJob>();
  private readonly waiting = new Map<number, Waiting>();
  private readonly stopping: (() => void)[] = [];
  private lookedAt = -Infinity;
  private wokenAt = -Infinity;
  /** Of the times that are planned. */
  private zone: string;

  constructor(private readonly parts: ClockParts) {
    this.zone = parts.timeZone();
  }

  start(): void {
    if (this.stopping.length > 0) return;
    const { around, quiet } = this.parts;
    this.stopping.push(
      around.clock.every(lookEveryMs, () => this.look(lateMs)),
      around.wake.onWake((woken) => {
        if (isLaptopAway(woken.cause)) this.wokenAt = woken.to;
        // Timers set before a sleep are late by its length.
        this.plan();
        this.askQuietAgain();
        this.look(0);
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

  /** In another zone every cron expression has new times, from now on. */
  noteZone(): void {
    const { book, host, around, timeZone } = this.parts;
    if (timeZone() === this.zone) return;
    this.zone = timeZone();
    for (const record of book.all()) {
      if ('cron' in record.trigger) orFault(host, () => void book.update({ ...record, seenTo: this.now }));
    }
    this.plan();
    around.announce('schedules');
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

  /** Its time has come, but phones do not find us: neither when it would resync them nor when they would fetch. */
  isHeldBack(record: ScheduleRecord, dueAt: number): boolean {
    return dueAt <= this.now && isAboutPhones(record) && this.isAway(record, this.now);
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
    else orFault(this.parts.host, () => this.attempt(record, dueAt));
  }

  /** What a full disk kept from beginning comes again with the next look. */
  private look(toleratedMs: number): void {
    const { book, runner, host } = this.parts;
    const { now, lookedAt } = this;
    this.lookedAt = now;
    if (now < lookedAt) this.clockSetBack(lookedAt - now);
    this.noteZone();
    runner.saveAgain();
    for (const record of book.all()) {
      orFault(host, () => this.lookAt(record, toleratedMs, now - lookedAt > awayAfterMs));
    }
  }

  private lookAt(known: ScheduleRecord, toleratedMs: number, wasAway: boolean): void {
    const { book, times } = this.parts;
    const { now } = this;
    const record = known.seenTo - now > clockSetBackMs ? book.update({ ...known, seenTo: now }) : known;
    const waiting = this.waiting.get(record.id);
    if (waiting && waiting.until <= now) this.attemptAgain(record.id);
    if (record.paused || waiting) return;
    if ('on' in record.trigger) {
      if (this.wokenAt > record.seenTo) this.attempt(record, this.wokenAt);
      return;
    }
    const dueAt = times.next(record);
    if (dueAt === null || dueAt > now - toleratedMs) return;
    const passed = times.passed(record, dueAt, now);
    const isMissed = wasAway || (now - passed.lastAt > lateMs && this.isAway(record, passed.lastAt));
    if (!isMissed || record.missed === 'run-on-wake') this.attempt(record, passed.lastAt);
    else this.skip(record, passed.lastAt, missedWords(passed.times));
  }

  private clockSetBack(byMs: number): void {
    if (byMs > clockSetBackMs) {
      // What was due then is still to come.
      this.wokenAt = -Infinity;
      for (const { cancel } of this.waiting.values()) cancel();
      this.waiting.clear();
    }
    this.plan();
  }

  /** Phones could not find us at an instant, where it is about them; else this laptop was not there. */
  private isAway(record: ScheduleRecord, at: number): boolean {
    const spans = this.parts.around.awaySpans(at);
    return spans.some(({ from, cause }) => from <= at && (isAboutPhones(record) || isLaptopAway(cause)));
  }

  /** Begins, unless the run before is not over, phones must not be disturbed now, or they would not find us. */
  private attempt(record: ScheduleRecord, dueAt: number): void {
    const { runner, book, quiet, timeZone } = this.parts;
    const before = runner.current(record.id);
    if (before) {
      const since = instantWords(before.startedAt, timeZone());
      return this.skip(record, dueAt, `Still busy with the run that began on ${since}`);
    }
    if (this.waiting.has(record.id)) return;
    const until = isAboutPhones(record) ? quiet.isQuiet(this.now) : null;
    if (until !== null) return this.wait(record, dueAt, until);
    // The waking brings it.
    if (this.isHeldBack(record, dueAt)) return;
    const seenTo = Math.max(dueAt, this.now);
    runner.begin(record, { dueAt, seenTo });
    book.noteSeen(record, seenTo);
  }

  private skip(record: ScheduleRecord, dueAt: number, why: string): void {
    const seenTo = Math.max(dueAt, this.now);
    this.parts.runner.skip(record, { dueAt, seenTo }, why);
    this.parts.book.noteSeen(record, seenTo);
  }

  private wait(record: ScheduleRecord, dueAt: number, until: number): void {
    const { clock, announce } = this.parts.around;
    const cancel = clock.after(until - this.now, () => this.attemptAgain(record.id));
    this.waiting.set(record.id, { dueAt, until, cancel });
    announce('schedules');
  }

  private askQuietAgain(): void {
    // Those that wait on are among `waiting` again.
    const ids = [...this.waiting.keys()];
    for (const id of ids) this.attemptAgain(id);
  }

  private attemptAgain(id: number): void {
    const { book, host } = this.parts;
    const record = book.get(id);
    const waiting = this.waiting.get(id);
    if (!record || !waiting) return;
    waiting.cancel();
    this.waiting.delete(id);
    if (!record.paused) orFault(host, () => this.attempt(record, waiting.dueAt));
  }

  private get now(): number {
    return this.parts.around.clock.now();
  }
}

function missedWords(times: number): string {
  const many = times >= mostPassed ? `${times} times or more` : `${times} times`;
  return `Its time passed ${times === 1 ? '' : `${many} `}while this laptop was away, and it is not made up for`;
}
