// Handshakes of HTTPS that failed, newest first, folded by peer and reason. Strangers make them: so it is bounded, and in memory only.
import { explainHandshake, type HandshakeFailure } from '../../core/provisioning/handshake-failure';
import type { Clock } from '../../core/shared/clock';

export interface FoldedFailure extends HandshakeFailure {
  /** When it happened last. */
  readonly at: number;
  readonly remote: string;
  readonly times: number;
}

const kept = 200;

export class HandshakeBook {
  /** Oldest first, as a Map keeps what is put in anew. */
  private readonly failures = new Map<string, FoldedFailure>();

  /** `changed` is called after each. */
  constructor(
    private readonly clock: Clock,
    private readonly changed: () => void,
  ) {}

  note(failed: { readonly remote: string; readonly error: string; readonly firstBytes: Uint8Array }): void {
    const explained = explainHandshake(failed.error, failed.firstBytes);
    const key = `${failed.remote} ${explained.reason}`;
    const times = (this.failures.get(key)?.times ?? 0) + 1;
    this.failures.delete(key);
    this.failures.set(key, { ...explained, at: this.clock.now(), remote: failed.remote, times });
    const [oldest] = this.failures.keys();
    if (this.failures.size > kept && oldest !== undefined) this.failures.delete(oldest);
    this.changed();
  }

  all(): FoldedFailure[] {
    return [...this.failures.values()].toReversed();
  }
}
