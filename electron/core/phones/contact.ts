// One entry of a phone book, and what keeps one out of it. Limits are those of the KX-UTG guide p. 319.
import type { Problem } from '../shared/problem';

interface ContactNumber {
  /** 1 to 5; what the phone shows beside each is not stated. */
  readonly kind: number;
  readonly number: string;
}

export interface Contact {
  readonly name: string;
  /** One to five. */
  readonly numbers: readonly ContactNumber[];
  /** Which of the numbers is dialled first, counted from 1. */
  readonly preferred: number;
  /** 1 to 11: 1 automatic, 2 silent. */
  readonly ringtone: number;
  /** 1 or 2. */
  readonly group: number;
}

/** A record's number has 16 bits, and none is 0. */
export const mostContacts = 65_535;
const mostNumbers = 5;
const mostDigits = 32;
const longestName = 64;
const numberForm = new RegExp(`^[0-9*#+]{1,${mostDigits}}$`);

/** Why a phone could not hold it (CONTACT_INVALID); null when it can. */
export function checkContact(contact: Contact): Problem | null {
  const { name, numbers, preferred, ringtone, group } = contact;
  if (name.trim() === '') return invalid('It has no name.', 'Give a name.');
  const who = `"${name.slice(0, 40)}"`;
  if (name.length > longestName) return invalid(`${who} is too long a name.`, `Use at most ${longestName} characters.`);
  if (/[\p{Cc}\p{Surrogate}]/u.test(name))
    return invalid(`${who} holds a line end or a character that is no text.`, 'Type the name anew.');
  if (numbers.length === 0) return invalid(`${who} has no number.`, 'Give one.');
  if (numbers.length > mostNumbers) return invalid(`${who} has more than ${mostNumbers} numbers.`, 'Leave some out.');
  for (const { kind, number } of numbers) {
    if (!numberForm.test(number))
      return invalid(
        `"${number.slice(0, 40)}" of ${who} is no number.`,
        `Use digits, *, # and +, at most ${mostDigits}.`,
      );
    if (!within(kind, 1, 5)) return invalid(`${who} has a number of an unknown kind.`, 'Use 1 to 5.');
  }
  if (!within(preferred, 1, numbers.length))
    return invalid(`${who} prefers a number it does not have.`, 'Give which of its numbers comes first.');
  if (!within(ringtone, 1, 11)) return invalid(`${who} has an unknown ringtone.`, 'Use 1 to 11.');
  if (!within(group, 1, 2)) return invalid(`${who} has an unknown group.`, 'Use 1 or 2.');
  return null;
}

function within(value: number, least: number, most: number): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}

function invalid(message: string, remedy: string): Problem {
  return { code: 'CONTACT_INVALID', message, remedy };
}
