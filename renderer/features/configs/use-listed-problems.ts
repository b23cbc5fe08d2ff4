import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { PhoneProblemView } from '../../../electron/contract/config-insight';
import { gravestFirst } from '../../../electron/core/configs/problem-severity';
import type { Scope } from '../../../electron/core/configs/scope';
import type { FileProblem } from '../../../electron/core/shared/problem';
import { routes } from '../../app/routes';
import { sortProblems, type ListedProblem } from './problem-list';

interface Input {
  readonly scope: Scope;
  readonly written: string;
  /** Of this file as it stands in the editor. */
  readonly problems: readonly FileProblem[];
  /** Of the phone the file is seen from, all its layers together. */
  readonly phoneProblems: readonly PhoneProblemView[];
  readonly mac: string | null;
  readonly locked: boolean;
  readonly onJump: (place: { line: number; column: number }) => void;
  readonly onFix: (problem: FileProblem) => void;
  readonly onVault: (parameter: string) => void;
  readonly onSiteFacts: () => void;
}

/** What shows only with all layers, without what this file's own check says already. */
function onlyTogether(
  phoneProblems: readonly PhoneProblemView[],
  problems: readonly FileProblem[],
  written: string,
): PhoneProblemView[] {
  const own = new Set(problems.map(({ code, parameter }) => `${code} ${parameter ?? ''}`));
  return phoneProblems.filter(
    ({ code, parameter, scope }) => scope !== written || !own.has(`${code} ${parameter ?? ''}`),
  );
}

/** Both kinds of problems as one list, gravest first, each with its place, the way there and what mends it. */
export function useListedProblems(input: Input): readonly ListedProblem[] {
  const { scope, written, problems, phoneProblems, mac, locked, onJump, onFix, onVault, onSiteFacts } = input;
  const { t } = useTranslation('editor');
  const { t: words } = useTranslation('configs');
  const [, go] = useLocation();
  return useMemo(() => {
    const layer = words(`kind.${scope.kind}`);
    const vaultFix = ({ code, parameter }: FileProblem): ListedProblem['fix'] =>
      parameter !== null && (code === 'SECRET_IN_TEXT' || code === 'URL_HAS_CREDENTIALS')
        ? { title: t('secret.vaultShort'), run: () => onVault(parameter) }
        : null;
    const own = sortProblems(problems).map((problem): ListedProblem => {
      const { code, line, column, message, fix } = problem;
      return {
        ...problem,
        key: `${code} ${line}:${column} ${message}`,
        place: t('fix.place', { layer, line }),
        onJump: () => onJump(problem),
        fix: locked ? null : fix ? { title: fix.title, run: () => onFix(problem) } : vaultFix(problem),
      };
    });
    const jumpOf = ({ scope: place, line }: PhoneProblemView): (() => void) | null => {
      if (place === written) return line === null ? null : () => onJump({ line, column: 1 });
      if (place === null) return null;
      if (place === 'facts:site') return onSiteFacts;
      if (place.startsWith('facts:phone:')) return () => go(routes.phone(place.slice('facts:phone:'.length)));
      return () => go(routes.file(place), { state: { phone: mac ?? undefined, line: line ?? undefined } });
    };
    const together = onlyTogether(phoneProblems, problems, written).map((problem, index): ListedProblem => {
      const name = problem.layer === null ? '' : t(`layer.${problem.layer}`);
      return {
        ...problem,
        key: `together ${index} ${problem.code} ${problem.parameter ?? ''}`,
        place: problem.line === null ? name : t('fix.place', { layer: name, line: problem.line }),
        onJump: jumpOf(problem),
        fix: null,
      };
    });
    return [...own, ...together].toSorted(gravestFirst);
  }, [scope, written, problems, phoneProblems, mac, locked, onJump, onFix, onVault, onSiteFacts, t, words, go]);
}
