import type { ReactElement, ReactNode } from 'react';
import { Menu as MantineMenu } from '@mantine/core';
import { Icon, type IconName } from './icon';
import { KeyHint } from './key-hint';

export interface MenuItem {
  readonly label: string;
  readonly icon?: IconName;
  readonly keys?: string;
  readonly danger?: boolean;
  readonly on?: boolean;
  readonly run: () => void;
}

/** A list of actions under a button. `null` draws a line between groups. */
export function Menu({
  items,
  children,
  width,
}: {
  items: readonly (MenuItem | null)[];
  children: ReactElement;
  width?: number;
}): ReactNode {
  return (
    <MantineMenu
      position="bottom-end"
      offset={4}
      {...(width ? { width } : {})}
      transitionProps={{ duration: 120, transition: 'fade' }}
      classNames={{ dropdown: 'pop menu', item: 'menu-i' }}
      // Inside the page, not at the end of it: it stays in its landmark.
      withinPortal={false}
      floatingStrategy="fixed"
      withInitialFocusPlaceholder={false}
    >
      <MantineMenu.Target>{children}</MantineMenu.Target>
      <MantineMenu.Dropdown>
        {items.map((item, index) =>
          item ? (
            <MantineMenu.Item
              key={item.label}
              className={item.danger ? 'danger' : ''}
              leftSection={item.icon ? <Icon name={item.icon} size={14} /> : null}
              rightSection={item.on ? <Icon name="check" size={14} /> : item.keys ? <KeyHint keys={item.keys} /> : null}
              onClick={item.run}
            >
              {item.label}
            </MantineMenu.Item>
          ) : (
            <MantineMenu.Divider key={`line-${index}`} />
          ),
        )}
      </MantineMenu.Dropdown>
    </MantineMenu>
  );
}
