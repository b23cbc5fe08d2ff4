import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useWindowState } from '../../app/window-state';
import { Button } from '../../components/button';
import { EmptyState } from '../../components/empty-state';
import { KeyHint } from '../../components/key-hint';

/** No phones at all: why, and the two ways to begin. */
export function NoPhones(): ReactNode {
  const { t } = useTranslation(['phones', 'imports']);
  const set = useWindowState((state) => state.set);
  return (
    <EmptyState
      icon="phone"
      title={t('empty.title')}
      text={t('empty.text')}
      actions={
        <>
          <Button look="pri" onClick={() => set({ addPhone: {} })}>
            {t('empty.add')}
          </Button>
          <Button onClick={() => set({ importOpen: true })}>{t('empty.import')}</Button>
          <Button onClick={() => set({ folderImport: 'choose' })}>{t('imports:buttonPhones')}</Button>
        </>
      }
    />
  );
}

/** Nothing matches the filters: what is true instead, and the way back. */
export function NothingMatches({ total }: { total: number }): ReactNode {
  const { t } = useTranslation(['phones', 'app']);
  const { stateFilter, groupFilter, textFilter, outdatedOnly, clearFilters } = useWindowState();
  const plain = textFilter !== '' || outdatedOnly || !stateFilter;
  const state = stateFilter ? t(`app:status.${stateFilter}`) : '';
  const title = plain
    ? t('phones:nothing.title')
    : groupFilter
      ? t('phones:nothing.titleStateGroup', { state, group: groupFilter })
      : t('phones:nothing.titleState', { state });
  return (
    <EmptyState
      title={title}
      text={t('phones:nothing.text', { count: total })}
      actions={
        <Button size="sm" onClick={clearFilters}>
          {t('phones:clearFilters')} <KeyHint keys="Esc" />
        </Button>
      }
    />
  );
}
