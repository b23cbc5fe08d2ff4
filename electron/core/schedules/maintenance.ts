// Hours in which nothing of ours disturbs phones, in the site's zone.
import { joinSpans, spanAtOrAfter, type TimeSpan } from '../timing/time-spans';
import { wallInstants } from './wall-instants';

export interface MaintenanceWindow {
  /** 1 Monday … 7 Sunday, of its beginning. */
  readonly weekdays: readonly number[];
  /** HH:MM; `to` at or before `from` is on the next day. */
  readonly from: string;
  readonly to: string;
}

const dayMs = 86_400_000;
/** Windows come every week. */
const weekDays = 7;
const pageMs = (weekDays + 1) * dayMs;
const mostPages = 64;

/** Until when an instant is quiet; null when it is not. */
export type QuietCalendar = (atMs: number) => number | null;

/** Windows that touch are one. On a night the clock is moved the longer reading holds: a beginning that comes twice is the first, an
 *  end that comes twice the second. What it has worked out it keeps, for it is asked before every phone. */
export function quietCalendar(windows: readonly MaintenanceWindow[], timeZone: string): QuietCalendar {
  const pages = new Map<number, TimeSpan[]>();
  const pageOf = (page: number): TimeSpan[] => {
    const known = pages.get(page);
    if (known) return known;
    if (pages.size >= mostPages) pages.clear();
    // With what begins in it and ends, as no window lasts a whole week, in the next.
    const spans = quietSpans(windows, timeZone, page * pageMs, (page + 2) * pageMs);
    pages.set(page, spans);
    return spans;
  };
  return (atMs) => {
    const span = spanAtOrAfter(pageOf(Math.floor(atMs / pageMs)), atMs);
    return span && span.from <= atMs ? span.to : null;
  };
}

/** The quiet spans that reach into a time, whole, joined. */
function quietSpans(windows: readonly MaintenanceWindow[], timeZone: string, fromMs: number, toMs: number): TimeSpan[] {
  const firstDay = Math.floor(fromMs / dayMs) - 2;
  const lastDay = Math.floor(toMs / dayMs) + 1;
  const spans: TimeSpan[] = [];
  for (let day = firstDay; day <= lastDay; day++) {
    for (const window of windows) {
      if (!window.weekdays.includes(weekdayOf(day))) continue;
      const { startMinute, endMinute } = minutesOf(window);
      const from = wallInstants(day * dayMs + startMinute * 60_000, timeZone).firstMs;
      const to = wallInstants(day * dayMs + endMinute * 60_000, timeZone).lastMs;
      spans.push({ from, to });
    }
  }
  return joinSpans(spans).filter(({ from, to }) => to > fromMs && from < toMs);
}

/** Windows that leave no minute of the week would let nothing happen ever. */
export function isAlwaysQuiet(windows: readonly MaintenanceWindow[]): boolean {
  const somewhenMs = Date.UTC(2026, 0, 5);
  const [span] = quietSpans(windows, 'UTC', somewhenMs, somewhenMs + weekDays * dayMs);
  return span !== undefined && span.from <= somewhenMs && span.to >= somewhenMs + weekDays * dayMs;
}

/** "Monday to Friday 08:00–18:00". */
export function maintenanceWords({ weekdays, from, to }: MaintenanceWindow): string {
  return `${weekdaysWords(weekdays)} ${from}–${to}${to <= from ? ' the next day' : ''}`;
}

function weekdaysWords(weekdays: readonly number[]): string {
  const days = [...new Set(weekdays)].sort((a, b) => a - b);
  const [first, ...rest] = days;
  const last = rest.at(-1);
  if (days.length === weekDays) return 'Every day';
  const names = days.map((day) => weekdayNames[day - 1] ?? '');
  if (first !== undefined && last !== undefined && days.length > 2 && last - first === days.length - 1) {
    return `${names[0]} to ${names.at(-1)}`;
  }
  return new Intl.ListFormat('en-GB', { type: 'conjunction' }).format(names);
}

const weekdayNames = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];

/** Day 0 was a Thursday. */
function weekdayOf(day: number): number {
  return ((((day + 3) % 7) + 7) % 7) + 1;
}

function minutesOf({ from, to }: MaintenanceWindow): { readonly startMinute: number; readonly endMinute: number } {
  const startMinute = minuteOf(from);
  const endMinute = minuteOf(to);
  return { startMinute, endMinute: endMinute <= startMinute ? endMinute + 24 * 60 : endMinute };
}

function minuteOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}
