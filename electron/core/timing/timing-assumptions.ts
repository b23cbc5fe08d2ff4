// Where the guides are silent: every reading we chose, in one place, with its source. Another one is a setting: hand in a changed
// object. Sources are named as in docs/decisions/0015-the-timing-engine.md.

import type { CyclicOrigin } from './timing-settings';

export interface TimingAssumptions {
  /** KX-UTG guide, "Timing of Configuration File Downloads": intervals begin when the device starts up. Other series: silent, taken
   *  to be alike. `last-download`: from the last good download, whatever made the phone ask. */
  readonly cyclicCountsFrom: CyclicOrigin;
  /** Sample files; no guide gives a default. */
  readonly cyclicMinutesWhenUnset: number;
  /** Lower bound: silent. */
  readonly shortestCyclicMinutes: number;
  /** 28 days (KX-TGP500 guide p. 23). What a phone does beyond the bounds is silent: it counts as no interval at all, so that no check
   *  is expected which may never come. */
  readonly longestCyclicMinutes: number;
  /** Sample files; no guide gives a default or a range. */
  readonly retryMinutesWhenUnset: number;
  readonly shortestRetryMinutes: number;
  readonly longestRetryMinutes: number;
  /** Unit of CFG_RTRY_INTVL: silent, taken to be minutes like its sibling. */
  readonly retryUnitMs: number;
  /** A failed cyclic check amid retries: silent. `last-attempt`: the wait begins anew with each attempt that failed. `first-failure`:
   *  retries keep their own beat from the first attempt that failed. */
  readonly retryCountsFrom: 'last-attempt' | 'first-failure';
  /** The guides say "once per day" and nothing of daylight saving. `once-a-day`: a time that does not exist is taken as if the clock
   *  had not been moved yet (02:30 becomes 03:30), of a time that comes twice the first counts (RFC 5545, 3.3.5).
   *  `as-the-clock-shows`: the first is left out that night, the second comes twice. */
  readonly fixedTimeOnDstNight: 'once-a-day' | 'as-the-clock-shows';
  /** Powered on at the very fixed time: the guide's picture shows the next moment after power-on, so one check is expected, not two. */
  readonly powerOnAtFixedTime: 'power-on-alone' | 'both';
  /** A standard offset is held and nothing of daylight saving, whose factory value is silent. `as-site`: it moves like the site's zone
   *  where that has the same standard offset. */
  readonly dstWhenNotHeld: 'as-site' | 'off';
  /** DST_*_ORDINAL_DAY of this number means the last such weekday of the month, as in POSIX. Silent. */
  readonly lastOrdinalDay: number;
  /** No time server is held. KX-UT670 guide p. 30: fixed time needs date and time to be set. A DHCP server or a PBX could still set it. */
  readonly clockWithoutTimeServer: 'unset' | 'set';
}

export const timingAssumptions: TimingAssumptions = {
  cyclicCountsFrom: 'start-up',
  cyclicMinutesWhenUnset: 10_080,
  shortestCyclicMinutes: 1,
  longestCyclicMinutes: 40_320,
  retryMinutesWhenUnset: 30,
  shortestRetryMinutes: 1,
  longestRetryMinutes: 40_320,
  retryUnitMs: 60_000,
  retryCountsFrom: 'last-attempt',
  fixedTimeOnDstNight: 'once-a-day',
  powerOnAtFixedTime: 'power-on-alone',
  dstWhenNotHeld: 'as-site',
  lastOrdinalDay: 5,
  clockWithoutTimeServer: 'unset',
};
