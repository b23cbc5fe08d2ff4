// A phone's own time of day: from what it holds, from what was learnt, or from where its site lies.
import { CheckNotes, type CheckNote } from './check-notes';
import type { ClockHeld } from './clock-held';
import { zoneOffsetMs, zoneWords, type LocalZone } from './local-zone';
import type { TimingAssumptions } from './timing-assumptions';

export interface LocalClock {
  readonly zone: LocalZone;
  /** `not-known`: the site's zone is a guess, and the phone must not be blamed by it. */
  readonly zoneIs: 'held' | 'learnt' | 'assumed' | 'not-known';
  readonly clockSet: boolean;
  readonly notes: readonly CheckNote[];
}

/** What a clock showed, minutes east of UTC, when that was found out. */
export interface LearntOffset {
  readonly offsetMinutes: number;
  readonly atMs: number;
}

export interface ClockSurroundings {
  /** IANA name of where the phone stands. */
  readonly siteZone: string;
  /** As seen from when it asked (learn-offset.ts); null while not. */
  readonly learnt: LearntOffset | null;
  /** As somebody said; left out: as held. */
  readonly clockSet?: boolean;
  /** For comparing offsets: around when it matters. */
  readonly atMs: number;
}

const halfYearMs = 182 * 86_400_000;

export function localClock(held: ClockHeld, around: ClockSurroundings, assumptions: TimingAssumptions): LocalClock {
  const notes = new CheckNotes();
  const site: LocalZone = { kind: 'iana', name: around.siteZone };
  const { zone, zoneIs } = ownZone(held, site, around, assumptions, notes);
  const asHeld = held.timeServer !== null || assumptions.clockWithoutTimeServer === 'set';
  const clockSet = around.clockSet ?? asHeld;
  if (clockSet && held.timeServer === null)
    notes.add('CLOCK_TAKEN_AS_SET', 'Nothing it holds sets its clock; the clock is taken as set all the same.');
  return { zone, zoneIs, clockSet, notes: notes.all() };
}

function ownZone(
  held: ClockHeld,
  site: LocalZone,
  around: ClockSurroundings,
  { dstWhenNotHeld }: TimingAssumptions,
  notes: CheckNotes,
): Pick<LocalClock, 'zone' | 'zoneIs'> {
  const siteWords = zoneWords(site);
  if (held.zone && held.zoneIs === 'rule') {
    notes.add('ZONE_HELD', `Its clock shows ${zoneWords(held.zone)} (${held.written}).`);
    return { zone: held.zone, zoneIs: 'held' };
  }
  if (held.zone) {
    const offsetMs = zoneOffsetMs(held.zone, around.atMs);
    if (dstWhenNotHeld === 'as-site' && offsetMs === standardOffsetMs(site, around.atMs)) {
      const says = `${held.written} says nothing of daylight saving; its clock is taken to move like that of ${siteWords}.`;
      notes.add('ZONE_ASSUMED', says);
      return { zone: site, zoneIs: 'assumed' };
    }
    notes.add('ZONE_HELD', `Its clock shows ${zoneWords(held.zone)} all year (${held.written}).`);
    return { zone: held.zone, zoneIs: 'held' };
  }
  if (held.zoneIs === 'not-held' || held.zoneIs === 'invalid') {
    const why = held.zoneIs === 'invalid' ? `${held.written} cannot be read` : 'It holds no time zone';
    notes.add('ZONE_ASSUMED', `${why}; its clock is taken to show the time of ${siteWords}.`);
    return { zone: site, zoneIs: 'assumed' };
  }
  const { learnt } = around;
  if (learnt === null) {
    const why = held.written === '' ? 'Its time zone is set by codes' : `What ${held.written} stands for`;
    const guess = `until it was seen to ask at its time, ${siteWords} is a guess`;
    notes.add(
      'ZONE_NOT_KNOWN',
      held.written === '' ? `${why} that are not known; ${guess}.` : `${why} is not known; ${guess}.`,
    );
    return { zone: site, zoneIs: 'not-known' };
  }
  const learntMs = learnt.offsetMinutes * 60_000;
  // A clock that showed the site's time is taken to go on doing so, over daylight saving too.
  const likeSite = zoneOffsetMs(site, learnt.atMs) === learntMs;
  const zone: LocalZone = likeSite
    ? site
    : { kind: 'rule', rule: { standardSeconds: learntMs / 1000, daylight: null } };
  notes.add('ZONE_LEARNT', `By the times it asked at, its clock shows ${zoneWords(zone)}.`);
  return { zone, zoneIs: 'learnt' };
}

/** The smaller offset of the two halves of the year, for both hemispheres and for zones with "winter time" (Dublin). */
function standardOffsetMs(zone: LocalZone, atMs: number): number {
  const year = new Date(atMs).getUTCFullYear();
  const january = Date.UTC(year, 0, 15);
  return Math.min(zoneOffsetMs(zone, january), zoneOffsetMs(zone, january + halfYearMs));
}
