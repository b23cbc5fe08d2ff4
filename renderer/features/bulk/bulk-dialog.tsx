import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallInput } from '../../../electron/contract/contract';
import { useWindowState } from '../../app/window-state';
import { useCallMutation } from '../../client/use-call';
import { Button } from '../../components/button';
import { Dialog } from '../../components/dialog';
import { ProblemNote } from '../../components/note';
import { BulkPreview } from './bulk-preview';
import { useBulkPreview, type BulkCall } from './use-bulk-preview';

interface BulkDialogProps<N extends BulkCall> {
  readonly call: N;
  /** Null while something is missing. */
  readonly input: CallInput<N> | null;
  readonly title: string;
  readonly text: string;
  /** Said while there is nothing to show yet. */
  readonly waiting: string;
  /** How many phones are meant, until the preview knows better. */
  readonly count: number;
  /** The button was pressed, whether or not something is missing. */
  readonly onTry: () => void;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** An edit of many phones: tried without changing anything, shown phone by phone, then a draft of each. */
export function BulkDialog<N extends BulkCall>(props: BulkDialogProps<N>): ReactNode {
  const { call, input, title, text, waiting, count, onTry, onClose, children } = props;
  const { t } = useTranslation(['bulk', 'app']);
  const { toast, set: setWindow } = useWindowState();
  const apply = useCallMutation<BulkCall>(call);
  const preview = useBulkPreview<BulkCall>(call, input);
  const changed = preview.current ? preview.outcome?.changed : undefined;

  const submit = (): void => {
    onTry();
    if (!input || !changed) return;
    apply.mutate(input, {
      onSuccess: (done) => {
        toast({
          tone: 'ok',
          title: t('bulk:done', { count: done.changed }),
          text: t('bulk:doneText'),
          action: { label: t('bulk:review'), run: () => setWindow({ publishOpen: true }) },
        });
        onClose();
      },
    });
  };
  return (
    <Dialog
      opened
      onClose={onClose}
      onSubmit={submit}
      width={680}
      title={title}
      text={text}
      footer={
        <>
          <Button look="gh" onClick={onClose}>
            {t('app:cancel')}
          </Button>
          <Button look="pri" type="submit" busy={apply.isPending} disabled={changed === 0 || changed === undefined}>
            {changed === 0 ? t('bulk:none') : t('bulk:apply', { count: changed ?? count })}
          </Button>
        </>
      }
    >
      {children}
      <BulkPreview outcome={preview.outcome} problem={preview.problem} waiting={waiting} />
      {apply.error ? <ProblemNote problem={apply.error.problem} /> : null}
    </Dialog>
  );
}
