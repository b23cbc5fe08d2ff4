import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { PhoneView } from '../../../electron/contract/phones';
import { formatScope, type Scope } from '../../../electron/core/configs/scope';
import { parseMacAddress } from '../../../electron/core/shared/mac-address';
import { routes } from '../../app/routes';
import { useCall } from '../../client/use-call';
import { Button } from '../../components/button';
import { Dialog } from '../../components/dialog';
import { ChoiceField, SuggestField } from '../../components/field';
import { macWithColons } from './scope-name';

type Kind = 'model' | 'group' | 'phone';

function chosenScope(kind: Kind, value: string, phones: readonly PhoneView[]): Scope | null {
  const text = value.trim();
  if (text === '') return null;
  if (kind === 'model') return { kind, model: text.toUpperCase() };
  if (kind === 'group') return { kind, group: text };
  const mac = parseMacAddress(/(?:[0-9A-F]{2}:){5}[0-9A-F]{2}$/i.exec(text)?.[0] ?? text);
  const phone = phones.find((each) => (mac.ok ? each.mac === mac.value : each.name === text));
  const known = phone && parseMacAddress(phone.mac);
  return known?.ok ? { kind, mac: known.value } : null;
}

/** Chooses whose file to open; a file that is already there is simply opened. */
export function NewFileDialog({ onClose }: { onClose: () => void }): ReactNode {
  const { t } = useTranslation('configs');
  const [, go] = useLocation();
  const [kind, setKind] = useState<Kind>('group');
  const [value, setValue] = useState('');
  const [tried, setTried] = useState(false);
  const phones = useCall('phones.list', {}).data?.phones ?? [];
  const groups = useCall('phones.groups', {}).data?.groups ?? [];
  const models = useCall('phones.models', {}).data?.models ?? [];
  const suggestions = {
    model: models.map((model) => model.name),
    group: groups.map((group) => group.name),
    phone: phones.map((phone) =>
      phone.name === '' ? macWithColons(phone.mac) : `${phone.name} ${macWithColons(phone.mac)}`,
    ),
  };
  const scope = chosenScope(kind, value, phones);
  const open = (): void => {
    setTried(true);
    if (!scope) return;
    onClose();
    go(routes.file(formatScope(scope)));
  };
  const missing = kind === 'phone' && value.trim() !== '' ? t('create.phoneUnknown') : t('create.none');
  return (
    <Dialog
      opened
      onClose={onClose}
      onSubmit={open}
      title={t('create.title')}
      text={t('create.text')}
      footer={
        <Button look="pri" type="submit">
          {t('create.open')}
        </Button>
      }
    >
      <div className="form-rows">
        <ChoiceField
          label={t('create.kind')}
          value={kind}
          onChange={(event) => {
            setKind(event.target.value as Kind);
            setValue('');
            setTried(false);
          }}
        >
          <option value="group">{t('create.group')}</option>
          <option value="model">{t('create.model')}</option>
          <option value="phone">{t('create.phone')}</option>
        </ChoiceField>
        <SuggestField
          key={kind}
          data-autofocus
          label={t(`create.${kind}Label`)}
          hint={kind === 'group' ? undefined : t(`create.${kind}Hint`)}
          error={tried && !scope ? missing : null}
          suggestions={suggestions[kind]}
          value={value}
          onChange={(event) => setValue(event.target.value)}
        />
      </div>
    </Dialog>
  );
}
