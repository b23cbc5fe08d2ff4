// What timed jobs can do, and when nothing may disturb the phones.
export const scheduleActions = [
  'resync',
  'publish',
  'backup',
  'report',
  'clean-up',
  'catch-up',
  'firmware-wave',
] as const;

export type ScheduleAction = (typeof scheduleActions)[number];

/** When a schedule's time came while this laptop was away: once on wake, however often it was missed, or not at all. */
export const missedPolicies = ['run-on-wake', 'skip'] as const;

export type MissedPolicy = (typeof missedPolicies)[number];

/** `skipped`: its time came and it was not done, on purpose: away and told to skip, still busy with the one before, a maintenance
 *  window. `interrupted`: the program ended in the middle. */
export const scheduleRunStates = ['running', 'done', 'failed', 'skipped', 'interrupted'] as const;

export type ScheduleRunState = (typeof scheduleRunStates)[number];
