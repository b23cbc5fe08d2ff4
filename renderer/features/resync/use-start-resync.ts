import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { CallInput } from '../../../electron/contract/contract';
import type { ProblemError } from '../../../electron/core/shared/problem';
import { routes } from '../../app/routes';
import { useWindowState } from '../../app/window-state';
import { useCallMutation } from '../../client/use-call';

type Selection = CallInput<'resync.start'>['phones'];
type Way = NonNullable<CallInput<'resync.start'>['options']>['way'];

/** Starts a run. Many phones: the run is opened. One phone: its panel shows the steps, so the page stays. */
export function useStartResync(): {
  start: (phones: Selection, options?: { stay?: boolean; way?: Way }) => void;
  /** A new run for those that failed in one. */
  retry: (run: number) => void;
  pending: boolean;
} {
  const { t } = useTranslation('resync');
  const [, go] = useLocation();
  const { toast, followRun } = useWindowState();
  const starting = useCallMutation('resync.start');
  const retrying = useCallMutation('resync.retry');
  const refused = ({ problem }: ProblemError): void =>
    toast({ tone: 'bad', title: t('failedStart'), text: `${problem.message} ${problem.remedy} ${problem.code}` });
  return {
    pending: starting.isPending || retrying.isPending,
    // A promise, not callbacks of the mutation: the dialog that asked may be gone when the answer comes.
    start: (phones, { stay = false, way } = {}) =>
      void starting.mutateAsync({ phones, cause: t('cause'), ...(way ? { options: { way } } : {}) }).then(({ run }) => {
        if ('macs' in phones) followRun(phones.macs, run.id);
        if (!stay) go(routes.resync(run.id));
      }, refused),
    retry: (id) =>
      void retrying.mutateAsync({ id, cause: t('cause') }).then(({ run }) => go(routes.resync(run.id)), refused),
  };
}
