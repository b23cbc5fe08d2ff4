import type { ProblemCode } from './problem-codes';

export type Severity = 'error' | 'warning' | 'hint';

/** Expected trouble: what happened, under a code that docs/problems.md explains, and what helps. */
export interface Problem {
  readonly code: ProblemCode;
  readonly message: string;
  readonly remedy: string;
}

/** A problem at a place in a config file. Lines and columns count from 1; columns are characters. */
export interface FileProblem extends Problem {
  readonly severity: Severity;
  readonly line: number;
  readonly column: number;
  /** Name of the parameter the problem is about, null when it is about the line or file. */
  readonly parameter: string | null;
  /** What mends it, where that is certain; applied with apply-fix.ts or by the editor. */
  readonly fix?: ProblemFix | undefined;
}

export interface ProblemFix {
  /** Words for a button: `Remove the blanks`. */
  readonly title: string;
  /** All meant for the text as it was checked; they do not overlap. */
  readonly edits: readonly TextEdit[];
}

/** Puts `text` in the place of what stands from (line, column) up to, not including, (endLine, endColumn). Lines are ended by
 *  CR LF, LF or CR. Column 0 of line 1 stands before a byte-order mark, column 1 behind it. */
export interface TextEdit {
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  readonly text: string;
}

/** The way expected trouble crosses a promise or a deep call: thrown at the place, turned back into a value at the edge. */
export class ProblemError extends Error {
  constructor(readonly problem: Problem) {
    super(`${problem.code}: ${problem.message}`);
  }
}
