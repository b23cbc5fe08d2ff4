// Plain English for one moment: "tonight at 3", "tomorrow at 7:30", "today at 18:00".
import { readScheduleText } from './read-schedule-text';
import { wallInstants } from './wall-instants';

const dayMs = 86_400_000;

/** Null when it is not understood, or over. */
export function readMomentText(text: string, timeZone: string, nowMs: number): number | null {
  const [, day = '', part = ''] =
    /\b(tonight|today|tomorrow)(?: (night|morning|afternoon|evening))?\b/i.exec(text) ?? [];
  if (day === '') return null;
  const inPart = part === '' ? '' : part.toLowerCase() === 'night' ? ' at night' : ` in the ${part}`;
  const rest = text.replace(/\b(?:tonight|today|tomorrow)(?: (?:night|morning|afternoon|evening))?\b/i, ' ').trim();
  // A time of every day, at one hour.
  const read = readScheduleText(`${rest}${inPart}`);
  const [, minute = '', hour = ''] = /^(\d+) (\d+) \* \* \*$/.exec(read ?? '') ?? [];
  if (hour === '' || /\b(?:every|each|daily)\b/i.test(rest)) return null;
  const today = Temporal.Instant.fromEpochMilliseconds(Math.trunc(nowMs)).toZonedDateTimeISO(timeZone);
  const todayMs = Date.UTC(today.year, today.month - 1, today.day);
  const isTonight = day.toLowerCase() === 'tonight';
  // Tonight at ten is before midnight, tonight at three after it.
  const eveningHour = isTonight && Number(hour) >= 6 && Number(hour) < 12 && !/\bam\b/i.test(rest) ? 12 : 0;
  const inDayMs = (Number(hour) + eveningHour) * 3_600_000 + Number(minute) * 60_000;
  const first = day.toLowerCase() === 'tomorrow' ? todayMs + dayMs : todayMs;
  const atMs = wallInstants(first + inDayMs, timeZone).firstMs;
  if (atMs > nowMs) return atMs;
  return isTonight ? wallInstants(first + dayMs + inDayMs, timeZone).firstMs : null;
}
