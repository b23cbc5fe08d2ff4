import type { ReactNode } from 'react';

/** The 48 px head of a page: title, a quiet line beside it, actions at the end. */
export function PageHead({
  title,
  text,
  children,
  before,
  beside,
}: {
  title: ReactNode;
  text?: ReactNode;
  children?: ReactNode;
  before?: ReactNode;
  /** Stands right after the title: a state. */
  beside?: ReactNode;
}): ReactNode {
  return (
    <header className="head">
      {before}
      <h1 className="t3 nw">{title}</h1>
      {beside}
      {text ? <span className="m3 el hide-n">{text}</span> : null}
      <span className="grow" />
      {children}
    </header>
  );
}
