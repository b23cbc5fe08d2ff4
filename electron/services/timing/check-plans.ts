// When the phones of a site will ask by themselves, and which should have: from what each holds, never from what was published.
import { absenceAt, type Absence, type AbsenceUntil } from '../../core/phones/absence';
import type { CheckNote } from '../../core/timing/check-notes';
import type { DownloadTiming } from '../../core/timing/download-timing';
import { usualGrace, type Grace } from '../../core/timing/grace';
import { localClock, type LearntOffset, type LocalClock } from '../../core/timing/local-clock';
import type { PhoneCircumstances, PlannedCheck } from '../../core/timing/phone-circumstances';
import { checksIn, planChecks, type CheckPlan } from '../../core/timing/plan-checks';
import { joinSpans, type TimeSpan } from '../../core/timing/time-spans';
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
  /** Null when it does not ask by itself, and before its first download. */
  nextCheckAt(phone: PhoneRecord): number | null;
  absence(phone: PhoneRecord): Absence;
  /** When time alone may change that. */
  absenceUntil(phone: PhoneRecord): number;
}

export interface CheckPlanSettings {
  readonly assumptions: TimingAssumptions;
  readonly grace: Grace;
  /** Asked for phones alone whose zone is a code. */
  readonly learntOffset: (phone: PhoneRecord) => LearntOffset | null;
}

interface Reading {
  readonly siteZone: string;
  readonly isCode: boolean;
  readonly learnt: LearntOffset | null;
  readonly timing: DownloadTiming;
  readonly clock: LocalClock;
}

interface KnownAbsence extends AbsenceUntil {
  readonly reading: Reading;
  readonly awayKey: string;
}

/** The next check stays the next one until it has come. */
interface KnownNext {
  readonly reading: Reading;
  readonly sinceMs: number;
  readonly at: number | null;
}

export class CheckPlans {
  /** By the very map a phone holds; taking a file makes a new one. */
  private readonly readings = new WeakMap<ReadonlyMap<string, string>, Reading>();
  /** By the very record of a phone; whatever it does makes a new one. */
  private readonly absences = new WeakMap<PhoneRecord, KnownAbsence>();
  private readonly nexts = new WeakMap<PhoneRecord, KnownNext>();
  private readonly settings: CheckPlanSettings;

  constructor(
    private readonly state: Pick<SiteState, 'held' | 'layers'>,
    private readonly around: Pick<Surroundings, 'family' | 'clock' | 'awaySpans'>,
    settings: Partial<CheckPlanSettings> = {},
  ) {
    this.settings = { assumptions: timingAssumptions, grace: usualGrace, learntOffset: () => null, ...settings };
  }

  /** Counted from the phone's last download: nobody sees a phone start. */
  plan(phone: PhoneRecord, span: TimeSpan, most = Infinity): CheckPlan {
    const reading = this.reading(phone, this.siteZone());
    const circumstances = circumstancesOf(phone, reading.clock, this.around.awaySpans(phone.lastFetch?.at ?? 0));
    if (!circumstances) return { checks: [], notes: [neverSeenNote], more: false };
    const { checks, notes, more } = planChecks(reading.timing, circumstances, span, this.settings.assumptions, most);
    return {
      checks: checks.filter((check) => !this.isMade(check, phone)),
      notes: [...notes, ...reading.clock.notes, countedFromNote],
      more,
    };
  }

  outlook(): CheckOutlook {
    const now = this.around.clock.now();
    const siteZone = this.siteZone();
    const away = joinSpans(this.around.awaySpans(now - lookBackMs));
    const awayKey = away.map(({ from, to }) => `${from}-${to}`).join();
    const absenceOf = (phone: PhoneRecord): KnownAbsence => {
      const known = this.absences.get(phone);
      // What a phone holds belongs to its record: no need to look that up for ten thousand.
      if (known && known.awayKey === awayKey && now < known.until && this.stillReads(known.reading, phone, siteZone))
        return known;
      const reading = this.reading(phone, siteZone);
      const sinceMs = Math.max(phone.lastFetch?.at ?? 0, now - lookBackMs);
      const expected = this.checksAfter(phone, reading, sinceMs, away);
      const canMiss = reading.clock.zoneIs !== 'not-known';
      const found = { ...absenceAt(now, expected, away, this.settings.grace, canMiss), reading, awayKey };
      this.absences.set(phone, found);
      return found;
    };
    return {
      now,
      basis: `${siteZone} ${awayKey}`,
      timing: (phone) => this.reading(phone, siteZone).timing,
      isClockSet: (phone) => this.reading(phone, siteZone).clock.clockSet,
      nextCheckAt: (phone) => {
        const reading = this.reading(phone, siteZone);
        const known = this.nexts.get(phone);
        if (known?.reading === reading && known.sinceMs <= now && (known.at === null || now < known.at))
          return known.at;
        const [next = null] = this.checksAfter(phone, reading, now, []);
        this.nexts.set(phone, { reading, sinceMs: now, at: next && next.at });
        return next && next.at;
      },
      absence: (phone) => absenceOf(phone).absence,
      absenceUntil: (phone) => absenceOf(phone).until,
    };
  }

  /** Without end where the phone asks for good; take no more than are needed. */
  private *checksAfter(
    phone: PhoneRecord,
    { timing, clock }: Reading,
    afterMs: number,
    away: readonly TimeSpan[],
  ): Generator<PlannedCheck> {
    const circumstances = circumstancesOf(phone, clock, away);
    if (!circumstances) return;
    const span = { from: afterMs + 1, to: Infinity };
    for (const check of checksIn(timing, circumstances, span, this.settings.assumptions))
      if (!this.isMade(check, phone)) yield check;
  }

  private siteZone(): string {
    return this.state.layers.siteFacts('published').timeZone || 'UTC';
  }

  private reading(phone: PhoneRecord, siteZone: string): Reading {
    const held = this.state.held.of(phone.id);
    const known = this.readings.get(held);
    if (known && this.stillReads(known, phone, siteZone)) return known;
    const { family, clock } = this.around;
    const { assumptions, learntOffset } = this.settings;
    const clockHeld = family.clockHeld(held, phone.model, assumptions);
    const isCode = clockHeld.zoneIs === 'code';
    const learnt = isCode ? learntOffset(phone) : null;
    const reading = {
      siteZone,
      isCode,
      learnt,
      timing: family.downloadTiming(held, assumptions),
      clock: localClock(clockHeld, { siteZone, learnt, atMs: clock.now() }, assumptions),
    };
    // Phones that hold nothing share one map, whatever their models.
    if (held.size > 0) this.readings.set(held, reading);
    return reading;
  }

  private stillReads({ siteZone, isCode, learnt }: Reading, phone: PhoneRecord, siteZoneNow: string): boolean {
    return siteZone === siteZoneNow && (!isCode || learnt === this.settings.learntOffset(phone));
  }

  /** It came a little before its time. */
  private isMade(check: PlannedCheck, phone: PhoneRecord): boolean {
    const fetchedAt = phone.lastFetch?.at ?? -Infinity;
    return check.trigger === 'fixed-time' && check.at - fetchedAt <= this.settings.grace.beforeMs;
  }
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
