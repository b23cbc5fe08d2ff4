// What the edits of both languages have in common: how one is refused, and what a name is.
import type { Problem } from '../../../shared/problem';
import type { Result } from '../../../shared/result';

export type EditOutcome = Result<Uint8Array>;

export function cannot(message: string, remedy = 'Choose another name or value, and keep it short.'): Problem {
  return { code: 'VALUE_INVALID', message, remedy };
}

/** Why it is no name of a parameter, null when it is one. */
export function parameterName(name: string): string | null {
  return /^[A-Za-z0-9_]+$/u.test(name) ? null : 'a name has only letters, digits and underscores';
}
