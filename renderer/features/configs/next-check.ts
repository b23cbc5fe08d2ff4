// When a phone asks next, as far as its own timing says it: nothing is predicted, and no time is given where only a bound is known.
import type { CallOutput } from '../../../electron/contract/contract';
import type { PhoneView } from '../../../electron/contract/phones';
import { dayDistance, formatMinute } from '../../strings/format-time';

export type Reach = CallOutput<'configs.reach'>['groups'][number];

/** `by`: then at the latest. Null: not by itself; undefined: nobody can say. */
export type NextCheck = { readonly at: number; readonly by: boolean } | null | undefined;

const minuteMs = 60_000;
const dayMinutes = 1440;

export function nextCheck(phone: PhoneView, reach: Reach | undefined, now: number, timeZone: string): NextCheck {
  if (phone.nextCheckAt) return { at: Date.parse(phone.nextCheckAt), by: false };
  if (!reach || reach.how === 'never-seen') return undefined;
  if (reach.how === 'only-resync' || reach.minutes === null) return null;
  if (reach.how === 'daily') return { at: nextAtMinute(reach.minutes, now, timeZone), by: false };
  const at = Date.parse(phone.lastFetchAt ?? '') + reach.minutes * minuteMs;
  return at > now ? { at, by: true } : undefined;
}

/** The next instant at which a clock of the zone shows `minutes` after midnight; in the night of a clock change the zone moves in
 *  between, which the second look makes good. */
function nextAtMinute(minutes: number, now: number, timeZone: string): number {
  const start = Math.floor(now / minuteMs) * minuteMs;
  const ahead = (minutes - minuteOfDay(start, timeZone) + dayMinutes) % dayMinutes || dayMinutes;
  const at = start + ahead * minuteMs;
  const off = (minutes - minuteOfDay(at, timeZone) + dayMinutes * 1.5) % dayMinutes;
  return at + (off - dayMinutes / 2) * minuteMs;
}

function minuteOfDay(at: number, timeZone: string): number {
  const [hours, minutes] = formatMinute(at, timeZone).split(':').map(Number);
  return (hours ?? 0) * 60 + (minutes ?? 0);
}

/** Which word goes before the time; null where the day is told by its name. `tonight` goes on until six in the morning. */
export function dayWord(at: number, now: number, timeZone: string): 'today' | 'tonight' | 'tomorrow' | null {
  const hour = Math.floor(minuteOfDay(at, timeZone) / 60);
  const days = dayDistance(at, now, timeZone);
  if (days === 0) return hour >= 18 ? 'tonight' : 'today';
  if (days === 1) return hour < 6 ? 'tonight' : 'tomorrow';
  return null;
}
