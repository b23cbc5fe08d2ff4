// The ledger in pages: the newest one is kept current, older ones come when they are scrolled to.
import { useState } from 'react';
import { keepPreviousData } from '@tanstack/react-query';
import type { CallOutput } from '../../../electron/contract/contract';
import type { RequestFilter, RequestView } from '../../../electron/contract/activity';
import type { ProblemError } from '../../../electron/core/shared/problem';
import { useCall, useCallMutation } from '../../client/use-call';

const pageLines = 400;
/** More lines than a person looks through; what is older is reached by a time. */
const mostLines = 20_000;

interface Pages {
  readonly rows: readonly RequestView[];
  /** Older lines are there. */
  readonly more: boolean;
}

/** What is shown when the newest page has been asked again. When more came than one page holds, what lies between is not
 *  known: the list begins anew. */
export function withNewest(known: Pages, newest: Pages): Pages {
  const top = known.rows[0]?.id;
  const bottom = newest.rows.at(-1)?.id;
  if (top === undefined || bottom === undefined || (newest.more && bottom > top)) return newest;
  const fresh = newest.rows.filter(({ id }) => id > top);
  if (fresh.length === 0) return known;
  const rows = [...fresh, ...known.rows];
  return rows.length > mostLines ? { rows: rows.slice(0, mostLines), more: true } : { rows, more: known.more };
}

export interface RequestPages extends Pages {
  readonly pending: boolean;
  readonly error: ProblemError | null;
  readonly retry: () => void;
  /** Lines that came since the list stands still; `atLeast`: there are more of them than one page. */
  readonly newer: { readonly count: number; readonly atLeast: boolean };
  /** As many lines as are kept in view; older ones are reached by a time. */
  readonly full: boolean;
  readonly loadOlder: () => void;
  readonly loadingOlder: boolean;
  readonly olderError: ProblemError | null;
}

/** @param following false: the list stands still, and only counts what comes. */
export function useRequestPages(filter: RequestFilter, following: boolean): RequestPages {
  const key = JSON.stringify(filter);
  const head = useCall('requests.search', { ...filter, limit: pageLines }, { placeholderData: keepPreviousData });
  const older = useCallMutation('requests.search');
  const [shown, setShown] = useState<(Pages & { key: string; head: CallOutput<'requests.search'> }) | null>(null);
  const current = head.isPlaceholderData ? undefined : head.data;
  if (current && (shown?.key !== key || (following && shown.head !== current))) {
    const newest = { rows: current.requests, more: current.more };
    const next = shown?.key === key ? withNewest(shown, newest) : newest;
    setShown({ ...next, key, head: current });
  }
  const rows = shown?.rows ?? [];
  const top = rows[0]?.id ?? 0;
  const newer = shown?.key === key && current ? current.requests.filter(({ id }) => id > top).length : 0;
  const full = rows.length >= mostLines;
  const loadOlder = (): void => {
    const last = rows.at(-1);
    if (!last || !shown?.more || full || older.isPending) return;
    older.mutate(
      { ...filter, beforeId: last.id, limit: pageLines },
      {
        onSuccess: ({ requests, more }) =>
          setShown((now) =>
            now?.key === key && now.rows.at(-1)?.id === last.id
              ? { ...now, rows: [...now.rows, ...requests].slice(0, mostLines), more }
              : now,
          ),
      },
    );
  };
  return {
    rows,
    more: shown?.more ?? false,
    pending: shown === null && !head.error,
    error: shown === null || (head.error && !head.data) ? head.error : null,
    retry: () => void head.refetch(),
    newer: { count: newer, atLeast: newer === current?.requests.length && current.more },
    full,
    loadOlder,
    loadingOlder: older.isPending,
    olderError: older.error,
  };
}
