import { useEffect, useEffectEvent } from 'react';

const mac = navigator.platform.startsWith('Mac');

/** `Ctrl 1`, `/`, `Escape`, `e`: Ctrl means ⌘ on a Mac. */
function keyName(event: KeyboardEvent): string {
  const command = mac ? event.metaKey : event.ctrlKey;
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  return `${command ? 'Ctrl ' : ''}${event.shiftKey && event.key.length > 1 ? 'Shift ' : ''}${key}`;
}

/** True while keys belong to a text field or to something that floats above the page. */
function typing(event: KeyboardEvent): boolean {
  const target = event.target;
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || target.matches('input:not([type=checkbox]), select, textarea');
}

/** Listens for keys while the component is shown. Plain letters are left to text fields; nothing happens under a dialog. */
export function useShortcuts(keys: Readonly<Record<string, (event: KeyboardEvent) => void>>): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.altKey) return;
    const name = keyName(event);
    if (typing(event) && !name.startsWith('Ctrl') && name !== 'Escape') return;
    if (document.querySelector('[role=dialog][aria-modal=true]')) return;
    const run = keys[name];
    if (!run) return;
    event.preventDefault();
    run(event);
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => press(event);
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, []);
}
