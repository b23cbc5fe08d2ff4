import type { ReactNode } from 'react';

/** A bordered surface; the title line is optional. */
export function Card(props: {
  title?: ReactNode;
  end?: ReactNode;
  children: ReactNode;
  className?: string;
  label?: string;
}): ReactNode {
  const { title, end, children, className = '', label } = props;
  return (
    <section className={`card ${className}`} aria-label={label}>
      {title ? (
        <header className="card-h">
          <h2 className="t4 grow el">{title}</h2>
          {end}
        </header>
      ) : null}
      {children}
    </section>
  );
}
