import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall, useCallMutation } from '../../client/use-call';
import { Button } from '../../components/button';
import { Dialog } from '../../components/dialog';
import { TextField } from '../../components/field';
import { ProblemNote } from '../../components/note';

/** A host name that phones are told instead of an address: a later move then needs a DNS change only. */
export function NameDialog({ onClose }: { onClose: () => void }): ReactNode {
  const { t } = useTranslation(['network', 'app']);
  const name = useCall('addresses.show', {}).data?.name ?? null;
  const advertise = useCallMutation('addresses.advertise');
  const [host, setHost] = useState(name?.host ?? '');
  const set = (value: string): void => advertise.mutate({ host: value }, { onSuccess: onClose });
  return (
    <Dialog
      opened
      onClose={onClose}
      onSubmit={() => set(host.trim())}
      title={t('network:name.title')}
      text={t('network:name.text')}
      footer={
        <>
          {name ? (
            <Button look="gh" disabled={advertise.isPending} onClick={() => set('')}>
              {t('network:name.takeBack')}
            </Button>
          ) : null}
          <Button onClick={onClose}>{t('app:cancel')}</Button>
          <Button look="pri" type="submit" disabled={host.trim() === ''} busy={advertise.isPending}>
            {t('network:name.set')}
          </Button>
        </>
      }
    >
      <TextField
        label={t('network:name.field')}
        hint={t('network:name.hint')}
        className="mono"
        maxLength={253}
        value={host}
        onChange={(event) => setHost(event.target.value)}
        data-autofocus
      />
      {advertise.error ? <ProblemNote problem={advertise.error.problem} /> : null}
    </Dialog>
  );
}
