import { useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import type { CallOutput } from '../../../electron/contract/contract';
import type { ProblemError } from '../../../electron/core/shared/problem';
import { useCall } from '../../client/use-call';
import { useEvent } from '../../client/use-event';
import { withStep } from './run-steps';

type Run = CallOutput<'resync.show'>;

/** A run and its phones. Steps are put in the moment they are told; the rest follows with the next `changed`. */
export function useRun(id: number | null): UseQueryResult<Run, ProblemError> {
  const queries = useQueryClient();
  const input = { id: id ?? 0 };
  useEvent('resync.step', ({ run, ...report }) => {
    if (run !== id) return;
    queries.setQueryData<Run>(
      ['resync.show', input],
      (known) =>
        known && {
          ...known,
          phones: known.phones.map((phone) => (phone.mac === report.mac ? withStep(phone, report) : phone)),
        },
    );
  });
  return useCall('resync.show', input, { enabled: id !== null });
}
