import type { ComponentProps, ReactNode } from 'react';

/** On or off, at once. */
export function Switch({
  on,
  label,
  busy = false,
  ...rest
}: Omit<ComponentProps<'button'>, 'aria-label'> & { on: boolean; label: string; busy?: boolean }): ReactNode {
  return (
    <button
      type="button"
      {...rest}
      role="switch"
      className={on ? 'tg on' : 'tg'}
      aria-checked={on}
      aria-label={label}
      aria-busy={busy || undefined}
      disabled={rest.disabled === true || busy}
    />
  );
}
