import { useRef, useState, type CSSProperties, type KeyboardEvent, type PointerEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

const narrowest = 304;
const widest = 360;
const usual = 312;
const stepPx = 8;
const storageKey = 'cordboard.panel width';

function keptWidth(): number {
  const kept = Number(localStorage.getItem(storageKey));
  return kept >= narrowest && kept <= widest ? kept : usual;
}

/** The side panel at the right of a page. Its left edge can be dragged, or moved with the arrow keys. */
export function Panel({ label, children }: { label: string; children: ReactNode }): ReactNode {
  const { t } = useTranslation('app');
  const [width, setWidth] = useState(keptWidth);
  const dragged = useRef<{ at: number; width: number } | null>(null);
  const take = (wanted: number): void => {
    const next = Math.round(Math.min(widest, Math.max(narrowest, wanted)));
    setWidth(next);
    localStorage.setItem(storageKey, String(next));
  };
  const onPointerDown = (event: PointerEvent<HTMLDivElement>): void => {
    event.currentTarget.setPointerCapture(event.pointerId);
    dragged.current = { at: event.clientX, width };
    document.body.classList.add('dragging');
  };
  const onPointerMove = (event: PointerEvent): void => {
    if (dragged.current) take(dragged.current.width + dragged.current.at - event.clientX);
  };
  const onEnd = (): void => {
    dragged.current = null;
    document.body.classList.remove('dragging');
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const moves: Record<string, number> = {
      ArrowLeft: width + stepPx,
      ArrowRight: width - stepPx,
      Home: widest,
      End: narrowest,
    };
    const wanted = moves[event.key];
    if (wanted === undefined) return;
    event.preventDefault();
    take(wanted);
  };
  return (
    <aside className="panel" aria-label={label} style={{ '--panel-w': `${width}px` } as CSSProperties}>
      {/* A splitter takes the focus and has a value (WAI-ARIA, "Window Splitter"): no mere line. */}
      <div
        className="panel-edge"
        role="separator" /* oxlint-disable-line jsx-a11y/prefer-tag-over-role */
        tabIndex={0}
        aria-orientation="vertical"
        aria-label={t('panelWidth')}
        aria-valuenow={width}
        aria-valuemin={narrowest}
        aria-valuemax={widest}
        onPointerDown={onPointerDown}
        onPointerMove={onPointerMove}
        onPointerUp={onEnd}
        onPointerCancel={onEnd}
        onDoubleClick={() => take(usual)}
        onKeyDown={onKeyDown}
      />
      {children}
    </aside>
  );
}

export function Section({
  title,
  end,
  children,
}: {
  title?: ReactNode;
  end?: ReactNode;
  children: ReactNode;
}): ReactNode {
  return (
    <section className="sec">
      {title ? (
        <h3 className="sec-h">
          {title}
          {end ? <span className="end m3 b4">{end}</span> : null}
        </h3>
      ) : null}
      {children}
    </section>
  );
}

/** Names and values, one pair per row: plain ones as `rows`, others as `Fact`s. */
export function Facts(props: { rows?: readonly (readonly [string, ReactNode])[]; children?: ReactNode }): ReactNode {
  return (
    <dl className="kv">
      {props.rows?.map(([name, value]) => (
        <Fact key={name} name={name}>
          {value}
        </Fact>
      ))}
      {props.children}
    </dl>
  );
}

/** One row. Nothing is drawn for null: unknown is never shown as known. */
export function Fact({ name, children }: { name: string; children: ReactNode }): ReactNode {
  if (children === null) return null;
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
