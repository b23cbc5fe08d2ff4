// What the vendor's guides say of when a phone downloads, sentence by sentence, each as something that must hold of a plan.
// Written from the guides alone; nothing here knows the engine.

export interface Situation {
  /** As written in the file. */
  readonly fixedTime: string;
  readonly cyclic: 'Y' | 'N';
  readonly cyclicMinutes: number;
  readonly retryMinutes: number;
  readonly clockSet: boolean;
  /** What the wall clock shows in each minute, the first being that of the power-on. */
  readonly wall: readonly WallMinute[];
  /** Minutes in which nobody answers: from, up to but not including to. */
  readonly away: { readonly from: number; readonly to: number } | null;
}

export interface WallMinute {
  /** `2026-03-29` */
  readonly date: string;
  /** `02:30` */
  readonly time: string;
}

export interface SeenCheck {
  /** Counted from the power-on. */
  readonly minute: number;
  readonly trigger: string;
  readonly outcome: string;
}

interface Sentence {
  readonly section: string;
  readonly quote: string;
  /** Says what is wrong, or null. */
  broken(situation: Situation, checks: readonly SeenCheck[]): string | null;
}

const ut670 = 'KX-UT670 guide 2012-07, p. 30';
const tgp500 = 'KX-TGP500 guide 2010-03, p. 23';
const utg = 'KX-UTG200/300 guide, 2.4.5';

/** All the valid times there are. */
const validTimes = new Set(
  Array.from({ length: 24 }, (_, hour) =>
    Array.from({ length: 60 }, (_unused, minute) => `${two(hour)}:${two(minute)}`),
  ).flat(),
);

function isValidTime(text: string): boolean {
  return validTimes.has(text);
}

export const sentences: readonly Sentence[] = [
  {
    section: `${tgp500}, "Startup"`,
    quote: 'downloaded when the unit starts up',
    broken: (_situation, checks) =>
      checks[0]?.minute === 0 && checks.filter(({ trigger }) => trigger === 'power-on').length === 1
        ? null
        : 'there is not one check at power-on',
  },
  {
    section: `${ut670}, "At a specified time each day"`,
    quote: 'After the unit is powered on, it will check … once per day at the specified time',
    broken(situation, checks) {
      if (!isValidTime(situation.fixedTime) || !situation.clockSet) return null;
      const expected = fixedMinutes(situation);
      const seen = checks.filter(({ trigger }) => trigger === 'fixed-time').map(({ minute }) => minute);
      return sameList(expected, seen) ? null : `expected ${expected.join(' ')}, planned ${seen.join(' ')}`;
    },
  },
  {
    section: `${ut670}, picture "Power On at 12:00"`,
    quote: 'Power On at 12:00 … 02:00 … 02:00',
    broken(situation, checks) {
      if (!isValidTime(situation.fixedTime) || !situation.clockSet) return null;
      return checks.some(({ trigger, minute }) => trigger === 'fixed-time' && minute === 0)
        ? 'the first fixed time is the power-on itself'
        : null;
    },
  },
  {
    section: `${ut670}, first note`,
    quote:
      'any valid value other than an empty string … "CFG_CYCLIC", "CFG_CYCLIC_INTVL", and "CFG_RTRY_INTVL" are disabled',
    broken: (situation, checks) =>
      isValidTime(situation.fixedTime) && has(checks, 'cyclic', 'retry') ? 'a disabled setting acts' : null,
  },
  {
    section: `${ut670}, second note`,
    quote: 'a 24-hour clock ("00:00" to "23:59")',
    broken: (situation, checks) =>
      !isValidTime(situation.fixedTime) && has(checks, 'fixed-time') ? 'a value that is no time acts' : null,
  },
  {
    section: `${ut670}, third note`,
    quote: "The unit's date and time must be set in order to use this method",
    broken: (situation, checks) =>
      !situation.clockSet && has(checks, 'fixed-time') ? 'a fixed time comes without a clock' : null,
  },
  {
    section: `${tgp500}, "At regular intervals"`,
    quote: 'Add the line, CFG_CYCLIC="Y"',
    broken: (situation, checks) => (situation.cyclic !== 'Y' && has(checks, 'cyclic') ? 'cyclic without Y' : null),
  },
  {
    section: `${tgp500}, "At regular intervals"; ${utg}`,
    quote: 'Set an interval (minutes) … every three days (4320 minutes) beginning when the device starts up',
    broken(situation, checks) {
      if (isValidTime(situation.fixedTime) || situation.cyclic !== 'Y') return null;
      const { cyclicMinutes, wall } = situation;
      const expected = Array.from(
        { length: Math.floor((wall.length - 1) / cyclicMinutes) },
        (_, n) => (n + 1) * cyclicMinutes,
      );
      const seen = checks.filter(({ trigger }) => trigger === 'cyclic').map(({ minute }) => minute);
      return sameList(expected, seen) ? null : `expected ${expected.length} cyclic checks, planned ${seen.length}`;
    },
  },
  {
    section: 'CFG_RTRY_INTVL, sample files (no guide page known)',
    quote: 'Interval before a failed download is tried again',
    broken(situation, checks) {
      const allowed = !isValidTime(situation.fixedTime);
      for (const [index, check] of checks.entries()) {
        const next = checks[index + 1];
        const retryAt = check.minute + situation.retryMinutes;
        const wanted = allowed && check.outcome === 'unreachable';
        if (next?.trigger === 'retry' && !(wanted && next.minute === retryAt))
          return `minute ${next.minute} is no retry`;
        const isInSight = retryAt < situation.wall.length;
        if (wanted && isInSight && (next === undefined || next.minute > retryAt))
          return `no retry at minute ${retryAt}`;
      }
      return null;
    },
  },
  {
    section: 'cli.md, `checks --file`',
    quote: 'an attempt while unreachable is listed with outcome "unreachable", others "reached"',
    broken({ away }, checks) {
      const wrong = checks.find(({ minute, outcome }) => {
        const isAway = away !== null && minute >= away.from && minute < away.to;
        return (outcome === 'unreachable') !== isAway;
      });
      return wrong ? `minute ${wrong.minute} is told ${wrong.outcome}` : null;
    },
  },
  {
    section: 'every guide',
    quote: 'no other reason to download by itself',
    broken: (_situation, checks) =>
      checks.every(({ minute }, index) => index === 0 || minute > (checks[index - 1]?.minute ?? 0))
        ? null
        : 'checks are out of order, or two in the same moment',
  },
];

/** Minutes in which the fixed time is due, by the named rule for daylight saving: once a day; the first of two; one that does not
 *  exist comes as if the clock had not been moved. */
function fixedMinutes({ fixedTime, wall }: Situation): number[] {
  const due: number[] = [];
  const done = new Set<string>();
  for (let minute = 1; minute < wall.length; minute++) {
    const [before, now] = [wall[minute - 1], wall[minute]];
    if (!before || !now) continue;
    const leaptFrom = minuteOfDay(before.time) + 1;
    const leapt = absoluteMinute(now) - absoluteMinute(before) - 1;
    for (let skipped = 0; skipped < leapt; skipped++) {
      // A leap over midnight skips minutes of the next date, too.
      if (minuteOfDay(fixedTime) === (leaptFrom + skipped) % 1440) due.push(minute + skipped);
    }
    if (now.time !== fixedTime || done.has(now.date)) continue;
    done.add(now.date);
    // The same date's time was there before the power-on: unseen here, and the tables begin far from any such night.
    due.push(minute);
  }
  return due.filter((minute) => minute < wall.length).sort((a, b) => a - b);
}

function absoluteMinute({ date, time }: WallMinute): number {
  return Date.parse(`${date}T${time}:00Z`) / 60_000;
}

function minuteOfDay(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}

function has(checks: readonly SeenCheck[], ...triggers: string[]): boolean {
  return checks.some(({ trigger }) => triggers.includes(trigger));
}

function sameList(one: readonly number[], other: readonly number[]): boolean {
  return one.length === other.length && one.every((value, index) => value === other[index]);
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}
