import { useEffect, useState, useSyncExternalStore } from 'react';
import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import type { ConfigEditInput } from '../../../electron/contract/config-files';
import type { CallOutput } from '../../../electron/contract/contract';
import type { FileProblem } from '../../../electron/core/shared/problem';
import type { Connection } from '../../client/connection';
import { useConnection } from '../../client/workstation-context';
import { keepUnsavedText, unsavedText } from './unsaved-texts';
import { DraftKeeper, type DraftState, type LoadedFile, type UnsavedText } from './draft-keeper';

/** The contract knows codes as text; the host gives only listed ones. */
export function loadedFile(answer: CallOutput<'configs.get'>): LoadedFile {
  return { ...answer, problems: answer.problems as FileProblem[] };
}

function keeperFor(connection: Connection, queries: QueryClient, scope: string, loaded: LoadedFile): DraftKeeper {
  const host = {
    load: async () => {
      const answer = await connection.call('configs.get', { scope, source: 'draft' });
      if (!answer.ok) return answer;
      return { ok: true as const, value: loadedFile(answer.value as CallOutput<'configs.get'>) };
    },
    save: async (text: string, basedOn: string) => {
      const answer = await connection.call('configs.set', { scope, text, basedOn });
      if (!answer.ok) return answer;
      const saved = answer.value as CallOutput<'configs.set'>;
      return { ok: true as const, value: { ...saved, problems: saved.problems as FileProblem[] } };
    },
    edit: async (edits: readonly ConfigEditInput[], basedOn: string) => {
      const answer = await connection.call('configs.edit', { scope, edits: [...edits], basedOn });
      if (!answer.ok) return answer;
      const saved = answer.value as CallOutput<'configs.edit'>;
      return { ok: true as const, value: { ...saved, problems: saved.problems as FileProblem[] } };
    },
    remember: (unsaved: UnsavedText | null) => keepUnsavedText(queries, scope, unsaved),
  };
  return new DraftKeeper(host, loaded, unsavedText(queries, scope));
}

export interface Draft {
  readonly state: DraftState;
  readonly keeper: DraftKeeper;
}

/** The draft of one file for as long as its editor is shown; leaving saves what waits. `loaded` may change: an edit made
 *  elsewhere then shows up here, or becomes a conflict when this window has text of its own. */
export function useDraft(scope: string, loaded: LoadedFile): Draft {
  const connection = useConnection();
  const queries = useQueryClient();
  // The editor is made anew for another file, so what it starts with never changes under it.
  const [keeper] = useState(() => keeperFor(connection, queries, scope, loaded));
  const state = useSyncExternalStore(keeper.subscribe, keeper.lastTold);

  useEffect(() => keeper.arrived(loaded), [keeper, loaded]);
  useEffect(() => {
    keeper.open();
    return () => keeper.close();
  }, [keeper]);

  // A connection that is back is the moment to save what could not be saved.
  useEffect(
    () =>
      connection.onState(() => {
        if (connection.state() === 'connected') void keeper.saveNow();
      }),
    [connection, keeper],
  );

  const holdsText = state.phase !== 'saved';
  useEffect(() => {
    if (!holdsText) return undefined;
    const leave = (event: BeforeUnloadEvent): void => {
      // The bridge has taken what is to be saved by now; a browser's socket may not have.
      if (keeper.wouldLose() || !window.workstation) event.preventDefault();
    };
    window.addEventListener('beforeunload', leave);
    return () => window.removeEventListener('beforeunload', leave);
  }, [holdsText, keeper]);

  return { state, keeper };
}
