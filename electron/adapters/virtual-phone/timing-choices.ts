// How this phone reads what the guides leave open about download timing. The server's engine has its own list; that both agree is
// a matter of docs/decisions/0020-virtual-phone-timing.md, not of shared code.

export interface TimingChoices {
  /** Only the UTG guide says it (UTG-46): from start-up. */
  readonly cyclicCountsFrom: 'start-up' | 'last-good-run';
  readonly cyclicMinutesWhenUnset: number;
  readonly retryMinutesWhenUnset: number;
  /** 28 days (TGP500-23), taken for retries too. An interval beyond, or under one minute, is none. */
  readonly longestMinutes: number;
  /** Silent. `last-failure`: every run that fails winds the timer up anew. */
  readonly retryCountsFrom: 'last-failure' | 'first-failure';
  /** SEED and UT136-42 name cyclic and retry; TGP500-23 says only "not at regular intervals". */
  readonly fixedTimeSilences: 'cyclic-and-retry' | 'cyclic';
  /** SEED has the sentence, the UT1xx guide lacks it. `as-if-set`: its count from nowhere is taken for the time. */
  readonly fixedTimeWithoutClock: 'never' | 'as-if-set';
  /** Nights in which the clock is moved: silent but for "once a day" (SEED). `once-a-day`: a time that is left out comes as if the clock
   *  had not been moved, of one that is shown twice the first counts. */
  readonly fixedTimeOnMovedClock: 'once-a-day' | 'as-shown';
  /** Powered on at the very fixed time: SEED's picture shows the next such moment. */
  readonly fixedTimeAtPowerOn: 'power-on-alone' | 'both';
  /** `TIME_ZONE` without a complete daylight rule: the factory's is not known. `as-where-it-stands`: like the place, where that has
   *  the same standard time. */
  readonly daylightWhenNotHeld: 'as-where-it-stands' | 'off';
}

export const usualChoices: TimingChoices = {
  cyclicCountsFrom: 'start-up',
  cyclicMinutesWhenUnset: 10_080,
  retryMinutesWhenUnset: 30,
  longestMinutes: 40_320,
  retryCountsFrom: 'last-failure',
  fixedTimeSilences: 'cyclic-and-retry',
  fixedTimeWithoutClock: 'never',
  fixedTimeOnMovedClock: 'once-a-day',
  fixedTimeAtPowerOn: 'power-on-alone',
  daylightWhenNotHeld: 'as-where-it-stands',
};
