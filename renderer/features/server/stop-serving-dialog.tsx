import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListenerView } from '../../../electron/contract/workstation';
import { useCallMutation } from '../../client/use-call';
import { Button } from '../../components/button';
import { Dialog } from '../../components/dialog';
import { ProblemNote } from '../../components/note';

interface StopServingDialogProps {
  readonly protocols: readonly ListenerView['protocol'][];
  readonly onClose: () => void;
}

/** People notice when files stop: asked first, with the gentler choice as default. */
export function StopServingDialog({ protocols, onClose }: StopServingDialogProps): ReactNode {
  const { t } = useTranslation('server');
  const stop = useCallMutation('server.stop');
  const end = async (): Promise<void> => {
    try {
      await Promise.all(protocols.map((protocol) => stop.mutateAsync({ protocol })));
      onClose();
    } catch {
      // The mutation keeps the problem; it is shown below.
    }
  };
  return (
    <Dialog
      opened
      onClose={onClose}
      title={t('askStop.title')}
      text={t('askStop.text')}
      footer={
        <>
          <Button onClick={onClose} data-autofocus>
            {t('askStop.keep')}
          </Button>
          <Button look="dan" busy={stop.isPending} onClick={() => void end()}>
            {t('askStop.confirm')}
          </Button>
        </>
      }
    >
      {stop.error ? <ProblemNote problem={stop.error.problem} /> : null}
    </Dialog>
  );
}
