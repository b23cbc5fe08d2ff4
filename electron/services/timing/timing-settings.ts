// How strictly a site's phones are expected and what is done about nights nobody served: kept with the site, every change audited.
import { scaledGrace, type Grace } from '../../core/timing/grace';
import {
  changeTiming,
  describeTimingChange,
  usualTiming,
  type TimingChange,
  type TimingSettings,
} from '../../core/timing/timing-settings';
import { timingAssumptions, type TimingAssumptions } from '../../core/timing/timing-assumptions';
import type { AuditStore } from '../phones/phone-store';
import type { SiteRecord, SiteStore } from '../settings/site-store';
import type { Surroundings } from '../site-state';

export interface TimingSettingsParts {
  readonly site: SiteRecord;
  readonly around: Pick<Surroundings, 'clock' | 'clockRate' | 'announce'>;
  readonly settings: Pick<SiteStore, 'setting' | 'saveSetting'>;
  readonly audit: Pick<AuditStore, 'append'>;
}

export class TimingSettingsBook {
  private readonly watchers = new Set<() => void>();
  private settings: TimingSettings;
  private assumed = timingAssumptions;
  private scaled: { readonly of: TimingSettings; readonly rate: number; readonly grace: Grace } | null = null;

  constructor(private readonly parts: TimingSettingsParts) {
    const saved = parts.settings.setting(this.settingName);
    // Written by `change` alone; what a later version added is as usual.
    this.settings = {
      ...usualTiming,
      ...(saved === null ? {} : (JSON.parse(saved) as Partial<TimingSettings>)),
    };
  }

  get current(): TimingSettings {
    return this.settings;
  }

  /** As set, stretched for a lab's fast clock. The same object until something changes. */
  get grace(): Grace {
    const rate = this.parts.around.clockRate();
    if (this.scaled?.of !== this.settings || this.scaled.rate !== rate) {
      const { graceBeforeMinutes, graceAfterMinutes } = this.settings;
      const asSet = { beforeMs: graceBeforeMinutes * 60_000, afterMs: graceAfterMinutes * 60_000 };
      this.scaled = { of: this.settings, rate, grace: scaledGrace(asSet, rate) };
    }
    return this.scaled.grace;
  }

  /** The readings no guide gives, as this site has them. The same object until something changes. */
  get assumptions(): TimingAssumptions {
    const { cyclicCountsFrom } = this.settings;
    if (this.assumed.cyclicCountsFrom !== cyclicCountsFrom) this.assumed = { ...timingAssumptions, cyclicCountsFrom };
    return this.assumed;
  }

  /** What is not in the change stays. */
  change(change: TimingChange, actor: string): TimingSettings {
    const changed = changeTiming(this.settings, change);
    const detail = describeTimingChange(this.settings, changed);
    if (detail === '') return this.settings;
    const { site, around, settings, audit } = this.parts;
    settings.saveSetting(this.settingName, JSON.stringify(changed));
    this.settings = changed;
    audit.append(site.id, {
      at: around.clock.now(),
      actor,
      action: 'timing-changed',
      phoneId: null,
      detail,
    });
    for (const watcher of this.watchers) watcher();
    // Grace decides who is missed.
    around.announce('phones');
    around.announce('server');
    return changed;
  }

  /** Called after every change. Returns how to stop. */
  watch(watcher: () => void): () => void {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  }

  private get settingName(): string {
    return `timing of site ${this.parts.site.id}`;
  }
}
