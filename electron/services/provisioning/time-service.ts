// How this computer gives the time to phones, and what it says about that.
import type { TimeGiven } from '../host';
import type { SiteStore } from '../settings/site-store';
import { localClock, timeAnswer, type ClockQuality, type TimeAnswer } from './clock-quality';

const settingName = 'local clock';

export class TimeService {
  private allowed: boolean | null = null;

  /** `lab`: phones live on its clock, whatever the laptop's own is worth. `settings` gives null before the data folder is open. */
  constructor(
    private readonly quality: ClockQuality,
    private readonly lab: boolean,
    private readonly settings: () => Pick<SiteStore, 'setting' | 'saveSetting'> | null,
  ) {}

  /** Cheap enough for every question. */
  answer(): TimeAnswer {
    return this.lab ? localClock : timeAnswer(this.quality(), this.localClock());
  }

  given(): TimeGiven {
    const state = this.quality();
    return {
      localClock: this.localClock(),
      synchronised: state === 'unknown' ? null : state === 'synchronised',
      how: this.lab ? labWords : words[this.answer().kind],
    };
  }

  setLocalClock(allowed: boolean): void {
    this.settings()?.saveSetting(settingName, allowed ? 'yes' : 'no');
    this.allowed = allowed;
  }

  private localClock(): boolean {
    const settings = this.settings();
    if (!settings) return false;
    this.allowed ??= settings.setting(settingName) === 'yes';
    return this.allowed;
  }
}

const words: Readonly<Record<TimeAnswer['kind'], string>> = {
  synchronised: 'Phones get the time of this computer, whose clock is synchronised (stratum 4).',
  local: 'Phones get the time of this computer, for which nobody vouches (stratum 10).',
  refuse: 'Phones are told that the time is not known: the clock of this computer is not synchronised.',
};

const labWords = 'Phones get the time of the lab (stratum 10).';
