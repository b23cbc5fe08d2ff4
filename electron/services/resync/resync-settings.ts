// How NOTIFYs reach the phones of a site, unless a run says otherwise.
import { waySettings } from '../../core/resync/choose-way';
import type { SiteStore } from '../settings/site-store';
import type { RunOptions } from './resync-store';

export type ResyncSettings = Omit<RunOptions, 'event'>;

/** Ten a second and twenty under way are nothing for a laptop, and gentle to a telephone network whose phones restart. */
const defaultResyncSettings: ResyncSettings = { way: 'auto', ratePerSecond: 10, inFlight: 20 };

export class ResyncSettingsBook {
  private kept: ResyncSettings;

  constructor(
    private readonly settings: Pick<SiteStore, 'setting' | 'saveSetting'>,
    private readonly siteId: number,
  ) {
    const saved = JSON.parse(settings.setting(this.name) ?? '{}') as Partial<ResyncSettings>;
    this.kept = { ...defaultResyncSettings, ...saved };
    if (!waySettings.includes(this.kept.way)) this.kept = { ...this.kept, way: defaultResyncSettings.way };
  }

  get all(): ResyncSettings {
    return this.kept;
  }

  /** What is left out stays. Runs that have begun go on as they are. */
  change(change: { readonly [Name in keyof ResyncSettings]?: ResyncSettings[Name] | undefined }): ResyncSettings {
    const { way, ratePerSecond, inFlight } = this.kept;
    this.kept = {
      way: change.way ?? way,
      ratePerSecond: change.ratePerSecond ?? ratePerSecond,
      inFlight: change.inFlight ?? inFlight,
    };
    this.settings.saveSetting(this.name, JSON.stringify(this.kept));
    return this.kept;
  }

  private get name(): string {
    return `resync of site ${this.siteId}`;
  }
}
