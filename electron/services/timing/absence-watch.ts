// Phones become missed or away by time alone: nothing is asked, nothing is written. Whoever looks at them is told all the same.
import type { SiteState, Surroundings } from '../site-state';
import type { CheckPlans } from './check-plans';

const lookEveryMs = 30_000;

export class AbsenceWatch {
  private stopLooking: (() => void) | null = null;
  private before = '';

  constructor(
    private readonly state: Pick<SiteState, 'phones'>,
    private readonly around: Pick<Surroundings, 'clock' | 'announce'>,
    private readonly plans: Pick<CheckPlans, 'outlook'>,
  ) {}

  start(): void {
    if (this.stopLooking) return;
    this.before = this.absentPhones();
    this.stopLooking = this.around.clock.every(lookEveryMs, () => {
      const now = this.absentPhones();
      if (now === this.before) return;
      this.before = now;
      this.around.announce('phones');
    });
  }

  stop(): void {
    this.stopLooking?.();
    this.stopLooking = null;
  }

  private absentPhones(): string {
    const outlook = this.plans.outlook();
    const absent: string[] = [];
    for (const phone of this.state.phones.all()) {
      const absence = outlook.absence(phone);
      if (absence) absent.push(`${phone.id} ${absence}`);
    }
    return absent.join();
  }
}
