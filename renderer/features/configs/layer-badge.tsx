import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Scope } from '../../../electron/core/configs/scope';

/** Which layer a file is, in its colour. */
export function LayerBadge({ kind }: { kind: Scope['kind'] }): ReactElement {
  const { t } = useTranslation('configs');
  return <span className={`lay lay-${kind}`}>{t(`kind.${kind}`)}</span>;
}
