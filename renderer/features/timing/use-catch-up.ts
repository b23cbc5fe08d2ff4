import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { ProblemError } from '../../../electron/core/shared/problem';
import { routes } from '../../app/routes';
import { useWindowState } from '../../app/window-state';
import { useCallMutation } from '../../client/use-call';

export interface CatchUp {
  start: () => void;
  dismiss: () => void;
  readonly starting: boolean;
  readonly dismissing: boolean;
}

/** "Catch up now" and "not now", with what came of it said in passing. */
export function useCatchUp(): CatchUp {
  const { t } = useTranslation('timing');
  const [, go] = useLocation();
  const toast = useWindowState((window) => window.toast);
  const catchUp = useCallMutation('absence.catchUp');
  const dismiss = useCallMutation('absence.dismiss');
  const onError = ({ problem }: ProblemError): void =>
    toast({ tone: 'bad', title: problem.message, text: problem.remedy });
  return {
    // A promise, not callbacks of the mutation: the line or dialog that asked may be gone when the answer comes.
    start: () =>
      void catchUp.mutateAsync({}).then(
        ({ run }) =>
          toast({
            tone: 'ok',
            title: t('review.started', { count: run.total }),
            action: { label: t('review.watch'), run: () => go(routes.resync(run.id)) },
          }),
        onError,
      ),
    dismiss: () => void dismiss.mutateAsync({}).catch(onError),
    starting: catchUp.isPending,
    dismissing: dismiss.isPending,
  };
}
