// The phone's own log shows the time of where it stands.
import { placeClock } from './wall-clock';

/** An instant as RFC 3339 with offset, in an IANA time zone. */
export function phoneTime(instantMs: number, timeZone: string): string {
  const offsetMinutes = placeClock(timeZone).stretchAt(instantMs).offsetMs / 60_000;
  const local = new Date(instantMs + offsetMinutes * 60_000).toISOString().slice(0, -1);
  const [hours, minutes] = [Math.floor(Math.abs(offsetMinutes) / 60), Math.abs(offsetMinutes) % 60];
  return `${local}${offsetMinutes < 0 ? '-' : '+'}${twoDigits(hours)}:${twoDigits(minutes)}`;
}

/** Where this computer stands. */
export function ownPlace(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}
