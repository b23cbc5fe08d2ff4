import { useEffect, useSyncExternalStore } from 'react';

/** What the person chose; `system` follows the computer. */
export type ThemeChoice = 'light' | 'dark' | 'system';

const storageKey = 'cordboard.theme';
const listeners = new Set<() => void>();

function storedChoice(): ThemeChoice {
  const stored = localStorage.getItem(storageKey);
  return stored === 'light' || stored === 'dark' ? stored : 'system';
}

export function chooseTheme(choice: ThemeChoice): void {
  localStorage.setItem(storageKey, choice);
  for (const listener of listeners) listener();
}

function watch(listener: () => void): () => void {
  const system = matchMedia('(prefers-color-scheme: dark)');
  listeners.add(listener);
  system.addEventListener('change', listener);
  return () => {
    listeners.delete(listener);
    system.removeEventListener('change', listener);
  };
}

function shownScheme(): 'light' | 'dark' {
  const choice = storedChoice();
  if (choice !== 'system') return choice;
  return matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
}

export function useThemeChoice(): ThemeChoice {
  return useSyncExternalStore(watch, storedChoice);
}

/** The scheme on screen now; also writes it where the tokens look for it. */
export function useColorScheme(): 'light' | 'dark' {
  const scheme = useSyncExternalStore(watch, shownScheme);
  useEffect(() => {
    document.documentElement.dataset['theme'] = scheme;
  }, [scheme]);
  return scheme;
}
