import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { PublishPreview } from '../../../electron/contract/configs';
import { routes } from '../../app/routes';
import { SeverityIcon, sortProblems } from './problem-list';
import { ScopeWords } from './scope-words';

/** Errors and warnings of all drafts; each leads to its line. */
export function PublishProblems(props: { problems: PublishPreview['problems']; onLeave: () => void }): ReactNode {
  const { t } = useTranslation('configs');
  const [, go] = useLocation();
  const shown = sortProblems(props.problems).filter((each) => each.severity !== 'hint');
  if (shown.length === 0) return null;
  return (
    <ul className="publish-problems">
      {shown.map((problem) => (
        <li key={`${problem.scope} ${problem.code} ${problem.line}:${problem.column}`}>
          <button
            type="button"
            aria-label={`${problem.message} ${t('review.goTo', { line: problem.line })}`}
            onClick={() => {
              props.onLeave();
              go(routes.file(problem.scope), { state: { line: problem.line, column: problem.column } });
            }}
          >
            <SeverityIcon severity={problem.severity} />
            <span className="col">
              <span>{problem.message}</span>
              <span className="xs m3">
                <ScopeWords scope={problem.scope} />, {t('problems.place', { line: problem.line })}
              </span>
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}
