// Texts of files whose editor was left before they could be saved. The cache of answers lives as long as the window and keeps them.
import { useEffect } from 'react';
import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import type { UnsavedText } from './draft-keeper';

const kind = 'unsaved text';

export function unsavedText(queries: QueryClient, scope: string): UnsavedText | null {
  return queries.getQueryData<UnsavedText | null>([kind, scope]) ?? null;
}

export function keepUnsavedText(queries: QueryClient, scope: string, unsaved: UnsavedText | null): void {
  queries.setQueryDefaults([kind, scope], { gcTime: Infinity });
  queries.setQueryData([kind, scope], unsaved);
}

/** Whatever page is shown: a window that would take such a text with it asks before it closes. */
export function useUnsavedTexts(): void {
  const queries = useQueryClient();
  useEffect(() => {
    const leave = (event: BeforeUnloadEvent): void => {
      if (queries.getQueriesData({ queryKey: [kind] }).some(([, text]) => Boolean(text))) event.preventDefault();
    };
    window.addEventListener('beforeunload', leave);
    return () => window.removeEventListener('beforeunload', leave);
  }, [queries]);
}
