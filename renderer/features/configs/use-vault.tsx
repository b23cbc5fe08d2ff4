import { useCallback, useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useWindowState } from '../../app/window-state';
import { useCallMutation } from '../../client/use-call';
import { MoveToVaultDialog } from '../secrets/move-to-vault-dialog';
import type { DraftKeeper } from './draft-keeper';

export interface Vault {
  /** Moves the secret at once, under a name made up from the parameter. */
  readonly moveNow: (parameter: string) => void;
  /** Asks for the name first. */
  readonly ask: (parameter: string) => void;
  readonly dialog: ReactNode;
}

/** Takes secrets out of one file's draft. What is typed is saved first, so that the workstation moves what is seen here. */
export function useVault(scope: string, keeper: DraftKeeper): Vault {
  const { t } = useTranslation('secrets');
  const toast = useWindowState((window) => window.toast);
  const { mutate } = useCallMutation('secrets.moveToVault');
  const [asked, setAsked] = useState<{ parameter: string; basedOn: string } | null>(null);

  const moveNow = useCallback(
    async (parameter: string): Promise<void> => {
      await keeper.saveNow();
      mutate(
        { scope, parameter, basedOn: keeper.current().version },
        {
          onSuccess: ({ name }) => {
            void keeper.reload();
            toast({ tone: 'ok', title: t('move.done', { name }) });
          },
          onError: ({ problem }) => toast({ tone: 'bad', title: problem.message, text: problem.remedy }),
        },
      );
    },
    [scope, keeper, mutate, toast, t],
  );
  const ask = useCallback(
    async (parameter: string): Promise<void> => {
      await keeper.saveNow();
      setAsked({ parameter, basedOn: keeper.current().version });
    },
    [keeper],
  );
  return useMemo(
    () => ({
      moveNow: (parameter) => void moveNow(parameter),
      ask: (parameter) => void ask(parameter),
      dialog: asked ? (
        <MoveToVaultDialog
          scope={scope}
          {...asked}
          onMoved={() => void keeper.reload()}
          onClose={() => setAsked(null)}
        />
      ) : null,
    }),
    [moveNow, ask, asked, scope, keeper],
  );
}
