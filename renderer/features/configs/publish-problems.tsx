import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { PublishPreview } from '../../../electron/contract/configs';
import { gravestFirst } from '../../../electron/core/configs/problem-severity';
import { routes } from '../../app/routes';
import { Icon } from '../../components/icon';
import { SeverityIcon } from './severity-icon';
import { baseScope } from './publish-layers';
import { ScopeWords } from './scope-words';

interface Shown {
  readonly key: string;
  readonly severity: 'error' | 'warning' | 'hint';
  readonly message: string;
  readonly remedy: string;
  /** Null where no single place is to blame. */
  readonly scope: string | null;
  readonly line: number | null;
  readonly column: number;
  readonly phones: number | null;
}

const shownAtMost = 50;

function problemsOf({ problems, phoneProblems }: PublishPreview): Shown[] {
  const all: Shown[] = [
    ...problems.map((each) => ({
      ...each,
      key: `${each.scope} ${each.code} ${each.line}:${each.column}`,
      phones: null,
    })),
    ...phoneProblems.map((each) => ({
      ...each,
      key: `${each.mac} ${each.code} ${each.scope ?? ''} ${each.line ?? ''} ${each.parameter ?? ''}`,
      column: 1,
    })),
  ];
  return all.filter(({ severity }) => severity !== 'hint').toSorted(gravestFirst);
}

/** Errors and warnings of what is published, of single files and of all layers together; each leads to its line. */
export function PublishProblems({ preview, onLeave }: { preview: PublishPreview; onLeave: () => void }): ReactNode {
  const { t } = useTranslation(['compare', 'configs']);
  const [, go] = useLocation();
  const shown = problemsOf(preview);
  const errors = shown.some(({ severity }) => severity === 'error');
  return (
    <>
      {errors ? null : (
        <p className="row g6 sm">
          <Icon name="check" size={14} className="c-ok" />
          {t('compare:review.noErrors')}
        </p>
      )}
      {shown.length > 0 ? (
        <ul className="publish-problems">
          {shown.slice(0, shownAtMost).map((problem) => {
            const { scope, line } = problem;
            const words = (
              <>
                <SeverityIcon severity={problem.severity} />
                <span className="col">
                  <span>{problem.message}</span>
                  <span className="xs m3">
                    {scope === null ? null : <ScopeWords scope={scope} />}
                    {line === null ? '' : `, ${t('configs:problems.place', { line })}`}
                    {problem.phones === null ? '' : ` · ${t('compare:review.phonesTakeIt', { count: problem.phones })}`}
                  </span>
                </span>
              </>
            );
            if (scope === null) {
              return (
                <li key={problem.key} className="plain" title={problem.remedy}>
                  {words}
                </li>
              );
            }
            return (
              <li key={problem.key}>
                <button
                  type="button"
                  title={problem.remedy}
                  onClick={() => {
                    onLeave();
                    const place = line === null ? {} : { state: { line, column: problem.column } };
                    go(routes.file(baseScope(scope)), place);
                  }}
                >
                  {words}
                  <span className="unseen">
                    {line === null ? t('compare:review.goToFile') : t('compare:review.goTo', { line })}
                  </span>
                </button>
              </li>
            );
          })}
          {shown.length > shownAtMost ? (
            <li className="plain m3">{t('compare:review.more', { count: shown.length - shownAtMost })}</li>
          ) : null}
        </ul>
      ) : null}
    </>
  );
}
