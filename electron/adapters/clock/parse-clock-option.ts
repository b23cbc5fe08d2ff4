// `--clock ISO@RATE` of the host and of virtual phones.
import { fail, ok, type Result } from '../../core/shared/result';
import type { LabClockOptions } from './lab-clock';

const fastest = 100_000;

/** Reads `2026-03-28T23:00:00Z@60`: an RFC 3339 time with offset, and how many times faster than real. Problem VALUE_INVALID. */
export function parseClockOption(text: string): Result<LabClockOptions> {
  const [, iso = '', rateText = ''] = /^([^@]*)@([^@]*)$/.exec(text.trim()) ?? [];
  const startMs = parseInstant(iso);
  const rate = /^\d{1,6}(\.\d{1,6})?$/.test(rateText) ? Number(rateText) : 0;
  if (startMs !== null && rate > 0 && rate <= fastest) return ok({ startMs, rate });
  return fail({
    code: 'VALUE_INVALID',
    message: `"${text}" is not a start time and a speed.`,
    remedy: `Write a time with offset, @, and a speed up to ${fastest}: 2026-03-28T23:00:00Z@60.`,
  });
}

/** Date.parse alone takes 30 February for 2 March, and times without offset. */
function parseInstant(iso: string): number | null {
  const [, wall = '', sign = '+', hours = '0', minutes = '0'] =
    /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.\d{1,9})?(?:[Zz]|([+-])(\d\d):(\d\d))$/.exec(iso) ?? [];
  const ms = Date.parse(iso.toUpperCase());
  if (!wall || Number.isNaN(ms)) return null;
  const offsetMs = (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * 60_000;
  return new Date(ms + offsetMs).toISOString().startsWith(wall) ? ms : null;
}
