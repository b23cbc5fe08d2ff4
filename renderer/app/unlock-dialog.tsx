import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useCallMutation } from '../client/use-call';
import { Button } from '../components/button';
import { Dialog } from '../components/dialog';
import { TextField } from '../components/field';
import { useWindowState } from './window-state';

/** Unlocks sealed secrets, or sets the passphrase that will. */
export function UnlockDialog({ locked, onClose }: { locked: boolean; onClose: () => void }): ReactNode {
  const { t } = useTranslation('app');
  const toast = useWindowState((state) => state.toast);
  const [passphrase, setPassphrase] = useState('');
  const [repeated, setRepeated] = useState('');
  const [wrong, setWrong] = useState<string | null>(null);
  const unlock = useCallMutation('secrets.unlock');
  const setNew = useCallMutation('secrets.setPassphrase');
  const problem = (unlock.error ?? setNew.error)?.problem;

  const submit = (): void => {
    setWrong(null);
    if (locked) {
      unlock.mutate({ passphrase }, { onSuccess: () => (toast({ tone: 'ok', title: t('unlock.done') }), onClose()) });
    } else if (passphrase.length < 8) setWrong(t('unlock.short'));
    else if (passphrase !== repeated) setWrong(t('unlock.differs'));
    else
      setNew.mutate(
        { passphrase },
        { onSuccess: () => (toast({ tone: 'ok', title: t('unlock.setDone') }), onClose()) },
      );
  };

  return (
    <Dialog
      opened
      onClose={onClose}
      title={locked ? t('unlock.title') : t('unlock.setTitle')}
      text={locked ? t('unlock.text') : t('unlock.setText')}
      onSubmit={submit}
      footer={
        <>
          <Button look="gh" onClick={onClose}>
            {t('cancel')}
          </Button>
          <Button look="pri" type="submit" disabled={passphrase === ''} busy={unlock.isPending || setNew.isPending}>
            {locked ? t('unlock.unlock') : t('unlock.set')}
          </Button>
        </>
      }
    >
      <div className="fields">
        <div className="wide">
          <TextField
            label={t('unlock.passphrase')}
            type="password"
            data-autofocus
            value={passphrase}
            onChange={(event) => setPassphrase(event.target.value)}
            error={wrong ?? (problem ? `${problem.message} ${problem.remedy}` : null)}
          />
        </div>
        {locked ? null : (
          <div className="wide">
            <TextField
              label={t('unlock.repeat')}
              type="password"
              value={repeated}
              onChange={(event) => setRepeated(event.target.value)}
            />
          </div>
        )}
      </div>
    </Dialog>
  );
}
