import { useMemo, useState, type ReactNode } from 'react';
import { keepPreviousData } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { PublishPreview } from '../../../electron/contract/configs';
import { useWindowState } from '../../app/window-state';
import { useCall } from '../../client/use-call';
import { Button } from '../../components/button';
import { Dialog } from '../../components/dialog';
import { EmptyState } from '../../components/empty-state';
import { ErrorState } from '../../components/error-state';
import { TextField } from '../../components/field';
import { ProblemNote } from '../../components/note';
import { SkeletonRows } from '../../components/skeleton';
import { PublishChanges } from './publish-changes';
import { PublishLayers, scopesOf } from './publish-layers';
import { PublishOverride, type Override } from './publish-override';
import { PublishPhones } from './publish-phones';
import { PublishProblems } from './publish-problems';
import { PublishRemoved } from './publish-removed';
import { PublishWhen, type When } from './publish-when';
import { usePublish } from './use-publish';
import './configs.css';
import './publish.css';

/** Draft to revision: what changes, for whom, and how it gets there. Shown while `publishOpen` is set in the window's state. */
export function PublishDialog(): ReactNode {
  const { t } = useTranslation('compare');
  const setWindow = useWindowState((window) => window.set);
  const close = (): void => setWindow({ publishOpen: false });
  const preview = useCall('configs.preview', {});
  const revision = useCall('site.show', {}).data?.site.revision;
  const nothing = preview.data?.changes.length === 0;
  const title =
    nothing || revision === undefined ? t('review.titleNothing') : t('review.title', { revision: revision + 1 });
  return (
    <Dialog opened onClose={close} title={title} width={1320}>
      {preview.error ? (
        <ErrorState error={preview.error} onRetry={() => void preview.refetch()} />
      ) : !preview.data ? (
        <div className="publish-wait">
          <SkeletonRows rows={8} columns={[240, 120]} />
        </div>
      ) : nothing ? (
        <EmptyState icon="check" title={t('review.nothingTitle')} text={t('review.nothingText')} />
      ) : (
        <Review all={preview.data} revision={(revision ?? 0) + 1} onClose={close} />
      )}
    </Dialog>
  );
}

/** `all` is what publishing everything would do; what is chosen of it has a preview of its own. */
function Review(props: { all: PublishPreview; revision: number; onClose: () => void }): ReactNode {
  const { all, revision, onClose } = props;
  const { t } = useTranslation('compare');
  const [leftOut, setLeftOut] = useState<ReadonlySet<string>>(new Set());
  const scopes = useMemo(() => scopesOf(all.changes), [all.changes]);
  const chosen = scopes.filter((scope) => !leftOut.has(scope));
  const partly = chosen.length < scopes.length;
  const part = useCall('configs.preview', { layers: chosen }, { enabled: partly, placeholderData: keepPreviousData });
  const preview = partly ? (part.data ?? all) : all;

  const [message, setMessage] = useState('');
  const [when, setWhen] = useState<When>('now');
  const [override, setOverride] = useState<Override>({ wanted: false, reason: '' });
  const [shownPhone, setShownPhone] = useState<string | null>(null);
  const [tried, setTried] = useState(false);
  const { publish, busy, problem } = usePublish(onClose);

  const errors = [...preview.problems, ...preview.phoneProblems].filter(({ severity }) => severity === 'error');
  const reason = override.reason.trim();
  const overridden = errors.length > 0 && override.wanted && !preview.neverPublishable;
  const blocked = chosen.length === 0 || (errors.length > 0 && !overridden);
  const macs = preview.phones.map(({ mac }) => mac);
  const resync = when === 'now' && macs.length > 0;

  const submit = (toResync: readonly string[]): void => {
    setTried(true);
    if (blocked || (overridden && reason === '')) return;
    void publish({
      message,
      layers: partly ? chosen : null,
      override: overridden ? reason : null,
      resync: toResync,
    });
  };

  return (
    <form
      className="publish"
      onSubmit={(event) => {
        event.preventDefault();
        submit(resync ? macs : []);
      }}
    >
      <PublishChanges
        preview={preview}
        layers={partly ? chosen : null}
        revision={revision}
        phone={shownPhone}
        onPhone={setShownPhone}
      />
      <div className="publish-side">
        <div className="publish-facts">
          <p className="m2">
            <b className="b6">{t('review.summary', { count: preview.changes.length })}</b>{' '}
            {macs.length > 0 ? t('review.forPhones', { count: preview.changedPhones }) : t('review.forNone')}
          </p>
          <TextField
            label={t('review.message')}
            placeholder={t('review.messagePlaceholder')}
            value={message}
            onChange={(event) => setMessage(event.target.value)}
            data-autofocus
          />
          <PublishLayers changes={all.changes} leftOut={leftOut} onChange={setLeftOut} />
          {macs.length > 0 ? <PublishWhen macs={macs} partly={partly} value={when} onChange={setWhen} /> : null}
          <PublishRemoved removed={preview.removed} />
          <section>
            <h3 className="sec-h">{t('review.checked')}</h3>
            <PublishProblems preview={preview} onLeave={onClose} />
            {errors.length > 0 ? (
              <PublishOverride
                never={preview.neverPublishable}
                value={override}
                onChange={setOverride}
                missing={tried && overridden && reason === ''}
              />
            ) : null}
          </section>
          <PublishPhones preview={preview} shown={shownPhone} onShow={setShownPhone} />
          {problem ? <ProblemNote problem={problem} /> : null}
        </div>
        <div className="publish-foot">
          {blocked ? (
            <output className="sm c-fail">
              {t(
                chosen.length === 0
                  ? 'review.layersNone'
                  : preview.neverPublishable
                    ? 'review.never'
                    : 'review.blocked',
              )}
            </output>
          ) : null}
          <div className="row">
            {resync ? (
              <Button disabled={blocked || busy} onClick={() => submit([])}>
                {t('review.publish')}
              </Button>
            ) : null}
            <Button
              type="submit"
              look="pri"
              disabled={blocked}
              busy={busy}
              {...(resync ? { icon: 'resync' as const } : {})}
            >
              {resync ? t('review.publishAndResync', { count: macs.length }) : t('review.publish')}
            </Button>
          </div>
        </div>
      </div>
    </form>
  );
}
