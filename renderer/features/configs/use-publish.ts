import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { ProblemError } from '../../../electron/core/shared/problem';
import { routes } from '../../app/routes';
import { useWindowState } from '../../app/window-state';
import { useCallMutation } from '../../client/use-call';

interface Publishing {
  readonly publish: (message: string, resync: boolean) => Promise<void>;
  readonly busy: 'publish' | 'resync' | null;
  readonly problem: ProblemError['problem'] | null;
}

/** Publishes; then, when asked, resyncs every phone that is behind and goes to see it. `done` runs once it is published. */
export function usePublish(done: () => void): Publishing {
  const { t } = useTranslation('configs');
  const [, go] = useLocation();
  const publishing = useCallMutation('configs.publish');
  const resyncing = useCallMutation('resync.start');
  const toast = useWindowState((window) => window.toast);
  const [busy, setBusy] = useState<Publishing['busy']>(null);
  const [problem, setProblem] = useState<Publishing['problem']>(null);

  const resync = async (revision: number): Promise<void> => {
    try {
      const { run } = await resyncing.mutateAsync({
        phones: { behind: true },
        cause: t('review.published', { revision }),
      });
      go(routes.resync(run.id));
    } catch (error) {
      const why = error instanceof ProblemError ? `${error.problem.message} ${error.problem.remedy}` : undefined;
      toast({ tone: 'warn', title: t('review.resyncFailed', { revision }), text: why });
    }
  };

  const publish = async (message: string, andResync: boolean): Promise<void> => {
    setBusy(andResync ? 'resync' : 'publish');
    setProblem(null);
    try {
      const { revision, changedPhones } = await publishing.mutateAsync({ message });
      done();
      toast({
        tone: 'ok',
        title: t('review.published', { revision }),
        text: changedPhones > 0 ? t('review.publishedFor', { count: changedPhones }) : t('review.publishedNone'),
      });
      if (andResync) await resync(revision);
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      setProblem(error.problem);
    } finally {
      setBusy(null);
    }
  };

  return { publish, busy, problem };
}
