// Phones that found nobody while this laptop was away are resynced when it serves again. What answers no NOTIFY then has failed: on a
// laptop that sleeps every night a dead phone would otherwise be away for good.
import { ProblemError } from '../../core/shared/problem';
import type { ProblemCode } from '../../core/shared/problem-codes';
import { fail, ok, type Result } from '../../core/shared/result';
import type { Grace } from '../../core/timing/grace';
import type { CatchUpMode } from '../../core/timing/timing-settings';
import type { PhoneRecord } from '../phones/phone-store';
import type { StateCounts } from '../phones/state-counts';
import type { ResyncService, RunSummary } from '../resync/resync-service';
import type { ResyncStepRecord } from '../resync/resync-store';
import type { QuietTimes } from '../schedules/quiet-times';
import type { SiteStore } from '../settings/site-store';
import type { SiteState, Surroundings } from '../site-state';
import { awaySentence, clockWords, foundNobody, spanAround } from './absence-words';
import type { CheckPlans } from './check-plans';

/** Phones that come by themselves as soon as they find us (a retry) are not disturbed. */
const settleMs = 10_000;
/** Those whose own next check is so near are left to it, and looked at once more when it is over. */
const soonMs = 5 * 60_000;
/** An address that was gone may come back without this laptop having been away, a full disk have room. */
const againMs = 60_000;
/** So long a run that is over is told of. */
const newsMs = 12 * 60 * 60_000;
/** Nothing was sent, or not to the end: that says nothing of the phone. */
const notTried: ReadonlySet<string> = new Set(['RESYNC_UNREACHABLE', 'RESYNC_INTERRUPTED'] satisfies ProblemCode[]);
/** Runs whose failures are told as ours. */
const runsKept = 5;

export type CatchUpState = 'none' | 'waiting-for-network' | 'waiting-for-window' | 'asking' | 'running' | 'done';

export interface CatchUpView {
  readonly mode: CatchUpMode;
  readonly state: CatchUpState;
  readonly phones: number;
  /** A sentence; empty when there is nothing to say. */
  readonly why: string;
  readonly run: RunSummary | null;
}

export interface CatchUpParts {
  readonly state: Pick<SiteState, 'site' | 'phones' | 'layers'>;
  readonly around: Pick<Surroundings, 'clock' | 'awaySpans' | 'wake' | 'toldState' | 'announce'>;
  readonly timing: Pick<CheckPlans, 'outlook'>;
  readonly states: Pick<StateCounts, 'idsIn'>;
  readonly resync: Pick<ResyncService, 'start' | 'goOn' | 'summaryOf' | 'isInRun' | 'watch'>;
  readonly settings: {
    readonly current: { readonly catchUp: CatchUpMode };
    readonly grace: Grace;
    watch(watcher: () => void): () => void;
  };
  readonly quiet: QuietTimes;
  readonly store: Pick<SiteStore, 'setting' | 'saveSettingLater'>;
}

/** Kept over a restart: a run goes on then, and what was dismissed stays so. */
interface Kept {
  /** Newest first. */
  readonly runs: readonly { readonly id: number; readonly why: string; readonly away: string }[];
  /** Checks before are not asked about any more. */
  readonly dismissedAt: number;
  /** The newest run is no news any more. */
  readonly seen: boolean;
}

interface Absent {
  readonly phone: PhoneRecord;
  readonly dueAt: number;
}

interface Found {
  readonly phones: readonly Absent[];
  /** Whose fault, without a full stop. */
  readonly away: string;
  /** These were told an address that is gone: on another network it is not their fault that they can't be reached. */
  readonly stranded: readonly Absent[];
}

export class CatchUp {
  private phase: 'idle' | 'settling' | 'network' | 'window' | 'asking' = 'idle';
  private kept: Kept;
  private lastRun: RunSummary | null = null;
  private cancelTimer = (): void => undefined;
  private stopHearing: (() => void)[] = [];

  constructor(private readonly parts: CatchUpParts) {
    const saved = parts.store.setting(this.settingName);
    // Written by `keep` alone.
    this.kept = saved === null ? { runs: [], dismissedAt: 0, seen: true } : (JSON.parse(saved) as Kept);
  }

  /** Waits for the end of absences; the one before this start of the program included. */
  start(): void {
    const { around, resync, quiet, settings } = this.parts;
    this.stopHearing = [
      around.wake.onWake(() => this.settle()),
      resync.watch((step) => this.noteStep(step)),
      settings.watch(() => {
        if (this.phase !== 'idle' && this.phase !== 'settling') this.look('first');
      }),
      quiet.watch(() => {
        if (this.phase === 'window') this.look('first');
      }),
    ];
  }

  stop(): void {
    this.cancelTimer();
    this.phase = 'idle';
    for (const stop of this.stopHearing.splice(0)) stop();
  }

  /** Resyncs every phone that found nobody, whatever the setting says. While that goes on already, its run. Problem
   *  NOTHING_TO_CATCH_UP. */
  catchUpNow(): Result<RunSummary> {
    const found = this.found('asked-for');
    if (found.phones.length > 0) {
      this.cancelTimer();
      this.phase = 'idle';
      return this.resync(found);
    }
    const run = this.newestRun();
    if (run?.endedAt === null) return ok(run);
    return fail({
      code: 'NOTHING_TO_CATCH_UP',
      message: 'No phone is waiting to be caught up with.',
      remedy: 'Phones that found nobody have come since, or were resynced. To resync others, choose them in the list.',
    });
  }

  /** "Not now": these phones come by themselves. */
  dismiss(): void {
    this.cancelTimer();
    this.phase = 'idle';
    this.keep({ ...this.kept, dismissedAt: this.parts.around.clock.now(), seen: true });
    this.parts.around.announce('phones');
  }

  view(): CatchUpView {
    const { settings, around } = this.parts;
    const mode = settings.current.catchUp;
    const nothing = { mode, state: 'none', phones: 0, why: '', run: null } as const;
    const run = this.newestRun();
    const why = this.kept.runs[0]?.why ?? '';
    if (run?.endedAt === null) return { mode, state: 'running', phones: run.total, why, run };
    const isAway = around.awaySpans(around.clock.now()).some(({ to }) => to === Infinity);
    if (mode !== 'never' && (isAway || this.phase !== 'idle')) {
      const found = this.found('automatic');
      const { length } = this.phase === 'network' ? found.stranded : found.phones;
      if (length > 0) {
        const waiting = this.phase === 'window' ? 'waiting-for-window' : 'asking';
        const now =
          isAway || this.phase === 'network' ? 'waiting-for-network' : this.phase === 'settling' ? 'none' : waiting;
        const whyWaiting = now === 'waiting-for-window' ? this.waitingWords() : '';
        return { mode, state: now, phones: length, why: foundNobody(found.away, length) + whyWaiting, run: null };
      }
    }
    const isNews = run?.endedAt && around.clock.now() - run.endedAt < newsMs && !this.kept.seen;
    return isNews ? { mode, state: 'done', phones: run.total, why, run } : nothing;
  }

  private waitingWords(): string {
    const { quiet, around, state } = this.parts;
    const until = quiet.isQuiet(around.clock.now());
    const time = until === null ? '' : ` at ${clockWords(until, state.layers.siteFacts('draft').timeZone)}`;
    return ` They are resynced${time}, when the maintenance window is over.`;
  }

  private settle(): void {
    this.cancelTimer();
    // A second look that was still to come is part of this one.
    this.phase = 'settling';
    if (this.newestRun()?.endedAt !== null) this.keep({ ...this.kept, seen: true });
    this.cancelTimer = this.parts.around.clock.after(settleMs, () => this.look('first'));
    // Phones are away now that looked in order before the night.
    this.parts.around.announce('phones');
  }

  /** `first`: phones that come soon by themselves are left out; then there is one more look, at those too. */
  private look(which: 'first' | 'last'): void {
    try {
      this.lookNow(which);
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      // On a full disk no run begins.
      this.phase = 'settling';
      this.cancelTimer = this.parts.around.clock.after(againMs, () => this.look(which));
    }
  }

  private lookNow(which: 'first' | 'last'): void {
    this.cancelTimer();
    const { settings, quiet, around } = this.parts;
    this.phase = 'idle';
    const mode = settings.current.catchUp;
    if (mode === 'always') this.goOnAfterRestart();
    const found = mode === 'never' ? null : this.found('automatic');
    const now = around.clock.now();
    if (!found) return around.announce('phones');
    const quietUntil = quiet.isQuiet(now);
    if (found.phones.length === 0) this.waitForAddress(found);
    else if (mode === 'ask') this.phase = 'asking';
    else if (quietUntil !== null) {
      this.phase = 'window';
      this.cancelTimer = around.clock.after(quietUntil - now, () => this.look('first'));
    } else {
      const outlook = this.parts.timing.outlook();
      const isLeft = ({ phone }: Absent): boolean => which === 'first' && isSoon(outlook.nextCheckAt(phone), now);
      const phones = found.phones.filter((one) => !isLeft(one));
      if (phones.length > 0) this.resync(this.foundOf(phones));
      if (phones.length < found.phones.length)
        this.cancelTimer = around.clock.after(soonMs + settleMs, () => this.look('last'));
      else this.waitForAddress(found);
    }
    around.announce('phones');
  }

  /** A run that the end of the program broke off waits for a person, who may not want it any more; this one is wanted. One that a
   *  person paused has no note. For the end of a maintenance window it waits by itself. */
  private goOnAfterRestart(): void {
    const run = this.newestRun();
    if (run?.endedAt === null && run.state === 'paused' && run.note !== null) this.parts.resync.goOn(run.id);
  }

  private waitForAddress({ stranded }: Found): void {
    if (stranded.length === 0) return;
    this.phase = 'network';
    this.cancelTimer = this.parts.around.clock.after(againMs, () => this.look('first'));
  }

  /** `automatic`: but for phones a person did not want to be asked about, and those that were resynced since in vain. */
  private found(why: 'automatic' | 'asked-for'): Found {
    const { state, around, timing, resync, states } = this.parts;
    const outlook = timing.outlook();
    const phones: Absent[] = [];
    const stranded: Absent[] = [];
    // One that failed once may have found nobody since.
    for (const id of [...states.idsIn('away'), ...states.idsIn('failed')]) {
      const phone = state.phones.get(id);
      if (!phone || outlook.absence(phone) !== 'away' || resync.isInRun(id)) continue;
      const dueAt = outlook.dueAt(phone) ?? 0;
      if (why === 'automatic') {
        const { trouble, lastFetch } = phone;
        const wasTried = trouble?.kind === 'resync' && trouble.at > dueAt && !notTried.has(trouble.problem.code);
        if (wasTried || dueAt <= this.kept.dismissedAt) continue;
        if (lastFetch && around.toldState(lastFetch.toldBaseUrl) === 'gone') {
          stranded.push({ phone, dueAt });
          continue;
        }
      }
      phones.push({ phone, dueAt });
    }
    return this.foundOf(phones, stranded);
  }

  private foundOf(phones: readonly Absent[], stranded: readonly Absent[] = []): Found {
    const { state, around, settings } = this.parts;
    const dues = new Map<number, number>();
    for (const { dueAt } of phones.length > 0 ? phones : stranded) dues.set(dueAt, (dues.get(dueAt) ?? 0) + 1);
    const spans = around.awaySpans(Math.min(...dues.keys()) - settings.grace.beforeMs);
    const faults = [...dues].flatMap(([dueAt, count]) => {
      const span = spanAround(spans, dueAt, settings.grace);
      return span ? [{ span, count }] : [];
    });
    return { phones, stranded, away: awaySentence(faults, state.layers.siteFacts('draft').timeZone) };
  }

  private resync(found: Found): Result<RunSummary> {
    const { resync } = this.parts;
    const why = foundNobody(found.away, found.phones.length);
    const run = resync.start({ macs: found.phones.map(({ phone }) => phone.mac) }, why.replace(/\.$/, ''));
    if (!run.ok) return run;
    const runs = [{ id: run.value.id, why, away: found.away }, ...this.kept.runs].slice(0, runsKept);
    this.keep({ ...this.kept, runs, seen: false });
    return run;
  }

  /** Silence after a night in which we were away means more than silence at any other time: it says so. */
  private noteStep({ runId, phoneId, step, problem }: ResyncStepRecord): void {
    if (step !== 'failed' || problem?.code !== 'RESYNC_NO_ANSWER') return;
    const ours = this.kept.runs.find(({ id }) => id === runId);
    const phone = this.parts.state.phones.get(phoneId);
    if (!ours || phone?.trouble?.kind !== 'resync') return;
    const message = `No answer to the catch-up. ${ours.away}, and the phone has not come since. ${problem.message}`;
    this.parts.state.phones.updateSoon(phoneId, { trouble: { ...phone.trouble, problem: { ...problem, message } } });
  }

  private newestRun(): RunSummary | null {
    const [newest] = this.kept.runs;
    if (!newest) return null;
    // What is over changes no more, and is asked for again and again.
    if (this.lastRun?.id !== newest.id || this.lastRun.endedAt === null)
      this.lastRun = this.parts.resync.summaryOf(newest.id);
    return this.lastRun;
  }

  private keep(kept: Kept): void {
    if (JSON.stringify(kept) === JSON.stringify(this.kept)) return;
    this.kept = kept;
    // From timers too, which no full disk may break.
    this.parts.store.saveSettingLater(this.settingName, JSON.stringify(kept));
  }

  private get settingName(): string {
    return `catch-up of site ${this.parts.state.site.id}`;
  }
}

function isSoon(nextCheckAt: number | null, now: number): boolean {
  return nextCheckAt !== null && nextCheckAt - now <= soonMs;
}
