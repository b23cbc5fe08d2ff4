import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { FileProblem, Severity } from '../../../electron/core/shared/problem';
import { Icon } from '../../components/icon';
import { KeyHint } from '../../components/key-hint';
import { Tag } from '../../components/tag';

const icons = { error: 'failed', warning: 'warning', hint: 'info' } as const;
const tones = { error: 'c-fail', warning: 'c-miss', hint: 'c-none' } as const;
const order: readonly Severity[] = ['error', 'warning', 'hint'];

/** Gravest first, then by place. */
export function sortProblems<P extends Pick<FileProblem, 'severity' | 'line' | 'column'>>(problems: readonly P[]): P[] {
  return problems.toSorted(
    (a, b) => order.indexOf(a.severity) - order.indexOf(b.severity) || a.line - b.line || a.column - b.column,
  );
}

export function SeverityIcon({ severity }: { severity: Severity }): ReactElement {
  const { t } = useTranslation('configs');
  return (
    <span className={tones[severity]} title={t(`problems.severity.${severity}`)}>
      <Icon name={icons[severity]} size={14} />
      <span className="unseen">{t(`problems.severity.${severity}`)}</span>
    </span>
  );
}

export function ProblemCounts({ problems }: { problems: readonly Pick<FileProblem, 'severity'>[] }): ReactElement {
  const { t } = useTranslation('configs');
  const count = (severity: Severity): number => problems.filter((each) => each.severity === severity).length;
  const [errors, warnings, hints] = [count('error'), count('warning'), count('hint')];
  return (
    <>
      {errors > 0 ? (
        <Tag tone="fail">
          <Icon name="failed" size={12} />
          {t('problems.errors', { count: errors })}
        </Tag>
      ) : null}
      {warnings > 0 ? (
        <Tag tone="miss">
          <Icon name="warning" size={12} />
          {t('problems.warnings', { count: warnings })}
        </Tag>
      ) : null}
      {hints > 0 ? (
        <Tag>
          <Icon name="info" size={12} />
          {t('problems.hints', { count: hints })}
        </Tag>
      ) : null}
    </>
  );
}

interface ProblemListProps {
  readonly problems: readonly FileProblem[];
  readonly onJump: (problem: FileProblem) => void;
}

export function ProblemList({ problems, onJump }: ProblemListProps): ReactElement {
  const { t } = useTranslation('configs');
  const sorted = sortProblems(problems);
  return (
    <section className="problems" aria-label={t('problems.list')}>
      <header className="row">
        <h2 className="sm b6">{t('problems.title')}</h2>
        {sorted.length === 0 ? (
          <Tag tone="ok">
            <Icon name="check" size={12} />
            {t('problems.none')}
          </Tag>
        ) : (
          <ProblemCounts problems={sorted} />
        )}
        <span className="end row g12 sm m3">
          {sorted.length > 0 ? (
            <span className="row g4 hide-n">
              <KeyHint keys="F8" /> {t('problems.keys')}
            </span>
          ) : null}
          {sorted.some((each) => each.severity === 'error') ? t('problems.blocks') : null}
        </span>
      </header>
      {sorted.length > 0 ? (
        <ul>
          {sorted.map((problem) => (
            <li key={`${problem.code} ${problem.line}:${problem.column} ${problem.message}`}>
              <button type="button" onClick={() => onJump(problem)} title={`${problem.message} ${problem.remedy}`}>
                <SeverityIcon severity={problem.severity} />
                <span className="el">
                  {problem.message} <span className="m3">{problem.remedy}</span>
                </span>
                <span className="m3 nw">{t('problems.place', { line: problem.line })}</span>
              </button>
            </li>
          ))}
        </ul>
      ) : null}
    </section>
  );
}
