// When phones will ask by themselves, from what each holds. Groups and counts only: which minute is a matter of prediction.
import type { DownloadTiming } from '../../core/timing/download-timing';
import type { PhoneRecord } from '../phones/phone-store';
import { describeDownloadTiming } from '../phones/describe-download-timing';
import type { CheckOutlook } from '../timing/check-plans';

export interface ReachGroup {
  readonly how: 'daily' | 'cyclic' | 'only-resync' | 'never-seen';
  readonly words: string;
  readonly phones: number;
  readonly minutes: number | null;
  readonly macs: readonly string[];
}

const mostMacs = 5;
const order: readonly ReachGroup['how'][] = ['daily', 'cyclic', 'only-resync', 'never-seen'];

/** Soonest kind first. */
export function phoneReach(
  outlook: Pick<CheckOutlook, 'timing' | 'isClockSet'>,
  phones: Iterable<PhoneRecord>,
): ReachGroup[] {
  const groups = new Map<string, { group: Omit<ReachGroup, 'phones' | 'macs'>; macs: string[]; phones: number }>();
  for (const phone of phones) {
    const group = phone.lastFetch ? reachOf(outlook.timing(phone), outlook.isClockSet(phone)) : neverSeen;
    const known = groups.get(group.words);
    if (!known) groups.set(group.words, { group, macs: [phone.mac], phones: 1 });
    else {
      known.phones++;
      if (known.macs.length < mostMacs) known.macs.push(phone.mac);
    }
  }
  return [...groups.values()]
    .map(({ group, macs, phones: count }) => ({ ...group, phones: count, macs }))
    .sort((a, b) => order.indexOf(a.how) - order.indexOf(b.how) || (a.minutes ?? 0) - (b.minutes ?? 0));
}

const neverSeen = { how: 'never-seen', words: 'at first contact', minutes: null } as const;

function reachOf(timing: DownloadTiming, clockSet: boolean): Omit<ReachGroup, 'phones' | 'macs'> {
  if (timing.enabled && timing.fixedTimeMinutes !== null && !clockSet)
    return { how: 'only-resync', words: 'only when resynced: nothing sets the clock', minutes: null };
  if (timing.enabled && timing.fixedTimeMinutes !== null)
    return { how: 'daily', words: describeDownloadTiming(timing), minutes: timing.fixedTimeMinutes };
  if (timing.enabled && timing.cyclicMinutes !== null) {
    const words = describeDownloadTiming(timing).replace(/^every/, 'within');
    return { how: 'cyclic', words, minutes: timing.cyclicMinutes };
  }
  return { how: 'only-resync', words: 'only when resynced', minutes: null };
}
