import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ListHead } from '../../components/list-head';
import type { BulkRowView } from '../../../electron/contract/bulk';
import type { Problem } from '../../../electron/core/shared/problem';
import { ProblemNote } from '../../components/note';
import { formatCount } from '../../strings/format-time';
import '../../components/list-table.css';
import './bulk.css';

export interface BulkOutcome {
  readonly rows: readonly BulkRowView[];
  readonly changed: number;
  readonly skipped: number;
}

const shownAtMost = 200;

/** What an edit would change, phone by phone; `waiting` is said while there is nothing to show yet. */
export function BulkPreview(props: {
  outcome: BulkOutcome | undefined;
  problem: Problem | undefined;
  waiting: string;
}): ReactNode {
  const { outcome, problem, waiting } = props;
  const { t } = useTranslation('bulk');
  if (problem) return <ProblemNote problem={problem} />;
  return (
    <div className="bulk-preview">
      <div className="row sm bulk-preview-head">
        <h3 className="b6">{t('preview')}</h3>
        {outcome ? (
          <output className="end m2">
            {t('counts', { count: outcome.changed })}
            {outcome.skipped > 0 ? `, ${t('skipped', { count: outcome.skipped })}` : ''}
          </output>
        ) : null}
      </div>
      {outcome ? (
        // The scroll area must be reachable by keyboard.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        <section className="bulk-rows" tabIndex={0} aria-label={t('preview')}>
          <table className="list">
            <ListHead columns={[t('column.phone'), t('column.before'), t('column.after'), t('column.note')]} />
            <tbody>
              {outcome.rows.slice(0, shownAtMost).map((row) => (
                <tr
                  key={`${row.mac} ${row.before ?? ''} ${row.after ?? ''} ${row.note ?? ''}`}
                  className={row.changes ? '' : 'm3'}
                >
                  <td className="b5">{row.name || <span className="mono">{row.mac}</span>}</td>
                  <td className={row.changes ? 'bulk-before' : ''}>
                    <Value value={row.before} />
                  </td>
                  <td className={row.changes ? 'bulk-after' : ''}>
                    <Value value={row.after} />
                  </td>
                  <td className="m2">{row.note}</td>
                </tr>
              ))}
            </tbody>
          </table>
          {outcome.rows.length > shownAtMost ? (
            <p className="sm m3 bulk-more">
              {t('moreRows', { count: outcome.rows.length - shownAtMost })} ({formatCount(outcome.rows.length)})
            </p>
          ) : null}
        </section>
      ) : (
        <p className="sm m3 bulk-waiting">{waiting}</p>
      )}
    </div>
  );
}

function Value({ value }: { value: string | null }): ReactNode {
  const { t } = useTranslation('bulk');
  if (value === null) return <span className="m3">{t('nothing')}</span>;
  if (value === '') return <span className="m3">{t('empty')}</span>;
  return <span className="mono">{value}</span>;
}
