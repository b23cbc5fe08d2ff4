import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../components/icon';
import { KeyHint } from '../../components/key-hint';

export interface BulkBarProps {
  count: number;
  busy: boolean;
  onResync: () => void;
  onArm: () => void;
  onRemove: () => void;
  onClear: () => void;
}

/** Floats over the list while phones are ticked. */
export function BulkBar({ count, busy, onResync, onArm, onRemove, onClear }: BulkBarProps): ReactNode {
  const { t } = useTranslation('phones');
  return (
    <div className="bulk" role="toolbar" aria-label={t('bulk.label', { count })}>
      <output className="bb b6">{t('selected', { count })}</output>
      <span className="vr" />
      <button type="button" className="bb pri" disabled={busy} onClick={onResync}>
        <Icon name="resync" size={14} />
        {t('bulk.resync')}
      </button>
      <button type="button" className="bb" title={t('bulk.armTitle')} onClick={onArm}>
        <Icon name="armed" size={14} />
        {t('bulk.arm')}
      </button>
      <button type="button" className="bb" onClick={onRemove}>
        <Icon name="trash" size={14} />
        {t('bulk.remove')}
      </button>
      <span className="vr" />
      <button type="button" className="bb" onClick={onClear}>
        {t('bulk.clear')} <KeyHint keys="Esc" />
      </button>
    </div>
  );
}
