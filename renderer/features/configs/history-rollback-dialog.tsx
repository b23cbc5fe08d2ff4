import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { routes } from '../../app/routes';
import { useWindowState } from '../../app/window-state';
import { useCall, useCallMutation } from '../../client/use-call';
import { Button } from '../../components/button';
import { Dialog } from '../../components/dialog';
import { Note, ProblemNote } from '../../components/note';
import { SkeletonRows } from '../../components/skeleton';
import { ScopeWords } from './scope-words';

const shownFiles = 8;

/** An old state published again: what changes by it, what stays behind on phones, and that nothing is lost. */
export function RollbackDialog({ revision, onClose }: { revision: number; onClose: () => void }): ReactNode {
  const { t } = useTranslation(['compare', 'app']);
  const [, go] = useLocation();
  const { toast, set, clearFilters } = useWindowState();
  const current = useCall('site.show', {}).data?.site.revision;
  const compared = useCall('configs.compare', { left: { source: 'published' }, right: { revision } });
  const rollback = useCallMutation('configs.rollback');
  const files = (compared.data?.files ?? []).filter((file) => file.added + file.removed > 0);
  const same = compared.data !== undefined && files.length === 0;
  const next = (current ?? revision) + 1;

  const confirm = (): void =>
    rollback.mutate(
      { revision },
      {
        onSuccess: (done) => {
          const phones = done.changedPhones;
          toast({
            tone: 'ok',
            title: t('compare:history.rolledBack', { revision, now: done.revision }),
            text:
              phones > 0 ? t('compare:history.rolledBackFor', { count: phones }) : t('compare:review.publishedNone'),
            action:
              phones > 0
                ? {
                    label: t('compare:history.showPhones'),
                    run: () => {
                      clearFilters();
                      set({ stateFilter: 'pending' });
                      go(routes.phones);
                    },
                  }
                : undefined,
          });
          onClose();
        },
      },
    );

  return (
    <Dialog
      opened
      onClose={onClose}
      width={480}
      title={t('compare:history.rollbackTitle', { revision })}
      text={t('compare:history.rollbackText', { revision, next })}
      footer={
        <>
          <Button look="gh" onClick={onClose} data-autofocus>
            {t('app:cancel')}
          </Button>
          <Button
            look="pri"
            icon="history"
            disabled={!compared.data || same}
            busy={rollback.isPending}
            onClick={confirm}
          >
            {t('compare:history.rollbackConfirm', { next })}
          </Button>
        </>
      }
    >
      {compared.error ? (
        <ProblemNote problem={compared.error.problem} />
      ) : !compared.data ? (
        <div className="rollback-wait">
          <SkeletonRows rows={3} columns={[160, 40]} />
        </div>
      ) : same ? (
        <p className="sm">{t('compare:history.rollbackSame')}</p>
      ) : (
        <>
          <p className="sm b5">{t('compare:history.rollbackFiles', { count: files.length })}</p>
          <ul className="rollback-files">
            {files.slice(0, shownFiles).map((file) => (
              <li key={file.name} className="row g6 sm">
                <span className="el grow">
                  <ScopeWords scope={file.name} />
                </span>
                <span className="c-ok">+{file.added}</span>
                <span className="c-fail">−{file.removed}</span>
              </li>
            ))}
            {files.length > shownFiles ? (
              <li className="m3 sm">{t('compare:review.more', { count: files.length - shownFiles })}</li>
            ) : null}
          </ul>
          <Note tone="info">
            {t('compare:history.rollbackHeld', { revision })} {t('compare:history.rollbackDrafts')}
          </Note>
        </>
      )}
      {rollback.error ? <ProblemNote problem={rollback.error.problem} /> : null}
    </Dialog>
  );
}
