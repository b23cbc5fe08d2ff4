import { useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConfigEditInput } from '../../../electron/contract/config-files';
import type { Family } from '../../../electron/core/families/family';
import type { Problem } from '../../../electron/core/shared/problem';
import { useWindowState } from '../../app/window-state';
import { useCallMutation } from '../../client/use-call';
import type { DraftKeeper } from './draft-keeper';

export interface ParameterEdits {
  readonly set: (name: string, value: string) => void;
  readonly unset: (name: string) => void;
  /** Writes it into another file first, and takes it out of this one when that is done. */
  readonly move: (name: string, value: string, to: string) => Promise<void>;
  /** Why the last edit could not be made; gone with the next one. */
  readonly refused: Problem | null;
}

/** Edits of single parameters: shown at once as the family itself would write them, then made by the workstation. */
export function useParameterEdits(
  keeper: DraftKeeper,
  family: Family | null,
  model: string | undefined,
): ParameterEdits {
  const { t } = useTranslation('editor');
  const [refused, setRefused] = useState<Problem | null>(null);
  const toast = useWindowState((window) => window.toast);
  const { mutateAsync: editOther } = useCallMutation('configs.edit');

  const edit = useCallback(
    (edits: readonly ConfigEditInput[]): void => {
      if (!family) return;
      const bytes = new TextEncoder().encode(keeper.current().text);
      const made = family.edit(bytes, model ?? null, edits);
      setRefused(made.ok ? null : made.problem);
      if (made.ok) keeper.edited(edits, new TextDecoder().decode(made.value).replaceAll(/\r\n?/gu, '\n'));
    },
    [keeper, family, model],
  );
  const set = useCallback((name: string, value: string) => edit([{ kind: 'set', name, value }]), [edit]);
  const unset = useCallback((name: string) => edit([{ kind: 'unset', name }]), [edit]);
  const move = useCallback(
    async (name: string, value: string, to: string): Promise<void> => {
      try {
        await editOther({ scope: to, edits: [{ kind: 'set', name, value }] });
      } catch (thrown) {
        const problem = (thrown as { problem?: Problem }).problem;
        toast({ tone: 'bad', title: problem?.message ?? String(thrown), text: problem?.remedy });
        return;
      }
      unset(name);
      toast({ tone: 'ok', title: t('inspector.moved', { name, file: to }) });
    },
    [editOther, unset, toast, t],
  );
  return useMemo(() => ({ set, unset, move, refused }), [set, unset, move, refused]);
}
