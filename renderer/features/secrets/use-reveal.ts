import { useCallback, useEffect, useState } from 'react';
import type { CallInput } from '../../../electron/contract/contract';
import type { Problem } from '../../../electron/core/shared/problem';
import { useCallMutation } from '../../client/use-call';

export type SecretPlace = CallInput<'secrets.reveal'>;

interface Shown {
  readonly value: string;
  readonly until: number;
}

export interface Reveal {
  /** The secret while it is shown, null before and after. */
  readonly value: string | null;
  readonly secondsLeft: number;
  readonly pending: boolean;
  readonly problem: Problem | null;
  /** Asks for it: noted in the audit. */
  readonly reveal: (place: SecretPlace) => void;
  /** Shows a value this window knows already (made up or typed here), for as long. */
  readonly show: (value: string) => void;
  readonly hide: () => void;
}

const shownMs = 20_000;

/** A secret on screen for 20 s, then gone again; nothing keeps it afterwards. */
export function useReveal(): Reveal {
  const asking = useCallMutation('secrets.reveal');
  const [shown, setShown] = useState<Shown | null>(null);
  const [now, setNow] = useState(Date.now);
  const { mutate, reset } = asking;

  useEffect(() => {
    if (!shown) return undefined;
    const timer = setInterval(() => {
      setNow(Date.now());
      if (Date.now() < shown.until) return;
      setShown(null);
      reset();
    }, 250);
    return () => clearInterval(timer);
  }, [shown, reset]);

  const start = useCallback((value: string, spanMs: number): void => {
    setNow(Date.now());
    setShown({ value, until: Date.now() + spanMs });
  }, []);
  const show = useCallback((value: string) => start(value, shownMs), [start]);
  const hide = useCallback((): void => {
    setShown(null);
    // The answer holds the secret too.
    reset();
  }, [reset]);
  const reveal = useCallback(
    (place: SecretPlace) => mutate(place, { onSuccess: (answer) => start(answer.value, answer.showMs) }),
    [mutate, start],
  );
  return {
    value: shown?.value ?? null,
    secondsLeft: shown ? Math.max(1, Math.ceil((shown.until - now) / 1000)) : 0,
    pending: asking.isPending,
    problem: asking.error?.problem ?? null,
    reveal,
    show,
    hide,
  };
}
