import type { ResyncService, RunSummary } from '../resync/resync-service';

/** Waits for the end of a resync run. Not told of, ever, when the program ends first. */
export function followRun(
  resync: Pick<ResyncService, 'run' | 'watch'>,
  { id, total }: Pick<RunSummary, 'id' | 'total'>,
): Promise<RunSummary> {
  return new Promise((resolve, reject) => {
    const look = (): void => {
      const known = resync.run(id);
      if (!known.ok) {
        stop();
        return reject(new Error(known.problem.message));
      }
      const { run } = known.value;
      open = total - run.done - run.failed;
      if (run.endedAt === null) return;
      stop();
      resolve(run);
    };
    let open = total;
    const stop = resync.watch(({ runId, step }) => {
      if (runId !== id || (step !== 'done' && step !== 'failed')) return;
      // The run is over a moment after the step of its last phone is told of.
      if (--open <= 0) void Promise.resolve().then(look);
    });
    look();
  });
}
