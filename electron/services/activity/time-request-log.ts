// Questions for the time as rows of the ledger. A datagram costs its sender nothing and its address may be false, so they are
// folded: a peer has one row a minute and kind of answer, and all peers together a bounded number a second.
import type { RequestReason } from '../../core/provisioning/request-reason';
import type { Clock } from '../../core/shared/clock';
import type { ProvisioningJournal } from '../provisioning/provisioning-store';

/** What an address asked and got. */
export interface TimeQuestion {
  readonly remote: string;
  readonly outcome: 'told' | 'refused' | 'too-often';
}

export interface TimeRequestLogParts {
  readonly journal: Pick<ProvisioningJournal, 'record'>;
  readonly siteId: number;
  /** Stamps the rows. */
  readonly clock: Pick<Clock, 'now'>;
  /** Paces them. */
  readonly realClock: Pick<Clock, 'monotonicMs'>;
  readonly announce: () => void;
}

interface Folded {
  readonly atMs: number;
  count: number;
}

const quietMs = 60_000;
const peersRemembered = 10_000;
const rowsPerSecond = 10;
const rowsAtOnce = 200;
const answerBytes = 48;

const kinds: Readonly<Record<TimeQuestion['outcome'], { reason: RequestReason; status: number; bytes: number }>> = {
  told: { reason: 'served', status: 200, bytes: answerBytes },
  refused: { reason: 'clock-unsure', status: 503, bytes: answerBytes },
  'too-often': { reason: 'guarded', status: 429, bytes: 0 },
};

export class TimeRequestLog {
  /** In the order of their last row. */
  private readonly peers = new Map<string, Folded>();
  private rowsLeft = rowsAtOnce;
  private filledAtMs = -Infinity;

  constructor(private readonly parts: TimeRequestLogParts) {}

  /** The path tells how many questions the row stands for: those since the peer's last row, `time ×17`. */
  note({ remote, outcome }: TimeQuestion): void {
    const nowMs = this.parts.realClock.monotonicMs();
    const key = `${outcome} ${remote}`;
    const known = this.peers.get(key);
    if (known && nowMs - known.atMs < quietMs) {
      known.count++;
      return;
    }
    const count = 1 + (known?.count ?? 0);
    if (!this.mayWrite(nowMs)) {
      if (known) known.count++;
      return;
    }
    this.peers.delete(key);
    this.peers.set(key, { atMs: nowMs, count: 0 });
    if (this.peers.size > peersRemembered) this.peers.delete(this.peers.keys().next().value as string);
    this.write(remote, outcome, count);
  }

  private mayWrite(nowMs: number): boolean {
    const gained = Number.isFinite(this.filledAtMs) ? ((nowMs - this.filledAtMs) / 1000) * rowsPerSecond : rowsAtOnce;
    this.rowsLeft = Math.min(rowsAtOnce, this.rowsLeft + gained);
    this.filledAtMs = nowMs;
    if (this.rowsLeft < 1) return false;
    this.rowsLeft--;
    return true;
  }

  private write(remote: string, outcome: TimeQuestion['outcome'], count: number): void {
    const request = {
      at: this.parts.clock.now(),
      protocol: 'sntp',
      remote,
      method: '',
      path: count === 1 ? 'time' : `time ×${count}`,
      mac: null,
      phoneId: null,
      sha256: null,
      userAgent: null,
      durationMs: 0,
      ...kinds[outcome],
    } as const;
    this.parts.journal.record(this.parts.siteId, { request, body: null, phone: null, held: null, waiting: null });
    this.parts.announce();
  }
}
