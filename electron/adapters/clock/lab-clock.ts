// A clock for labs: starts when it is told to, runs as fast as it is told to, stands still, goes in steps.
import type { Clock } from '../../core/shared/clock';
import { DueQueue } from './due-queue';

export interface LabClockOptions {
  /** Epoch milliseconds at which it starts to run. */
  readonly startMs: number;
  /** Its milliseconds per real millisecond, above 0. */
  readonly rate: number;
}

/** Time never overtakes a callback: while one is due, `now()` is its time, however late real time is. So what falls due always
 *  runs in order and sees its own moment, at any rate; a process that can't keep up makes the clock slower, not wrong. */
export class LabClock implements Clock {
  private readonly waiting = new DueQueue();
  private running = true;
  /** Callbacks are being called: time stands at each one's moment. */
  private firing = false;
  private rate: number;
  private sleptMs = 0;
  /** Without the time it slept: the clock stood at `anchorMs` when real time stood at `anchorRealMs`. */
  private anchorMs: number;
  private anchorRealMs: number;
  private cancelTimer = (): void => undefined;

  constructor(
    private readonly options: LabClockOptions,
    private readonly real: Clock,
  ) {
    this.rate = checkedRate(options.rate);
    this.anchorMs = options.startMs;
    this.anchorRealMs = real.monotonicMs();
  }

  now(): number {
    return this.awakeMs() + this.sleptMs;
  }

  monotonicMs(): number {
    return this.now() - this.options.startMs;
  }

  after(delayMs: number, callback: () => void): () => void {
    const cancel = this.waiting.add(this.awakeMs() + Math.max(delayMs, 1), callback);
    this.arm();
    return cancel;
  }

  every(intervalMs: number, callback: () => void): () => void {
    let cancel = (): void => undefined;
    const again = (): void => {
      cancel = this.after(intervalMs, () => {
        again();
        callback();
      });
    };
    again();
    return () => cancel();
  }

  get state(): { readonly running: boolean; readonly rate: number } {
    return { running: this.running, rate: this.rate };
  }

  /** Stands still until `run` or `step`. */
  pause(): void {
    this.anchor(this.awakeMs());
    this.running = false;
    this.arm();
  }

  run(): void {
    this.anchor(this.awakeMs());
    this.running = true;
    this.arm();
  }

  setRate(rate: number): void {
    const checked = checkedRate(rate);
    this.anchor(this.awakeMs());
    this.rate = checked;
    this.arm();
  }

  /** Lets `spanMs` pass at once, paused or not, calling back in order what falls due, also what callbacks add. Nothing
   *  that waits for the real world (an answer on a socket) can happen in between. */
  step(spanMs: number): void {
    if (!(spanMs >= 0)) throw new RangeError('a step leads forward');
    if (this.firing) throw new Error('a callback of the clock cannot step it');
    const endMs = this.awakeMs() + spanMs;
    this.fireUntil(endMs, () => false);
  }

  /** The computer sleeps so long: nobody is called meanwhile, and what is due comes as much later. */
  sleep(spanMs: number): void {
    if (!(spanMs >= 0)) throw new RangeError('time goes forward, also asleep');
    this.sleptMs += spanMs;
  }

  /** Without the time it slept: what callbacks wait for. */
  private awakeMs(): number {
    if (this.firing) return this.anchorMs;
    const first = this.waiting.first();
    return first ? Math.min(this.freeMs(), first.atMs) : this.freeMs();
  }

  private freeMs(): number {
    return this.anchorMs + (this.running ? (this.real.monotonicMs() - this.anchorRealMs) * this.rate : 0);
  }

  private anchor(ms: number): void {
    this.anchorMs = ms;
    this.anchorRealMs = this.real.monotonicMs();
  }

  /** Calls what is due up to `endMs` and no more: a clock too fast for its callbacks must leave room for everything else.
   *  An exception goes up like one of any timer, and the clock goes on. */
  private fireUntil(endMs: number, stopped: () => boolean): void {
    this.firing = true;
    try {
      for (;;) {
        const first = this.waiting.first();
        if (!first || first.atMs > endMs || stopped()) break;
        this.waiting.takeFirst();
        this.anchorMs = Math.max(this.anchorMs, first.atMs);
        first.callback();
      }
    } finally {
      this.firing = false;
      this.anchor(stopped() ? this.anchorMs : endMs);
      this.arm();
    }
  }

  private arm(): void {
    if (this.firing) return;
    this.cancelTimer();
    const first = this.waiting.first();
    if (!this.running || !first) return;
    const delayMs = Math.max(0, Math.ceil((first.atMs - this.awakeMs()) / this.rate));
    this.cancelTimer = this.real.after(delayMs, () => this.fireUntil(this.freeMs(), () => !this.running));
  }
}

export function labClock(options: LabClockOptions, real: Clock): LabClock {
  return new LabClock(options, real);
}

function checkedRate(rate: number): number {
  if (!(rate > 0 && Number.isFinite(rate))) throw new RangeError('a rate is a number above 0');
  return rate;
}
