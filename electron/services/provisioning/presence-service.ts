// When this laptop was serving. Without it, a phone that found nobody would be blamed for our own absence.
import type { Clock } from '../../core/shared/clock';
import type { PresenceSpan, PresenceStore } from './presence-store';

const heartbeatMs = 30_000;

export interface AwaySpan {
  readonly from: number;
  readonly to: number | null;
  readonly cause: 'closed' | 'asleep' | 'listener-down' | 'address-gone' | 'crashed';
}

export class PresenceService {
  private stopHeart: (() => void) | null = null;

  constructor(
    private readonly store: PresenceStore,
    private readonly clock: Clock,
  ) {}

  begin(): void {
    if (this.stopHeart) return;
    this.store.open(this.clock.now());
    this.stopHeart = this.clock.every(heartbeatMs, () => this.store.heartbeat(this.clock.now()));
  }

  end(endedBy: Exclude<PresenceSpan['endedBy'], 'crash' | null>): void {
    if (!this.stopHeart) return;
    this.stopHeart();
    this.stopHeart = null;
    this.store.close(this.clock.now(), endedBy);
  }

  /** The gaps between spans of serving that reach beyond `sinceAt`, oldest first; the last one is open while nobody serves. */
  away(sinceAt: number): AwaySpan[] {
    // All of them: the gap in which `sinceAt` lies begins with a span that ended before.
    const spans = this.store.spans(0);
    const gaps = spans.flatMap((span, index): AwaySpan[] => {
      const next = spans[index + 1];
      if (!next && span.endedBy === null) return [];
      return [{ from: span.to, to: next?.from ?? null, cause: causeOf(span) }];
    });
    return gaps.filter((gap) => gap.to === null || gap.to > Math.max(gap.from, sinceAt));
  }
}

function causeOf(span: PresenceSpan): AwaySpan['cause'] {
  if (span.endedBy === 'stop') return 'closed';
  if (span.endedBy === 'suspend') return 'asleep';
  if (span.endedBy === 'listener-down' || span.endedBy === 'address-gone') return span.endedBy;
  return 'crashed';
}
