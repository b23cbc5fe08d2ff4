// LOCAL_TIME_ZONE_POSIX, `GMT0BST,M3.5.0/1,M10.5.0`: read from left to right (IEEE 1003.1, 8.3, "TZ").
import { dayMs, movedClock, steadyClock, type WallClock, type YearlyMove } from './wall-clock';

/** Of a daylight name without a rule: that of the United States, as most systems have it. */
const usualRule = ',M3.2.0,M11.1.0';
const usualMoveSeconds = 2 * 3_600;
const mostHours = { offset: 24, move: 167 };

/** Null for anything else. Never throws. */
export function readPosixZone(text: string): WallClock | null {
  const line = new PosixLine(text);
  const standardWest = line.name() ? line.clockTime(mostHours.offset) : null;
  if (standardWest === null) return null;
  // POSIX counts west of Greenwich; 0 - 0 is no -0.
  const standardMs = (0 - standardWest) * 1_000;
  if (line.atEnd) return steadyClock(standardMs);
  if (!line.name()) return null;
  const daylightWest = line.follows(/[+\-\d]/) ? line.clockTime(mostHours.offset) : standardWest - 3_600;
  if (daylightWest === null) return null;
  if (line.atEnd) line.rest = usualRule;
  const daylight = line.move((0 - daylightWest) * 1_000);
  const standard = line.move(standardMs);
  return daylight && standard && line.atEnd ? movedClock(daylight, standard) : null;
}

class PosixLine {
  constructor(public rest: string) {}

  get atEnd(): boolean {
    return this.rest === '';
  }

  follows(what: RegExp): boolean {
    return what.test(this.rest.charAt(0));
  }

  /** What stands at the front, taken away; null when it is something else. */
  private take(pattern: RegExp): RegExpExecArray | null {
    const match = pattern.exec(this.rest);
    if (match) this.rest = this.rest.slice(match[0].length);
    return match;
  }

  name(): boolean {
    return this.take(/^(?:[A-Za-z]{3,}|<[A-Za-z\d+-]{3,}>)/) !== null;
  }

  /** `[+-]h[h[h]][:mm[:ss]]` in seconds. */
  clockTime(hoursAtMost: number): number | null {
    const [all, sign, hours, minutes = '0', seconds = '0'] =
      this.take(/^([+-]?)(\d{1,3})(?::([0-5]\d)(?::([0-5]\d))?)?/) ?? [];
    if (all === undefined || Number(hours) > hoursAtMost || (hours?.length ?? 0) > String(hoursAtMost).length)
      return null;
    const total = Number(hours) * 3_600 + Number(minutes) * 60 + Number(seconds);
    return sign === '-' ? -total : total;
  }

  /** `,date[/time]` */
  move(offsetMs: number): YearlyMove | null {
    const [, month, week, weekday, julian, day] = this.take(/^,(?:M(\d{1,2})\.([1-5])\.([0-6])|(J?)(\d{1,3}))/) ?? [];
    const seconds = this.take(/^\//) ? this.clockTime(mostHours.move) : usualMoveSeconds;
    if (seconds === null) return null;
    const at = (dateMs: (year: number) => number): YearlyMove => ({
      wallMs: (year) => dateMs(year) + seconds * 1_000,
      offsetMs,
    });
    if (month !== undefined) {
      if (Number(month) < 1 || Number(month) > 12) return null;
      return at((year) => weekdayOfMonth(year, Number(month), Number(week), Number(weekday)));
    }
    if (day === undefined || Number(day) > 365) return null;
    if (julian !== 'J') return at((year) => Date.UTC(year, 0, 1) + Number(day) * dayMs);
    if (Number(day) === 0) return null;
    // The 29th of February is never counted: it is the date the day has in a year that has none.
    const date = new Date(Date.UTC(2023, 0, Number(day)));
    return at((year) => Date.UTC(year, date.getUTCMonth(), date.getUTCDate()));
  }
}

/** Midnight, as if it were UTC. The fifth is the last. */
export function weekdayOfMonth(year: number, month: number, ordinal: number, weekday: number): number {
  if (ordinal === 5) {
    const last = Date.UTC(year, month, 0);
    return last - ((new Date(last).getUTCDay() - weekday + 7) % 7) * dayMs;
  }
  const first = Date.UTC(year, month - 1, 1);
  return first + (((weekday - new Date(first).getUTCDay() + 7) % 7) + (ordinal - 1) * 7) * dayMs;
}
