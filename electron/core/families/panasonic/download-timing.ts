// How a phone asks by itself, read from what it holds (KX-UT670 guide p. 30, "Download Timing").
import type { DownloadTiming } from '../family';

/** Not documented; the values of the vendor's sample files, taken for the factory's. CFG_CYCLIC itself is N there. */
const sampleCyclicMinutes = 10080;
const sampleRetryMinutes = 30;
/** 28 days (KX-TGP500 guide p. 23). */
const longestCyclicMinutes = 40320;

/** A valid CFG_RESYNC_TIME silences cyclic downloads and retries. What a phone does with an interval out of range is not
 *  documented: it counts as none here, so that no check is expected which may never come. */
export function downloadTiming(held: ReadonlyMap<string, string>): DownloadTiming {
  if (held.get('PROVISION_ENABLE') === 'N') {
    return { enabled: false, fixedTimeMinutes: null, cyclicMinutes: null, retryMinutes: null };
  }
  const fixedTimeMinutes = minutesAfterMidnight(held.get('CFG_RESYNC_TIME') ?? '');
  if (fixedTimeMinutes !== null) return { enabled: true, fixedTimeMinutes, cyclicMinutes: null, retryMinutes: null };
  const cyclic = held.get('CFG_CYCLIC') === 'Y';
  return {
    enabled: true,
    fixedTimeMinutes,
    cyclicMinutes: cyclic ? interval(held.get('CFG_CYCLIC_INTVL'), sampleCyclicMinutes, longestCyclicMinutes) : null,
    retryMinutes: interval(held.get('CFG_RTRY_INTVL'), sampleRetryMinutes, Number.MAX_SAFE_INTEGER),
  };
}

/** `00:00` to `23:59`, two digits each; null for anything else, which has no effect on the phone. */
function minutesAfterMidnight(text: string): number | null {
  const [, hours, minutes] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(text) ?? [];
  return hours && minutes ? Number(hours) * 60 + Number(minutes) : null;
}

function interval(text: string | undefined, whenUnset: number, longest: number): number | null {
  if (text === undefined || text === '') return whenUnset;
  const minutes = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  return minutes >= 1 && minutes <= longest ? minutes : null;
}
