// A run while it runs: who waits for a NOTIFY, who is under way, and when the next one may leave.
import { freshPace, takeTurn, type Pace } from '../../core/resync/pace';
import type { RunState } from '../../core/resync/run-state';
import type { Clock } from '../../core/shared/clock';
import type { PhoneRecord } from '../phones/phone-store';
import type { QuietTimes } from '../schedules/quiet-times';
import type { ResyncRunRecord, StoredRunState } from './resync-store';

export interface LiveRunParts {
  readonly clock: Clock;
  readonly quiet: QuietTimes;
  /** A phone's turn has come. It counts as under way from here until `left`. */
  readonly begin: (phone: PhoneRecord) => void;
  /** It waits now, or waits no more. */
  readonly changed: () => void;
}

export class LiveRun {
  /** In the order in which they are reached; who is not open any more is passed over. */
  readonly waiting: PhoneRecord[];
  /** Not done and not failed. */
  readonly open: Set<number>;
  done = 0;
  failed = 0;
  private readonly underWay = new Set<number>();
  private pace: Pace;
  private cancelTimer: (() => void) | null = null;
  /** End of the maintenance window in which this run waits. */
  private quietUntil: number | null = null;
  private over = false;

  constructor(
    public record: ResyncRunRecord,
    phones: readonly PhoneRecord[],
    private readonly parts: LiveRunParts,
  ) {
    this.waiting = [...phones];
    this.open = new Set(phones.map(({ id }) => id));
    this.pace = freshPace(record.options.ratePerSecond, parts.clock.monotonicMs());
  }

  get state(): RunState {
    return this.record.state === 'running' && this.quietUntil !== null ? 'waiting' : this.record.state;
  }

  /** Until when it waits by itself; null when it does not. */
  get waitsUntil(): number | null {
    return this.state === 'waiting' ? this.quietUntil : null;
  }

  /** One that is under way from before this program began. */
  follow(phone: PhoneRecord): void {
    this.open.add(phone.id);
    this.underWay.add(phone.id);
  }

  isUnderWay(phoneId: number): boolean {
    return this.underWay.has(phoneId);
  }

  /** Done or failed: it makes room for another. False when that was known. */
  left(phoneId: number): boolean {
    this.underWay.delete(phoneId);
    return this.open.delete(phoneId);
  }

  setState(state: StoredRunState, note: string | null): void {
    this.record = { ...this.record, state, note };
  }

  /** Sends what may be sent now, and comes back when more may. */
  pump(): void {
    this.cancelTimer?.();
    this.cancelTimer = null;
    const { ratePerSecond, inFlight } = this.record.options;
    while (!this.over && this.record.state === 'running' && this.underWay.size < inFlight && this.someoneWaits()) {
      const waitMs = this.quietMs();
      if (waitMs > 0) return this.comeBack(waitMs);
      const turn = takeTurn(this.pace, ratePerSecond, this.parts.clock.monotonicMs());
      this.pace = turn.pace;
      if (turn.waitMs > 0) return this.comeBack(turn.waitMs);
      const phone = this.waiting.shift();
      if (!phone) return;
      this.underWay.add(phone.id);
      this.parts.begin(phone);
    }
    if (this.waiting.length === 0 || this.record.state !== 'running') this.noteQuiet(null);
  }

  /** Sends no more, and nothing of it waits on the clock. */
  abandon(): void {
    this.over = true;
    this.cancelTimer?.();
    this.cancelTimer = null;
  }

  /** Passes over those that another run took meanwhile: taking thousands out one by one would cost a search each. */
  private someoneWaits(): boolean {
    for (let next = this.waiting[0]; next; next = this.waiting[0]) {
      if (this.open.has(next.id)) return true;
      this.waiting.shift();
    }
    return false;
  }

  private quietMs(): number {
    const now = this.parts.clock.now();
    const until = this.parts.quiet.isQuiet(now);
    this.noteQuiet(until);
    return until === null ? 0 : Math.max(1, until - now);
  }

  private noteQuiet(until: number | null): void {
    if (until === this.quietUntil) return;
    this.quietUntil = until;
    this.parts.changed();
  }

  private comeBack(waitMs: number): void {
    // Wall time may jump meanwhile: a wait of hours is looked at again every minute.
    this.cancelTimer = this.parts.clock.after(Math.min(waitMs, longestWaitMs), () => this.pump());
  }
}

const longestWaitMs = 60_000;
