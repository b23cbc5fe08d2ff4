import { useEffect, useState } from 'react';
import { useQuery, keepPreviousData } from '@tanstack/react-query';
import type { CallInput, CallOutput } from '../../../electron/contract/contract';
import type { ProblemError } from '../../../electron/core/shared/problem';
import { ask } from '../../client/use-call';
import { useConnection } from '../../client/workstation-context';

export type BulkCall = 'configs.bulk' | 'configs.makeLike';

const typingMs = 300;

/** What the call would do, asked anew when its input stands still; null asks nothing. */
export function useBulkPreview<N extends BulkCall>(
  name: N,
  input: CallInput<N> | null,
): { outcome: CallOutput<N> | undefined; problem: ProblemError['problem'] | undefined; current: boolean } {
  const connection = useConnection();
  const text = JSON.stringify(input);
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), typingMs);
    return () => clearTimeout(timer);
  }, [text]);
  const answer = useQuery<CallOutput<N>, ProblemError>({
    // Drafts change meanwhile: what it would do is never taken from the cache.
    queryKey: [`${name} preview`, settled],
    queryFn: () => ask(connection, name, { ...(JSON.parse(settled) as CallInput<N>), dryRun: true }),
    enabled: settled !== 'null',
    staleTime: 0,
    gcTime: 0,
    placeholderData: keepPreviousData,
  });
  const asked = input !== null && settled !== 'null';
  return {
    outcome: asked ? answer.data : undefined,
    problem: asked ? answer.error?.problem : undefined,
    current: asked && settled === text && !answer.isPlaceholderData && answer.data !== undefined,
  };
}
