// When the phone asks by itself (guide §2): it looks at its settings and its clock, knows the next moment, and waits for that one.
import type { Clock } from '../../core/shared/clock';
import type { TimingChoices } from './timing-choices';
import { nextDailyTime, type WallClock } from './wall-clock';

const minuteMs = 60_000;
/** A clock set back by less does not make the same fixed time come again. */
const sameTimeMs = 60 * minuteMs;
/** What was due no longer ago still comes: another part of the phone may be served first in the same moment. */
const lateMs = 1_000;

export interface NextCheck {
  /** By the clock of the surroundings. */
  readonly atMs: number;
  readonly trigger: 'cyclic' | 'fixed-time' | 'retry';
}

interface DownloadTimerParts {
  clock: Clock;
  settings: ReadonlyMap<string, string>;
  choices: TimingChoices;
  /** How much the phone's own clock is ahead; null while it is not set. */
  correctionMs: () => number | null;
  wallClock: () => WallClock;
  due: (trigger: NextCheck['trigger']) => void;
  /** Told whenever it was worked out anew; null when the phone does not ask by itself. */
  planned: (next: NextCheck | null) => void;
}

export class DownloadTimer {
  private poweredOnMs: number | null = null;
  private lastGoodMs: number | null = null;
  private failures: { readonly firstMs: number; readonly lastMs: number } | null = null;
  /** The fixed time that came last, by the phone's clock. */
  private lastFixedMs = -Infinity;
  /** Cyclic checks up to here came, or were a download that was under way. */
  private servedMs = -Infinity;
  /** When the last check was due. */
  private dueMs = -Infinity;
  private cancel = (): void => undefined;

  constructor(private readonly parts: DownloadTimerParts) {}

  powerOn(): void {
    this.powerOff();
    this.poweredOnMs = this.servedMs = this.parts.clock.now();
  }

  powerOff(): void {
    this.cancel();
    this.poweredOnMs = null;
    this.lastGoodMs = null;
    this.failures = null;
    this.lastFixedMs = -Infinity;
    this.dueMs = -Infinity;
  }

  /** A download that began at `beganMs` is over, whatever made the phone ask, and its settings count. `plan` next. */
  runEnded(beganMs: number, good: boolean): void {
    this.servedMs = this.parts.clock.now();
    // A timer that is late shifts no beat.
    const lastMs = beganMs - this.dueMs < lateMs ? this.dueMs : beganMs;
    if (good) {
      this.lastGoodMs = lastMs;
      this.failures = null;
    } else {
      const firstMs = this.failures?.firstMs ?? lastMs;
      this.failures = this.retryMinutes() === null ? null : { firstMs, lastMs };
    }
  }

  /** Works out the next moment and waits for it. */
  plan(): void {
    this.cancel();
    const next = this.poweredOnMs === null ? null : this.next(this.poweredOnMs);
    this.parts.planned(next);
    if (!next) return;
    const { clock } = this.parts;
    this.cancel = clock.after(Math.max(0, next.atMs - clock.now()), () => {
      if (clock.now() < next.atMs) return this.plan();
      this.dueMs = next.atMs;
      if (next.trigger === 'fixed-time') this.lastFixedMs = next.atMs + (this.parts.correctionMs() ?? 0);
      this.parts.due(next.trigger);
    });
  }

  private next(poweredOnMs: number): NextCheck | null {
    if (this.setting('PROVISION_ENABLE') === 'N') return null;
    const checks: NextCheck[] = [];
    const fixed = this.fixedMinutes();
    if (fixed !== null) {
      const atMs = this.nextFixedMs(fixed, poweredOnMs);
      if (atMs !== null) checks.push({ atMs, trigger: 'fixed-time' });
    }
    const cyclic = this.cyclicMinutes();
    if (cyclic !== null) checks.push({ atMs: this.nextCyclicMs(cyclic * minuteMs, poweredOnMs), trigger: 'cyclic' });
    const retry = this.retryMinutes();
    if (retry !== null && this.failures) {
      checks.push({ atMs: this.nextRetryMs(retry * minuteMs, this.failures), trigger: 'retry' });
    }
    // Of two in the same moment the first counts: a retry that meets a regular check is that check.
    return checks.reduce<NextCheck | null>((first, one) => (first && first.atMs <= one.atMs ? first : one), null);
  }

  private nextFixedMs(minutes: number, poweredOnMs: number): number | null {
    const { clock, choices, correctionMs, wallClock } = this.parts;
    const ahead = correctionMs() ?? (choices.fixedTimeWithoutClock === 'as-if-set' ? 0 : null);
    if (ahead === null) return null;
    const now = clock.now() + ahead;
    const poweredOn = poweredOnMs + ahead - (choices.fixedTimeAtPowerOn === 'both' ? 1 : 0);
    const came = this.lastFixedMs - now > sameTimeMs ? -Infinity : this.lastFixedMs;
    const after = Math.max(now - lateMs, poweredOn, came);
    return nextDailyTime(wallClock(), minutes, after, choices.fixedTimeOnMovedClock) - ahead;
  }

  private nextCyclicMs(intervalMs: number, poweredOnMs: number): number {
    const { clock, choices } = this.parts;
    const from = choices.cyclicCountsFrom === 'last-good-run' ? (this.lastGoodMs ?? poweredOnMs) : poweredOnMs;
    const after = Math.max(clock.now() - lateMs, this.servedMs);
    return from + (Math.floor((after - from) / intervalMs) + 1) * intervalMs;
  }

  private nextRetryMs(intervalMs: number, { firstMs, lastMs }: { firstMs: number; lastMs: number }): number {
    if (this.parts.choices.retryCountsFrom === 'last-failure') return lastMs + intervalMs;
    return firstMs + (Math.floor((lastMs - firstMs) / intervalMs) + 1) * intervalMs;
  }

  /** `00:00` to `23:59`, always two digits; anything else is no time (guide §2). */
  private fixedMinutes(): number | null {
    const text = this.setting('CFG_RESYNC_TIME');
    if (!/^\d\d:\d\d$/.test(text)) return null;
    const [hours = 0, minutes = 0] = text.split(':').map(Number);
    return hours < 24 && minutes < 60 ? hours * 60 + minutes : null;
  }

  private cyclicMinutes(): number | null {
    if (this.fixedMinutes() !== null || this.setting('CFG_CYCLIC') !== 'Y') return null;
    return this.interval('CFG_CYCLIC_INTVL', this.parts.choices.cyclicMinutesWhenUnset);
  }

  private retryMinutes(): number | null {
    const { fixedTimeSilences, retryMinutesWhenUnset } = this.parts.choices;
    if (fixedTimeSilences === 'cyclic-and-retry' && this.fixedMinutes() !== null) return null;
    return this.interval('CFG_RTRY_INTVL', retryMinutesWhenUnset);
  }

  private interval(name: string, whenUnset: number): number | null {
    const text = this.setting(name);
    if (text === '') return whenUnset;
    const minutes = /^\d+$/.test(text) ? Number(text) : 0;
    return minutes >= 1 && minutes <= this.parts.choices.longestMinutes ? minutes : null;
  }

  private setting(name: string): string {
    return this.parts.settings.get(name) ?? '';
  }
}
