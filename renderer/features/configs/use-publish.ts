import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { ProblemError, type Problem } from '../../../electron/core/shared/problem';
import { routes } from '../../app/routes';
import { useWindowState } from '../../app/window-state';
import { useCallMutation } from '../../client/use-call';

export interface PublishOrder {
  readonly message: string;
  /** Scopes to publish; null for all drafts. */
  readonly layers: readonly string[] | null;
  /** Why errors are published all the same; null when there are none. */
  readonly override: string | null;
  /** Phones to resync once it is published: those that change, never others that happen to be behind. */
  readonly resync: readonly string[];
}

interface Publishing {
  readonly publish: (order: PublishOrder) => Promise<void>;
  readonly busy: boolean;
  readonly problem: Problem | null;
}

/** Publishes; then resyncs the phones that change, when asked, and goes to see it. `done` runs once it is published. */
export function usePublish(done: () => void): Publishing {
  const { t } = useTranslation('compare');
  const [, go] = useLocation();
  const publishing = useCallMutation('configs.publish');
  const resyncing = useCallMutation('resync.start');
  const { toast, followRun } = useWindowState();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);

  const resync = async (macs: readonly string[], revision: number): Promise<void> => {
    try {
      const { run } = await resyncing.mutateAsync({
        phones: { macs: [...macs] },
        cause: t('review.published', { revision }),
      });
      followRun(macs, run.id);
      go(routes.resync(run.id));
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      const text = `${error.problem.message} ${error.problem.remedy}`;
      toast({ tone: 'warn', title: t('review.resyncFailed', { revision }), text });
    }
  };

  const publish = async (order: PublishOrder): Promise<void> => {
    setBusy(true);
    setProblem(null);
    try {
      const { revision, changedPhones } = await publishing.mutateAsync({
        message: order.message,
        ...(order.layers ? { layers: [...order.layers] } : {}),
        ...(order.override === null ? {} : { override: order.override }),
      });
      done();
      toast({
        tone: 'ok',
        title: t('review.published', { revision }),
        text: changedPhones > 0 ? t('review.publishedFor', { count: changedPhones }) : t('review.publishedNone'),
        action: { label: t('review.seeHistory'), run: () => go(routes.history) },
      });
      if (order.resync.length > 0) await resync(order.resync, revision);
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      setProblem(error.problem);
    } finally {
      setBusy(false);
    }
  };

  return { publish, busy, problem };
}
