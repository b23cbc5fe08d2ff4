import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PhoneView } from '../../../electron/contract/phones';
import { siteScope, type Scope } from '../../../electron/core/configs/scope';
import { parseMacAddress } from '../../../electron/core/shared/mac-address';
import { useCall } from '../../client/use-call';
import { ChoiceField, SuggestField } from '../../components/field';
import { phoneMeant, phoneOffers } from './compare-picker';

export type ScopeKind = Scope['kind'];

export interface ScopeChoice {
  readonly kind: ScopeKind;
  readonly text: string;
}

/** The scope a choice means; null while it means none. */
export function chosenScope({ kind, text }: ScopeChoice, phones: readonly PhoneView[]): Scope | null {
  const name = text.trim();
  if (kind === 'site') return siteScope;
  if (name === '') return null;
  if (kind === 'model') return { kind, model: name.toUpperCase() };
  if (kind === 'group') return { kind, group: name };
  const known = phoneMeant(name, phones);
  const mac = known && parseMacAddress(known.mac);
  return mac?.ok ? { kind, mac: mac.value } : null;
}

const kinds: readonly ScopeKind[] = ['site', 'model', 'group', 'phone'];

interface ScopeFieldsProps {
  readonly value: ScopeChoice;
  readonly onChange: (choice: ScopeChoice) => void;
  /** The person tried to go on: what is missing is said. */
  readonly tried: boolean;
}

/** Whose file: the site's, or that of a model, a group, a phone. */
export function ScopeFields({ value, onChange, tried }: ScopeFieldsProps): ReactNode {
  const { t } = useTranslation('files');
  const phones = useCall('phones.list', {}).data?.phones ?? [];
  const groups = useCall('phones.groups', {}).data?.groups ?? [];
  const models = useCall('phones.models', {}).data?.models ?? [];
  const { kind, text } = value;
  const suggestions = {
    site: [],
    model: models.map((model) => model.name),
    group: groups.map((group) => group.name),
    phone: phoneOffers(text, phones),
  };
  const missing = kind === 'phone' && text.trim() !== '' ? t('create.phoneUnknown') : t('create.none');
  return (
    <>
      <ChoiceField
        label={t('create.kind')}
        value={kind}
        onChange={(event) => onChange({ kind: event.target.value as ScopeKind, text: '' })}
      >
        {kinds.map((each) => (
          <option key={each} value={each}>
            {t(`create.${each}`)}
          </option>
        ))}
      </ChoiceField>
      {kind === 'site' ? null : (
        <SuggestField
          key={kind}
          data-autofocus
          label={t(`create.${kind}Label`)}
          hint={t(`create.${kind}Hint`)}
          error={tried && !chosenScope(value, phones) ? missing : null}
          suggestions={suggestions[kind]}
          value={text}
          onChange={(event) => onChange({ kind, text: event.target.value })}
        />
      )}
    </>
  );
}
