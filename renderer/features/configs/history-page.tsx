import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ListHead } from '../../components/list-head';
import { When } from '../../client/when';
import { useLocation } from 'wouter';
import type { RevisionView } from '../../../electron/contract/configs';
import { routes } from '../../app/routes';
import { useCall } from '../../client/use-call';
import { EmptyState } from '../../components/empty-state';
import { ErrorState } from '../../components/error-state';
import { IconButton } from '../../components/icon-button';
import { Menu } from '../../components/menu';
import { PageHead } from '../../components/page-head';
import { SkeletonRows } from '../../components/skeleton';
import { Tag } from '../../components/tag';
import { formatCount } from '../../strings/format-time';
import { writeSide } from './compare-sides';
import { FilesTabs } from './files-tabs';
import { RollbackDialog } from './history-rollback-dialog';
import { ScopeWords } from './scope-words';
import '../../components/list-table.css';
import './configs.css';
import './publish.css';

/** Every published state: who, why, what it touched; to look at, compare, and bring back. */
export function HistoryPage(): ReactNode {
  const { t } = useTranslation('compare');
  const history = useCall('configs.history', {});
  const [rollingBack, setRollingBack] = useState<number | null>(null);
  const revisions = history.data?.revisions ?? [];
  return (
    <>
      <PageHead title={t('history.title')} beside={<FilesTabs on="history" />} text={t('history.text')} />
      {revisions.length > 0 ? (
        <HistoryTable revisions={revisions} onRollback={setRollingBack} />
      ) : history.error ? (
        <ErrorState error={history.error} onRetry={() => void history.refetch()} />
      ) : history.isPending ? (
        <SkeletonRows rows={8} columns={[40, 240, 90, 160]} />
      ) : (
        <EmptyState icon="history" title={t('history.empty')} text={t('history.emptyText')} />
      )}
      {rollingBack === null ? null : <RollbackDialog revision={rollingBack} onClose={() => setRollingBack(null)} />}
    </>
  );
}

const shownScopes = 3;

function HistoryTable(props: {
  revisions: readonly RevisionView[];
  onRollback: (revision: number) => void;
}): ReactNode {
  const { revisions, onRollback } = props;
  const { t } = useTranslation('compare');
  const newest = revisions[0]?.revision;
  return (
    <div className="list-page">
      <table className="list history-table">
        <ListHead
          columns={[
            t('history.column.revision'),
            t('history.column.message'),
            t('history.column.author'),
            t('history.column.changed'),
            { words: t('history.column.phones'), as: 'number' },
            t('history.column.at'),
            { words: t('history.column.actions'), as: 'unseen' },
          ]}
        />
        <tbody>
          {revisions.map(({ revision, message, author, scopes, changes, changedPhones, at }) => (
            <tr key={revision}>
              <td className="b6">r{revision}</td>
              <td>
                <span className="row g6">
                  {message === '' ? (
                    <span className="m3">{t('history.noMessage')}</span>
                  ) : (
                    <span className="el">{message}</span>
                  )}
                  {revision === newest ? <Tag tone="ok">{t('history.current')}</Tag> : null}
                </span>
              </td>
              <td className="m2">{author}</td>
              <td className="m2">
                {scopes.slice(0, shownScopes).map((scope, index) => (
                  <span key={scope}>
                    {index > 0 ? ', ' : ''}
                    <ScopeWords scope={scope} />
                  </span>
                ))}
                {changes > shownScopes ? (
                  <span className="m3">
                    {' '}
                    {t('history.moreScopes', { count: changes - Math.min(shownScopes, scopes.length) })}
                  </span>
                ) : null}
              </td>
              <td className="num">{formatCount(changedPhones)}</td>
              <td className="m2">
                <When at={at} />
              </td>
              <td className="right">
                <RevisionMenu revision={revision} current={revision === newest} onRollback={onRollback} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface RevisionMenuProps {
  readonly revision: number;
  /** It is what is served now: there is nothing to go back to. */
  readonly current: boolean;
  readonly onRollback: (revision: number) => void;
  /** The file it is looked at for; every file when left out. */
  readonly scope?: string | undefined;
  readonly onView?: (() => void) | undefined;
}

/** What can be done with one revision, on the history page and beside the editor. */
export function RevisionMenu({ revision, current, onRollback, scope, onView }: RevisionMenuProps): ReactNode {
  const { t } = useTranslation('compare');
  const [, go] = useLocation();
  const what = scope === undefined ? ({ what: 'all', name: '' } as const) : ({ what: 'file', name: scope } as const);
  const compare = (state: 'draft' | 'published' | number, from: number): void =>
    go(routes.compare(writeSide({ ...what, state: from }), writeSide({ ...what, state })));
  return (
    <Menu
      width={240}
      items={[
        ...(onView ? [{ label: t('history.viewHere'), icon: 'file' as const, run: onView }] : []),
        ...(revision > 1
          ? [{ label: t('history.view'), icon: 'changes' as const, run: () => compare(revision, revision - 1) }]
          : []),
        ...(current
          ? []
          : [{ label: t('history.compareNow'), icon: 'swap' as const, run: () => compare('published', revision) }]),
        { label: t('history.whoHas'), icon: 'people', run: () => go(routes.revisionReport(revision)) },
        { label: t('history.compareDraft'), icon: 'swap', run: () => compare('draft', revision) },
        ...(current
          ? []
          : [null, { label: t('history.rollback'), icon: 'history' as const, run: () => onRollback(revision) }]),
      ]}
    >
      <IconButton icon="more" small label={t('history.more', { revision })} />
    </Menu>
  );
}
