import { type ReactNode, type RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { useWindowState } from '../../app/window-state';
import { Icon } from '../../components/icon';
import { IconButton } from '../../components/icon-button';
import { KeyHint } from '../../components/key-hint';
import { formatCount } from '../../strings/format-time';

/** The filter field, what is filtered now, and how many rows that leaves. */
export function PhonesTools(props: {
  field: RefObject<HTMLInputElement | null>;
  shown: number;
  total: number;
  selected: number;
}): ReactNode {
  const { field, shown, total, selected } = props;
  const { t } = useTranslation(['phones', 'app']);
  const { stateFilter, groupFilter, outdatedOnly, textFilter, set } = useWindowState();
  return (
    <div className="tools">
      <div className="search-field">
        <Icon name="search" size={14} />
        <input
          ref={field}
          type="text"
          className="in"
          aria-label={t('phones:filter')}
          placeholder={t('phones:filterHint')}
          spellCheck={false}
          autoComplete="off"
          value={textFilter}
          onChange={(event) => set({ textFilter: event.target.value })}
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return;
            event.preventDefault();
            if (textFilter) set({ textFilter: '' });
            else event.currentTarget.blur();
          }}
        />
        {textFilter ? (
          <IconButton icon="close" small label={t('phones:clearFilter')} onClick={() => set({ textFilter: '' })} />
        ) : (
          <KeyHint keys="/" />
        )}
      </div>
      {stateFilter ? (
        <FilterChip name={t(`app:status.${stateFilter}`)} onRemove={() => set({ stateFilter: null })} />
      ) : null}
      {groupFilter ? <FilterChip name={groupFilter} onRemove={() => set({ groupFilter: null })} /> : null}
      {outdatedOnly ? <FilterChip name={t('phones:outdated')} onRemove={() => set({ outdatedOnly: false })} /> : null}
      <span className="grow" />
      <output className="sm m3 nw">
        {shown === total
          ? t('phones:count', { count: total })
          : t('phones:shown', { shown: formatCount(shown), total: formatCount(total) })}
        {selected > 0 ? ` · ${t('phones:selected', { count: selected })}` : ''}
      </output>
    </div>
  );
}

function FilterChip({ name, onRemove }: { name: string; onRemove: () => void }): ReactNode {
  const { t } = useTranslation('phones');
  return (
    <button type="button" className="chip on" aria-label={t('removeFilter', { name })} onClick={onRemove}>
      <span className="el">{name}</span>
      <Icon name="close" size={12} />
    </button>
  );
}
