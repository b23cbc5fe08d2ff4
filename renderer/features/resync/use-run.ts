import { useEffect, useRef } from 'react';
import { useQueryClient, type UseQueryResult } from '@tanstack/react-query';
import type { CallOutput } from '../../../electron/contract/contract';
import type { StepReport } from '../../../electron/contract/resync';
import type { ProblemError } from '../../../electron/core/shared/problem';
import { useCall } from '../../client/use-call';
import { useEvent } from '../../client/use-event';
import { withStep } from './run-steps';

type Run = CallOutput<'resync.show'>;

/** News of a big run comes hundreds of times a second; the screen takes it this often. */
const togetherMs = 100;

/** A run and its phones. Steps are put in as they are told, a handful together; the rest follows with the next `changed`. */
export function useRun(id: number | null): UseQueryResult<Run, ProblemError> {
  const queries = useQueryClient();
  const waiting = useRef<StepReport[]>([]);
  const timer = useRef<ReturnType<typeof setTimeout> | null>(null);
  useEffect(
    () => () => {
      if (timer.current) clearTimeout(timer.current);
      timer.current = null;
      waiting.current = [];
    },
    [id],
  );
  useEvent('resync.step', ({ run, ...report }) => {
    if (run !== id) return;
    waiting.current.push(report);
    timer.current ??= setTimeout(() => {
      timer.current = null;
      const news = new Map<string, StepReport[]>();
      for (const step of waiting.current.splice(0)) news.set(step.mac, [...(news.get(step.mac) ?? []), step]);
      queries.setQueryData<Run>(
        ['resync.show', { id }],
        (known) =>
          known && {
            ...known,
            phones: known.phones.map((phone) => (news.get(phone.mac) ?? []).reduce(withStep, phone)),
          },
      );
    }, togetherMs);
  });
  return useCall('resync.show', { id: id ?? 0 }, { enabled: id !== null });
}
