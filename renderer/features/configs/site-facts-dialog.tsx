import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { SiteView } from '../../../electron/contract/workstation';
import { laptopClock } from '../../../electron/core/configs/laptop-clock';
import { useWindowState } from '../../app/window-state';
import { useCall, useCallMutation } from '../../client/use-call';
import { Button } from '../../components/button';
import { Dialog } from '../../components/dialog';
import { ChoiceField, SuggestField, TextField } from '../../components/field';
import { ProblemNote } from '../../components/note';
import { SecretField } from '../secrets/secret-field';

/** Keys as `site.set` takes them. */
function valuesOf(site: SiteView): Record<string, string> {
  return {
    name: site.name,
    timeZone: site.timeZone,
    'sip.server': site.sip.server,
    'sip.port': site.sip.port === null ? '' : String(site.sip.port),
    ntp: site.ntp,
    checkTime: site.checkTime,
    adminPassword: '',
    served: site.served,
  };
}

/** The weakest layer: fields that become parameters for every phone. */
export function SiteFactsDialog({ onClose }: { onClose: () => void }): ReactNode {
  const site = useCall('site.show', {});
  return site.data ? <Form site={site.data.site} onClose={onClose} /> : null;
}

function Form({ site, onClose }: { site: SiteView; onClose: () => void }): ReactNode {
  const { t } = useTranslation(['configs', 'secrets']);
  const save = useCallMutation('site.set');
  const toast = useWindowState((window) => window.toast);
  const [before] = useState(() => valuesOf(site));
  const [values, setValues] = useState(before);
  const field = (key: string): { value: string; onChange: (event: { target: { value: string } }) => void } => ({
    value: values[key] ?? '',
    onChange: (event) => setValues({ ...values, [key]: event.target.value }),
  });
  const changed = Object.fromEntries(Object.entries(values).filter(([key, value]) => value !== before[key]));
  const submit = (): void => {
    if (Object.keys(changed).length === 0) return onClose();
    save.mutate(
      { values: changed },
      {
        onSuccess: () => {
          toast({ tone: 'ok', title: t('configs:siteFacts.saved') });
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
      width={520}
      title={t('configs:siteFacts.title')}
      text={t('configs:siteFacts.text')}
      footer={
        <>
          <Button look="gh" onClick={onClose}>
            {t('configs:siteFacts.cancel')}
          </Button>
          <Button look="pri" type="submit" busy={save.isPending}>
            {t('configs:siteFacts.save')}
          </Button>
        </>
      }
    >
      <div className="fields">
        <TextField label={t('configs:siteFacts.name')} {...field('name')} data-autofocus />
        <SuggestField
          label={t('configs:siteFacts.timeZone')}
          suggestions={Intl.supportedValuesOf('timeZone')}
          {...field('timeZone')}
        />
        <TextField label={t('configs:siteFacts.sipServer')} {...field('sip.server')} />
        <TextField label={t('configs:siteFacts.sipPort')} inputMode="numeric" {...field('sip.port')} />
        <TextField
          label={t('configs:siteFacts.ntp')}
          hint={t('configs:siteFacts.ntpHint', { laptop: laptopClock })}
          {...field('ntp')}
        />
        <TextField
          label={t('configs:siteFacts.checkTime')}
          hint={t('configs:siteFacts.checkTimeHint')}
          {...field('checkTime')}
        />
        <SecretField
          label={t('configs:siteFacts.adminPassword')}
          what={t('secrets:adminPassword')}
          hint={t(site.adminPassword ? 'configs:siteFacts.adminPasswordSet' : 'configs:siteFacts.adminPasswordNone')}
          value={values['adminPassword'] ?? ''}
          onChange={(adminPassword) => setValues({ ...values, adminPassword })}
          place={site.adminPassword ? { site: 'adminPassword' } : null}
          generate={{ kind: 'admin' }}
        />
        <ChoiceField label={t('configs:siteFacts.served')} {...field('served')}>
          <option value="three-files">{t('configs:siteFacts.threeFiles')}</option>
          <option value="one-file">{t('configs:siteFacts.oneFile')}</option>
        </ChoiceField>
      </div>
      {save.error ? <ProblemNote problem={save.error.problem} /> : null}
    </Dialog>
  );
}
