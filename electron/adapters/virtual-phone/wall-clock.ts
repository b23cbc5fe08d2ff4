// A clock on the wall runs evenly but for the moments it is moved: a zone is a row of even stretches.

/** From `fromMs` up to, not including, `toMs` the wall shows UTC plus `offsetMs`. */
export interface Stretch {
  readonly fromMs: number;
  readonly toMs: number;
  readonly offsetMs: number;
}

export interface WallClock {
  stretchAt(atMs: number): Stretch;
}

/** A moment of every year on the wall, before it is moved: `wallMs(2026)` as if the wall showed UTC. */
export interface YearlyMove {
  readonly wallMs: (year: number) => number;
  readonly offsetMs: number;
}

const minuteMs = 60_000;
export const dayMs = 1_440 * minuteMs;
/** Farther than any place on Earth is from UTC, and than a moved clock leaps. */
const farMs = 36 * 60 * minuteMs;

export function steadyClock(offsetMs: number): WallClock {
  return { stretchAt: () => ({ fromMs: -Infinity, toMs: Infinity, offsetMs }) };
}

/** A clock that is moved twice a year; `daylight.offsetMs` holds from `daylight` to `standard`. */
export function movedClock(daylight: YearlyMove, standard: YearlyMove): WallClock {
  const movesOf = (year: number): { atMs: number; offsetMs: number }[] => [
    { atMs: daylight.wallMs(year) - standard.offsetMs, offsetMs: daylight.offsetMs },
    { atMs: standard.wallMs(year) - daylight.offsetMs, offsetMs: standard.offsetMs },
  ];
  let last: Stretch | null = null;
  return {
    stretchAt: (atMs) => {
      if (last && last.fromMs <= atMs && atMs < last.toMs) return last;
      const year = new Date(atMs).getUTCFullYear();
      const moves = [year - 2, year - 1, year, year + 1, year + 2].flatMap(movesOf).sort((a, b) => a.atMs - b.atMs);
      const next = moves.findIndex((move) => move.atMs > atMs);
      const { atMs: fromMs = -Infinity, offsetMs = standard.offsetMs } = moves[next - 1] ?? {};
      last = { fromMs, toMs: moves[next]?.atMs ?? Infinity, offsetMs };
      return last;
    },
  };
}

/** What clocks show in a place, from the system's tables. Kept by name: all phones of a lab stand in few places. */
export function placeClock(timeZone: string): WallClock {
  let clock = places.get(timeZone);
  if (!clock) places.set(timeZone, (clock = newPlaceClock(timeZone)));
  return clock;
}

const places = new Map<string, WallClock>();
/** No clock is looked at farther than that from now: most are moved within a year. */
const lookedAtDays = 370;

function newPlaceClock(timeZone: string): WallClock {
  const format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
  const offsetAt = (atMs: number): number => {
    const name = format.formatToParts(atMs).find(({ type }) => type === 'timeZoneName')?.value ?? '';
    const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)/.exec(name) ?? [];
    return (sign === '-' ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * minuteMs;
  };
  const known: Stretch[] = [];
  return {
    stretchAt: (atMs) => {
      const found = known.find(({ fromMs, toMs }) => fromMs <= atMs && atMs < toMs);
      if (found) return found;
      const offsetMs = offsetAt(atMs);
      const stretch = { fromMs: edge(atMs, -dayMs), toMs: edge(atMs, dayMs), offsetMs };
      known.push(stretch);
      return stretch;

      /** Where the offset changes, going day by day in one direction and then halving. */
      function edge(start: number, step: number): number {
        let inside = start;
        for (let days = 0; days < lookedAtDays; days++, inside += step) {
          if (offsetAt(inside + step) === offsetMs) continue;
          let outside = inside + step;
          while (Math.abs(outside - inside) > 1) {
            const middle = Math.floor((inside + outside) / 2);
            if (offsetAt(middle) === offsetMs) inside = middle;
            else outside = middle;
          }
          return Math.max(inside, outside);
        }
        return inside;
      }
    },
  };
}

/** The first instant after `afterMs` at which a daily time comes, `minutes` after midnight on the wall. */
export function nextDailyTime(
  clock: WallClock,
  minutes: number,
  afterMs: number,
  onMovedClock: 'once-a-day' | 'as-shown',
): number {
  const today = Math.floor((afterMs + clock.stretchAt(afterMs).offsetMs) / dayMs) * dayMs;
  for (let day = today - dayMs; ; day += dayMs) {
    const shown = timesOfDay(clock, day + minutes * minuteMs, onMovedClock);
    const next = shown.find((atMs) => atMs > afterMs);
    if (next !== undefined) return next;
  }
}

/** When the wall shows `wallMs` (as if it showed UTC): once; in nights the clock is moved perhaps never or twice. */
function timesOfDay(clock: WallClock, wallMs: number, onMovedClock: 'once-a-day' | 'as-shown'): number[] {
  const shown: number[] = [];
  let leftOut: number | null = null;
  let stretch = clock.stretchAt(wallMs - farMs);
  for (;;) {
    const atMs = wallMs - stretch.offsetMs;
    if (atMs >= stretch.fromMs && atMs < stretch.toMs) shown.push(atMs);
    if (stretch.toMs > wallMs + farMs) break;
    const next = clock.stretchAt(stretch.toMs);
    if (atMs >= stretch.toMs && wallMs - next.offsetMs < next.fromMs) leftOut = atMs;
    stretch = next;
  }
  if (onMovedClock === 'as-shown') return shown;
  const [once = leftOut] = shown;
  return once === null ? [] : [once];
}

/** The smaller of the offsets around an instant: places are moved forward from their standard time. */
export function standardOffsetMs(clock: WallClock, atMs: number): number {
  const { fromMs, toMs, offsetMs } = clock.stretchAt(atMs);
  const around = [fromMs - 1, toMs].filter(Number.isFinite).map((edge) => clock.stretchAt(edge).offsetMs);
  return Math.min(offsetMs, ...around);
}
