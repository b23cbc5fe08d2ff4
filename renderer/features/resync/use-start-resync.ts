import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { CallInput } from '../../../electron/contract/contract';
import type { ProblemError } from '../../../electron/core/shared/problem';
import { routes } from '../../app/routes';
import { useWindowState } from '../../app/window-state';
import { useCallMutation } from '../../client/use-call';

type Selection = CallInput<'resync.start'>['phones'];

/** Starts a run. Many phones: the run is opened. One phone: its panel shows the steps, so the page stays. */
export function useStartResync(): {
  start: (phones: Selection, options?: { stay?: boolean }) => void;
  pending: boolean;
} {
  const { t } = useTranslation('resync');
  const [, go] = useLocation();
  const { toast, followRun } = useWindowState();
  const starting = useCallMutation('resync.start');
  return {
    pending: starting.isPending,
    // A promise, not callbacks of the mutation: the dialog that asked may be gone when the answer comes.
    start: (phones, { stay = false } = {}) =>
      void starting.mutateAsync({ phones, cause: t('cause') }).then(
        ({ run }) => {
          if ('macs' in phones) followRun(phones.macs, run.id);
          if (!stay) go(routes.resync(run.id));
        },
        ({ problem }: ProblemError) =>
          toast({ tone: 'bad', title: t('failedStart'), text: `${problem.message} ${problem.remedy} ${problem.code}` }),
      ),
  };
}
