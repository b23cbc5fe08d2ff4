import { useState, type ReactElement, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { gravestFirst } from '../../../electron/core/configs/problem-severity';
import type { FileProblem, Severity } from '../../../electron/core/shared/problem';
import { Button } from '../../components/button';
import { Icon } from '../../components/icon';
import { IconButton } from '../../components/icon-button';
import { KeyHint } from '../../components/key-hint';
import { Tag } from '../../components/tag';
import { SeveritiesDialog } from './severities-dialog';
import { SeverityIcon } from './severity-icon';

/** The rest waits until these are dealt with; a list of thousands helps nobody. */
const mostShown = 100;

/** Gravest first, then by place. */
export function sortProblems<P extends Pick<FileProblem, 'severity' | 'line' | 'column'>>(problems: readonly P[]): P[] {
  return problems.toSorted((a, b) => gravestFirst(a, b) || a.line - b.line || a.column - b.column);
}

function ProblemCounts({ problems }: { problems: readonly Pick<FileProblem, 'severity'>[] }): ReactElement {
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

/** A problem of this file, or one that shows only when the layers of a phone are seen together. */
export interface ListedProblem {
  readonly key: string;
  readonly code: string;
  readonly severity: Severity;
  readonly message: string;
  readonly remedy: string;
  /** `Group, line 22`; empty where no place is to blame. */
  readonly place: string;
  readonly onJump: (() => void) | null;
  readonly fix: { readonly title: string; readonly run: () => void } | null;
}

export function ProblemList({ problems }: { problems: readonly ListedProblem[] }): ReactElement {
  const { t } = useTranslation('configs');
  const { t: words } = useTranslation('editor');
  const [all, setAll] = useState(false);
  const [weighed, setWeighed] = useState<string | null>(null);
  const more = problems.length - mostShown;
  return (
    <section className="problems" aria-label={t('problems.list')}>
      <header className="row">
        <h2 className="sm b6">{t('problems.title')}</h2>
        {problems.length === 0 ? (
          <Tag tone="ok">
            <Icon name="check" size={12} />
            {t('problems.none')}
          </Tag>
        ) : (
          <ProblemCounts problems={problems} />
        )}
        <span className="end row g12 sm m3">
          {problems.length > 0 ? (
            <span className="row g4 hide-n">
              <KeyHint keys="F8" /> {t('problems.keys')}
            </span>
          ) : null}
          {problems.some((each) => each.severity === 'error') ? t('problems.blocks') : null}
        </span>
      </header>
      {problems.length > 0 ? (
        <ul>
          {problems.slice(0, all ? undefined : mostShown).map((problem) => (
            <ProblemRow key={problem.key} problem={problem} onWeigh={() => setWeighed(problem.code)} />
          ))}
          {more > 0 && !all ? (
            <li className="problem">
              <button type="button" className="problem-jump m3" onClick={() => setAll(true)}>
                <span />
                <span>{words('fix.more', { count: more })}</span>
              </button>
            </li>
          ) : null}
        </ul>
      ) : null}
      {weighed === null ? null : <SeveritiesDialog code={weighed} onClose={() => setWeighed(null)} />}
    </section>
  );
}

function ProblemRow({ problem, onWeigh }: { problem: ListedProblem; onWeigh: () => void }): ReactElement {
  const { t } = useTranslation('files');
  const { severity, message, remedy, place, onJump, fix } = problem;
  const inside: ReactNode = (
    <>
      <SeverityIcon severity={severity} />
      <span className="el">
        {message} <span className="m3">{remedy}</span>
      </span>
      <span className="m3 nw">{place}</span>
    </>
  );
  return (
    <li className="problem">
      {onJump ? (
        <button type="button" className="problem-jump" onClick={onJump} title={`${message} ${remedy}`}>
          {inside}
        </button>
      ) : (
        <div className="problem-jump" title={`${message} ${remedy}`}>
          {inside}
        </div>
      )}
      <IconButton icon="sliders" small label={t('severities.change')} className="problem-weigh" onClick={onWeigh} />
      {fix ? (
        <Button size="sm" className="problem-fix" onClick={fix.run} title={fix.title}>
          <span className="el">{fix.title}</span>
        </Button>
      ) : null}
    </li>
  );
}
