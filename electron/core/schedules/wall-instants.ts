export interface WallInstants {
  readonly firstMs: number;
  /** Later than the first where the wall shows a time twice. */
  readonly lastMs: number;
}

/** When the wall of a zone shows a time (given as if local time were UTC); of a time that does not exist, the end of the gap. */
export function wallInstants(wallMs: number, timeZone: string): WallInstants {
  const wall = Temporal.Instant.fromEpochMilliseconds(wallMs).toZonedDateTimeISO('UTC').toPlainDateTime();
  const first = wall.toZonedDateTime(timeZone, { disambiguation: 'earlier' });
  const last = wall.toZonedDateTime(timeZone, { disambiguation: 'later' });
  if (first.toPlainDateTime().equals(wall)) {
    return { firstMs: first.epochMilliseconds, lastMs: last.epochMilliseconds };
  }
  const gapEndMs = first.getTimeZoneTransition('next')?.epochMilliseconds ?? last.epochMilliseconds;
  return { firstMs: gapEndMs, lastMs: gapEndMs };
}
