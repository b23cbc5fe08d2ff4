import type { ComponentProps, ReactNode } from 'react';
import { Icon, type IconName } from './icon';

export interface IconButtonProps extends Omit<ComponentProps<'button'>, 'aria-label'> {
  icon: IconName;
  /** Said to screen readers and on hover: an icon alone is not enough. */
  label: string;
  small?: boolean;
  on?: boolean;
}

export function IconButton({ icon, label, small = false, on, className = '', ...rest }: IconButtonProps): ReactNode {
  const classes = ['ib', small ? 'sm' : '', on ? 'on' : '', className].filter(Boolean).join(' ');
  return (
    <button type="button" title={label} {...rest} className={classes} aria-label={label} aria-pressed={on}>
      <Icon name={icon} size={small ? 14 : 16} />
    </button>
  );
}
