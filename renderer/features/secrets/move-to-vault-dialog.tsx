import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallOutput } from '../../../electron/contract/contract';
import { useWindowState } from '../../app/window-state';
import { useCallMutation } from '../../client/use-call';
import { Button } from '../../components/button';
import { Dialog } from '../../components/dialog';
import { TextField } from '../../components/field';
import { ProblemNote } from '../../components/note';

export interface MoveToVaultProps {
  /** The file it stands in: `group:Reception`. */
  readonly scope: string;
  readonly parameter: string;
  /** Of the draft as this window knows it: an edit made elsewhere meanwhile is a conflict, not a loss. */
  readonly basedOn?: string | undefined;
  /** The text of the file with the variable in place of the secret. */
  readonly onMoved: (moved: CallOutput<'secrets.moveToVault'>) => void;
  readonly onClose: () => void;
}

/** Takes a secret out of a file's text; phones get the same value as before. */
export function MoveToVaultDialog(props: MoveToVaultProps): ReactNode {
  const { scope, parameter, basedOn, onMoved, onClose } = props;
  const { t } = useTranslation(['secrets', 'app']);
  const toast = useWindowState((window) => window.toast);
  const move = useCallMutation('secrets.moveToVault');
  const [name, setName] = useState('');
  const [tried, setTried] = useState(false);
  const given = name.trim();
  const wrong = given !== '' && !/^[A-Za-z]\w*$/.test(given);

  const submit = (): void => {
    setTried(true);
    if (wrong) return;
    move.mutate(
      { scope, parameter, ...(given === '' ? {} : { name: given }), ...(basedOn === undefined ? {} : { basedOn }) },
      {
        onSuccess: (moved) => {
          toast({ tone: 'ok', title: t('secrets:move.done', { name: moved.name }) });
          onMoved(moved);
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
      title={t('secrets:move.title', { parameter })}
      text={t('secrets:move.text')}
      footer={
        <>
          <Button look="gh" onClick={onClose}>
            {t('app:cancel')}
          </Button>
          <Button look="pri" icon="key" type="submit" busy={move.isPending}>
            {t('secrets:move.confirm')}
          </Button>
        </>
      }
    >
      <TextField
        label={t('secrets:move.name')}
        hint={t('secrets:move.nameHint')}
        error={tried && wrong ? t('secrets:move.nameInvalid') : null}
        className="mono"
        value={name}
        onChange={(event) => setName(event.target.value)}
        data-autofocus
      />
      {move.error ? <ProblemNote problem={move.error.problem} /> : null}
    </Dialog>
  );
}
