// When the phones of a site will ask by themselves, and which should have: from what each holds, never from what was published.
import { absenceAt, type Absence, type AbsenceUntil } from '../../core/phones/absence';
import type { CheckNote } from '../../core/timing/check-notes';
import type { DownloadTiming } from '../../core/timing/download-timing';
import { usualGrace, type Grace } from '../../core/timing/grace';
import { localClock, type LearntOffset, type LocalClock } from '../../core/timing/local-clock';
import type { PhoneCircumstances, PlannedCheck } from '../../core/timing/phone-circumstances';
import { checksIn, planChecks, type CheckPlan } from '../../core/timing/plan-checks';
import { joinSpans, spanAtOrAfter, type TimeSpan } from '../../core/timing/time-spans';
import { timingAssumptions, type TimingAssumptions } from '../../core/timing/timing-assumptions';
import type { PhoneRecord } from '../phones/phone-store';
import type { SiteState, Surroundings } from '../site-state';

/** Checks longer ago are not looked at: a phone that missed them has missed newer ones. */
const lookBackMs = 60 * 24 * 60 * 60_000;

/** What is to be said of many phones at one moment. */
export interface CheckOutlook {
  readonly now: number;
  /** Two outlooks of one basis differ by time and by what each phone did, in nothing else. */
  readonly basis: string;
  timing(phone: PhoneRecord): DownloadTiming;
  isClockSet(phone: PhoneRecord): boolean;
  /** False: its zone is a guess, and it is never blamed by it. */
  isZoneKnown(phone: PhoneRecord): boolean;
  /** Null when it does not ask by itself, and before its first download. */
  nextCheckAt(phone: PhoneRecord): number | null;
  /** Every check after an instant, perhaps without end, counted from its last download: take no more than are needed. */
  checksAfter(phone: PhoneRecord, afterMs: number): Iterable<PlannedCheck>;
  /** The checks of a span, as if its download before had been the one at `downloadAt`. A fixed time does not depend on that. */
  checksCountedFrom(phone: PhoneRecord, downloadAt: number, span: TimeSpan): Iterable<PlannedCheck>;
  /** By how much its checks may have been earlier than counted from its last download. */
  phaseMs(phone: PhoneRecord): number;
  absence(phone: PhoneRecord): Absence;
  /** The check it did not come to; null without absence. */
  dueAt(phone: PhoneRecord): number | null;
  /** When time alone may change that. */
  absenceUntil(phone: PhoneRecord): number;
}

export interface CheckPlanSettings {
  /** The same object until something changes. */
  readonly assumptions: () => TimingAssumptions;
  /** As it is set now. */
  readonly grace: () => Grace;
  /** Asked for phones alone whose zone is a code. */
  readonly learntOffset: (phone: PhoneRecord) => LearntOffset | null;
}

interface Reading {
  readonly siteZone: string;
  readonly assumptions: TimingAssumptions;
  readonly isCode: boolean;
  readonly learnt: LearntOffset | null;
  readonly timing: DownloadTiming;
  readonly clock: LocalClock;
}

interface KnownAbsence extends AbsenceUntil {
  readonly reading: Reading;
  readonly basis: string;
}

/** The next check stays the next one until it has come. */
interface KnownNext {
  readonly reading: Reading;
  /** A gap of ours makes phones with an interval retry; one with a fixed time is not moved by it, and has null here. */
  readonly awayKey: string | null;
  readonly sinceMs: number;
  readonly at: number | null;
}

interface KnownGaps {
  readonly spans: readonly TimeSpan[];
  readonly away: readonly TimeSpan[];
  readonly key: string;
}

export class CheckPlans {
  /** By the very map a phone holds; taking a file makes a new one. */
  private readonly readings = new WeakMap<ReadonlyMap<string, string>, Reading>();
  /** By the very record of a phone; whatever it does makes a new one. */
  private readonly absences = new WeakMap<PhoneRecord, KnownAbsence>();
  private readonly nexts = new WeakMap<PhoneRecord, KnownNext>();
  private readonly settings: CheckPlanSettings;
  private known: KnownGaps | null = null;

  constructor(
    private readonly state: Pick<SiteState, 'held' | 'layers'>,
    private readonly around: Pick<Surroundings, 'family' | 'clock' | 'awaySpans' | 'recordedSince'>,
    settings: Partial<CheckPlanSettings> = {},
  ) {
    this.settings = {
      assumptions: () => timingAssumptions,
      grace: () => usualGrace,
      learntOffset: () => null,
      ...settings,
    };
  }

  /** Counted from the phone's last download: nobody sees a phone start. */
  plan(phone: PhoneRecord, span: TimeSpan, most = Infinity): CheckPlan {
    const reading = this.reading(phone, this.siteZone());
    const circumstances = circumstancesOf(phone, reading.clock, this.around.awaySpans(phone.lastFetch?.at ?? 0));
    if (!circumstances) return { checks: [], notes: [neverSeenNote], more: false };
    const { checks, notes, more } = planChecks(reading.timing, circumstances, span, this.settings.assumptions(), most);
    const { beforeMs } = this.settings.grace();
    return {
      checks: checks.filter((check) => !isMade(check, phone, beforeMs)),
      notes: [...notes, ...reading.clock.notes, countedFromNote],
      more,
    };
  }

  outlook(): CheckOutlook {
    const now = this.around.clock.now();
    const siteZone = this.siteZone();
    const grace = this.settings.grace();
    const { away, key: awayKey } = this.gaps(this.around.awaySpans(now - lookBackMs));
    const recordedSince = this.around.recordedSince() ?? -Infinity;
    const { cyclicCountsFrom } = this.settings.assumptions();
    const basis = `${siteZone} ${cyclicCountsFrom} ${grace.beforeMs}/${grace.afterMs} ${recordedSince} ${awayKey}`;
    const absenceOf = (phone: PhoneRecord): KnownAbsence => {
      const known = this.absences.get(phone);
      // What a phone holds belongs to its record: no need to look that up for ten thousand.
      if (known && known.basis === basis && now < known.until && this.stillReads(known.reading, phone, siteZone))
        return known;
      const reading = this.reading(phone, siteZone);
      // A check around the beginning of the record may have been made before it.
      const sinceMs = Math.max(phone.lastFetch?.at ?? 0, now - lookBackMs, recordedSince + grace.beforeMs - 1);
      const expected = this.checksAfter(phone, reading, sinceMs, away);
      const canMiss = reading.clock.zoneIs !== 'not-known';
      const reckoning = { canMiss, phaseMs: phaseMs(reading), sinceMs };
      const found = { ...absenceAt(now, expected, away, grace, reckoning), reading, basis };
      this.absences.set(phone, found);
      return found;
    };
    return {
      now,
      basis,
      timing: (phone) => this.reading(phone, siteZone).timing,
      isClockSet: (phone) => this.reading(phone, siteZone).clock.clockSet,
      isZoneKnown: (phone) => this.reading(phone, siteZone).clock.zoneIs !== 'not-known',
      nextCheckAt: (phone) => {
        const reading = this.reading(phone, siteZone);
        const key = reading.timing.fixedTimeMinutes === null ? awayKey : null;
        const known = this.nexts.get(phone);
        if (
          known?.reading === reading &&
          known.awayKey === key &&
          known.sinceMs <= now &&
          (known.at === null || now < known.at)
        )
          return known.at;
        const [next = null] = this.checksAfter(phone, reading, now, key === null ? [] : away);
        this.nexts.set(phone, { reading, awayKey: key, sinceMs: now, at: next && next.at });
        return next && next.at;
      },
      checksAfter: (phone, afterMs) => this.checksAfter(phone, this.reading(phone, siteZone), afterMs, away),
      checksCountedFrom: (phone, startedAt, span) => {
        const { timing, clock } = this.reading(phone, siteZone);
        const { zone, clockSet } = clock;
        const circumstances = { startedAt, start: 'download', zone, clockSet, unreachable: away } as const;
        return checksIn(timing, circumstances, span, this.settings.assumptions());
      },
      phaseMs: (phone) => phaseMs(this.reading(phone, siteZone)),
      absence: (phone) => absenceOf(phone).absence,
      dueAt: (phone) => absenceOf(phone).dueAt,
      absenceUntil: (phone) => absenceOf(phone).until,
    };
  }

  private *checksAfter(
    phone: PhoneRecord,
    { timing, clock }: Reading,
    afterMs: number,
    away: readonly TimeSpan[],
  ): Generator<PlannedCheck> {
    const since = phone.lastFetch ? spanAtOrAfter(away, phone.lastFetch.at) : null;
    const circumstances = circumstancesOf(phone, clock, since ? away.slice(away.indexOf(since)) : []);
    if (!circumstances) return;
    const { beforeMs } = this.settings.grace();
    const span = { from: afterMs + 1, to: Infinity };
    for (const check of checksIn(timing, circumstances, span, this.settings.assumptions()))
      if (!isMade(check, phone, beforeMs)) yield check;
  }

  private gaps(spans: readonly TimeSpan[]): KnownGaps {
    if (this.known?.spans !== spans) {
      const away = joinSpans(spans);
      this.known = { spans, away, key: away.map(({ from, to }) => `${from}-${to}`).join() };
    }
    return this.known;
  }

  private siteZone(): string {
    return this.state.layers.siteFacts('published').timeZone || 'UTC';
  }

  private reading(phone: PhoneRecord, siteZone: string): Reading {
    const held = this.state.held.of(phone.id);
    const known = this.readings.get(held);
    if (known && this.stillReads(known, phone, siteZone)) return known;
    const { family, clock } = this.around;
    const { learntOffset } = this.settings;
    const assumptions = this.settings.assumptions();
    const clockHeld = family.clockHeld(held, phone.model, assumptions);
    const isCode = clockHeld.zoneIs === 'code';
    const learnt = isCode ? learntOffset(phone) : null;
    const reading = {
      siteZone,
      assumptions,
      isCode,
      learnt,
      timing: family.downloadTiming(held, assumptions),
      clock: localClock(clockHeld, { siteZone, learnt, atMs: clock.now() }, assumptions),
    };
    // Phones that hold nothing share one map, whatever their models.
    if (held.size > 0) this.readings.set(held, reading);
    return reading;
  }

  private stillReads(reading: Reading, phone: PhoneRecord, siteZoneNow: string): boolean {
    const { siteZone, assumptions, isCode, learnt } = reading;
    if (assumptions !== this.settings.assumptions()) return false;
    return siteZone === siteZoneNow && (!isCode || learnt === this.settings.learntOffset(phone));
  }
}

/** By how much its checks may have been earlier than counted from its last download. */
function phaseMs({ timing, assumptions }: Reading): number {
  return assumptions.cyclicCountsFrom === 'last-download' ? 0 : (timing.cyclicMinutes ?? 0) * 60_000;
}

/** It came a little before its time. */
function isMade(check: PlannedCheck, phone: PhoneRecord, beforeMs: number): boolean {
  const fetchedAt = phone.lastFetch?.at ?? -Infinity;
  return check.trigger === 'fixed-time' && check.at - fetchedAt <= beforeMs;
}

function circumstancesOf(
  phone: PhoneRecord,
  { zone, clockSet }: LocalClock,
  unreachable: readonly TimeSpan[],
): PhoneCircumstances | null {
  if (!phone.lastFetch) return null;
  return { startedAt: phone.lastFetch.at, start: 'download', zone, clockSet, unreachable };
}

const neverSeenNote: CheckNote = {
  code: 'START_NOT_KNOWN',
  message:
    'It has not taken its files from here yet: nothing is known of when it asks but that it does when powered on.',
};

const countedFromNote: CheckNote = {
  code: 'START_NOT_KNOWN',
  message: 'When it was powered on is not known: everything is counted from its last download.',
};
