// The hours this laptop is usually awake, as the clock on the wall of a site shows them.
import { isLaptopAway } from '../../core/timing/away-span';
import { awakeDaysLookedAt, learnAwakeHours, type AwakeHours } from '../../core/timing/awake-hours';
import { joinSpans, type TimeSpan } from '../../core/timing/time-spans';
import type { SiteStore } from '../settings/site-store';
import type { SiteState, Surroundings } from '../site-state';

const dayMs = 24 * 60 * 60_000;
/** New hours are not learnt faster than that. */
const learntAnewMs = 15 * 60_000;

export class AwakeHoursBook {
  /** When it would have slept and was held awake. */
  private held: readonly TimeSpan[];
  private known: { readonly key: string; readonly hours: AwakeHours | null } | null = null;

  constructor(
    private readonly state: Pick<SiteState, 'site' | 'layers'>,
    private readonly around: Pick<Surroundings, 'clock' | 'awaySpans' | 'recordedSince'>,
    private readonly settings: Pick<SiteStore, 'setting' | 'saveSettingLater'>,
  ) {
    const saved = settings.setting(this.settingName);
    // Written by `noteHeld` alone.
    this.held = saved === null ? [] : (JSON.parse(saved) as TimeSpan[]);
  }

  /** Null while too little is known. */
  get learnt(): AwakeHours | null {
    const now = Math.floor(this.around.clock.now() / learntAnewMs) * learntAnewMs;
    const since = this.around.recordedSince();
    const key = `${this.timeZone} ${now} ${since}`;
    if (this.known?.key !== key) this.known = { key, hours: since === null ? null : this.learn(since, now) };
    return this.known.hours;
  }

  get timeZone(): string {
    return this.state.layers.siteFacts('published').timeZone || 'UTC';
  }

  /** We held it awake then: else it would unlearn that it sleeps. */
  noteHeld(span: TimeSpan): void {
    const oldestAt = span.to - awakeDaysLookedAt * dayMs;
    this.held = joinSpans([...this.held, span]).filter(({ to }) => to > oldestAt);
    this.settings.saveSettingLater(this.settingName, JSON.stringify(this.held));
  }

  private get settingName(): string {
    return `held awake, site ${this.state.site.id}`;
  }

  private learn(since: number, now: number): AwakeHours | null {
    const known = { from: Math.max(since, now - awakeDaysLookedAt * dayMs), to: now };
    const asleep = this.around.awaySpans(known.from).filter(({ cause }) => isLaptopAway(cause));
    return learnAwakeHours(joinSpans(asleep), known, this.timeZone, this.held);
  }
}
