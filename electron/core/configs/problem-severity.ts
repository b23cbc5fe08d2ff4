// How serious a problem is in a site, and which of them no reason overrides.
import type { Severity } from '../shared/problem';
import type { GradedCode, LayerProblemCode } from '../shared/problem-codes';

export const layerSeverities: Readonly<Record<LayerProblemCode, Severity>> = {
  VARIABLE_UNKNOWN: 'error',
  VARIABLE_EMPTY: 'warning',
  VALUE_UNWRITABLE: 'error',
  VALUE_REPEATED: 'hint',
  FACT_OVERRIDDEN: 'warning',
  FILES_TOO_LARGE: 'error',
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

const order: readonly Severity[] = ['error', 'warning', 'hint'];

/** The worst of several; null when there is none. */
export function worstOf(severities: Iterable<Severity>): Severity | null {
  let worst: Severity | null = null;
  for (const severity of severities)
    if (worst === null || order.indexOf(severity) < order.indexOf(worst)) worst = severity;
  return worst;
}
