import { useEffect, useMemo, useRef, type ReactNode, type RefObject } from 'react';
import { useElementSize, useMergedRef } from '@mantine/hooks';
import { useTranslation } from 'react-i18next';
import type { PhoneView } from '../../../electron/contract/phones';
import { phoneStates } from '../../../electron/core/phones/phone-state';
import { DataGrid, type Column, type GridHandle } from '../../components/data-grid/data-grid';
import { statusLooks } from '../../components/status-tag';
import { rowHeights, useDensity } from './density';
import {
  ConfigCell,
  LastFetchCell,
  MacCell,
  NameCell,
  NextCheckCell,
  RevisionContext,
  StatusCell,
} from './phone-cells';
import { firstExtension } from './use-phone-actions';

export interface PhoneGridProps {
  phones: readonly PhoneView[];
  /** Which of them are shown; null for all. */
  shown: ((phone: PhoneView) => boolean) | null;
  revision: number;
  /** MAC of the phone in the panel. */
  current: string | null;
  onOpen: (phone: PhoneView) => void;
  onSelect: (phones: PhoneView[]) => void;
  onReady: (grid: GridHandle<PhoneView>) => void;
}

/** These cells show more of the phone than their own value: drawn again whenever the phone changed. */
const never = (): boolean => false;
// One collator for all: `localeCompare` with options makes a new one at every comparison.
const byNumber = new Intl.Collator('en', { numeric: true }).compare;
/** Gravest first, as the states themselves are ordered. */
const byState = (a: string, b: string): number =>
  phoneStates.findIndex((state) => state === a) - phoneStates.findIndex((state) => state === b);

export function PhoneGrid(props: PhoneGridProps): ReactNode {
  const { phones, shown, revision, current, onOpen, onSelect, onReady } = props;
  const { t } = useTranslation('phones');
  const { ref, width } = useElementSize<HTMLDivElement>();
  const density = useDensity();
  const frame = useRef<HTMLDivElement>(null);
  const frameRef = useMergedRef(ref, frame);
  useFlash(frame, phones);
  // What goes first when it gets narrow; 0 is "not measured yet".
  const roomForFirmware = width === 0 || width >= 990;
  const roomForGroup = width === 0 || width >= 925;
  const roomForMac = width === 0 || width >= 840;
  const columns = useMemo<Column<PhoneView>[]>(
    () => [
      { field: 'state', headerName: t('grid.status'), width: 104, cellRenderer: StatusCell, comparator: byState },
      {
        field: 'name',
        headerName: t('grid.name'),
        flex: 1,
        minWidth: 100,
        cellRenderer: NameCell,
        comparator: byNumber,
      },
      {
        colId: 'extension',
        headerName: t('grid.extension'),
        width: 52,
        sort: 'asc',
        valueGetter: ({ data }) => (data ? firstExtension(data) : ''),
        comparator: byNumber,
      },
      {
        field: 'model',
        headerName: t('grid.model'),
        width: 74,
        cellClass: 'm2',
        valueFormatter: ({ value }) => String(value).replace(/^KX-/, ''),
      },
      { field: 'mac', headerName: t('grid.mac'), width: 100, cellRenderer: MacCell, hide: !roomForMac },
      {
        field: 'address',
        headerName: t('grid.address'),
        width: 112,
        cellClass: 'm2',
        valueFormatter: ({ value }) => (value ? String(value).replace(/:\d+$/, '') : '—'),
        comparator: (a: string | null, b: string | null) => byNumber(a ?? '', b ?? ''),
      },
      {
        field: 'firmware',
        headerName: t('grid.firmware'),
        width: 62,
        cellClass: 'm2',
        valueFormatter: ({ value }) => String(value ?? '—'),
        hide: !roomForFirmware,
      },
      { field: 'revision', headerName: t('grid.config'), width: 76, cellRenderer: ConfigCell, equals: never },
      {
        field: 'lastFetchAt',
        headerName: t('grid.lastFetch'),
        width: 78,
        cellRenderer: LastFetchCell,
        comparator: byInstant,
      },
      {
        field: 'nextCheckAt',
        headerName: t('grid.nextCheck'),
        width: 100,
        cellRenderer: NextCheckCell,
        equals: never,
        comparator: byInstant,
      },
      {
        field: 'group',
        headerName: t('grid.group'),
        width: 84,
        cellClass: 'm2',
        valueFormatter: ({ value }) => String(value ?? '—'),
        hide: !roomForGroup,
      },
    ],
    [t, roomForFirmware, roomForGroup, roomForMac],
  );
  const rowClassRules = useMemo(
    () => ({ cur: ({ data }: { data: PhoneView | undefined }) => data?.mac === current }),
    [current],
  );
  return (
    <RevisionContext value={revision}>
      <div ref={frameRef} className="grid-frame">
        <DataGrid<PhoneView>
          label={t('grid.label')}
          rows={phones}
          shown={shown}
          columns={columns}
          rowId={macOf}
          selectable
          onSelect={onSelect}
          onOpen={onOpen}
          onReady={onReady}
          rowClassRules={rowClassRules}
          rowHeight={rowHeights[density]}
        />
      </div>
    </RevisionContext>
  );
}

const flashMs = 600;

/** A row that changes status lights up once in the colour of its new one, so that a change is seen without being looked for. */
function useFlash(frame: RefObject<HTMLDivElement | null>, phones: readonly PhoneView[]): void {
  const before = useRef<ReadonlyMap<string, PhoneView['state']> | null>(null);
  useEffect(() => {
    const states = new Map(phones.map(({ mac, state }) => [mac, state]));
    const known = before.current;
    before.current = states;
    if (!known || matchMedia('(prefers-reduced-motion: reduce)').matches) return;
    const rows = frame.current?.querySelectorAll<HTMLElement>('.ag-row[row-id]') ?? [];
    for (const row of rows) {
      const mac = row.getAttribute('row-id') ?? '';
      const state = states.get(mac);
      const was = known.get(mac);
      if (!state || was === undefined || was === state) continue;
      const tone = statusLooks[state].tone;
      const ground = `var(--${tone === 'run' ? 'ac' : tone}-soft)`;
      row.animate([{ backgroundColor: ground }, { backgroundColor: ground, offset: 0.4 }, {}], flashMs);
    }
  }, [frame, phones]);
}

const macOf = ({ mac }: PhoneView): string => mac;

function byInstant(a: string | null, b: string | null): number {
  return (a ? Date.parse(a) : 0) - (b ? Date.parse(b) : 0);
}
