import {
  useMutation,
  useQuery,
  type UseMutationResult,
  type UseQueryOptions,
  type UseQueryResult,
} from '@tanstack/react-query';
import type { CallInput, CallName, CallOutput, WorkstationBridge } from '../../electron/contract/contract';
import { ProblemError } from '../../electron/core/shared/problem';
import { useConnection } from './workstation-context';

/** Asks once; expected trouble is thrown as a `ProblemError` with its code and remedy. */
export async function ask<N extends CallName>(
  bridge: WorkstationBridge,
  name: N,
  input: CallInput<N>,
): Promise<CallOutput<N>> {
  const answer = await bridge.call(name, input);
  if (!answer.ok) throw new ProblemError(answer.problem);
  // Both ends are one build and the host checks what it sends.
  return answer.value as CallOutput<N>;
}

type CallOptions<N extends CallName> = Pick<
  UseQueryOptions<CallOutput<N>, ProblemError>,
  'enabled' | 'placeholderData' | 'refetchInterval' | 'staleTime' | 'gcTime'
>;

/** The answer of a call that only looks, kept current by the workstation's `changed` events.
 *  `const phones = useCall('phones.list', {})` → `phones.data`, `phones.error?.problem`, `phones.isPending`. */
export function useCall<N extends CallName>(
  name: N,
  input: CallInput<N>,
  options: CallOptions<N> = {},
): UseQueryResult<CallOutput<N>, ProblemError> {
  const connection = useConnection();
  return useQuery<CallOutput<N>, ProblemError>({
    ...options,
    queryKey: [name, input],
    queryFn: () => ask(connection, name, input),
  });
}

/** A call that does something. What it changed comes back by itself as a `changed` event. */
export function useCallMutation<N extends CallName>(
  name: N,
): UseMutationResult<CallOutput<N>, ProblemError, CallInput<N>> {
  const connection = useConnection();
  return useMutation<CallOutput<N>, ProblemError, CallInput<N>>({
    mutationKey: [name],
    mutationFn: (input) => ask(connection, name, input),
  });
}
