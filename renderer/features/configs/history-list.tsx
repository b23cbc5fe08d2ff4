import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { When } from '../../client/when';
import type { RevisionView } from '../../../electron/contract/configs';
import { Icon } from '../../components/icon';
import { RevisionMenu } from './history-page';
import { RollbackDialog } from './history-rollback-dialog';

interface HistoryListProps {
  readonly revisions: readonly RevisionView[];
  /** When the draft was saved; null when there is none. */
  readonly draftSavedAt: string | null;
  /** The revision shown, null for the draft. */
  readonly shown: number | null;
  readonly onShow: (revision: number | null) => void;
  /** The file beside it: what a revision is compared for. */
  readonly scope?: string;
}

export function HistoryList({ revisions, draftSavedAt, shown, onShow, scope }: HistoryListProps): ReactElement {
  const { t } = useTranslation('configs');
  const [rollingBack, setRollingBack] = useState<number | null>(null);
  return (
    <section aria-label={t('history.title')}>
      <h2 className="lab side-h">{t('history.title')}</h2>
      {revisions.length === 0 && draftSavedAt === null ? <p className="side-text m3">{t('history.empty')}</p> : null}
      <ol className="history">
        {draftSavedAt !== null || shown !== null ? (
          <li>
            <button
              type="button"
              className={shown === null ? 'on' : ''}
              aria-current={shown === null ? 'true' : undefined}
              onClick={() => onShow(null)}
            >
              <Icon name="pencil" size={14} className="c-ac" />
              <b className="b6 grow">{t('history.draft')}</b>
              {draftSavedAt ? <When at={draftSavedAt} /> : null}
            </button>
          </li>
        ) : null}
        {revisions.slice(0, 50).map(({ revision, message, at }) => (
          <li key={revision} className="row g2">
            <button
              type="button"
              className={shown === revision ? 'on' : ''}
              aria-current={shown === revision ? 'true' : undefined}
              onClick={() => onShow(revision)}
            >
              <Icon name="history" size={14} />
              <span className="grow el">
                <b className="b5">r{revision}</b> <span className="m3">{message || t('history.noMessage')}</span>
              </span>
              <When at={at} />
            </button>
            <RevisionMenu
              revision={revision}
              current={revision === revisions[0]?.revision}
              scope={scope}
              onView={() => onShow(revision)}
              onRollback={setRollingBack}
            />
          </li>
        ))}
      </ol>
      {rollingBack === null ? null : <RollbackDialog revision={rollingBack} onClose={() => setRollingBack(null)} />}
    </section>
  );
}
