// Between when phones are spread unless somebody says so: while somebody is there to answer them.
import { isInAwakeHours, type AwakeHours } from './awake-hours';
import { clockTime, minutesOfClock } from './clock-time';
import { minutesOfDay, windowMinutes, type MinuteWindow } from './stagger';

export interface ChosenWindow {
  readonly window: MinuteWindow;
  /** Where it comes from, in plain words. */
  readonly words: string;
}

const hour = 60;
const usualTime = 2 * hour;
/** A laptop that has just been opened looks for its network first; and a phone's clock may go ahead. */
const wakingMinutes = 15;

/** An hour, or so long that no more than `comfortablePerMinute` phones share a minute, inside the awake hours: at the site's own time
 *  where that lies in them. Without awake hours an hour from that time on, or from 02:00. */
export function usualWindow(
  phones: number,
  siteTime: string,
  awake: AwakeHours | null,
  comfortablePerMinute: number,
): ChosenWindow {
  const ofSite = minutesOfClock(siteTime);
  if (!awake) {
    return {
      window: windowFrom(ofSite ?? usualTime, hour),
      words:
        ofSite === null
          ? 'An hour from 02:00: when this laptop is usually awake is not known yet.'
          : `An hour from ${siteTime}, the daily check of the site: when this laptop is usually awake is not known yet.`,
    };
  }
  const hours = { from: minutesOfClock(awake.from) ?? 0, to: minutesOfClock(awake.to) ?? 0 };
  const awakeMinutes = windowMinutes(hours);
  const length = Math.min(awakeMinutes, Math.max(hour, Math.ceil(phones / comfortablePerMinute)));
  const words = `Within the hours this laptop is usually awake: ${awakeWords(awake)}.`;
  const allDay = awakeMinutes === minutesOfDay;
  const atSiteTime = windowFrom(ofSite ?? usualTime, length);
  if (allDay || (ofSite !== null && isAwakeIn(atSiteTime, awake))) return { window: atSiteTime, words };
  const early = Math.min(wakingMinutes, awakeMinutes - length);
  return { window: windowFrom(hours.from + early, length), words };
}

/** Whether the laptop is usually awake in every minute of it. */
export function isAwakeIn(window: MinuteWindow, awake: AwakeHours): boolean {
  for (let minute = 0; minute < windowMinutes(window); minute++)
    if (!isInAwakeHours(awake, (window.from + minute) % minutesOfDay)) return false;
  return true;
}

/** `08:15 to 18:00, learnt from 9 days`. */
export function awakeWords({ from, to, days }: AwakeHours): string {
  const learnt = `learnt from ${days} ${days === 1 ? 'day' : 'days'}`;
  return from === to ? `all day long, ${learnt}` : `${from} to ${to}, ${learnt}`;
}

/** `02:00 to 03:00`. */
export function windowWords({ from, to }: MinuteWindow): string {
  return `${clockTime(from)} to ${clockTime(to)}`;
}

function windowFrom(from: number, length: number): MinuteWindow {
  return { from: from % minutesOfDay, to: (from + length) % minutesOfDay };
}
