// An IANA time zone as the phones that count in minutes know it.

/** Any year does; a fixed one keeps the files of a revision the same for good. */
const referenceYear = 2026;

/** Minutes east of UTC in standard time: the smaller of the January and July offsets, so that both hemispheres and zones with
 *  "winter time" (Dublin) give the offset that DST_OFFSET is added to. Null for a zone this system does not know. */
export function standardOffsetMinutes(timeZone: string): number | null {
  const offsetIn = (month: string): number => {
    const instant = Temporal.Instant.from(`${referenceYear}-${month}-15T00:00Z`);
    return instant.toZonedDateTimeISO(timeZone).offsetNanoseconds / 60e9;
  };
  try {
    return Math.trunc(Math.min(offsetIn('01'), offsetIn('07')));
  } catch (error) {
    if (error instanceof RangeError) return null;
    throw error;
  }
}
