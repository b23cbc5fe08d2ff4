import { useSyncExternalStore } from 'react';

/** How high the rows of the phones table are; remembered. */
export const densities = ['compact', 'usual', 'roomy'] as const;
export type Density = (typeof densities)[number];

export const rowHeights: Record<Density, number> = { compact: 26, usual: 30, roomy: 38 };

const storageKey = 'cordboard.phones density';
const listeners = new Set<() => void>();

function stored(): Density {
  const kept = localStorage.getItem(storageKey);
  return densities.find((density) => density === kept) ?? 'usual';
}

export function chooseDensity(density: Density): void {
  localStorage.setItem(storageKey, density);
  for (const listener of listeners) listener();
}

function watch(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function useDensity(): Density {
  return useSyncExternalStore(watch, stored);
}
