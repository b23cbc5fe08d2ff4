import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { CallInput } from '../../../electron/contract/contract';
import { routes } from '../../app/routes';
import { useWindowState } from '../../app/window-state';
import { useCallMutation } from '../../client/use-call';

type Selection = CallInput<'resync.start'>['phones'];

/** Starts a run. Many phones: the run is opened. One phone: its panel shows the steps, so the page stays. */
export function useStartResync(): { start: (phones: Selection, options?: { stay?: boolean }) => void; pending: boolean } {
  const { t } = useTranslation('resync');
  const [, go] = useLocation();
  const { toast, followRun } = useWindowState();
  const starting = useCallMutation('resync.start');
  return {
    pending: starting.isPending,
    start: (phones, { stay = false } = {}) =>
      starting.mutate(
        { phones, cause: t('cause') },
        {
          onSuccess: ({ run }) => {
            if ('macs' in phones) followRun(phones.macs, run.id);
            if (!stay) go(routes.resync(run.id));
          },
          onError: ({ problem }) =>
            toast({ tone: 'bad', title: t('failedStart'), text: `${problem.message} ${problem.remedy} ${problem.code}` }),
        },
      ),
  };
}
