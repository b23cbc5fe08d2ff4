// What schedules do, and at which one moment, in plain words; the words of a cron expression come from a library.
import type { ScheduleAction } from './schedule';

export interface WorkInWords {
  readonly do: ScheduleAction;
  readonly phones:
    | { readonly macs: readonly string[] }
    | { readonly group: string }
    | { readonly behind: true }
    | { readonly all: true }
    | null;
  readonly layers?: readonly string[] | undefined;
  readonly firmware?: { readonly file: string; readonly group: string } | undefined;
}

/** "resync phones that are behind". */
export function workWords({ do: action, phones, layers, firmware }: WorkInWords): string {
  switch (action) {
    case 'resync':
      return `resync ${phonesWords(phones)}`;
    case 'publish': {
      const what = layers ? `publish the draft of ${layers.join(', ')}` : 'publish the draft';
      return phones ? `${what} and resync what it changes among ${phonesWords(phones)}` : what;
    }
    case 'backup':
      return 'back up the database';
    case 'report':
      return 'write down who has the newest revision';
    case 'clean-up':
      return 'tidy the request log and the history of schedules';
    case 'catch-up':
      return 'catch up with phones that found nobody';
    case 'firmware-wave':
      return `tell group ${firmware?.group ?? ''} of the firmware ${firmware?.file ?? ''} and resync it`;
  }
}

export function phonesWords(phones: WorkInWords['phones']): string {
  if (phones === null) return 'no phone';
  if ('group' in phones) return `group ${phones.group}`;
  if ('behind' in phones) return 'phones that are behind';
  if ('all' in phones) return 'all phones';
  const [first = '', ...others] = phones.macs;
  return others.length === 0 ? `phone ${first}` : `${phones.macs.length} phones`;
}

/** As somebody gave it, or what it does. */
export function scheduleName({ name, work }: { readonly name: string; readonly work: WorkInWords }): string {
  if (name !== '') return name;
  const words = workWords(work);
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** "Monday 23 November 2026 at 03:00". */
export function instantWords(atMs: number, timeZone: string): string {
  const at = Temporal.Instant.fromEpochMilliseconds(Math.trunc(atMs)).toZonedDateTimeISO(timeZone);
  const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeZone }).format(atMs).replace(',', '');
  return `${day} at ${at.toPlainTime().toString({ smallestUnit: 'minute' })}`;
}

export const wakeWords = 'When this laptop wakes or the program starts';
