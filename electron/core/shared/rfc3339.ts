/** Instants as text, RFC 3339 with the offset of an IANA time zone: `2026-11-22T02:00:00.000+01:00`. */
export function rfc3339(epochMs: number, timeZone: string): string {
  const offset = offsetMinutes(epochMs, timeZone);
  const local = new Date(epochMs + offset * 60_000).toISOString().slice(0, -1);
  const sign = offset < 0 ? '-' : '+';
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${local}${sign}${two(Math.floor(Math.abs(offset) / 60))}:${two(Math.abs(offset) % 60)}`;
}

/** Offsets change on quarter hours at the finest; a list of ten thousand phones asks for few different ones. */
const quarterHourMs = 15 * 60_000;
const offsets = new Map<string, number>();
const offsetsKept = 4096;

/** Whole minutes east of UTC. */
export function offsetMinutes(epochMs: number, timeZone: string): number {
  if (timeZone === 'UTC') return 0;
  const key = `${timeZone} ${Math.floor(epochMs / quarterHourMs)}`;
  let offset = offsets.get(key);
  if (offset === undefined) {
    const zoned = Temporal.Instant.fromEpochMilliseconds(Math.trunc(epochMs)).toZonedDateTimeISO(timeZone);
    offset = Math.round(zoned.offsetNanoseconds / 60e9);
    if (offsets.size >= offsetsKept) offsets.clear();
    offsets.set(key, offset);
  }
  return offset;
}

/** True for a name the time zone database knows. */
export function isTimeZone(name: string): boolean {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name);
    return !/^[+-]|^Z$/.test(name);
  } catch {
    return false;
  }
}
