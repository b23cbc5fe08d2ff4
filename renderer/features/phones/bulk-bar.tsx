import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../components/icon';
import { KeyHint } from '../../components/key-hint';
import { Menu } from '../../components/menu';

export interface BulkBarProps {
  count: number;
  busy: boolean;
  onResync: () => void;
  onArm: () => void;
  onEdit: () => void;
  onMakeLike: () => void;
  /** Two are ticked: what they get can be laid side by side. */
  onCompare: (() => void) | null;
  onRemove: () => void;
  onClear: () => void;
}

/** Floats over the list while phones are ticked. */
export function BulkBar(props: BulkBarProps): ReactNode {
  const { count, busy, onResync, onArm, onEdit, onMakeLike, onCompare, onRemove, onClear } = props;
  const { t } = useTranslation(['phones', 'bulk']);
  return (
    <div className="bulk" role="toolbar" aria-label={t('phones:bulk.label', { count })}>
      <output className="bb b6">{t('phones:selected', { count })}</output>
      <span className="vr" />
      <button type="button" className="bb pri" disabled={busy} onClick={onResync}>
        <Icon name="resync" size={14} />
        {t('phones:bulk.resync')}
      </button>
      <button type="button" className="bb" title={t('phones:bulk.armTitle')} onClick={onArm}>
        <Icon name="armed" size={14} />
        {t('phones:bulk.arm')}
      </button>
      <button type="button" className="bb" onClick={onEdit}>
        <Icon name="layers" size={14} />
        {t('bulk:edit')}
      </button>
      {onCompare ? (
        <button type="button" className="bb" onClick={onCompare}>
          <Icon name="changes" size={14} />
          {t('bulk:compare')}
        </button>
      ) : null}
      <Menu
        width={200}
        items={[
          { label: t('bulk:makeLike'), icon: 'copy', run: onMakeLike },
          null,
          { label: t('phones:bulk.removeMany', { count }), icon: 'trash', danger: true, run: onRemove },
        ]}
      >
        <button type="button" className="bb" aria-label={t('bulk:more')} title={t('bulk:more')}>
          <Icon name="more" size={14} />
        </button>
      </Menu>
      <span className="vr" />
      <button type="button" className="bb" onClick={onClear}>
        {t('phones:bulk.clear')} <KeyHint keys="Esc" />
      </button>
    </div>
  );
}
