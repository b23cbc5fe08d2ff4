// Collects the problems of one file: severity by code, places in characters, sorted.
import type { FileProblemCode } from '../../../shared/problem-codes';
import type { FileProblem, ProblemFix, Severity } from '../../../shared/problem';

/** Bounds the answer for a file that is broken on every line; the rest shows when these are mended. */
export const mostProblems = 5000;

/** A place in a file: the line counts from 1, the index from 0 in UTF-16 units of its text. */
export interface Place {
  readonly line: number;
  readonly text: string;
  readonly index: number;
  /** Where it is known already, text and index are not looked at. */
  readonly column?: number;
}

export interface ProblemList {
  readonly size: number;
  tell(code: FileProblemCode, place: Place, words: Words, parameter?: string, fix?: ProblemFix | null): void;
  sorted(): FileProblem[];
}

export interface Words {
  readonly message: string;
  readonly remedy: string;
}

export const severities: Readonly<Record<FileProblemCode, Severity>> = {
  FILE_MAGIC_MISSING: 'error',
  FILE_MAGIC_WRONG_SERIES: 'error',
  FILE_BOM: 'error',
  FILE_NOT_TEXT: 'error',
  FILE_TOO_LARGE: 'error',
  XML_NOT_WELL_FORMED: 'error',
  XML_WRONG_ROOT: 'error',
  XML_REFUSED: 'error',
  FILE_END_NOT_EMPTY: 'warning',
  LINE_END_NOT_CRLF: 'warning',
  LINE_TOO_LONG: 'error',
  NAME_TOO_LONG: 'error',
  VALUE_TOO_LONG: 'error',
  URL_TOO_LONG: 'error',
  LINE_BLANK_OUTSIDE_QUOTES: 'error',
  LINE_NOT_PARAMETER: 'error',
  VALUE_OVER_LINES: 'error',
  PARAMETER_DUPLICATE: 'warning',
  PARAMETER_UNKNOWN: 'hint',
  PARAMETER_OTHER_SERIES: 'warning',
  LINE_NUMBER_TOO_HIGH: 'warning',
  LINE_NUMBER_MISSING: 'warning',
  VALUE_NOT_ALLOWED: 'warning',
  VALUE_EDGE_BLANK: 'hint',
  TIMING_TIME_INVALID: 'error',
  TIMING_INTERVAL_OUT_OF_RANGE: 'warning',
  TIMING_NO_EFFECT: 'hint',
  TIMING_CLOCK_UNSET: 'hint',
  EVENT_LOOKS_LIKE_SWITCH: 'warning',
  MACRO_UNKNOWN: 'warning',
  PASSWORD_DEFAULT: 'warning',
  SECRET_IN_TEXT: 'hint',
  URL_HAS_CREDENTIALS: 'hint',
  SIP_SOURCE_FILTER: 'hint',
  PARAMETER_MANAGED: 'hint',
};

export const fileStart: Place = { line: 1, text: '', index: 0 };

export function createProblemList(): ProblemList {
  const problems: FileProblem[] = [];
  return {
    get size() {
      return problems.length;
    },
    tell(code, place, words, parameter, fix) {
      const { message, remedy } = words;
      const column = place.column ?? characters(place.text.slice(0, place.index)) + 1;
      problems.push({
        code,
        severity: severities[code],
        line: place.line,
        column,
        message,
        remedy,
        parameter: parameter ?? null,
        ...(fix && { fix }),
      });
    },
    sorted: () => problems.toSorted((a, b) => a.line - b.line || a.column - b.column),
  };
}

/** A character outside the basic plane is one character, though two UTF-16 units. */
export function characters(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

/** Where, in UTF-16 units, character number `count` (from 0) begins. */
export function indexOfCharacter(text: string, count: number): number {
  let index = 0;
  let passed = 0;
  for (const character of text) {
    if (passed === count) break;
    passed += 1;
    index += character.length;
  }
  return index;
}
