import { Fragment, useMemo, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../components/icon';
import { ConfigLine } from './config-line';
import { differentPart, readUnifiedDiff, type DiffRow } from './unified-diff';
import './publish.css';

/** A removed row is no cleared value: the phone keeps it (product.md, "held configuration"). */
function keptValue(row: DiffRow): boolean {
  return row.kind === 'removed' && /^[^#\s][^=]*=/.test(row.before?.text ?? '');
}

function Side({ row, side }: { row: DiffRow; side: 'before' | 'after' }): ReactElement {
  const { t } = useTranslation('configs');
  const line = row[side];
  if (!line) return <td className="diff-gap" colSpan={2} aria-hidden="true" />;
  const touched = row.kind !== 'same';
  const part = row.before && row.after && touched ? differentPart(row.before.text, row.after.text) : null;
  const sign = touched ? (side === 'before' ? '-' : '+') : '';
  return (
    <>
      <td className={`diff-no ${touched ? side : ''}`}>{line.number}</td>
      <td className={`diff-text ${touched ? side : ''}`}>
        <span className="diff-sign" aria-hidden="true">
          {sign}
        </span>
        {touched ? <span className="unseen">{t(side === 'before' ? 'review.removed' : 'review.added')} </span> : null}
        <ConfigLine
          text={line.text}
          mark={part ? { from: part.from, to: side === 'before' ? part.toOne : part.toOther } : null}
        />
        {side === 'before' && keptValue(row) ? <span className="diff-note">{t('review.removalNote')}</span> : null}
      </td>
    </>
  );
}

/** Unified text side by side: left what was, right what will be. */
export function DiffView(props: { text: string; label: string; before: string; after: string }): ReactElement {
  const { text, label, before, after } = props;
  const { t } = useTranslation('configs');
  const hunks = useMemo(() => readUnifiedDiff(text), [text]);
  if (hunks.length === 0) return <p className="diff-empty m3">{t('review.noText')}</p>;
  return (
    // The scroll area must be reachable by keyboard.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section className="diff" tabIndex={0} aria-label={label}>
      <table>
        <colgroup>
          <col className="diff-col-no" />
          <col />
          <col className="diff-col-no" />
          <col />
        </colgroup>
        <thead>
          <tr>
            <th colSpan={2} scope="col">
              {before}
            </th>
            <th colSpan={2} scope="col">
              {after}
            </th>
          </tr>
        </thead>
        <tbody>
          {hunks.map((hunk) => {
            const key = `${hunk.rows[0]?.before?.number ?? '-'}:${hunk.rows[0]?.after?.number ?? '-'}`;
            return (
              <Fragment key={key}>
                {hunk.skipped > 0 ? (
                  <tr className="diff-skip">
                    <td colSpan={4}>
                      <span className="row g6">
                        <Icon name="chevronUpDown" size={12} />
                        {t('review.sameLines', { count: hunk.skipped })}
                      </span>
                    </td>
                  </tr>
                ) : null}
                {hunk.rows.map((row) => (
                  <tr key={`${row.before?.number ?? '-'}:${row.after?.number ?? '-'}`}>
                    <Side row={row} side="before" />
                    <Side row={row} side="after" />
                  </tr>
                ))}
              </Fragment>
            );
          })}
        </tbody>
      </table>
    </section>
  );
}
