// When this laptop was serving. Without it, a phone that found nobody would be blamed for our own absence.
import type { AwaySpan } from '../../core/timing/away-span';
import type { Clock } from '../../core/shared/clock';
import type { Woken } from '../timing/wake-signal';
import { PresenceBook, type PresenceClocks } from './presence-book';
import type { PresenceStore } from './presence-store';

/** Whether phones find us. */
export interface Reach {
  state(): 'up' | 'listener-down' | 'address-gone';
  /** The network the listeners are on is there, as far as this computer knows. */
  isNetworkUp(): boolean;
  /** Looks at the addresses of this computer now. */
  look(): Promise<void>;
}

export interface PresenceParts extends PresenceClocks {
  readonly store: PresenceStore;
  readonly clock: Clock;
  /** Laptops sleep and networks come up in real time, whatever a lab's clock says. */
  readonly realClock: Clock;
  /** Of real time, going on in sleep. */
  readonly realSteadyMs: () => number;
  /** In real time: so much of the end is lost should the program die. */
  readonly heartbeatMs: number;
  readonly reach: Reach;
  /** Serving again, after a time away. */
  readonly woke: (woken: Woken) => void;
}

/** A heartbeat so late was not held up by work: the computer slept and never said so. */
const sleptMs = 60_000;
/** After "suspend" or "shutdown", heartbeats in time for so long mean that nothing came of it, or that nobody told us of the end. */
const wokeAfterMs = 90_000;
/** A network that has not come back by then is away for a reason of its own. */
const networkPatienceMs = 60_000;
const dayMs = 24 * 60 * 60_000;

export class PresenceService {
  private readonly book: PresenceBook;
  private stopHeart: (() => void) | null = null;
  /** Real and steady, as `tidiedMs`. */
  private beatMs = 0;
  private tidiedMs = 0;
  /** The system said that it goes down; since then, or since the last late heartbeat, it has been awake all the same. */
  private resting: { readonly as: 'suspend' | 'shutdown'; awakeSinceMs: number } | null = null;
  /** Ends the waiting for the network after a sleep or a start. */
  private stopWaiting: (() => void) | null = null;
  private isWakeTold = true;

  constructor(private readonly parts: PresenceParts) {
    this.book = new PresenceBook(parts.store, parts);
  }

  /** The program serves from now on, once phones find it. */
  start(): void {
    if (this.stopHeart) return;
    const { realClock, realSteadyMs, heartbeatMs } = this.parts;
    this.beatMs = realSteadyMs();
    this.stopHeart = realClock.every(heartbeatMs, () => this.beat());
    this.tidy();
    this.comeBack();
  }

  /** The program ends. */
  stop(): void {
    if (!this.stopHeart) return;
    this.stopHeart();
    this.stopHeart = null;
    this.endWaiting();
    if (this.resting?.as !== 'shutdown') this.book.close('stop');
  }

  /** Listeners or addresses have changed. */
  noteReach(): void {
    if (!this.stopHeart || this.resting) return;
    if (this.noteSleep()) return this.comeBack();
    const state = this.parts.reach.state();
    if (state === 'up' && (!this.stopWaiting || this.parts.reach.isNetworkUp())) {
      this.endWaiting();
      this.begin();
    } else if (state !== 'up' && !this.stopWaiting) {
      this.book.close(state);
    }
  }

  noteSuspend(): void {
    this.rest('suspend');
  }

  noteShutdown(): void {
    this.rest('shutdown');
  }

  noteResume(): void {
    if (!this.stopHeart || !this.resting) return;
    this.resting = null;
    this.beatMs = this.parts.realSteadyMs();
    this.comeBack();
  }

  /** The gaps that reach beyond `sinceAt`, oldest first; the last one has no end while nobody serves. The very same array until
   *  something changes. */
  away(sinceAt: number): readonly AwaySpan[] {
    return this.book.away(sinceAt);
  }

  /** Nothing is known of the time before. */
  get since(): number | null {
    return this.book.since;
  }

  private rest(as: 'suspend' | 'shutdown'): void {
    if (!this.stopHeart) return;
    if (!this.resting) this.noteSleep();
    this.endWaiting();
    this.resting = { as, awakeSinceMs: this.parts.realSteadyMs() };
    this.book.close(as);
  }

  private beat(): void {
    const isLate = this.isLate();
    const isSet = this.book.noteClock();
    if (this.resting) {
      const now = this.parts.realSteadyMs();
      if (isLate) this.resting.awakeSinceMs = now;
      this.beatMs = now;
      if (now - this.resting.awakeSinceMs >= wokeAfterMs) this.noteResume();
    } else if (this.noteSleep()) {
      this.comeBack();
    } else {
      this.beatMs = this.parts.realSteadyMs();
      this.book.beat();
      // A start under a wrong clock: only now does it show how long we were away.
      if (isSet) this.tellWake();
    }
    if (this.beatMs - this.tidiedMs >= dayMs) this.tidy();
  }

  private isLate(): boolean {
    const { realSteadyMs, heartbeatMs } = this.parts;
    return realSteadyMs() - this.beatMs > heartbeatMs + sleptMs;
  }

  /** Whatever comes after a sleep that nobody announced may come before the heartbeat that is late. */
  private noteSleep(): boolean {
    if (!this.isLate()) return false;
    this.beatMs = this.parts.realSteadyMs();
    if (!this.book.isOpen) return false;
    this.book.close('suspend', 'last-beat');
    return true;
  }

  private tidy(): void {
    this.tidiedMs = this.parts.realSteadyMs();
    this.book.forgetOld();
  }

  /** Phones find us as soon as the network is there again. */
  private comeBack(): void {
    const { realClock, reach } = this.parts;
    this.endWaiting();
    this.stopWaiting = realClock.after(networkPatienceMs, () => {
      this.endWaiting();
      this.noteReach();
    });
    this.noteReach();
    void reach.look().then(() => this.noteReach());
  }

  private endWaiting(): void {
    this.stopWaiting?.();
    this.stopWaiting = null;
  }

  private begin(): void {
    if (this.book.isOpen) return;
    this.book.open();
    this.isWakeTold = false;
    this.tellWake();
  }

  private tellWake(): void {
    const away = this.isWakeTold ? null : this.book.lastAway();
    if (!away) return;
    this.isWakeTold = true;
    this.parts.woke(away);
  }
}
