import type { ComponentProps, ReactNode } from 'react';

export type LampTone = 'ok' | 'fail' | 'off' | 'run' | 'warn';

export function Lamp({ tone = 'ok' }: { tone?: LampTone }): ReactNode {
  return <span className={tone === 'ok' ? 'lamp' : `lamp ${tone}`} aria-hidden="true" />;
}

/** A rounded button of the top bar. */
export function Pill(props: ComponentProps<'button'> & { tone?: 'plain' | 'warn' | 'bad' }): ReactNode {
  const { tone = 'plain', className = '', ...rest } = props;
  return <button type="button" {...rest} className={`pill ${tone === 'plain' ? '' : tone} ${className}`.trim()} />;
}
