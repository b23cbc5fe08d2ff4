// What a phone's clock shows, learnt from when it asks by itself: for phones whose zone codes nobody can read.

const minuteMs = 60_000;
const dayMinutes = 1440;
/** Zones lie on quarter hours. */
const stepMinutes = 15;
/** A phone is that close to its own minute; half a step would be no evidence at all. */
const nearMinutes = 5;
/** One coincidence is none. */
const leastDays = 2;
const farthest = { west: -12 * 60, east: 14 * 60 };

/** Whether a download at its fixed time is one of a clock so many minutes east of UTC. */
export function showsOffset(at: number, fixedTimeMinutes: number, offsetMinutes: number): boolean {
  const late = (((at / minuteMs + offsetMinutes - fixedTimeMinutes) % dayMinutes) + dayMinutes) % dayMinutes;
  return Math.min(late, dayMinutes - late) <= nearMinutes;
}

/** `downloads` are instants at which it asked by itself, NOTIFYs and power-ons left out where known. Gives minutes east of UTC when on
 *  at least two days they fit one offset and none fits another as often; else null. Of offsets a day apart (+13 and -11) the one
 *  nearer to `expectedMinutes` is taken. */
export function learnOffset(
  downloads: readonly number[],
  fixedTimeMinutes: number,
  expectedMinutes: number,
): number | null {
  const days = new Map<number, Set<number>>();
  for (const at of downloads) {
    const minuteOfDay = (at / minuteMs) % dayMinutes;
    const exact = (((fixedTimeMinutes - minuteOfDay) % dayMinutes) + dayMinutes) % dayMinutes;
    const offset = (Math.round(exact / stepMinutes) * stepMinutes) % dayMinutes;
    const awayMinutes = Math.abs(exact - Math.round(exact / stepMinutes) * stepMinutes);
    if (awayMinutes > nearMinutes) continue;
    const seen = days.get(offset) ?? new Set();
    // A late one may fall on the next day.
    days.set(offset, seen.add(Math.round((at / minuteMs + offset - fixedTimeMinutes) / dayMinutes)));
  }
  const ranked = [...days].map(([offset, seen]) => ({ offset, days: seen.size })).sort((a, b) => b.days - a.days);
  const [best, second] = ranked;
  if (!best || best.days < leastDays || best.days === second?.days) return null;
  const possible = [best.offset, best.offset - dayMinutes].filter(
    (offset) => offset >= farthest.west && offset <= farthest.east,
  );
  return possible.sort((a, b) => Math.abs(a - expectedMinutes) - Math.abs(b - expectedMinutes))[0] ?? null;
}
