// Asks registered phones now and then whether they are still there: an OPTIONS, to which any answer will do (RFC 3261 §11).
import type { RandomBytes } from '../../core/shared/digest';
import type { RegistrationBook } from './registration-book';
import type { PhoneBinding } from './registration-store';
import type { SipEndpoint } from './sip-endpoint';

const everyMs = 30_000;
const tickMs = 1_000;
/** Ten thousand phones take their turns; the network is for calls. */
const mostAtOnce = 100;
/** Silence takes half a minute to be sure of. */
const mostWaiting = 1_000;
const missesUntilSilent = 3;

export interface PhonePingsParts {
  readonly book: RegistrationBook;
  readonly endpoint: Pick<SipEndpoint, 'ask'>;
  /** Of real time: a fast lab clock must not make a flood of it. */
  readonly realMonotonicMs: () => number;
  readonly randomBytes: RandomBytes;
  /** A phone fell silent, or answers again. */
  readonly changed: () => void;
}

interface Turn {
  dueAt: number;
  misses: number;
  isWaiting: boolean;
}

export class PhonePings {
  static readonly tickMs = tickMs;
  private readonly turns = new Map<string, Turn>();
  private waiting = 0;
  private lastTickMs = -Infinity;

  constructor(private readonly parts: PhonePingsParts) {}

  /** To be called every second or so. */
  tick(): void {
    const now = this.parts.realMonotonicMs();
    if (now - this.lastTickMs < tickMs / 2) return;
    this.lastTickMs = now;
    let room = Math.min(mostAtOnce, mostWaiting - this.waiting);
    const gone = new Set(this.turns.keys());
    for (const binding of this.parts.book.all()) {
      const key = `${binding.contact}\n${binding.flow}`;
      gone.delete(key);
      const turn = this.turns.get(key) ?? this.firstTurn(key, now);
      if (turn.dueAt > now || turn.isWaiting || room <= 0) continue;
      room -= 1;
      turn.dueAt = now + everyMs;
      void this.ping(binding, turn);
    }
    for (const key of gone) this.turns.delete(key);
  }

  /** Spread, so that phones that registered together are not asked together. */
  private firstTurn(key: string, now: number): Turn {
    const [high = 0, low = 0] = this.parts.randomBytes(2);
    const turn = { dueAt: now + ((high * 256 + low) / 65_536) * everyMs, misses: 0, isWaiting: false };
    this.turns.set(key, turn);
    return turn;
  }

  private async ping(binding: PhoneBinding, turn: Turn): Promise<void> {
    const { book, endpoint, changed } = this.parts;
    turn.isWaiting = true;
    this.waiting += 1;
    const request = { method: 'OPTIONS', uri: binding.contact, credentials: null } as const;
    const outcome = await endpoint
      .ask({ ...request, nextHop: { kind: 'flow', flow: binding.flow } }, { sent: () => undefined })
      // A contact that can be read and not be written: then nobody is there to be asked.
      .catch(() => ({ kind: 'unreachable' }) as const);
    turn.isWaiting = false;
    this.waiting -= 1;
    if (outcome.kind === 'cancelled') return;
    turn.misses = outcome.kind === 'answered' ? 0 : turn.misses + 1;
    const isSilent = turn.misses >= missesUntilSilent;
    if ((turn.misses === 0 || isSilent) && book.noteReachable(binding, !isSilent)) changed();
  }
}
