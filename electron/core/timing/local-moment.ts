// From a time on the wall to instants: mostly one, none or two in the nights the clock is moved.
import { zoneOffsetMs, type LocalZone } from './local-zone';

export type LocalMoment =
  | { readonly kind: 'once'; readonly atMs: number }
  /** `atMs`: as if the clock had not been moved yet. */
  | { readonly kind: 'missing'; readonly atMs: number }
  | { readonly kind: 'twice'; readonly atMs: number; readonly secondMs: number };

const dayMs = 86_400_000;

/** `localMs` is the time on the wall as if it were UTC. A clock is taken to be moved at most once within a day. */
export function localMoment(localMs: number, zone: LocalZone): LocalMoment {
  const beforeMs = zoneOffsetMs(zone, localMs - dayMs);
  const afterMs = zoneOffsetMs(zone, localMs + dayMs);
  const early = localMs - beforeMs;
  if (beforeMs === afterMs) return { kind: 'once', atMs: early };
  const late = localMs - afterMs;
  const hasEarly = zoneOffsetMs(zone, early) === beforeMs;
  const hasLate = zoneOffsetMs(zone, late) === afterMs;
  if (hasEarly && hasLate) return { kind: 'twice', atMs: Math.min(early, late), secondMs: Math.max(early, late) };
  if (hasEarly || hasLate) return { kind: 'once', atMs: hasEarly ? early : late };
  return { kind: 'missing', atMs: early };
}

/** Midnight of the local day an instant lies in, as if local time were UTC. */
export function localDayMs(atMs: number, zone: LocalZone): number {
  return Math.floor((atMs + zoneOffsetMs(zone, atMs)) / dayMs) * dayMs;
}
