// The phone's own log shows the phone's local time.

/** An instant as RFC 3339 with offset, in the given IANA time zone or the system's. */
export function phoneTime(instantMs: number, timeZone: string | undefined): string {
  const offsetMinutes =
    timeZone === undefined ? -new Date(instantMs).getTimezoneOffset() : zoneOffset(instantMs, timeZone);
  const local = new Date(instantMs + offsetMinutes * 60_000).toISOString().slice(0, -1);
  const [hours, minutes] = [Math.floor(Math.abs(offsetMinutes) / 60), Math.abs(offsetMinutes) % 60];
  return `${local}${offsetMinutes < 0 ? '-' : '+'}${twoDigits(hours)}:${twoDigits(minutes)}`;
}

function zoneOffset(instantMs: number, timeZone: string): number {
  const format = new Intl.DateTimeFormat('en-US', { timeZone, timeZoneName: 'longOffset' });
  const name = format.formatToParts(instantMs).find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const [, sign, hours, minutes] = /([+-])(\d\d):(\d\d)/.exec(name) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0));
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}
