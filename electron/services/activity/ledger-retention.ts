// Keeps the ledger within its limits: rows too old go, and the oldest when it takes too much room; then bodies nobody speaks of any
// more, then free pages of the file. All in pieces of a few milliseconds with pauses between, because there is one writer and
// phones are served meanwhile.
import type { Clock } from '../../core/shared/clock';
import type { ClockQuality } from '../provisioning/clock-quality';
import type { SiteStore } from '../settings/site-store';
import type { LedgerAge, LedgerUpkeep, RequestLedger, UnusedBodies } from './request-ledger';

export interface LedgerLimits {
  readonly keepDays: number;
  readonly keepMegabytes: number;
}

export interface RetentionParts {
  readonly ledger: Pick<RequestLedger, 'extent'>;
  readonly upkeep: LedgerUpkeep;
  readonly settings: Pick<SiteStore, 'setting' | 'saveSetting'>;
  /** Paces the work. */
  readonly realClock: Clock;
  /** The clock rows are stamped with; null in a lab, where time leaps and no row goes by its age. */
  readonly stampClock: Pick<Clock, 'now'> | null;
  /** Of that clock. */
  readonly clockQuality: ClockQuality;
  readonly onFault: (error: unknown) => void;
}

const defaults: LedgerLimits = { keepDays: 90, keepMegabytes: 1024 };
const dayMs = 24 * 60 * 60_000;
const megabyte = 1024 * 1024;
const firstAfterMs = 60_000;
const everyMs = 60 * 60_000;
/** In between the size alone is looked at: a flood of nonsense can write gigabytes in an hour. */
const lookEveryMs = 60_000;
/** How far above its limit the ledger may be until the next round is due. */
const tolerated = 1.1;
/** A clock that has leapt is believed when it has gone steadily for so long. */
const steadyAfterLeapMs = dayMs;
/** Between pieces. */
const pauseMs = 25;
/** What a piece should take at most; the next one is cut by what the last one took. */
const pieceMs = 3;
const rowsAtFirst = 100;
const mostRows = 2000;
const bodiesAtOnce = 40;
const pagesAtOnce = 64;
/** Fewer free pages are not worth the work: new rows use them. */
const worthwhilePages = 1024;

export class LedgerRetention {
  private cancelTimer: (() => void) | null = null;
  private cancelPause: (() => void) | null = null;
  /** Monotonic. */
  private roundDueMs = 0;
  private stopped = false;
  private working: Promise<void> | null = null;
  private rowsAtOnce = rowsAtFirst;
  /** The newest moment known by the clock of the rows: that of the newest row, later that of the last look. */
  private seenAt: number | null = null;
  /** Monotonic. */
  private leaptMs: number | null = null;

  constructor(private readonly parts: RetentionParts) {}

  start(): void {
    this.watchClock();
    this.roundIn(firstAfterMs);
  }

  /** Nothing is done any more when this returns, a piece under way apart. */
  stop(): void {
    this.stopped = true;
    this.cancelTimer?.();
    this.cancelPause?.();
  }

  limits(): LedgerLimits {
    return {
      keepDays: this.setting('ledger: days kept') ?? defaults.keepDays,
      keepMegabytes: this.setting('ledger: megabytes kept') ?? defaults.keepMegabytes,
    };
  }

  /** Works towards the new limits within a second. */
  setLimits({ keepDays, keepMegabytes }: Partial<LedgerLimits>): LedgerLimits {
    const { settings } = this.parts;
    if (keepDays !== undefined) settings.saveSetting('ledger: days kept', String(keepDays));
    if (keepMegabytes !== undefined) settings.saveSetting('ledger: megabytes kept', String(keepMegabytes));
    this.roundIn(500);
    return this.limits();
  }

  /** One round, to its end. Joins one that is under way. */
  tidy(): Promise<void> {
    this.working ??= this.round()
      .catch((error: unknown) => {
        if (!this.stopped) this.parts.onFault(error);
      })
      .finally(() => {
        this.working = null;
      });
    return this.working;
  }

  private roundIn(delayMs: number): void {
    this.roundDueMs = this.parts.realClock.monotonicMs() + delayMs;
    this.wake();
  }

  private wake(): void {
    this.cancelTimer?.();
    if (this.stopped) return;
    const { realClock } = this.parts;
    const delayMs = Math.min(lookEveryMs, Math.max(0, this.roundDueMs - realClock.monotonicMs()));
    this.cancelTimer = realClock.after(delayMs, () => void this.look().finally(() => this.wake()));
  }

  private async look(): Promise<void> {
    this.watchClock();
    const nowMs = this.parts.realClock.monotonicMs();
    if (nowMs < this.roundDueMs && !(await this.isFarTooLarge())) return;
    // Before the round: limits that are changed during it ask for another one.
    this.roundDueMs = nowMs + everyMs;
    await this.tidy();
  }

  private async isFarTooLarge(): Promise<boolean> {
    try {
      const { bytes } = await this.parts.ledger.extent();
      return bytes > this.limits().keepMegabytes * megabyte * tolerated;
    } catch (error) {
      if (!this.stopped) this.parts.onFault(error);
      return false;
    }
  }

  private async round(): Promise<void> {
    const { ledger, stampClock } = this.parts;
    const { keepDays, keepMegabytes } = this.limits();
    const now = stampClock?.now() ?? 0;
    let removed = this.isAgeSure() ? await this.remove(Infinity, { beforeAt: now - keepDays * dayMs, now }) : 0;
    const { rows, bytes } = await ledger.extent();
    const limitBytes = keepMegabytes * megabyte;
    // Rows are much alike, so a share of the rows is the same share of the bytes.
    if (bytes > limitBytes) removed += await this.remove(Math.ceil(rows * (1 - limitBytes / bytes)), null);
    if (removed > 0 || !this.tidied) await this.removeBodies();
    if (removed > 0 || !this.tidied) await this.shrink();
    this.tidied = true;
  }

  /** Whether rows may go by their age. A clock that is wrong would take all of them in one round, so none goes while the system says that it
   *  was never set right; and where the system does not say, none for a day of running after it leapt: back, or ahead by more
   *  than rows are kept (a flat battery, or a laptop that lay in a drawer). The limit of size holds all the while. */
  private isAgeSure(): boolean {
    if (!this.parts.stampClock) return false;
    this.watchClock();
    const state = this.parts.clockQuality();
    if (state !== 'unknown') return state === 'synchronised';
    return this.leaptMs === null || this.parts.realClock.monotonicMs() - this.leaptMs >= steadyAfterLeapMs;
  }

  private watchClock(): void {
    const { stampClock, upkeep, realClock } = this.parts;
    if (!stampClock) return;
    const now = stampClock.now();
    const before = this.seenAt ?? upkeep.newestAt() ?? now;
    if (now < before || now - before > this.limits().keepDays * dayMs) this.leaptMs = realClock.monotonicMs();
    this.seenAt = now;
  }

  /** The first round also ends what the last run of the program left undone. */
  private tidied = false;

  private async remove(count: number, age: LedgerAge | null): Promise<number> {
    let removed = 0;
    while (removed < count && !this.stopped) {
      const wanted = Math.min(this.rowsAtOnce, count - removed);
      const [gone, tookMs] = this.timed(() => this.parts.upkeep.removeOldest(wanted, age));
      removed += gone;
      if (gone < wanted) break;
      const fitting = Math.round((this.rowsAtOnce * pieceMs) / Math.max(tookMs, 0.1));
      this.rowsAtOnce = Math.min(mostRows, Math.max(10, Math.min(fitting, this.rowsAtOnce * 2)));
      await this.pause();
    }
    return removed;
  }

  private async removeBodies(): Promise<void> {
    let found: UnusedBodies = await this.parts.upkeep.findUnusedBodies();
    while (found.unused.length + found.used.length > 0 && !this.stopped) {
      found = this.parts.upkeep.removeBodies(found, bodiesAtOnce);
      await this.pause();
    }
  }

  private async shrink(): Promise<void> {
    let free = this.parts.upkeep.shrink(0);
    if (free < worthwhilePages) return;
    while (free > 0 && !this.stopped) {
      const left = this.parts.upkeep.shrink(pagesAtOnce);
      if (left >= free) return;
      free = left;
      await this.pause();
    }
  }

  private timed<T>(work: () => T): [T, number] {
    const startMs = this.parts.realClock.monotonicMs();
    const result = work();
    return [result, this.parts.realClock.monotonicMs() - startMs];
  }

  private pause(): Promise<void> {
    return new Promise((resolve) => {
      this.cancelPause = this.parts.realClock.after(pauseMs, resolve);
    });
  }

  private setting(name: string): number | null {
    const value = Number(this.parts.settings.setting(name) ?? '');
    return Number.isInteger(value) && value > 0 ? value : null;
  }
}
