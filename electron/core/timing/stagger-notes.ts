// What somebody should know before phones get new check times. docs/staggering.md explains each.
import type { AwakeHours } from './awake-hours';
import type { MinuteWindow } from './stagger';
import { awakeWords, windowWords } from './stagger-window';

export const staggerNoteCodes = [
  'STAGGER_NOBODY',
  'STAGGER_AFTER_NEXT_FETCH',
  'STAGGER_TURNS_OFF',
  'STAGGER_WHILE_ASLEEP',
  'STAGGER_CROWDED',
  'STAGGER_FILE_KEEPS_TIME',
  'STAGGER_MODEL_WITHOUT',
] as const;

export interface StaggerNote {
  readonly code: (typeof staggerNoteCodes)[number];
  readonly message: string;
}

export interface StaggerFindings {
  readonly phones: number;
  /** Somebody said which phones. */
  readonly areChosen: boolean;
  readonly window: MinuteWindow;
  readonly awake: { readonly hours: AwakeHours; readonly allOfWindow: boolean } | null;
  /** The fullest minute of the window, and what is comfortable. */
  readonly peak: number;
  readonly comfortablePerMinute: number;
  /** The parameter of the daily check, and how many phones hold each setting that it turns off. */
  readonly parameter: string;
  readonly turnsOff: readonly { readonly setting: string; readonly phones: number }[];
  /** Phones whose own file says when they ask, by name. */
  readonly keptByFile: readonly string[];
  readonly modelsWithout: readonly string[];
}

const mostNamed = 3;

export function staggerNotes(found: StaggerFindings): StaggerNote[] {
  const { phones, window, awake, parameter } = found;
  const notes: StaggerNote[] = [];
  const note = (code: StaggerNote['code'], message: string): void => void notes.push({ code, message });
  if (phones === 0) {
    note(
      'STAGGER_NOBODY',
      found.areChosen
        ? 'There is no phone among these that can be given a time.'
        : 'No phone has a daily check that could be moved. Choose phones, or all, to give them one.',
    );
  } else {
    note(
      'STAGGER_AFTER_NEXT_FETCH',
      'Each phone uses its new time only after its next fetch; until then it asks when it does now. Resync them to have it at once.',
    );
  }
  for (const { setting, phones: count } of found.turnsOff)
    note('STAGGER_TURNS_OFF', `A daily check turns ${setting} off, which ${holders(count)}.`);
  if (phones > 0 && awake && !awake.allOfWindow) {
    note(
      'STAGGER_WHILE_ASLEEP',
      `This laptop is usually awake ${awakeWords(awake.hours)}: some phones would ask between ${windowWords(window)} while it sleeps, find nobody, and not retry that day.`,
    );
  }
  if (found.peak > found.comfortablePerMinute) {
    note(
      'STAGGER_CROWDED',
      `Up to ${found.peak} phones ask in one minute even so; ${found.comfortablePerMinute} are comfortable. A longer window has fewer.`,
    );
  }
  if (found.keptByFile.length > 0) {
    const one = found.keptByFile.length === 1;
    note(
      'STAGGER_FILE_KEEPS_TIME',
      `The phone ${one ? 'file' : 'files'} of ${named(found.keptByFile)} ${one ? 'sets' : 'set'} ${parameter}: ${one ? 'its time stays' : 'their times stay'}. Take the line out to spread ${one ? 'it' : 'them'} too.`,
    );
  }
  if (found.modelsWithout.length > 0)
    note('STAGGER_MODEL_WITHOUT', `${named(found.modelsWithout)} cannot be told a daily check and was left out.`);
  return notes;
}

function holders(count: number): string {
  return count === 1 ? 'one phone holds' : `${count} phones hold`;
}

function named(names: readonly string[]): string {
  const shown = names.slice(0, mostNamed);
  const more = names.length - shown.length;
  if (more > 0) return `${shown.join(', ')} and ${more} more`;
  return shown.length > 1 ? `${shown.slice(0, -1).join(', ')} and ${shown.at(-1) ?? ''}` : (shown[0] ?? '');
}
