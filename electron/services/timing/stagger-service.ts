// Spreads the daily checks of phones over a window: works out a minute for each, and writes them as phone facts into the draft.
import { emptyPhoneFacts, type PhoneFacts } from '../../core/configs/facts';
import type { Parameter } from '../../core/configs/layers';
import { hasVariables } from '../../core/configs/variables';
import type { MacAddress } from '../../core/shared/mac-address';
import { ok, type Result } from '../../core/shared/result';
import type { AwakeHours } from '../../core/timing/awake-hours';
import { clockTime, minutesOfClock } from '../../core/timing/clock-time';
import type { DownloadTiming } from '../../core/timing/download-timing';
import {
  minutesOfDay,
  staggerMinutes,
  type MinuteWindow,
  type StaggeredPhone,
  type StaggerOrder,
} from '../../core/timing/stagger';
import { staggerNotes, type StaggerNote } from '../../core/timing/stagger-notes';
import { isAwakeIn, usualWindow, type ChosenWindow } from '../../core/timing/stagger-window';
import type { PhoneService } from '../phones/phone-service';
import type { PhoneRecord } from '../phones/phone-store';
import { selectPhones, type PhoneSelection } from '../phones/select-phones';
import type { InOneTransaction } from '../settings/one-transaction';
import type { SiteState, Surroundings } from '../site-state';

export interface StaggerChoice {
  /** HH:MM; `to` not included, at or before `from` on the next day. */
  readonly between?: { readonly from: string; readonly to: string } | undefined;
  /** Left out: all with a daily check. */
  readonly phones?: PhoneSelection | undefined;
  readonly order: StaggerOrder;
}

interface StaggerRow {
  readonly mac: MacAddress;
  readonly name: string;
  readonly group: string | null;
  /** Of a phone that never came: what it would get. */
  readonly before: string | null;
  readonly time: string;
  readonly turnsOff: ('CFG_CYCLIC' | 'CFG_RTRY_INTVL')[];
}

export interface StaggerPlan {
  readonly between: { readonly from: string; readonly to: string };
  readonly betweenWords: string;
  /** In the order of their times. */
  readonly phones: readonly StaggerRow[];
  /** Of all phones of the site. */
  readonly peakPerMinute: { readonly before: number; readonly after: number };
  readonly minutesBefore: readonly { readonly minute: number; readonly phones: number }[];
  readonly minutesAfter: readonly { readonly minute: number; readonly phones: number }[];
  readonly notes: readonly StaggerNote[];
}

export interface StaggerParts {
  readonly state: SiteState;
  readonly around: Pick<Surroundings, 'family'>;
  readonly phones: Pick<PhoneService, 'edit'>;
  /** Null while too little is known. */
  readonly awakeHours: () => AwakeHours | null;
  readonly comfortablePerMinute: () => number;
  readonly inOneTransaction: InOneTransaction;
}

/** What is to be known of one phone. */
interface Candidate extends StaggeredPhone {
  readonly phone: PhoneRecord;
  readonly facts: PhoneFacts;
  readonly before: number | null;
  /** When it asks once it has taken the draft as it is. */
  readonly otherwise: number | null;
  readonly turnsOff: StaggerRow['turnsOff'];
  readonly is: 'free' | 'kept by its file' | 'of a model without';
}

/** Rows of phones in one transaction: a few milliseconds. */
const writtenAtOnce = 25;

export class StaggerService {
  constructor(private readonly parts: StaggerParts) {}

  /** In small steps, between which the caller may let others have their turn. Problems of the selection. */
  *plan(choice: StaggerChoice): Generator<void, Result<StaggerPlan>> {
    const { state, awakeHours, comfortablePerMinute } = this.parts;
    const chosen = choice.phones ? selectPhones(state, choice.phones) : null;
    if (chosen && !chosen.ok) return chosen;
    const wanted = chosen && new Set(chosen.value.map(({ id }) => id));
    const reader = new DailyCheckReader(this.parts);
    const picked: Candidate[] = [];
    const others: Candidate[] = [];
    for (const phone of state.phones.all()) {
      const candidate = reader.read(phone);
      const isPicked = wanted ? wanted.has(phone.id) : candidate.before !== null || candidate.otherwise !== null;
      (isPicked ? picked : others).push(candidate);
      yield;
    }
    const free = picked.filter(({ is }) => is === 'free');
    const awake = awakeHours();
    const { window, words } = this.windowFor(choice, free.length, awake);
    const minutes = staggerMinutes(free, window, choice.order);
    yield;
    const before = [...picked, ...others].map((candidate) => candidate.before);
    const after = [...picked, ...others].map(({ mac, otherwise }) => minutes.get(mac) ?? otherwise);
    const [minutesBefore, minutesAfter] = [perMinute(before), perMinute(after)];
    const peakPerMinute = { before: peakOf(minutesBefore), after: peakOf(minutesAfter) };
    yield;
    const placed = free.map((candidate) => ({ candidate, place: placeIn(window, minutes.get(candidate.mac)) }));
    placed.sort((a, b) => a.place - b.place || (a.candidate.mac < b.candidate.mac ? -1 : 1));
    yield;
    const phones = placed.map(({ candidate: { facts, mac, before: held, turnsOff } }): StaggerRow => ({
      mac,
      name: facts.name,
      group: facts.group,
      before: held === null ? null : clockTime(held),
      time: clockTime(minutes.get(mac) ?? window.from),
      turnsOff,
    }));
    yield;
    return ok({
      between: { from: clockTime(window.from), to: clockTime(window.to) },
      betweenWords: words,
      phones,
      peakPerMinute,
      minutesBefore,
      minutesAfter,
      notes: staggerNotes({
        phones: free.length,
        areChosen: wanted !== null,
        window,
        awake: awake && { hours: awake, allOfWindow: isAwakeIn(window, awake) },
        peak: peakOf(perMinute([...minutes.values()])),
        comfortablePerMinute: comfortablePerMinute(),
        parameter: reader.parameter,
        turnsOff: countedSettings(free),
        keptByFile: picked.flatMap(({ is, facts, mac }) => (is === 'kept by its file' ? [facts.name || mac] : [])),
        modelsWithout: [
          ...new Set(picked.flatMap(({ is, phone }) => (is === 'of a model without' ? [phone.model] : []))),
        ],
      }),
    });
  }

  /** Writes the times of a plan into the draft, in small steps; returns of how many phones one was changed. Phones that were removed
   *  meanwhile are left out. */
  *apply({ phones }: StaggerPlan, actor: string): Generator<void, number> {
    const { state, inOneTransaction } = this.parts;
    const changing = phones.filter(({ mac, time }) => state.layers.phoneFacts(mac, 'draft').checkTime !== time);
    let changed = 0;
    for (let at = 0; at < changing.length; at += writtenAtOnce) {
      inOneTransaction(() => {
        for (const { mac, time } of changing.slice(at, at + writtenAtOnce))
          if (this.parts.phones.edit(mac, { checkTime: time }, actor).ok) changed++;
      });
      yield;
    }
    return changed;
  }

  private windowFor({ between }: StaggerChoice, phones: number, awake: AwakeHours | null): ChosenWindow {
    const from = minutesOfClock(between?.from ?? '');
    const to = minutesOfClock(between?.to ?? '');
    if (from !== null && to !== null) return { window: { from, to }, words: 'As you chose.' };
    const { checkTime } = this.parts.state.layers.siteFacts('draft');
    return usualWindow(phones, checkTime, awake, this.parts.comfortablePerMinute());
  }
}

/** When phones ask once a day: as they hold it, and as the draft would have it. What many phones share is read once. */
class DailyCheckReader {
  /** As the family names it. */
  readonly parameter: string;
  private readonly shared = new Map<string, string | undefined>();
  private readonly writable = new Map<string, boolean>();

  constructor(private readonly parts: Pick<StaggerParts, 'state' | 'around'>) {
    this.parameter = parts.around.family.downloadTiming(new Map()).written.names.fixedTime;
  }

  read(phone: PhoneRecord): Candidate {
    const { state, around } = this.parts;
    const facts = state.layers.phoneFacts(phone.mac, 'draft');
    const ownFile = this.valueIn(state.layers.fileParameters({ kind: 'phone', mac: phone.mac }, phone.model, 'draft'));
    const text = ownFile ?? facts.checkTime ?? this.sharedValue(phone, facts.group);
    const filled = text !== undefined && hasVariables(text) ? this.filledValue(phone) : text;
    const timing = around.family.downloadTiming(state.held.of(phone.id));
    const held = timing.enabled ? timing.fixedTimeMinutes : null;
    const drafted = timing.enabled && filled !== undefined ? minutesOfClock(filled) : null;
    const before = phone.lastFetch ? held : drafted;
    return {
      phone,
      facts,
      mac: phone.mac,
      group: facts.group,
      address: phone.lastFetch?.peer ?? phone.ip,
      before,
      // A line that is in no file any more stays on the phone.
      otherwise: filled === undefined ? held : drafted,
      turnsOff: before === null ? settingsTurnedOff(timing) : [],
      is: ownFile !== undefined ? 'kept by its file' : this.canBeTold(phone.model) ? 'free' : 'of a model without',
    };
  }

  /** From the layers below a phone's own, variables as typed. */
  private sharedValue({ model }: PhoneRecord, group: string | null): string | undefined {
    const key = `${model} ${group ?? ''}`;
    if (this.shared.has(key)) return this.shared.get(key);
    const { layers } = this.parts.state;
    const layersDown = [
      group === null ? [] : layers.fileParameters({ kind: 'group', group }, model, 'draft'),
      layers.fileParameters(layers.modelScope(model, 'draft'), model, 'draft'),
      layers.fileParameters({ kind: 'site' }, model, 'draft'),
      this.parts.around.family.siteFactParameters(layers.siteFacts('draft'), model),
    ];
    const value = layersDown.map((layer) => this.valueIn(layer)).find((found) => found !== undefined);
    this.shared.set(key, value);
    return value;
  }

  private filledValue(phone: PhoneRecord): string | undefined {
    const layers = this.parts.state.contents.layersOf(phone, 'draft').toReversed();
    return layers.map(({ parameters }) => this.valueIn(parameters)).find((found) => found !== undefined);
  }

  private canBeTold(model: string): boolean {
    const known = this.writable.get(model);
    if (known !== undefined) return known;
    const { state, around } = this.parts;
    const facts = { ...emptyPhoneFacts, checkTime: '02:00' };
    const written = around.family.phoneFactParameters(facts, state.layers.siteFacts('draft'), model);
    const can = this.valueIn(written) !== undefined;
    this.writable.set(model, can);
    return can;
  }

  private valueIn(parameters: readonly Parameter[]): string | undefined {
    return parameters.find(({ name }) => name === this.parameter)?.value;
  }
}

/** Beside a daily check a phone neither asks at an interval nor again after a failure. */
function settingsTurnedOff({ written }: DownloadTiming): StaggerRow['turnsOff'] {
  return [
    ...(written.cyclicOn ? (['CFG_CYCLIC'] as const) : []),
    ...(written.retry.is === 'set' ? (['CFG_RTRY_INTVL'] as const) : []),
  ];
}

function countedSettings(phones: readonly Candidate[]): { readonly setting: string; readonly phones: number }[] {
  const counts = new Map<string, number>();
  for (const { turnsOff } of phones)
    for (const setting of turnsOff) counts.set(setting, (counts.get(setting) ?? 0) + 1);
  return [...counts].map(([setting, count]) => ({ setting, phones: count }));
}

function perMinute(minutes: readonly (number | null)[]): { readonly minute: number; readonly phones: number }[] {
  const counts = new Map<number, number>();
  for (const minute of minutes) if (minute !== null) counts.set(minute, (counts.get(minute) ?? 0) + 1);
  return [...counts].map(([minute, phones]) => ({ minute, phones })).sort((a, b) => a.minute - b.minute);
}

function peakOf(minutes: readonly { readonly phones: number }[]): number {
  return minutes.reduce((peak, { phones }) => Math.max(peak, phones), 0);
}

/** How far into the window a minute of the day is. */
function placeIn({ from }: MinuteWindow, minute = from): number {
  return (minute - from + minutesOfDay) % minutesOfDay;
}
