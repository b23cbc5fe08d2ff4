// What this laptop is doing, in the few words there is room for beside a clock.
import type { Problem } from './core/shared/problem';
import type { ListenerState } from './services/host';
import type { KeepAwake } from './services/timing/keep-awake';

export interface StatusParts {
  readonly listeners: readonly ListenerState[];
  /** Null while nothing is locked. */
  readonly locked: Problem | null;
  readonly toldBaseUrl: string;
  /** Null while no site is open. */
  readonly keepAwake: Pick<KeepAwake, 'heldUntil'> | null;
}

export function statusLines({ listeners, locked, toldBaseUrl, keepAwake }: StatusParts): string[] {
  const files = listeners.filter(({ protocol }) => protocol === 'http' || protocol === 'https');
  const isServing = !locked && files.some(({ state }) => state === 'up');
  const trouble = locked ?? files.find(({ state }) => state === 'down')?.problem;
  const serving = isServing ? `Serving phones at ${toldBaseUrl}` : `Not serving. ${trouble?.message ?? 'It is off.'}`;
  const heldUntil = keepAwake?.heldUntil ?? null;
  return heldUntil === null ? [serving] : [serving, `Keeps this laptop awake until ${heldUntil}`];
}
