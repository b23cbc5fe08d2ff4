import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ScheduleView } from '../../../electron/contract/schedules';
import { useWindowState } from '../../app/window-state';
import { useCallMutation } from '../../client/use-call';
import { Button } from '../../components/button';
import { Dialog } from '../../components/dialog';
import { ProblemNote } from '../../components/note';
import { plainWords, useScheduleName } from './schedule-words';

export function RemoveScheduleDialog({
  schedule,
  onClose,
}: {
  schedule: ScheduleView;
  onClose: () => void;
}): ReactNode {
  const { t } = useTranslation('schedules');
  const remove = useCallMutation('schedules.remove');
  const nameOf = useScheduleName();
  const toast = useWindowState((window) => window.toast);
  const confirm = (): void =>
    remove.mutate(
      { id: schedule.id },
      {
        onSuccess: () => {
          toast({ tone: 'ok', title: t('removed') });
          onClose();
        },
      },
    );
  return (
    <Dialog
      opened
      onClose={onClose}
      title={t('askRemove.title', { name: nameOf(schedule) })}
      text={t('askRemove.text', { words: plainWords(schedule) })}
      footer={
        <>
          <Button look="gh" onClick={onClose} data-autofocus>
            {t('askRemove.keep')}
          </Button>
          <Button look="dan" busy={remove.isPending} onClick={confirm}>
            {t('askRemove.confirm')}
          </Button>
        </>
      }
    >
      {remove.error ? <ProblemNote problem={remove.error.problem} /> : null}
    </Dialog>
  );
}
