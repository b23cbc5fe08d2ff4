import { useLayoutEffect, useMemo, useRef, useState, type ReactNode } from 'react';

interface VirtualRowsProps<Row> {
  readonly rows: readonly Row[];
  readonly heightPx: (row: Row) => number;
  readonly keyOf: (row: Row) => string;
  readonly render: (row: Row, index: number) => ReactNode;
  readonly label: string;
  /** Another value goes back to the top. */
  readonly resetKey: string;
}

/** Rows beyond the edges that are drawn too, so that Tab always finds the next field. */
const spare = 6;

/** A long list of rows of known heights, of which only those in view are drawn. */
export function VirtualRows<Row>(props: VirtualRowsProps<Row>): ReactNode {
  const { rows, heightPx, keyOf, render, label, resetKey } = props;
  const box = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ top: 0, height: 600 });

  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const look = (): void => {
      if (element.clientHeight > 0) setView({ top: element.scrollTop, height: element.clientHeight });
    };
    look();
    const sizes = new ResizeObserver(look);
    sizes.observe(element);
    element.addEventListener('scroll', look, { passive: true });
    return () => {
      sizes.disconnect();
      element.removeEventListener('scroll', look);
    };
  }, []);

  useLayoutEffect(() => {
    if (box.current) box.current.scrollTop = 0;
  }, [resetKey]);

  const tops = useMemo(() => {
    const list = [0];
    for (const row of rows) list.push((list.at(-1) ?? 0) + heightPx(row));
    return list;
  }, [rows, heightPx]);
  const total = tops.at(-1) ?? 0;
  // A list that became shorter than where it was scrolled to shows its end.
  const top = Math.min(view.top, Math.max(0, total - view.height));
  const first = Math.max(0, tops.findLastIndex((each) => each <= top) - spare);
  const beyond = tops.findIndex((each) => each >= top + view.height);
  const last = Math.min(rows.length, (beyond < 0 ? rows.length : beyond) + spare);

  return (
    <div className="virtual-rows" ref={box}>
      {/* As high as all rows; those drawn begin where the ones before them would end. */}
      <ul style={{ height: total, paddingTop: tops[first] ?? 0 }} aria-label={label}>
        {rows.slice(first, last).map((row, index) => (
          <li
            key={keyOf(row)}
            aria-setsize={rows.length}
            aria-posinset={first + index + 1}
            style={{ height: heightPx(row) }}
          >
            {render(row, first + index)}
          </li>
        ))}
      </ul>
    </div>
  );
}
