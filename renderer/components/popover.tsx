import type { ReactElement, ReactNode } from 'react';
import { Popover as MantinePopover } from '@mantine/core';

export interface PopoverProps {
  opened: boolean;
  onChange: (opened: boolean) => void;
  label: string;
  /** The button it hangs from. */
  target: ReactElement;
  children: ReactNode;
  width?: number;
  position?: 'bottom-end' | 'bottom-start';
}

export function Popover(props: PopoverProps): ReactNode {
  const { opened, onChange, label, target, children, width = 330, position = 'bottom-end' } = props;
  return (
    <MantinePopover
      opened={opened}
      onChange={onChange}
      position={position}
      offset={6}
      width={width}
      trapFocus
      returnFocus
      transitionProps={{ duration: 120, transition: 'fade' }}
      classNames={{ dropdown: 'pop' }}
      withinPortal
    >
      <MantinePopover.Target>{target}</MantinePopover.Target>
      <MantinePopover.Dropdown aria-label={label}>{children}</MantinePopover.Dropdown>
    </MantinePopover>
  );
}
