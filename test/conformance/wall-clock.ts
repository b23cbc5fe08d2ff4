// What clocks on the wall show, from the system's own tables (Intl), minute by minute: independent of the program's time zones.
import type { WallMinute } from './guide-sentences';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

export interface ClockNight {
  readonly timeZone: string;
  /** The first minute on the moved clock. */
  readonly atMs: number;
  /** A time of day that does not exist, or comes twice, that night. */
  readonly oddTime: string;
  readonly forward: boolean;
}

/** Both nights of 2026 in which a zone's clocks are moved. */
export function clockNights(timeZone: string): ClockNight[] {
  const nights: ClockNight[] = [];
  const endMs = Date.UTC(2027, 0, 1);
  for (let hour = Date.UTC(2026, 0, 1); hour < endMs; hour += hourMs) {
    if (absolute(timeZone, hour + hourMs) - absolute(timeZone, hour) === hourMs) continue;
    let atMs = hour + minuteMs;
    while (absolute(timeZone, atMs) - absolute(timeZone, atMs - minuteMs) === minuteMs) atMs += minuteMs;
    const leapMs = absolute(timeZone, atMs) - absolute(timeZone, atMs - minuteMs) - minuteMs;
    // In the middle of what is left out, or of what is shown again.
    const oddMs = absolute(timeZone, atMs) + (leapMs > 0 ? -leapMs : -leapMs) / 2;
    const oddTime = new Date(oddMs).toISOString().slice(11, 16);
    nights.push({ timeZone, atMs, oddTime, forward: leapMs > 0 });
  }
  return nights;
}

export function wallMinutes(timeZone: string, fromMs: number, count: number): WallMinute[] {
  return Array.from({ length: count }, (_, minute) => {
    const text = new Date(absolute(timeZone, fromMs + minute * minuteMs)).toISOString();
    return { date: text.slice(0, 10), time: text.slice(11, 16) };
  });
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** The time on the wall as if it were UTC. */
function absolute(timeZone: string, atMs: number): number {
  let format = formats.get(timeZone);
  if (!format) {
    const numbers = { year: 'numeric', month: 'numeric', day: 'numeric', hour: 'numeric', minute: 'numeric' } as const;
    format = new Intl.DateTimeFormat('en-US', { timeZone, hourCycle: 'h23', ...numbers });
    formats.set(timeZone, format);
  }
  const parts = Object.fromEntries(format.formatToParts(atMs).map(({ type, value }) => [type, Number(value)]));
  const { year = 0, month = 0, day = 0, hour = 0, minute = 0 } = parts;
  return Date.UTC(year, month - 1, day, hour, minute);
}
