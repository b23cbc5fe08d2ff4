// What a phone's wall clock shows by its settings (guide §6, "Clock"): one POSIX line, or minutes with daylight fields. The UT670 has
// codes nobody could read yet, so it is set right for where it stands.
import { readPosixZone, weekdayOfMonth } from './posix-zone';
import type { TimingChoices } from './timing-choices';
import { movedClock, placeClock, standardOffsetMs, steadyClock, type WallClock, type YearlyMove } from './wall-clock';

const minuteMs = 60_000;
const usualDaylightMinutes = 60;

interface Standing {
  readonly model: string;
  /** IANA name of where it stands. */
  readonly place: string;
  readonly nowMs: number;
}

/** Anything that cannot be read counts as not held. Of both forms the POSIX line counts. */
export function wallClockOf(
  settings: ReadonlyMap<string, string>,
  { model, place, nowMs }: Standing,
  { daylightWhenNotHeld }: TimingChoices,
): WallClock {
  const here = placeClock(place);
  if (model.startsWith('KX-UT670')) return here;
  const posix = settings.get('LOCAL_TIME_ZONE_POSIX') ?? '';
  if (posix !== '') return readPosixZone(posix) ?? here;
  const minutes = number(settings, 'TIME_ZONE', -720, 840);
  if (minutes === null) return here;
  const standardMs = minutes * minuteMs;
  const daylight = settings.get('DST_ENABLE') ?? '';
  if (daylight === 'Y') {
    const moved = daylightClock(settings, standardMs);
    if (moved) return moved;
  } else if (daylight !== '') {
    return steadyClock(standardMs);
  }
  const movesAsHere = daylightWhenNotHeld === 'as-where-it-stands' && standardOffsetMs(here, nowMs) === standardMs;
  return movesAsHere ? here : steadyClock(standardMs);
}

function daylightClock(settings: ReadonlyMap<string, string>, standardMs: number): WallClock | null {
  const written = settings.get('DST_OFFSET') ?? '';
  const offset = written === '' ? usualDaylightMinutes : number(settings, 'DST_OFFSET', -720, 720);
  if (offset === null) return null;
  const start = yearlyMove(settings, 'DST_START', standardMs + offset * minuteMs);
  const stop = yearlyMove(settings, 'DST_STOP', standardMs);
  return start && stop ? movedClock(start, stop) : null;
}

/** Weekday 0 is Sunday; the time is minutes after midnight (guide §6). */
function yearlyMove(settings: ReadonlyMap<string, string>, name: string, offsetMs: number): YearlyMove | null {
  const month = number(settings, `${name}_MONTH`, 1, 12);
  const ordinal = number(settings, `${name}_ORDINAL_DAY`, 1, 5);
  const weekday = number(settings, `${name}_DAY_OF_WEEK`, 0, 6);
  const minutes = number(settings, `${name}_TIME`, 0, 1_440);
  if (month === null || ordinal === null || weekday === null || minutes === null) return null;
  return { wallMs: (year) => weekdayOfMonth(year, month, ordinal, weekday) + minutes * minuteMs, offsetMs };
}

function number(settings: ReadonlyMap<string, string>, name: string, least: number, most: number): number | null {
  const text = settings.get(name) ?? '';
  if (!/^[+-]?\d{1,4}$/.test(text)) return null;
  return Number(text) >= least && Number(text) <= most ? Number(text) : null;
}
