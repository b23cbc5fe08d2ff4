import { lazy, Suspense, useCallback, useMemo, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { PhoneView } from '../../../electron/contract/phones';
import type { StatusView } from '../../../electron/contract/workstation';
import { routes } from '../../app/routes';
import { useShortcuts } from '../../app/use-shortcuts';
import { useWindowState } from '../../app/window-state';
import { useCall } from '../../client/use-call';
import { useSiteClock } from '../../client/site-clock';
import type { GridHandle } from '../../components/data-grid/data-grid';
import { Button } from '../../components/button';
import { EmptyState } from '../../components/empty-state';
import { ErrorState } from '../../components/error-state';
import { IconButton } from '../../components/icon-button';
import { Menu } from '../../components/menu';
import { PageHead } from '../../components/page-head';
import { Panel } from '../../components/panel';
import { SkeletonRows } from '../../components/skeleton';
import { FolderDrop } from '../configs/folder-drop';
import type { BulkSelection } from '../bulk/bulk-edit';
import { writeSide } from '../configs/compare-sides';
import { ResyncDialog } from '../resync/resync-dialog';
import { useStartResync } from '../resync/use-start-resync';
import { BulkBar } from './bulk-bar';
import { ConfirmDialog, type Confirmation } from './confirm-dialog';
import { chooseDensity, densities, useDensity } from './density';
import { phoneFilter } from './filter-phones';
import { macWithColons } from './mac-text';
import { PhoneGrid } from './phone-grid';
import { PhonePanel } from './phone-panel';
import { PhonesNotice } from './phones-notice';
import { NoPhones, NothingMatches } from './phones-empty';
import { PhonesTools } from './phones-tools';
import { StatusStrip } from './status-strip';
import { usePhoneActions } from './use-phone-actions';
import './phones.css';

const BulkEditDialog = lazy(async () => ({ default: (await import('../bulk/bulk-edit-dialog')).BulkEditDialog }));
const MakeLikeDialog = lazy(async () => ({ default: (await import('../bulk/make-like-dialog')).MakeLikeDialog }));

/** In three seconds: is everyone on the current config; if not, will it fix itself, and when. */
export function PhonesPage({ mac }: { mac: string | null }): ReactNode {
  const list = useCall('phones.list', {});
  const status = useCall('status.show', {});
  const failed = list.error ?? status.error;
  if (list.data && status.data) return <PhonesView phones={list.data.phones} status={status.data} mac={mac} />;
  return (
    <PhonesFrame total={null}>
      {failed ? (
        <ErrorState
          error={failed}
          onRetry={() => {
            void list.refetch();
            void status.refetch();
          }}
        />
      ) : (
        <SkeletonRows rows={16} columns={[62, 140, 28, 48, 90, 90, 48, 48]} />
      )}
    </PhonesFrame>
  );
}

function PhonesFrame({
  total,
  actions,
  onEditShown,
  children,
}: {
  total: number | null;
  actions?: ReactNode;
  /** Edits the phones that match the filter, or of the group. */
  onEditShown?: { count: number; run: () => void } | null;
  children: ReactNode;
}): ReactNode {
  const { t } = useTranslation(['phones', 'imports', 'bulk']);
  const { timeZone } = useSiteClock();
  const set = useWindowState((state) => state.set);
  const exportList = usePhoneActions().exportList;
  const density = useDensity();
  const place = timeZone.split('/').at(-1)?.replaceAll('_', ' ') ?? timeZone;
  return (
    <>
      <PageHead
        title={t('phones:title')}
        text={total === null ? undefined : t('phones:headText', { phones: t('phones:count', { count: total }), place })}
      >
        <Menu
          width={260}
          items={[
            ...(onEditShown
              ? [
                  {
                    label: t('bulk:editShown', { count: onEditShown.count }),
                    icon: 'layers' as const,
                    run: onEditShown.run,
                  },
                  null,
                ]
              : []),
            { label: t('phones:import'), icon: 'download', run: () => set({ importOpen: true }) },
            { label: t('imports:button'), icon: 'folder', run: () => set({ folderImport: 'choose' }) },
            { label: t('phones:export'), icon: 'upload', run: () => exportList() },
            null,
            ...densities.map((each) => ({
              label: t(`phones:density.${each}`),
              icon: 'table' as const,
              on: each === density,
              run: () => chooseDensity(each),
            })),
          ]}
        >
          <IconButton icon="more" label={t('phones:more')} />
        </Menu>
        {actions}
        <Button look="pri" icon="plus" onClick={() => set({ addPhone: {} })}>
          {t('phones:add')}
        </Button>
      </PageHead>
      {children}
    </>
  );
}

function PhonesView({
  phones,
  status,
  mac,
}: {
  phones: readonly PhoneView[];
  status: StatusView;
  mac: string | null;
}): ReactNode {
  const { t } = useTranslation('phones');
  const [, go] = useLocation();
  const { stateFilter, groupFilter, textFilter, outdatedOnly, panelShown, set, clearFilters } = useWindowState();
  const [selected, setSelected] = useState<readonly PhoneView[]>([]);
  const [choosing, setChoosing] = useState(false);
  const [editing, setEditing] = useState<{ phones: BulkSelection; count: number } | null>(null);
  const [makingLike, setMakingLike] = useState<readonly string[] | null>(null);
  const [asked, setAsked] = useState<Confirmation | null>(null);
  const grid = useRef<GridHandle<PhoneView> | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const resync = useStartResync();
  const actions = usePhoneActions();

  const filtered = stateFilter !== null || groupFilter !== null || outdatedOnly || textFilter !== '';
  const meant = useMemo(
    () => (filtered ? phoneFilter({ state: stateFilter, group: groupFilter, outdatedOnly, text: textFilter }) : null),
    [filtered, stateFilter, groupFilter, outdatedOnly, textFilter],
  );
  const shown = useMemo(() => (meant ? phones.filter(meant) : phones), [phones, meant]);
  const current = mac === null ? undefined : phones.find((phone) => phone.mac === mac);
  const macs = selected.map((phone) => phone.mac);
  const open = useCallback(
    (phone: PhoneView) => {
      set({ panelShown: true });
      go(routes.phone(phone.mac), { replace: true });
    },
    [go, set],
  );
  const close = (): void => go(routes.phones, { replace: true });
  const clearSelection = (): void => grid.current?.deselectAll();

  /** The row under the keyboard, else the phone in the panel. */
  const atHand = (): PhoneView | undefined => {
    const focused = grid.current?.getFocusedCell();
    return (focused ? grid.current?.getDisplayedRowAtIndex(focused.rowIndex)?.data : undefined) ?? current;
  };
  const resyncSelected = (): void => {
    resync.start({ macs }, { stay: macs.length === 1 });
    clearSelection();
  };

  useShortcuts({
    '/': () => field.current?.focus(),
    'Ctrl i': () => set({ panelShown: !panelShown }),
    e: () => {
      const phone = atHand();
      if (phone) go(routes.file(`phone:${phone.mac}`));
    },
    r: () => {
      const phone = atHand();
      if (macs.length > 0) resyncSelected();
      else if (phone) {
        open(phone);
        resync.start({ macs: [phone.mac] }, { stay: true });
      }
    },
    Escape: () => {
      if (macs.length > 0) clearSelection();
      else if (mac !== null) close();
      else clearFilters();
    },
  });

  return (
    <PhonesFrame
      total={phones.length}
      onEditShown={
        filtered && shown.length > 0
          ? {
              count: shown.length,
              run: () =>
                setEditing({
                  // A whole group is named: phones that join it meanwhile are meant too.
                  phones:
                    groupFilter !== null && stateFilter === null && !outdatedOnly && textFilter === ''
                      ? { group: groupFilter }
                      : { macs: shown.map((phone) => phone.mac) },
                  count: shown.length,
                }),
            }
          : null
      }
      actions={
        phones.length === 0 ? null : filtered && shown.length > 0 ? (
          <Button
            icon="resync"
            busy={resync.pending}
            onClick={() => resync.start({ macs: shown.map((phone) => phone.mac) })}
          >
            {t('resyncMany', { count: shown.length })}
          </Button>
        ) : (
          <Button icon="resync" onClick={() => setChoosing(true)}>
            {t('resyncChoose')}
          </Button>
        )
      }
    >
      <div className="page">
        <div className={macs.length > 0 ? 'page-main with-bulk' : 'page-main'}>
          {phones.length > 0 || status.waiting > 0 ? (
            <div className="phones-top">
              <StatusStrip phones={phones} revision={status.site.revision} waiting={status.waiting} />
              <PhonesNotice phones={phones} status={status} />
            </div>
          ) : null}
          {phones.length === 0 ? (
            <NoPhones />
          ) : (
            <>
              <PhonesTools field={field} shown={shown.length} total={phones.length} selected={macs.length} />
              {shown.length === 0 ? (
                <NothingMatches total={phones.length} />
              ) : (
                <PhoneGrid
                  phones={phones}
                  shown={meant}
                  revision={status.site.revision}
                  current={mac}
                  onOpen={open}
                  onSelect={setSelected}
                  onReady={(ready) => {
                    grid.current = ready;
                  }}
                />
              )}
            </>
          )}
          {macs.length > 0 && shown.length > 0 ? (
            <BulkBar
              count={macs.length}
              busy={resync.pending}
              onResync={resyncSelected}
              onArm={() => actions.arm(macs)}
              onEdit={() => setEditing({ phones: { macs }, count: macs.length })}
              onMakeLike={() => setMakingLike(macs)}
              onCompare={macs.length === 2 ? () => go(comparison(macs)) : null}
              onRemove={() =>
                setAsked({
                  title: t('confirm.removeTitle', { count: macs.length }),
                  text: t('confirm.removeText'),
                  button: t('confirm.remove', { count: macs.length }),
                  run: () => actions.remove(macs, mac !== null && macs.includes(mac) ? close : undefined),
                })
              }
              onClear={clearSelection}
            />
          ) : null}
        </div>
        {current && panelShown ? <PhonePanel phone={current} revision={status.site.revision} onClose={close} /> : null}
        {mac !== null && !current ? (
          <Panel label={mac}>
            <EmptyState
              title={t('panel.unknown', { mac: macWithColons(mac) })}
              text={t('panel.unknownText')}
              actions={<Button onClick={close}>{t('panel.close')}</Button>}
            />
          </Panel>
        ) : null}
      </div>
      <Suspense>
        {editing ? <BulkEditDialog {...editing} onClose={() => setEditing(null)} /> : null}
        {makingLike ? <MakeLikeDialog macs={makingLike} onClose={() => setMakingLike(null)} /> : null}
      </Suspense>
      {choosing ? <ResyncDialog phones={phones} shown={shown} onClose={() => setChoosing(false)} /> : null}
      <FolderDrop />
      <ConfirmDialog asked={asked} onClose={() => setAsked(null)} />
    </PhonesFrame>
  );
}

/** What two phones would get now, side by side. */
function comparison([one = '', other = '']: readonly string[]): string {
  const side = (name: string): string => writeSide({ what: 'phone', name, state: 'draft' });
  return routes.compare(side(one), side(other));
}
