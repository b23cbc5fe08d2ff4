import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PublishPreview } from '../../../electron/contract/configs';
import { useWindowState } from '../../app/window-state';
import { useCall } from '../../client/use-call';
import { Button } from '../../components/button';
import { Dialog } from '../../components/dialog';
import { EmptyState } from '../../components/empty-state';
import { ErrorState } from '../../components/error-state';
import { TextField } from '../../components/field';
import { Icon } from '../../components/icon';
import { ProblemNote } from '../../components/note';
import { SkeletonRows } from '../../components/skeleton';
import { PublishChanges } from './publish-changes';
import { PublishProblems } from './publish-problems';
import { usePublish } from './use-publish';
import './configs.css';
import './publish.css';

/** Draft to revision: what changes, for whom, and how it gets there. Shown while `publishOpen` is set in the window's state. */
export function PublishDialog(): ReactNode {
  const { t } = useTranslation('configs');
  const setWindow = useWindowState((window) => window.set);
  const close = (): void => setWindow({ publishOpen: false });
  const preview = useCall('configs.preview', {});
  const revision = useCall('site.show', {}).data?.site.revision;
  const nothing = preview.data?.changes.length === 0;
  const title =
    nothing || revision === undefined ? t('review.titleNothing') : t('review.title', { revision: revision + 1 });
  return (
    <Dialog opened onClose={close} title={title} width={1120}>
      {preview.error ? (
        <ErrorState error={preview.error} onRetry={() => void preview.refetch()} />
      ) : !preview.data ? (
        <div className="publish-wait">
          <SkeletonRows rows={8} columns={[240, 120]} />
        </div>
      ) : nothing ? (
        <EmptyState icon="check" title={t('review.nothingTitle')} text={t('review.nothingText')} />
      ) : (
        <Review preview={preview.data} onClose={close} />
      )}
    </Dialog>
  );
}

function Review({ preview, onClose }: { preview: PublishPreview; onClose: () => void }): ReactNode {
  const { t } = useTranslation('configs');
  const [message, setMessage] = useState('');
  const { publish, busy, problem } = usePublish(onClose);
  const errors = preview.problems.filter((each) => each.severity === 'error');
  const blocked = errors.length > 0;
  const phones = preview.changedPhones;
  return (
    <form
      className="publish"
      onSubmit={(event) => {
        event.preventDefault();
        if (!blocked) void publish(message, false);
      }}
    >
      <PublishChanges preview={preview} />
      <div className="publish-side">
        <div className="publish-facts">
          <p className="m2">
            <b className="b6">{t('review.summary', { count: preview.changes.length })}</b>{' '}
            {phones > 0 ? t('review.forPhones', { count: phones }) : t('review.forNone')}
          </p>
          <TextField
            label={t('review.message')}
            placeholder={t('review.messagePlaceholder')}
            value={message}
            onChange={(event) => setMessage(event.target.value)}
            data-autofocus
          />
          <ChangedPhones preview={preview} />
          <section>
            <h3 className="sec-h">{t('review.checked')}</h3>
            {blocked ? null : (
              <p className="row g6 sm">
                <Icon name="check" size={14} className="c-ok" />
                {t('review.noErrors')}
              </p>
            )}
            <PublishProblems problems={preview.problems} onLeave={onClose} />
          </section>
          {problem ? <ProblemNote problem={problem} /> : null}
        </div>
        <footer className="publish-foot">
          {blocked ? (
            <output className="sm c-fail">{t('review.blocked')}</output>
          ) : (
            <p className="sm m3">{t('review.whenFetched')}</p>
          )}
          <div className="row">
            <Button type="submit" look={phones > 0 ? 'plain' : 'pri'} disabled={blocked} busy={busy === 'publish'}>
              {t('review.publishOnly')}
            </Button>
            {phones > 0 ? (
              <Button
                look="pri"
                icon="resync"
                disabled={blocked}
                busy={busy === 'resync'}
                onClick={() => void publish(message, true)}
              >
                {t('review.publishAndResync', { count: phones })}
              </Button>
            ) : null}
          </div>
        </footer>
      </div>
    </form>
  );
}

const shownPhones = 8;

function ChangedPhones({ preview }: { preview: PublishPreview }): ReactNode {
  const { t } = useTranslation('configs');
  if (preview.changedPhones === 0) return null;
  const shown = preview.phones.slice(0, shownPhones);
  const more = preview.changedPhones - shown.length;
  return (
    <section>
      <h3 className="sec-h">
        {t('review.phonesTitle')} <span className="tag">{preview.changedPhones}</span>
      </h3>
      <ul className="publish-phones">
        {shown.map(({ mac, name }) => (
          <li key={mac} className="row g6">
            <Icon name="phone" size={14} />
            <span className="el grow">{name || mac}</span>
            <span className="mono m3">{mac}</span>
          </li>
        ))}
        {more > 0 ? <li className="m3">{t('review.more', { count: more })}</li> : null}
      </ul>
    </section>
  );
}
