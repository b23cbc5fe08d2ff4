import type { ReactNode } from 'react';

/** The side panel at the right of a page. */
export function Panel({ label, children, width }: { label: string; children: ReactNode; width?: number }): ReactNode {
  return (
    <aside className="panel" aria-label={label} style={width ? { width } : undefined}>
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

/** Name and value, one per row. Values that are null are left out: unknown is never shown as known. */
export function Facts({ rows }: { rows: readonly (readonly [string, ReactNode])[] }): ReactNode {
  return (
    <dl className="kv">
      {rows
        .filter(([, value]) => value !== null)
        .map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  );
}
