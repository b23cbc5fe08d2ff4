import type { Command } from 'commander';
import type { CallInput } from '../../contract/contract';
import type { ResyncRunView, StepReport } from '../../contract/resync';
import { ProblemError, type Problem } from '../../core/shared/problem';
import type { Does } from './command-action';
import type { CommandTools, Workstation } from './command-tools';
import { wholeNumber } from './option-values';
import { addSelectionOptions, selectionOf, type SelectionOptions } from './phone-selection';
import { addRunOptions, runOptionsOf, type RunOptionValues } from './resync-options';
import { addResyncPlanCommands } from './resync-plan-commands';
import { ResyncProgress } from './resync-progress';
import { addResyncRunCommands } from './resync-run-commands';
import { counted, printable } from './table';

interface ResyncOptions extends SelectionOptions, RunOptionValues {
  readonly wait?: number;
}

type Started = CallInput<'resync.start'>;

type Counts = Pick<ResyncRunView, 'total' | 'done' | 'failed'> & { readonly id: number | null };

/** Silence after which the run is asked for: an event may be lost, and a stopped run sends none. */
const quietMs = 2000;

export function addResyncCommand(program: Command, does: Does): void {
  const resync = program.command('resync').description('sends NOTIFYs so that phones fetch their files now');
  // A command of its own, so that the options of `resync plan --all` are the plan's.
  const start = resync
    .command('start', { isDefault: true })
    .description('starts a run; "start" may be left out')
    .option('--wait <seconds>', 'follow the run to its end, at most so long', wholeNumber(1, 1_000_000));
  addRunOptions(addSelectionOptions(start)).action(
    does<ResyncOptions>((tools, options) => {
      const chosen = runOptionsOf(options);
      const asked: Started = { phones: selectionOf(options), cause: 'command line', ...chosen };
      return runResync(tools, (workstation) => startRun(workstation, asked), options.wait ?? null);
    }),
  );
  addResyncPlanCommands(resync, does);
  addResyncRunCommands(resync, does, (tools, wait, start) => runResync(tools, start, wait));
}

/** Null: there is nothing to do, and that is fine. */
export type StartsRun = (workstation: Workstation) => Promise<ResyncRunView | null>;

/** Starts a run and, with a wait in seconds, follows it. Without a host the phones would come and find nobody. */
function runResync(tools: CommandTools, start: StartsRun, wait: number | null): Promise<void | 'trouble'> {
  const waitMs = wait === null ? null : wait * 1000;
  return tools.withWorkstation((workstation) => startAndFollow(tools, workstation, start, waitMs), 'needed');
}

async function startAndFollow(
  tools: CommandTools,
  workstation: Workstation,
  start: StartsRun,
  waitMs: number | null,
): Promise<void | 'trouble'> {
  const progress = new ResyncProgress((step) => showStep(tools, step));
  // Listening comes first: the first steps may be told before the answer is here.
  const stopListening = workstation.listen('resync.step', ({ run, ...step }) => progress.told(run, step));
  try {
    const run = await start(workstation);
    if (run === null || run.total === 0 || waitMs === null) {
      showRun(tools, run ?? { id: null, total: 0, done: 0, failed: 0 });
      return undefined;
    }
    progress.follow(run);
    const ended = await followToEnd(tools, workstation, progress, run, waitMs);
    const { id, total } = run;
    const { done, failed } = progress;
    showRun(tools, { id, total, done, failed });
    if (!ended) throw new ProblemError(waitOver(id, total - done - failed, waitMs));
    return done < total ? 'trouble' : undefined;
  } finally {
    stopListening();
  }
}

/** Null when nothing is behind: that is the state one wants, not trouble. */
async function startRun(workstation: Workstation, asked: Started): Promise<ResyncRunView | null> {
  try {
    return (await workstation.ask('resync.start', asked)).run;
  } catch (error) {
    const nothing = error instanceof ProblemError && error.problem.code === 'NOTHING_SELECTED';
    if (nothing && 'behind' in asked.phones) return null;
    throw error;
  }
}

/** False when the wait was over first. */
async function followToEnd(
  tools: CommandTools,
  workstation: Workstation,
  progress: ResyncProgress,
  run: ResyncRunView,
  waitMs: number,
): Promise<boolean> {
  const { clock } = tools.around;
  const endMs = clock.monotonicMs() + waitMs;
  let ended = false;
  let said = run.note;
  const catchUp = async (): Promise<void> => {
    const shown = await workstation.ask('resync.show', { id: run.id });
    for (const { steps } of shown.phones) for (const step of steps) progress.told(run.id, step);
    ended = shown.run.endedAt !== null;
    const { note, state } = shown.run;
    if (note !== said && !tools.json) tools.note(note ?? `Run ${run.id} is ${state}.`);
    said = note;
  };
  if (said !== null && !tools.json) tools.note(said);
  while (!ended && !progress.complete) {
    const leftMs = endMs - clock.monotonicMs();
    if (leftMs <= 0) break;
    const heard = await progress.nextStep(clock, Math.min(quietMs, leftMs));
    if (!heard) await catchUp();
  }
  return progress.complete || ended;
}

function waitOver(runId: number, open: number, waitMs: number): Problem {
  return {
    code: 'RESYNC_WAIT_OVER',
    message: `The wait of ${waitMs / 1000} s is over and ${counted(open, 'phone')} not done yet.`,
    remedy: `Run ${runId} goes on: wait longer next time, or look at "status" and "phones list".`,
  };
}

function showStep(tools: CommandTools, { mac, step, at, detail }: StepReport): void {
  tools.show({ mac, step, at, detail }, () => printable(`${at.slice(11, 19)}  ${mac}  ${step.padEnd(10)}  ${detail}`));
}

function showRun(tools: CommandTools, { id, total, done, failed }: Counts): void {
  tools.show({ run: { id, total, done, failed } }, () => {
    if (total === 0) return 'Nothing to resync.';
    return `Run ${id}: ${counted(total, 'phone')}, ${done} done, ${failed} failed.`;
  });
}
