import type { ReactNode } from 'react';
import { iconShapes, type IconName } from './icon-shapes';

export type { IconName };

/** A drawing beside a word. It never speaks for itself: whatever it means is written or labelled next to it. */
export function Icon(props: {
  name: IconName;
  size?: 10 | 12 | 14 | 16 | 20 | 24;
  spin?: boolean;
  className?: string;
}): ReactNode {
  const { name, size = 16, spin = false, className = '' } = props;
  const classes = ['i', size === 16 ? '' : `s${size}`, spin ? 'spin' : '', className].filter(Boolean).join(' ');
  return (
    <svg className={classes} viewBox="0 0 16 16" aria-hidden="true" focusable="false">
      {iconShapes[name]}
    </svg>
  );
}
