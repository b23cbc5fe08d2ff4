// Phones become missed or away by time alone: nothing is asked, nothing is written. Whoever looks at them is told all the same.
import type { StateCounts } from '../phones/state-counts';
import type { Surroundings } from '../site-state';

const lookEveryMs = 30_000;

export class AbsenceWatch {
  private stopLooking: (() => void) | null = null;
  private before = '';

  constructor(
    private readonly around: Pick<Surroundings, 'clock' | 'announce'>,
    private readonly states: Pick<StateCounts, 'idsIn'>,
  ) {}

  start(): void {
    if (this.stopLooking) return;
    this.before = this.absent();
    this.stopLooking = this.around.clock.every(lookEveryMs, () => {
      const now = this.absent();
      if (now === this.before) return;
      this.before = now;
      this.around.announce('phones');
    });
  }

  stop(): void {
    this.stopLooking?.();
    this.stopLooking = null;
  }

  private absent(): string {
    return `${this.states.idsIn('missed').join()} ${this.states.idsIn('away').join()}`;
  }
}
