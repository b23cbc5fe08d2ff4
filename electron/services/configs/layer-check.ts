// The check of one config file as typed: the family's rules, what holds only for variables, and how serious this site takes each.
import { linesWithVariables, unknownVariables } from '../../core/configs/variable-problems';
import type { Scope } from '../../core/configs/scope';
import type { FileProblem } from '../../core/shared/problem';
import type { ProblemCode } from '../../core/shared/problem-codes';
import type { SiteState, Surroundings } from '../site-state';
import type { GivenNamesBook } from './given-names';
import type { SeverityBook } from './severity-book';

/** About a value as it reaches the phone: where a variable stands in it, they are looked for phone by phone (phone-problems.ts). */
const aboutValues: ReadonlySet<ProblemCode> = new Set<ProblemCode>([
  'VALUE_NOT_ALLOWED',
  'VALUE_EDGE_BLANK',
  'TIMING_TIME_INVALID',
  'TIMING_INTERVAL_OUT_OF_RANGE',
  'TIMING_NO_EFFECT',
  'EVENT_LOOKS_LIKE_SWITCH',
  'MACRO_UNKNOWN',
  'PASSWORD_DEFAULT',
  'SECRET_IN_TEXT',
  'URL_HAS_CREDENTIALS',
]);

const encoder = new TextEncoder();

export class LayerCheck {
  constructor(
    private readonly state: SiteState,
    private readonly around: Surroundings,
    private readonly severities: SeverityBook,
    private readonly names: GivenNamesBook,
  ) {}

  check(text: string, scope: Scope): FileProblem[] {
    const model = this.modelOf(scope);
    const found = this.around.family.check(
      encoder.encode(text),
      model === null ? { as: 'layer' } : { as: 'layer', model },
    );
    const withVariables = linesWithVariables(text);
    const told = found.filter((problem) => !(aboutValues.has(problem.code) && withVariables.has(problem.line)));
    const shared = scope.kind === 'site' || scope.kind === 'model' ? told.flatMap(sharedSecret) : [];
    const unknown = withVariables.size === 0 ? [] : unknownVariables(text, this.names.of('draft'));
    if (unknown.length + shared.length === 0) return this.severities.graded(told as Graded[]);
    const all = [...told, ...shared, ...unknown].sort((a, b) => a.line - b.line || a.column - b.column);
    return this.severities.graded(all as Graded[]);
  }

  /** Another text whenever a check of the same file may say something else. */
  get stamp(): string {
    return `${this.severities.version} ${this.state.layers.factsVersion}`;
  }

  /** Variables of a site that only its unpublished facts give. */
  unknownWhenPublished(text: string): FileProblem[] {
    if (linesWithVariables(text).size === 0) return [];
    const [now, then] = [this.names.of('draft'), this.names.of('published')];
    const names = { ...then, phoneVars: new Set([...now.phoneVars, ...then.phoneVars]) };
    return unknownVariables(text, names).map((problem) => ({
      ...problem,
      remedy: `${problem.remedy} Where it is new, publish the facts of the site with it.`,
    }));
  }

  /** The model whose rules hold for every phone of a scope, null where there is none. */
  modelOf(scope: Scope): string | null {
    if (scope.kind === 'model') return scope.model;
    return scope.kind === 'phone' ? (this.state.phones.find(scope.mac)?.model ?? null) : null;
  }
}

type Graded = FileProblem & { readonly code: Parameters<SeverityBook['graded']>[0][number]['code'] };

/** A secret of a file for many phones goes into each phone's own file: master and product never hold one. */
function sharedSecret(problem: FileProblem): FileProblem[] {
  if (problem.code !== 'SECRET_IN_TEXT' && problem.code !== 'URL_HAS_CREDENTIALS') return [];
  const { fix: _fix, ...place } = problem;
  return [
    {
      ...place,
      code: 'SECRET_IN_SHARED_FILE',
      severity: 'hint',
      message: `${problem.parameter ?? 'This value'} holds a secret and stands in a file for many phones; it is served in each phone's own file instead.`,
      remedy: 'Nothing has to be done. To keep it out of the text as well, move it into the vault.',
    },
  ];
}
