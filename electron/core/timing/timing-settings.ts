// How strictly a site's phones are expected, and what is done about nights nobody served, as a person set it.

/** Whether phones that found nobody are resynced when the laptop is awake again. */
export const catchUpModes = ['always', 'ask', 'never'] as const;
export type CatchUpMode = (typeof catchUpModes)[number];

/** Where no guide says so for a series (TimingAssumptions): what intervals count from. */
export const cyclicOrigins = ['start-up', 'last-download'] as const;
export type CyclicOrigin = (typeof cyclicOrigins)[number];

export interface TimingSettings {
  readonly graceBeforeMinutes: number;
  readonly graceAfterMinutes: number;
  readonly catchUp: CatchUpMode;
  readonly keepAwake: boolean;
  /** More phones than that in one minute are a herd. */
  readonly comfortablePerMinute: number;
  readonly cyclicCountsFrom: CyclicOrigin;
}

export const usualTiming: TimingSettings = {
  graceBeforeMinutes: 10,
  graceAfterMinutes: 15,
  catchUp: 'always',
  keepAwake: false,
  comfortablePerMinute: 12,
  cyclicCountsFrom: 'start-up',
};

export type TimingChange = { readonly [Key in keyof TimingSettings]?: TimingSettings[Key] | undefined };

/** What is not in the change stays. */
export function changeTiming(before: TimingSettings, change: TimingChange): TimingSettings {
  return {
    graceBeforeMinutes: change.graceBeforeMinutes ?? before.graceBeforeMinutes,
    graceAfterMinutes: change.graceAfterMinutes ?? before.graceAfterMinutes,
    catchUp: change.catchUp ?? before.catchUp,
    keepAwake: change.keepAwake ?? before.keepAwake,
    comfortablePerMinute: change.comfortablePerMinute ?? before.comfortablePerMinute,
    cyclicCountsFrom: change.cyclicCountsFrom ?? before.cyclicCountsFrom,
  };
}

/** What two settings differ in, in words for the audit. */
export function describeTimingChange(before: TimingSettings, after: TimingSettings): string {
  const names = Object.keys(after) as (keyof TimingSettings)[];
  return names
    .filter((name) => before[name] !== after[name])
    .map((name) => `${words[name]}: ${String(before[name])} → ${String(after[name])}`)
    .join('; ');
}

const words: Readonly<Record<keyof TimingSettings, string>> = {
  graceBeforeMinutes: 'minutes of grace before',
  graceAfterMinutes: 'minutes of grace after',
  catchUp: 'catch up',
  keepAwake: 'keep awake',
  comfortablePerMinute: 'comfortable per minute',
  cyclicCountsFrom: 'intervals count from',
};
