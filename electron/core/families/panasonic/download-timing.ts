// How a phone asks by itself, read from what it holds (KX-UT670 guide p. 30, "Download Timing").
import type { DownloadTiming, WrittenInterval } from '../../timing/download-timing';
import { timingAssumptions, type TimingAssumptions } from '../../timing/timing-assumptions';

const names = { enabled: 'PROVISION_ENABLE', fixedTime: 'CFG_RESYNC_TIME', cyclic: 'CFG_CYCLIC' };

/** A valid CFG_RESYNC_TIME silences cyclic downloads and retries, whether the clock is set or not. */
export function downloadTiming(
  held: ReadonlyMap<string, string>,
  assumptions: TimingAssumptions = timingAssumptions,
): DownloadTiming {
  const fixedTime = held.get(names.fixedTime) ?? '';
  const fixedTimeMinutes = minutesAfterMidnight(fixedTime);
  const cyclicOn = held.get(names.cyclic) === 'Y';
  const cyclic = interval(held, 'CFG_CYCLIC_INTVL', {
    whenUnset: assumptions.cyclicMinutesWhenUnset,
    shortest: assumptions.shortestCyclicMinutes,
    longest: assumptions.longestCyclicMinutes,
  });
  const retry = interval(held, 'CFG_RTRY_INTVL', {
    whenUnset: assumptions.retryMinutesWhenUnset,
    shortest: assumptions.shortestRetryMinutes,
    longest: assumptions.longestRetryMinutes,
  });
  const enabled = held.get(names.enabled) !== 'N';
  const byInterval = enabled && fixedTimeMinutes === null;
  return {
    enabled,
    fixedTimeMinutes: enabled ? fixedTimeMinutes : null,
    cyclicMinutes: byInterval && cyclicOn ? cyclic.minutes : null,
    retryMinutes: byInterval ? retry.minutes : null,
    written: {
      names,
      fixedTime,
      fixedTimeIs: fixedTimeMinutes !== null ? 'valid' : fixedTime === '' ? 'empty' : 'invalid',
      cyclicOn,
      cyclic: cyclic.written,
      retry: retry.written,
    },
  };
}

/** `00:00` to `23:59`, two digits each; null for anything else, which has no effect on the phone. */
function minutesAfterMidnight(text: string): number | null {
  const [, hours, minutes] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(text) ?? [];
  return hours && minutes ? Number(hours) * 60 + Number(minutes) : null;
}

function interval(
  held: ReadonlyMap<string, string>,
  name: string,
  limits: { readonly whenUnset: number; readonly shortest: number; readonly longest: number },
): { readonly minutes: number | null; readonly written: WrittenInterval } {
  const text = held.get(name) ?? '';
  if (text === '') return { minutes: limits.whenUnset, written: { name, text, is: 'assumed' } };
  const number = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  const valid = number >= limits.shortest && number <= limits.longest;
  return { minutes: valid ? number : null, written: { name, text, is: valid ? 'set' : 'invalid' } };
}
