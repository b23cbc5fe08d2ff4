// How serious a problem is in a site, which of them no reason overrides, and which are shown in any case.
import type { Severity } from '../shared/problem';
import type { GradedCode, LayerProblemCode } from '../shared/problem-codes';

/** What a site takes a problem for; `off`: it is not shown and blocks nothing. */
export const severityChoices = ['error', 'warning', 'hint', 'off'] as const;
export type SeverityChoice = (typeof severityChoices)[number];

export const layerSeverities: Readonly<Record<LayerProblemCode, Severity>> = {
  VARIABLE_UNKNOWN: 'error',
  VARIABLE_EMPTY: 'warning',
  VALUE_UNWRITABLE: 'error',
  VALUE_REPEATED: 'hint',
  FACT_OVERRIDDEN: 'warning',
  FILES_TOO_LARGE: 'error',
  FIRMWARE_FILE_MISSING: 'error',
  SECRET_IN_SHARED_FILE: 'hint',
};

/** About text that would reach no phone, so there is nothing that could be published in spite of it. */
const neverPublishable: ReadonlySet<GradedCode> = new Set<GradedCode>([
  'FILE_NOT_TEXT',
  'FILE_TOO_LARGE',
  'XML_NOT_WELL_FORMED',
  'XML_WRONG_ROOT',
  'XML_REFUSED',
  'LINE_TOO_LONG',
  'LINE_NOT_PARAMETER',
  'LINE_BLANK_OUTSIDE_QUOTES',
  'VALUE_OVER_LINES',
  'VALUE_UNWRITABLE',
]);

export function isNeverPublishable(code: string): boolean {
  return (neverPublishable as ReadonlySet<string>).has(code);
}

/** A phone throws away all of a file, or of a run, that has one of these: whoever does not see it looks for the reason in the wrong
 *  place. It may be called a hint, but not be hidden. */
const discardsAll: ReadonlySet<GradedCode> = new Set<GradedCode>([
  'FILE_MAGIC_MISSING',
  'FILE_MAGIC_WRONG_SERIES',
  'FILE_BOM',
  'FILES_TOO_LARGE',
]);

/** False for what would cost a phone its whole file, and for what reaches no phone at all. */
export function mayBeOff(code: string): boolean {
  return !isNeverPublishable(code) && !(discardsAll as ReadonlySet<string>).has(code);
}

const order: readonly Severity[] = ['error', 'warning', 'hint'];

/** For sorting: the gravest first. */
export function gravestFirst(a: { readonly severity: Severity }, b: { readonly severity: Severity }): number {
  return order.indexOf(a.severity) - order.indexOf(b.severity);
}

/** The worst of several; null when there is none. */
export function worstOf(severities: Iterable<Severity>): Severity | null {
  let worst: Severity | null = null;
  for (const severity of severities)
    if (worst === null || order.indexOf(severity) < order.indexOf(worst)) worst = severity;
  return worst;
}
