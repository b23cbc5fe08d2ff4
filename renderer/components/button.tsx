import type { ComponentProps, ReactNode } from 'react';
import { Icon, type IconName } from './icon';

export interface ButtonProps extends ComponentProps<'button'> {
  /** `pri` the one thing to do here, `gh` quiet, `dan` cannot be undone. */
  look?: 'pri' | 'gh' | 'dan' | 'plain';
  size?: 'sm' | 'md' | 'lg';
  icon?: IconName;
  /** Working on it: shows the arc and takes no second press. */
  busy?: boolean;
}

export function Button(props: ButtonProps): ReactNode {
  const { look = 'plain', size = 'md', icon, busy = false, className = '', children, disabled, ...rest } = props;
  const classes = ['btn', look === 'plain' ? '' : look, size === 'md' ? '' : size, className].filter(Boolean).join(' ');
  return (
    <button type="button" {...rest} className={classes} disabled={disabled || busy} aria-busy={busy || undefined}>
      {busy ? <Icon name="arc" size={14} spin /> : icon ? <Icon name={icon} size={14} /> : null}
      {children}
    </button>
  );
}
