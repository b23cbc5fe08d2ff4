import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { parseScope } from '../../../electron/core/configs/scope';
import { useCall } from '../../client/use-call';
import { scopeName } from './scope-name';

/** A scope as the workstation writes it (`group:Reception`, `facts:phone:MAC`), as a person says it. */
export function ScopeWords({ scope }: { scope: string }): ReactNode {
  const { t } = useTranslation('configs');
  const phones = useCall('phones.list', {}).data?.phones ?? [];
  const facts = scope.startsWith('facts:');
  const read = parseScope(facts ? scope.slice('facts:'.length) : scope);
  if (!read.ok) return scope;
  const name = scopeName(read.value, phones, t('siteFile'));
  if (!facts) return name;
  return read.value.kind === 'phone' ? t('review.scopeFacts.phone', { phone: name }) : t('review.scopeFacts.site');
}
