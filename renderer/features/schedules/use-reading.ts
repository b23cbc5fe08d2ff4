import { useEffect, useState } from 'react';
import type { CallOutput } from '../../../electron/contract/contract';
import type { Problem } from '../../../electron/core/shared/problem';
import { useCall } from '../../client/use-call';

const restMs = 200;

export interface Reading {
  readonly data: CallOutput<'schedules.read'> | null;
  readonly problem: Problem | null;
}

/** What the workstation makes of cron or of words, asked once the typing rests. Nothing while it is empty or being asked. */
export function useReading(text: string): Reading {
  const [rested, setRested] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setRested(text), restMs);
    return () => clearTimeout(timer);
  }, [text]);
  const wanted = rested.trim();
  const answer = useCall('schedules.read', { text: wanted }, { enabled: wanted !== '', gcTime: 60_000 });
  if (text.trim() !== wanted || wanted === '') return { data: null, problem: null };
  return { data: answer.data ?? null, problem: answer.error?.problem ?? null };
}
