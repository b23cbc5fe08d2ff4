// Times as the visual specification writes them: 24 hours, the site's zone, two units at most.
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const dayMs = 24 * hourMs;

const formats = new Map<string, Intl.DateTimeFormat>();

function format(zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${zone} ${JSON.stringify(options)}`;
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hourCycle: 'h23', ...options });
  formats.set(key, made);
  return made;
}

const toMs = (instant: string | number): number => (typeof instant === 'number' ? instant : Date.parse(instant));

/** `02:00` */
export function formatMinute(instant: string | number, zone: string): string {
  return format(zone, { hour: '2-digit', minute: '2-digit' }).format(toMs(instant));
}

/** `07:47:13` */
export function formatSecond(instant: string | number, zone: string): string {
  return format(zone, { hour: '2-digit', minute: '2-digit', second: '2-digit' }).format(toMs(instant));
}

/** `07:47:13.042`, for logs. */
export function formatMillisecond(instant: string | number, zone: string): string {
  return format(zone, { hour: '2-digit', minute: '2-digit', second: '2-digit', fractionalSecondDigits: 3 }).format(
    toMs(instant),
  );
}

/** `Tue 24 Nov 2026, 02:00:00 GMT+1`, for hovering. */
export function formatFull(instant: string | number, zone: string): string {
  return format(zone, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZoneName: 'shortOffset',
  }).format(toMs(instant));
}

/** Whole days between the local dates of two instants: 0 today, 1 tomorrow, -1 yesterday. */
export function dayDistance(instant: string | number, now: number, zone: string): number {
  const day = (ms: number): number => {
    const parts = format(zone, { year: 'numeric', month: '2-digit', day: '2-digit' }).formatToParts(ms);
    const part = (type: string): number => Number(parts.find((each) => each.type === type)?.value);
    return Date.UTC(part('year'), part('month') - 1, part('day')) / dayMs;
  };
  return day(toMs(instant)) - day(now);
}

/** In a table: `07:47` today or tomorrow, `Mon 02:00` within six days, `11 Nov` beyond. */
export function formatNear(instant: string | number, now: number, zone: string): string {
  const days = dayDistance(instant, now, zone);
  if (days === 0 || days === 1) return formatMinute(instant, zone);
  if (Math.abs(days) <= 6)
    return `${format(zone, { weekday: 'short' }).format(toMs(instant))} ${formatMinute(instant, zone)}`;
  return format(zone, { day: 'numeric', month: 'short' }).format(toMs(instant));
}

/** `02:00` today, `02:00 Wed` later: when something will have happened by. */
export function formatBy(instant: string | number, now: number, zone: string): string {
  const days = dayDistance(instant, now, zone);
  if (days < 1 || days > 6) return formatNear(instant, now, zone);
  return `${formatMinute(instant, zone)} ${format(zone, { weekday: 'short' }).format(toMs(instant))}`;
}

/** `16 h 18 min`, `1 d 16 h`, `40 s`: two units at most. */
export function formatDuration(spanMs: number, units: 1 | 2 = 2): string {
  const span = Math.abs(spanMs);
  if (span < minuteMs) return `${Math.floor(span / 1000)} s`;
  const parts: [number, string][] = [
    [Math.floor(span / dayMs), 'd'],
    [Math.floor((span % dayMs) / hourMs), 'h'],
    [Math.floor((span % hourMs) / minuteMs), 'min'],
  ];
  const first = parts.findIndex(([count]) => count > 0);
  return parts
    .slice(first, first + units)
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count} ${unit}`)
    .join(' ');
}

/** `in 16 h`, `1 h 55 min ago`, `now`. */
export function formatRelative(instant: string | number, now: number, units: 1 | 2 = 2): string {
  const span = toMs(instant) - now;
  if (Math.abs(span) < minuteMs) return 'now';
  return span > 0 ? `in ${formatDuration(span, units)}` : `${formatDuration(span, units)} ago`;
}

/** Seconds since a start, as the dots of a run show them: `0 s`, `0.54`, `2.1`, `32 s`. */
export function formatSeconds(spanMs: number): string {
  const seconds = Math.max(0, spanMs) / 1000;
  if (seconds < 0.005) return '0 s';
  if (seconds < 1) return `${seconds.toFixed(2)} s`;
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  return formatDuration(spanMs);
}

/** `14.2 KB` */
export function formatSize(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1_000_000) return `${(bytes / 1000).toFixed(1)} KB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}

/** Thousands by a thin space: `2 400`. */
export function formatCount(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, '\u2009');
}

/** `14 May 2036`, for dates far away. */
export function formatDay(instant: string | number, zone: string): string {
  return format(zone, { day: 'numeric', month: 'short', year: 'numeric' }).format(toMs(instant));
}

/** `Tue 24 Nov` */
export function formatDate(instant: string | number, zone: string): string {
  return format(zone, { weekday: 'short', day: 'numeric', month: 'short' }).format(toMs(instant)).replace(',', '');
}

/** `Tue 24`, a day among its neighbours. */
export function formatWeekday(instant: string | number, zone: string): string {
  return format(zone, { weekday: 'short', day: 'numeric' }).format(toMs(instant));
}

/** `Tue 02:00` */
export function formatWeekdayMinute(instant: string | number, zone: string): string {
  return `${format(zone, { weekday: 'short' }).format(toMs(instant))} ${formatMinute(instant, zone)}`;
}

/** `GMT`, `GMT+1`: what the zone is called at an instant. */
export function zoneName(instant: number, zone: string): string {
  const parts = format(zone, { timeZoneName: 'short', hour: '2-digit' }).formatToParts(instant);
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? zone;
}
