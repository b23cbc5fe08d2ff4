// The clocks of phones whose zone codes nobody can read, learnt from when they ask by themselves.
import type { LearntOffset } from '../../core/timing/local-clock';
import { learnOffset } from '../../core/timing/learn-offset';
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
    private readonly settings: Pick<SiteStore, 'setting' | 'saveSetting'>,
  ) {}

  of(phone: PhoneRecord): LearntOffset | null {
    return this.observations(phone.id)?.learnt ?? null;
  }

  /** A phone took its own file without being told to. Nothing is written once the offset is known and shows again. */
  note(phone: PhoneRecord, at: number): void {
    const held = this.state.held.of(phone.id);
    const { fixedTimeMinutes } = this.family.downloadTiming(held);
    const clock = this.family.clockHeld(held, phone.model);
    if (fixedTimeMinutes === null || clock.zoneIs !== 'code' || clock.timeServer === null) return;
    const known = this.observations(phone.id);
    const before = known?.fixedTimeMinutes === fixedTimeMinutes ? known.downloads : [];
    const downloads = [...before, at].slice(-downloadsKept);
    const expected = offsetMinutes(at, this.state.layers.siteFacts('published').timeZone || 'UTC');
    const found = learnOffset(downloads, fixedTimeMinutes, expected);
    const learnt = known?.learnt ?? null;
    const isNews = found !== null && found !== learnt?.offsetMinutes;
    const now = { fixedTimeMinutes, downloads, learnt: isNews ? { offsetMinutes: found, atMs: at } : learnt };
    this.byPhone.set(phone.id, now);
    if (isNews || learnt === null) this.settings.saveSetting(settingName(phone.id), JSON.stringify(now));
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
