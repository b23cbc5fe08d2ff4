// AG Grid Community behind one component: the only file that knows how it is set up.
import { useEffect, useMemo, useRef, type CSSProperties, type ReactNode } from 'react';
import {
  CellStyleModule,
  ClientSideRowModelApiModule,
  ClientSideRowModelModule,
  ColumnApiModule,
  ExternalFilterModule,
  ModuleRegistry,
  RenderApiModule,
  RowApiModule,
  RowSelectionModule,
  RowStyleModule,
  ScrollApiModule,
  type ColDef,
  type GetRowIdFunc,
  type GridApi,
  type GridOptions,
  type IRowNode,
  type RowClassRules,
} from 'ag-grid-community';
import { AgGridReact } from 'ag-grid-react';
import { styleNonce } from '../../client/style-nonce';
import { gridTheme } from './grid-theme';
import './data-grid.css';

ModuleRegistry.registerModules([
  ClientSideRowModelModule,
  ClientSideRowModelApiModule,
  ColumnApiModule,
  ExternalFilterModule,
  RowApiModule,
  RowSelectionModule,
  RowStyleModule,
  CellStyleModule,
  ScrollApiModule,
  RenderApiModule,
]);

export type Column<Row> = ColDef<Row>;
export type GridHandle<Row> = GridApi<Row>;

export interface DataGridProps<Row> {
  /** Says what the table lists, for screen readers. */
  label: string;
  rows: readonly Row[];
  columns: Column<Row>[];
  rowId: (row: Row) => string;
  /** Tick boxes in front of every row. */
  selectable?: boolean;
  onSelect?: (rows: Row[]) => void;
  /** A click on a row, or Enter on it. */
  onOpen?: (row: Row) => void;
  /** Any other key pressed on a row. */
  onKey?: (row: Row, event: KeyboardEvent) => void;
  rowClassRules?: RowClassRules<Row>;
  onReady?: (grid: GridHandle<Row>) => void;
  /** Which rows are shown, all when left out: much quicker for thousands of rows than giving other ones. */
  shown?: ((row: Row) => boolean) | null;
  /** Pixels; 30 when left out. */
  rowHeight?: number;
  options?: GridOptions<Row>;
}

const chevron = (path: string): string =>
  `<svg class="i s12" viewBox="0 0 16 16" aria-hidden="true"><path d="${path}"/></svg>`;
const icons = {
  sortAscending: chevron('m4.5 9.7 3.5-3.5 3.5 3.5'),
  sortDescending: chevron('m4.5 6.3 3.5 3.5 3.5-3.5'),
};

const isKey = (event: Event | null | undefined): event is KeyboardEvent => event instanceof KeyboardEvent;

export function DataGrid<Row>(props: DataGridProps<Row>): ReactNode {
  const {
    label,
    rows,
    columns,
    rowId,
    selectable = false,
    onSelect,
    onOpen,
    onKey,
    rowClassRules,
    onReady,
    shown = null,
    rowHeight = 30,
    options,
  } = props;
  const grid = useRef<GridApi<Row> | null>(null);
  const passes = useRef(shown);
  // Always the same functions: new ones would make the grid filter all rows once more.
  const filtering = useMemo(
    () => ({
      present: () => passes.current !== null,
      passes: ({ data }: IRowNode<Row>) => data === undefined || (passes.current?.(data) ?? true),
    }),
    [],
  );
  useEffect(() => {
    passes.current = shown;
    const api = grid.current;
    if (!api) return;
    api.onFilterChanged();
    // What is out of sight is not ticked: nobody acts on rows that cannot be seen.
    if (!shown) return;
    const hidden = api.getSelectedNodes().filter((node) => node.data === undefined || !shown(node.data));
    if (hidden.length > 0) api.setNodesSelected({ nodes: hidden, newValue: false });
  }, [shown]);
  const getRowId = useMemo<GetRowIdFunc<Row>>(() => (params) => rowId(params.data), [rowId]);
  const defaultColDef = useMemo<ColDef<Row>>(
    () => ({ resizable: true, sortable: true, suppressHeaderMenuButton: true, suppressMovable: true }),
    [],
  );
  const rowSelection = useMemo<GridOptions<Row>['rowSelection']>(
    () =>
      selectable
        ? {
            mode: 'multiRow',
            checkboxes: true,
            headerCheckbox: true,
            enableClickSelection: false,
            selectAll: 'filtered',
            ctrlASelectsRows: true,
          }
        : undefined,
    [selectable],
  );

  return (
    <div className="grid" style={{ '--row-h': `${rowHeight}px` } as CSSProperties}>
      <AgGridReact<Row>
        {...options}
        theme={gridTheme}
        themeCssLayer="ag-grid"
        styleNonce={styleNonce()}
        rowData={rows as Row[]}
        isExternalFilterPresent={filtering.present}
        doesExternalFilterPass={filtering.passes}
        columnDefs={columns}
        defaultColDef={defaultColDef}
        getRowId={getRowId}
        {...(rowSelection ? { rowSelection } : {})}
        {...(rowClassRules ? { rowClassRules } : {})}
        selectionColumnDef={{
          width: 30,
          maxWidth: 30,
          resizable: false,
          suppressHeaderMenuButton: true,
          sortable: false,
        }}
        ensureDomOrder
        suppressCellFocus={false}
        suppressColumnVirtualisation
        suppressNoRowsOverlay
        suppressDragLeaveHidesColumns
        tabToNextCell={() => false}
        rowHeight={rowHeight}
        headerHeight={28}
        scrollbarWidth={10}
        icons={icons}
        animateRows={false}
        onGridReady={({ api }) => {
          grid.current = api;
          if (passes.current) api.onFilterChanged();
          api.setGridAriaProperty('label', label);
          onReady?.(api);
        }}
        onSelectionChanged={({ api }) => onSelect?.(api.getSelectedRows())}
        onRowClicked={({ data, event }) => {
          const onBox = event?.target instanceof HTMLElement && event.target.closest('.ag-selection-checkbox');
          if (data !== undefined && !onBox) onOpen?.(data);
        }}
        onCellKeyDown={({ data, event, node, api }) => {
          if (data === undefined || !isKey(event)) return;
          if (event.key === 'Enter' && !event.ctrlKey && !event.metaKey) return onOpen?.(data);
          if (event.shiftKey && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
            node.setSelected(true);
            const next = api.getDisplayedRowAtIndex((node.rowIndex ?? 0) + (event.key === 'ArrowDown' ? 1 : -1));
            next?.setSelected(true);
            return;
          }
          onKey?.(data, event);
        }}
      />
    </div>
  );
}
