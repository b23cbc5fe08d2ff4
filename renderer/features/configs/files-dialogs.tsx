// What is asked before something is done to a whole file: where a copy goes, what deleting and discarding mean.
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { ConfigFileView } from '../../../electron/contract/configs';
import { formatScope } from '../../../electron/core/configs/scope';
import { routes } from '../../app/routes';
import { useWindowState } from '../../app/window-state';
import { useCall, useCallMutation } from '../../client/use-call';
import { Button } from '../../components/button';
import { CheckField } from '../../components/check-field';
import { Dialog } from '../../components/dialog';
import { Note, ProblemNote } from '../../components/note';
import { chosenScope, ScopeFields, type ScopeChoice } from './new-file-scope';

interface FileDialogProps {
  readonly file: ConfigFileView;
  readonly name: string;
  readonly onClose: () => void;
}

export function DuplicateFileDialog({ file, name, onClose }: FileDialogProps): ReactNode {
  const { t } = useTranslation(['files', 'app']);
  const [, go] = useLocation();
  const toast = useWindowState((window) => window.toast);
  const [choice, setChoice] = useState<ScopeChoice>({
    kind: file.scope.startsWith('phone:') ? 'phone' : 'group',
    text: '',
  });
  const [tried, setTried] = useState(false);
  const [replace, setReplace] = useState(false);
  const phones = useCall('phones.list', {}).data?.phones ?? [];
  const duplicate = useCallMutation('configs.duplicate');
  const scope = chosenScope(choice, phones);
  const taken = duplicate.error?.problem.code === 'FILE_EXISTS';

  const submit = (): void => {
    setTried(true);
    if (!scope) return;
    const to = formatScope(scope);
    duplicate.mutate(
      { from: file.scope, to, replace },
      {
        onSuccess: () => {
          toast({
            tone: 'ok',
            title: t('files:duplicate.done', { file: name }),
            action: { label: t('files:duplicate.open'), run: () => go(routes.file(to)) },
          });
          onClose();
        },
      },
    );
  };
  return (
    <Dialog
      opened
      onClose={onClose}
      onSubmit={submit}
      title={t('files:duplicate.title', { file: name })}
      text={t('files:duplicate.text')}
      footer={
        <>
          <Button look="gh" onClick={onClose}>
            {t('app:cancel')}
          </Button>
          <Button look="pri" type="submit" busy={duplicate.isPending}>
            {t('files:duplicate.confirm')}
          </Button>
        </>
      }
    >
      <div className="form-rows">
        <ScopeFields
          value={choice}
          tried={tried}
          onChange={(next) => {
            setChoice(next);
            setReplace(false);
            duplicate.reset();
          }}
        />
        {taken ? (
          <CheckField
            label={t('files:duplicate.replace')}
            checked={replace}
            onChange={(event) => setReplace(event.target.checked)}
          />
        ) : null}
      </div>
      {duplicate.error ? <ProblemNote problem={duplicate.error.problem} /> : null}
    </Dialog>
  );
}

/** Part of the draft like any other edit; what it does not do (clear phones) is said before. */
export function RemoveFileDialog({ file, name, onClose }: FileDialogProps): ReactNode {
  const { t } = useTranslation('files');
  const toast = useWindowState((window) => window.toast);
  const remove = useCallMutation('configs.remove');
  const discard = useCallMutation('configs.discard');

  // Promises: the dialog is gone when Undo is pressed.
  const undo = (): void =>
    void discard
      .mutateAsync({ scope: file.scope })
      .then(() => toast({ tone: 'ok', title: t('remove.undone') }))
      .catch(() => undefined);
  const confirm = (): void =>
    remove.mutate(
      { scope: file.scope },
      {
        onSuccess: ({ values }) => {
          toast({
            tone: 'ok',
            title: t('remove.done', { file: name }),
            text: values > 0 ? t('remove.doneText', { count: values }) : undefined,
            // A draft that was never published has nothing to come back to.
            action: file.changedAt === null ? undefined : { label: t('remove.undo'), run: undo },
          });
          onClose();
        },
      },
    );
  return (
    <Dialog
      opened
      onClose={onClose}
      title={t('remove.title', { file: name })}
      text={
        <>
          {file.phones > 0 ? t('remove.phones', { count: file.phones }) : t('remove.phonesNone')}{' '}
          {t('remove.values', { count: file.values })}
        </>
      }
      footer={
        <>
          <Button look="gh" onClick={onClose} data-autofocus>
            {t('remove.keep')}
          </Button>
          <Button look="dan" icon="trash" busy={remove.isPending} onClick={confirm}>
            {t('remove.confirm')}
          </Button>
        </>
      }
    >
      <Note tone="info">
        {file.phones > 0 && file.values > 0 ? `${t('remove.held')} ` : ''}
        {t('remove.draft')}
      </Note>
      {remove.error ? <ProblemNote problem={remove.error.problem} /> : null}
    </Dialog>
  );
}

export function DiscardFileDialog({ file, name, onClose }: FileDialogProps): ReactNode {
  const { t } = useTranslation('files');
  const toast = useWindowState((window) => window.toast);
  const discard = useCallMutation('configs.discard');
  const confirm = (): void =>
    discard.mutate(
      { scope: file.scope },
      {
        onSuccess: () => {
          toast({ tone: 'ok', title: t('discard.done') });
          onClose();
        },
      },
    );
  return (
    <Dialog
      opened
      onClose={onClose}
      title={t('discard.title', { file: name })}
      text={t('discard.text')}
      footer={
        <>
          <Button look="gh" onClick={onClose} data-autofocus>
            {t('discard.keep')}
          </Button>
          <Button look="dan" busy={discard.isPending} onClick={confirm}>
            {t('discard.confirm')}
          </Button>
        </>
      }
    >
      {discard.error ? <ProblemNote problem={discard.error.problem} /> : null}
    </Dialog>
  );
}
