// A site's maintenance windows, kept as one setting of it.
import {
  isAlwaysQuiet,
  quietCalendar,
  type MaintenanceWindow,
  type QuietCalendar,
} from '../../core/schedules/maintenance';
import { fail, ok, type Result } from '../../core/shared/result';
import type { SiteStore } from '../settings/site-store';
import type { SiteState, Surroundings } from '../site-state';
import type { QuietTimes } from './quiet-times';

export class MaintenanceBook implements QuietTimes {
  private kept: readonly MaintenanceWindow[];
  private calendar: { readonly of: unknown; readonly zone: string; readonly until: QuietCalendar } | null = null;
  private readonly watchers = new Set<() => void>();

  constructor(
    private readonly state: Pick<SiteState, 'site' | 'layers'>,
    private readonly around: Pick<Surroundings, 'announce'>,
    private readonly settings: Pick<SiteStore, 'setting' | 'saveSetting'>,
  ) {
    this.kept = JSON.parse(settings.setting(this.settingName) ?? '[]') as MaintenanceWindow[];
  }

  windows(): readonly MaintenanceWindow[] {
    return this.kept;
  }

  /** Replaces them all. Problem VALUE_INVALID when they leave no minute of the week. */
  set(windows: readonly MaintenanceWindow[]): Result<readonly MaintenanceWindow[]> {
    if (isAlwaysQuiet(windows)) {
      return fail({
        code: 'VALUE_INVALID',
        message: 'These maintenance windows leave no minute of the week.',
        remedy: 'Leave some time in which phones may be resynced; to stop schedules for longer, pause them.',
      });
    }
    const kept = windows.map(({ weekdays, from, to }) => ({
      weekdays: [...new Set(weekdays)].sort((a, b) => a - b),
      from,
      to,
    }));
    this.settings.saveSetting(this.settingName, JSON.stringify(kept));
    this.kept = kept;
    for (const watcher of this.watchers) watcher();
    this.around.announce('schedules');
    return ok(this.kept);
  }

  isQuiet(atMs: number): number | null {
    if (this.kept.length === 0) return null;
    const zone = this.state.layers.siteFacts('draft').timeZone;
    if (this.calendar?.of !== this.kept || this.calendar.zone !== zone)
      this.calendar = { of: this.kept, zone, until: quietCalendar(this.kept, zone) };
    return this.calendar.until(atMs);
  }

  watch(changed: () => void): () => void {
    this.watchers.add(changed);
    return () => this.watchers.delete(changed);
  }

  private get settingName(): string {
    return `maintenance windows of site ${this.state.site.id}`;
  }
}
