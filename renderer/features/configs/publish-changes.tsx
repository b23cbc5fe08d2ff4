import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PublishPreview } from '../../../electron/contract/configs';
import { useCall } from '../../client/use-call';
import { ErrorState } from '../../components/error-state';
import { Icon } from '../../components/icon';
import { SkeletonRows } from '../../components/skeleton';
import { Tag } from '../../components/tag';
import { DiffView } from './diff-view';
import { ScopeWords } from './scope-words';

const tones = { added: 'ok', changed: 'pend', removed: 'fail' } as const;

/** Which files and facts differ, and the served lines that differ by it. */
export function PublishChanges({ preview }: { preview: PublishPreview }): ReactNode {
  const { t } = useTranslation('configs');
  const diff = useCall('configs.diff', { against: 'served' });
  const [chosen, setChosen] = useState<string | null>(null);
  const files = (diff.data?.files ?? []).filter((file) => file.added + file.removed > 0);
  const file = files.find((each) => each.name === chosen) ?? files[0];
  const removed = files.reduce((sum, each) => sum + Math.max(0, each.removed - each.added), 0);
  return (
    <div className="publish-changes">
      <ul className="publish-scopes" aria-label={t('review.changes')}>
        {preview.changes.map(({ scope, kind, change }) => (
          <li key={`${kind} ${scope}`} className="row g6">
            <Tag tone={tones[change]}>{t(`review.kind.${change}`)}</Tag>
            <span className="el">
              <ScopeWords scope={scope} />
            </span>
          </li>
        ))}
      </ul>
      {diff.error ? (
        <ErrorState error={diff.error} onRetry={() => void diff.refetch()} />
      ) : !diff.data ? (
        <SkeletonRows rows={8} columns={[40, 240, 240]} />
      ) : !file ? (
        <p className="diff-empty m3">{t('review.noDiff')}</p>
      ) : (
        <>
          <div className="diff-tabs" role="tablist" aria-label={t('review.changes')}>
            {files.map((each) => (
              <button
                key={each.name}
                type="button"
                role="tab"
                aria-selected={each === file}
                className={each === file ? 'on' : ''}
                onClick={() => setChosen(each.name)}
              >
                <Icon name="file" size={14} />
                <span className="mono">{each.name}</span>
                <span className="c-ok">+{each.added}</span>
                <span className="c-fail">−{each.removed}</span>
              </button>
            ))}
          </div>
          <DiffView
            key={file.name}
            text={file.text}
            label={t('review.diffLabel', { file: file.name })}
            before={t('review.before')}
            after={t('review.after')}
          />
        </>
      )}
      {removed > 0 ? (
        <p className="publish-removals">
          <Icon name="warning" size={14} />
          {t('review.removals', { count: removed })}
        </p>
      ) : null}
    </div>
  );
}
