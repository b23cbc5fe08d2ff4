import type { ReactNode } from 'react';

const mac = typeof navigator !== 'undefined' && navigator.platform.startsWith('Mac');

/** The keys that do the same: `Ctrl Enter`. On a Mac Ctrl is shown as ⌘. */
export function KeyHint({ keys }: { keys: string }): ReactNode {
  return <kbd className="kb">{mac ? keys.replace('Ctrl', '⌘') : keys}</kbd>;
}
