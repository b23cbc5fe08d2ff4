// What schedules do when their time has come, through what other features offer.
import type { ScheduleAction } from '../../core/schedules/schedule';
import { phonesWords, scheduleName } from '../../core/schedules/schedule-words';
import { parseScope, siteScope, type Scope } from '../../core/configs/scope';
import type { Problem } from '../../core/shared/problem';
import { fail, ok, type Result } from '../../core/shared/result';
import type { ConfigService } from '../configs/config-service';
import type { Published, Publishing } from '../configs/publishing';
import { libraryProblems } from '../library/library-problems';
import type { LibraryService } from '../library/library-service';
import { selectPhones, type PhoneSelection } from '../phones/select-phones';
import type { ResyncService, RunSummary } from '../resync/resync-service';
import type { SiteState, Surroundings } from '../site-state';
import type { CatchUp } from '../timing/catch-up';
import { followRun } from './follow-run';
import type { ScheduleHost } from './schedule-host';
import type { ScheduleRecord, ScheduleRunRecord, ScheduleStore, StoredSelection } from './schedule-store';

export interface ActionParts {
  readonly state: SiteState;
  readonly around: Pick<Surroundings, 'clock'>;
  readonly host: ScheduleHost;
  readonly store: Pick<ScheduleStore, 'removeOldRuns'>;
  readonly resync: Pick<ResyncService, 'start' | 'run' | 'watch'>;
  readonly publishing: Pick<Publishing, 'prepare' | 'publish' | 'settle' | 'revision'>;
  readonly configs: Pick<ConfigService, 'discard'>;
  readonly library: Pick<LibraryService, 'list' | 'assign'>;
  readonly catchUp: Pick<CatchUp, 'catchUpNow'>;
  readonly reports: RevisionTables;
}

/** Who has the newest revision, as a table, worked out in small steps. */
export interface RevisionTables {
  revisionCsv(): Generator<
    void,
    Result<{ readonly name: string; readonly csv: string; readonly have: number; readonly total: number }>
  >;
}

export interface ActionEnd {
  readonly state: 'done' | 'failed';
  readonly outcome: string;
}

/** Tells how far it is. */
export type Progress = (outcome: string, resyncRunId?: number) => void;

type Action = (schedule: ScheduleRecord, progress: Progress) => ActionEnd | Promise<ActionEnd>;

/** Of each schedule. */
export const runsKept = 1_000;

export class ScheduleActions {
  constructor(private readonly parts: ActionParts) {}

  perform(schedule: ScheduleRecord, progress: Progress): ActionEnd | Promise<ActionEnd> {
    return this.actions[schedule.work.do](schedule, progress);
  }

  /** What the end of the program broke off and goes on without us: a resync run. Null when nothing goes on. */
  goOn({ resyncRunId, outcome }: ScheduleRunRecord): ActionEnd | Promise<ActionEnd> | null {
    const known = resyncRunId === null ? null : this.parts.resync.run(resyncRunId);
    // A paused one waits for a person.
    if (!known?.ok || known.value.run.state === 'paused') return null;
    const { run } = known.value;
    return run.endedAt === null ? this.end(run, outcome) : endOf(run, outcome);
  }

  private readonly actions: Readonly<Record<ScheduleAction, Action>> = {
    resync: (schedule, progress) => {
      const { phones } = schedule.work;
      return this.resync(this.present(phones ?? { all: true }), schedule, progress);
    },
    publish: (schedule, progress) => this.publish(schedule, progress),
    backup: () => this.backup(),
    report: () => this.report(),
    'clean-up': () => this.cleanUp(),
    'catch-up': (_schedule, progress) => this.catchUp(progress),
    'firmware-wave': (schedule, progress) => this.firmwareWave(schedule, progress),
  };

  private resync(
    selection: PhoneSelection,
    schedule: ScheduleRecord,
    progress: Progress,
    lead = '',
  ): ActionEnd | Promise<ActionEnd> {
    const started = this.parts.resync.start(selection, causeOf(schedule));
    if (!started.ok) return failed(started.problem, lead);
    if (started.value.total === 0) return { state: 'done', outcome: `${lead}Nothing to resync: ${none(selection)}` };
    return this.follow(started.value, progress, lead);
  }

  private async follow(run: RunSummary, progress: Progress, lead = ''): Promise<ActionEnd> {
    const words = `${lead}Resync run ${run.id} over ${counted(run.total)}`;
    progress(words, run.id);
    return this.end(run, words);
  }

  private async end(run: RunSummary, words: string): Promise<ActionEnd> {
    return endOf(await followRun(this.parts.resync, run), words);
  }

  private async publish(schedule: ScheduleRecord, progress: Progress): Promise<ActionEnd> {
    const { message, layers, phones } = schedule.work;
    const scopes = layers === undefined ? ok(undefined) : scopesOf(layers);
    if (!scopes.ok) return failed(scopes.problem);
    const before = this.parts.publishing.revision;
    const published = await this.publishNow(message ?? causeOf(schedule), scopes.value);
    if (!published.ok) return failed(published.problem);
    const { revision, changedPhones } = published.value;
    if (revision === before) return { state: 'done', outcome: `Nothing new to publish, still r${revision}` };
    const outcome = `r${revision}, ${counted(changedPhones.length)} changed`;
    if (phones === null) return { state: 'done', outcome };
    const chosen = selectPhones(this.parts.state, this.present(phones));
    if (!chosen.ok) return failed(chosen.problem, `${outcome}. `);
    const changed = new Set(changedPhones.map(({ id }) => id));
    const macs = chosen.value.filter(({ id }) => changed.has(id)).map(({ mac }) => mac);
    if (macs.length === 0) return { state: 'done', outcome: `${outcome}; none of ${phonesWords(phones)}` };
    return this.resync({ macs }, schedule, progress, `${outcome}. `);
  }

  private async publishNow(message: string, scopes?: readonly Scope[]): Promise<Result<Published>> {
    const { host, publishing } = this.parts;
    await host.inTurns(publishing.prepare());
    const published = publishing.publish(message, 'schedule', scopes);
    await host.inTurns(publishing.settle());
    return published;
  }

  private async backup(): Promise<ActionEnd> {
    const now = Temporal.Instant.fromEpochMilliseconds(Math.trunc(this.parts.around.clock.now()));
    const local = now.toZonedDateTimeISO(this.parts.state.layers.siteFacts('draft').timeZone).toPlainDateTime();
    const stamp = local.toString({ smallestUnit: 'second' }).replace('T', '-').replaceAll(':', '');
    const made = await this.parts.host.backup(stamp);
    if (!made.ok) return failed(made.problem);
    const megabytes = Math.max(0.1, made.value.bytes / 1e6).toFixed(1);
    return { state: 'done', outcome: `${made.value.name}, ${megabytes} MB` };
  }

  private async report(): Promise<ActionEnd> {
    const { reports, host } = this.parts;
    const report = await this.inTurns(reports.revisionCsv());
    if (!report.ok) return failed(report.problem);
    const { name, csv, have, total } = report.value;
    const saved = await host.saveReport(name, csv);
    if (!saved.ok) return failed(saved.problem);
    return {
      state: 'done',
      outcome: `${have} of ${counted(total)} ${total === 1 ? 'has' : 'have'} it: ${saved.value}`,
    };
  }

  private async cleanUp(): Promise<ActionEnd> {
    const { host, store, state } = this.parts;
    await host.tidyLedger();
    const removed = store.removeOldRuns(state.site.id, runsKept);
    const runs = removed === 1 ? '1 old schedule run' : `${removed} old schedule runs`;
    return { state: 'done', outcome: `Request log tidied, ${runs} removed` };
  }

  private catchUp(progress: Progress): ActionEnd | Promise<ActionEnd> {
    const started = this.parts.catchUp.catchUpNow();
    if (started.ok) return this.follow(started.value, progress);
    if (started.problem.code === 'NOTHING_TO_CATCH_UP') return { state: 'done', outcome: 'No phone found nobody' };
    return failed(started.problem);
  }

  /** An assignment is a fact of the site, and a scope is published as a whole: whatever else is drafted there must not go with it. */
  private async firmwareWave(schedule: ScheduleRecord, progress: Progress): Promise<ActionEnd> {
    const { firmware } = schedule.work;
    if (!firmware) throw new Error('a firmware wave without firmware');
    const { group } = firmware;
    const assigned = await this.assign(firmware);
    if (!assigned.ok) return failed(assigned.problem);
    if (assigned.value === 'told already') {
      return this.resync({ group }, schedule, progress, `Group ${group} was told of it before. `);
    }
    const published = await this.publishNow(causeOf(schedule), [siteScope]);
    if (!published.ok) {
      this.parts.configs.discard(siteScope);
      return failed(published.problem);
    }
    return this.resync({ group }, schedule, progress, `r${published.value.revision}. `);
  }

  private async assign({
    file,
    group,
  }: {
    readonly file: string;
    readonly group: string;
  }): Promise<Result<'told already' | 'drafted'>> {
    const { library, state } = this.parts;
    const known = (await library.list()).find(({ name }) => name.toLowerCase() === file.toLowerCase());
    if (!known) return fail(libraryProblems.fileUnknown());
    if (state.layers.drafts().some(({ scope }) => scope === 'site')) return fail(draftInTheWay());
    const { id, models, version, groups } = known;
    if (version !== null && (groups === null || groups.includes(group))) return ok('told already');
    const given = library.assign(id, { models, version, groups: [...(groups ?? []), group] });
    return given.ok ? ok('drafted') : given;
  }

  private async inTurns<T>(steps: Generator<void, T>): Promise<T> {
    const end: { value?: T } = {};
    await this.parts.host.inTurns(
      (function* () {
        end.value = yield* steps;
      })(),
    );
    return end.value as T;
  }

  /** Phones that were removed since are left out; when none is left, the run says which one is missing. */
  private present(phones: StoredSelection): PhoneSelection {
    const selection = phones as PhoneSelection;
    if (!('macs' in selection)) return selection;
    const macs = selection.macs.filter((mac) => this.parts.state.phones.find(mac));
    return macs.length > 0 ? { macs } : selection;
  }
}

/** What it disturbs phones with. */
export function isAboutPhones({ work }: Pick<ScheduleRecord, 'work'>): boolean {
  if (work.do === 'publish') return work.phones !== null;
  return work.do === 'resync' || work.do === 'catch-up' || work.do === 'firmware-wave';
}

/** Problem SCOPE_INVALID. */
export function scopesOf(layers: readonly string[]): Result<Scope[]> {
  const scopes: Scope[] = [];
  for (const layer of layers) {
    const scope = parseScope(layer);
    if (!scope.ok) return scope;
    scopes.push(scope.value);
  }
  return ok(scopes);
}

function causeOf(schedule: ScheduleRecord): string {
  return `Schedule ${schedule.id}: ${scheduleName(schedule)}`;
}

/** Nobody done is a failure; one of many in a drawer is none. */
function endOf({ total, done, failed: failures }: RunSummary, words: string): ActionEnd {
  const outcome = failures === 0 ? `${words}: all done` : `${words}: ${done} done, ${failures} failed`;
  return { state: total > 0 && failures === total ? 'failed' : 'done', outcome };
}

function failed({ message, remedy }: Problem, lead = ''): ActionEnd {
  return { state: 'failed', outcome: `${lead}${message} ${remedy}` };
}

function counted(phones: number): string {
  return phones === 1 ? '1 phone' : `${phones} phones`;
}

function none(selection: PhoneSelection): string {
  return 'behind' in selection ? 'no phone is behind' : 'there is no phone';
}

function draftInTheWay(): Problem {
  return {
    code: 'SITE_DRAFT_PENDING',
    message: 'The site has changes that are not published yet, and telling phones of firmware would publish them too.',
    remedy: 'Publish or discard them, then run the schedule again.',
  };
}
