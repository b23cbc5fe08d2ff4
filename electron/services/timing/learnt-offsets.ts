// The clocks of phones whose zone codes nobody can read, learnt from when they ask by themselves.
import type { LearntOffset } from '../../core/timing/local-clock';
import { learnOffset, showsOffset } from '../../core/timing/learn-offset';
import { offsetMinutes } from '../../core/shared/rfc3339';
import type { PhoneRecord } from '../phones/phone-store';
import type { SiteStore } from '../settings/site-store';
import type { SiteState, Surroundings } from '../site-state';

/** Few, so that a clock that was moved is followed after some nights. */
const downloadsKept = 4;

interface Observations {
  /** The downloads were made while it had this fixed time; another one begins anew. */
  readonly fixedTimeMinutes: number;
  readonly downloads: readonly number[];
  readonly learnt: LearntOffset | null;
}

export class LearntOffsets {
  private readonly byPhone = new Map<number, Observations | null>();

  constructor(
    private readonly state: Pick<SiteState, 'held' | 'layers'>,
    private readonly family: Surroundings['family'],
    private readonly settings: Pick<SiteStore, 'setting' | 'saveSettingLater'>,
  ) {}

  of(phone: PhoneRecord): LearntOffset | null {
    return this.observations(phone.id)?.learnt ?? null;
  }

  /** A phone took its own file without being told to. Nothing is written once the offset is known and shows again; written behind, as
   *  the phone is being served. */
  note(phone: PhoneRecord, at: number): void {
    const held = this.state.held.of(phone.id);
    const { fixedTimeMinutes } = this.family.downloadTiming(held);
    const clock = this.family.clockHeld(held, phone.model);
    if (fixedTimeMinutes === null || clock.zoneIs !== 'code' || clock.timeServer === null) return;
    const known = this.observations(phone.id);
    const isMoved = known?.learnt && this.isMovedByAnHour(known.learnt, fixedTimeMinutes, at);
    const before = known?.fixedTimeMinutes === fixedTimeMinutes && !isMoved ? known.downloads : [];
    const downloads = [...before, at].slice(-downloadsKept);
    const found = learnOffset(downloads, fixedTimeMinutes, this.siteOffset(at));
    const learnt = isMoved ? null : (known?.learnt ?? null);
    const isNews = found !== null && found !== learnt?.offsetMinutes;
    const now = { fixedTimeMinutes, downloads, learnt: isNews ? { offsetMinutes: found, atMs: at } : learnt };
    this.byPhone.set(phone.id, now);
    if (isNews || learnt === null) this.settings.saveSettingLater(settingName(phone.id), JSON.stringify(now));
  }

  /** Its clock was put forward or back, on a day its site's was not: it is learnt anew. One that went by its site's goes on doing so. */
  private isMovedByAnHour(
    { offsetMinutes: learnt, atMs }: LearntOffset,
    fixedTimeMinutes: number,
    at: number,
  ): boolean {
    const now = learnt === this.siteOffset(atMs) ? this.siteOffset(at) : learnt;
    return [-60, 60].some((byMinutes) => showsOffset(at, fixedTimeMinutes, now + byMinutes));
  }

  private siteOffset(at: number): number {
    return offsetMinutes(at, this.state.layers.siteFacts('published').timeZone || 'UTC');
  }

  private observations(phoneId: number): Observations | null {
    let known = this.byPhone.get(phoneId);
    if (known === undefined) {
      const saved = this.settings.setting(settingName(phoneId));
      // Written by `note` alone.
      known = saved === null ? null : (JSON.parse(saved) as Observations);
      this.byPhone.set(phoneId, known);
    }
    return known;
  }
}

function settingName(phoneId: number): string {
  return `clock learnt of phone ${phoneId}`;
}
