import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button';
import { Dialog } from '../../components/dialog';

export interface Confirmation {
  readonly title: string;
  readonly text: string;
  /** Names verb and number. */
  readonly button: string;
  readonly run: () => void;
}

/** Asks before what cannot be undone; Cancel has the focus. */
export function ConfirmDialog({ asked, onClose }: { asked: Confirmation | null; onClose: () => void }): ReactNode {
  const { t } = useTranslation('app');
  if (!asked) return null;
  return (
    <Dialog
      opened
      onClose={onClose}
      title={asked.title}
      text={asked.text}
      footer={
        <>
          <Button look="gh" onClick={onClose} data-autofocus>
            {t('cancel')}
          </Button>
          <Button
            look="dan"
            onClick={() => {
              asked.run();
              onClose();
            }}
          >
            {asked.button}
          </Button>
        </>
      }
    />
  );
}
