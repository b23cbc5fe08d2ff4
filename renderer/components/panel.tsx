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
