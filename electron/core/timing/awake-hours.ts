// When a laptop is usually awake, learnt from when it was.
import { offsetMinutes } from '../shared/rfc3339';
import { localDayMs, localMoment } from './local-moment';
import type { LocalZone } from './local-zone';
import { spanAtOrAfter, type TimeSpan } from './time-spans';

export interface AwakeHours {
  /** HH:MM on the wall; `to` at or before `from` is on the next day, the same time is all day long. */
  readonly from: string;
  readonly to: string;
  /** How many days it was learnt from: those in which it was awake at all. */
  readonly days: number;
}

/** Looks at so many days and no more: people change their habits. */
export const awakeDaysLookedAt = 14;

const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;
/** A quarter of an hour counts as awake when all of it was: windows are never told too long. */
const slotMinutes = 15;
const slots = (24 * 60) / slotMinutes;
const fewestDays = 3;
/** A slot is usual when it was awake in so many of the days that are known of it. */
const usualShare = 2 / 3;
/** Asleep for so short a time between two usual spans does not cut the window in two: somebody went for a coffee. */
const bridgedSlots = 2;

type SlotState = 'awake' | 'asleep' | undefined;

/** `asleep` are joined spans within `known`, the span something is known of, in the zone of the site. Null when too little is known,
 *  or when no time of the day is usual. That it was awake while it was held awake (`held`, joined) says nothing. Days it slept through (weekends, holidays) say nothing of the hours and do not count. */
export function learnAwakeHours(
  asleep: readonly TimeSpan[],
  known: TimeSpan,
  timeZone: string,
  held: readonly TimeSpan[] = [],
): AwakeHours | null {
  const days = [...slotsByDay(asleep, known, timeZone, held).values()].filter((day) => day.includes('awake'));
  if (days.length < fewestDays) return null;
  const usual = Array.from({ length: slots }, (_, slot) => {
    const states = days.flatMap((day) => day[slot] ?? []);
    return (
      states.length >= fewestDays && states.filter((state) => state === 'awake').length >= states.length * usualShare
    );
  });
  const window = longestRun(bridged(usual));
  return window && { from: clockTime(window.from), to: clockTime(window.to), days: days.length };
}

/** The stretch outside of these hours that lies around an instant, or the next one; null when they are all day long. */
export function asleepStretch(
  { from, to }: Pick<AwakeHours, 'from' | 'to'>,
  timeZone: string,
  atMs: number,
): TimeSpan | null {
  if (from === to) return null;
  const zone: LocalZone = { kind: 'iana', name: timeZone };
  const today = localDayMs(atMs, zone);
  const overnight = minutesOf(from) <= minutesOf(to) ? dayMs : 0;
  for (let day = today - dayMs; ; day += dayMs) {
    const stretch = {
      from: localMoment(day + minutesOf(to) * minuteMs, zone).atMs,
      to: localMoment(day + overnight + minutesOf(from) * minuteMs, zone).atMs,
    };
    if (stretch.to > Math.max(atMs, stretch.from)) return stretch;
  }
}

/** `minute` of the day, 0 to 1439. */
export function isInAwakeHours({ from, to }: Pick<AwakeHours, 'from' | 'to'>, minute: number): boolean {
  const [start, end] = [minutesOf(from), minutesOf(to)];
  if (start === end) return true;
  return start < end ? minute >= start && minute < end : minute >= start || minute < end;
}

/** Per local day what each slot was, as far as it is known; of an hour that comes twice both must have been awake. */
function slotsByDay(
  asleep: readonly TimeSpan[],
  known: TimeSpan,
  timeZone: string,
  held: readonly TimeSpan[],
): Map<number, SlotState[]> {
  const days = new Map<number, SlotState[]>();
  const slotMs = slotMinutes * minuteMs;
  const offsetMs = offsetsOf(timeZone);
  for (let at = Math.ceil(known.from / slotMs) * slotMs; at + slotMs <= known.to; at += slotMs) {
    const localMs = at + offsetMs(at);
    const dayNumber = Math.floor(localMs / dayMs);
    const slot = Math.floor((localMs - dayNumber * dayMs) / slotMs);
    let day = days.get(dayNumber);
    if (!day) days.set(dayNumber, (day = []));
    const isWithin = (spans: readonly TimeSpan[]): boolean =>
      (spanAtOrAfter(spans, at)?.from ?? Infinity) < at + slotMs;
    const isAsleep = isWithin(asleep);
    if (!isAsleep && isWithin(held)) continue;
    day[slot] = isAsleep || day[slot] === 'asleep' ? 'asleep' : 'awake';
  }
  return days;
}

/** Zones are asked for once a day, as long as the clock is not moved in it: that is what learning would spend its time on. */
function offsetsOf(timeZone: string): (atMs: number) => number {
  const ask = (atMs: number): number => offsetMinutes(atMs, timeZone) * minuteMs;
  let [from, to, offset] = [0, 0, 0];
  return (atMs) => {
    if (atMs >= from && atMs < to) return offset;
    offset = ask(atMs);
    const isSteady = ask(atMs + dayMs) === offset;
    [from, to] = [atMs, isSteady ? atMs + dayMs : atMs];
    return offset;
  };
}

function bridged(usual: readonly boolean[]): boolean[] {
  const at = (slot: number): boolean => usual[(slot + slots) % slots] ?? false;
  const reaches = (slot: number, step: 1 | -1): number => {
    let distance = 1;
    while (distance <= bridgedSlots && !at(slot + step * distance)) distance++;
    return distance;
  };
  return usual.map((is, slot) => is || reaches(slot, 1) + reaches(slot, -1) - 1 <= bridgedSlots);
}

/** In slots, around midnight if need be; null when there is none. */
function longestRun(usual: readonly boolean[]): TimeSpan | null {
  if (usual.every((is) => is)) return { from: 0, to: 0 };
  let best: TimeSpan | null = null;
  for (let from = 0; from < slots; from++) {
    if (!usual[from] || usual[(from + slots - 1) % slots]) continue;
    let length = 1;
    while (usual[(from + length) % slots]) length++;
    if (!best || length > best.to - best.from) best = { from, to: from + length };
  }
  return best;
}

function clockTime(slot: number): string {
  const minutes = (slot % slots) * slotMinutes;
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return hours * 60 + minutes;
}
