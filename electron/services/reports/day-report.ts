// One day of a site on one page: what phones asked, what was done, and who needs somebody.
import { rfc3339 } from '../../core/shared/rfc3339';
import type { PhoneState } from '../../core/phones/phone-state';
import type { AwaySpan } from '../../core/timing/away-span';
import { localMoment } from '../../core/timing/local-moment';
import { joinSpans, type TimeSpan } from '../../core/timing/time-spans';
import type { RequestLedger } from '../activity/request-ledger';
import type { Publishing } from '../configs/publishing';
import { phoneView, type PhoneView, type ViewContext } from '../phones/phone-view';
import type { ResyncStore } from '../resync/resync-store';
import type { ScheduleStore } from '../schedules/schedule-store';
import type { SiteState, Surroundings } from '../site-state';
import type { TimingSettingsBook } from '../timing/timing-settings';
import { behindWords } from './why-behind';

export interface DayFigure {
  readonly label: string;
  readonly value: string;
  readonly detail: string;
}

export interface DayReport {
  readonly site: string;
  readonly day: string;
  readonly timeZone: string;
  readonly at: number;
  readonly figures: readonly DayFigure[];
  /** As it is now, whatever the day. */
  readonly needYou: readonly {
    readonly mac: string;
    readonly name: string;
    readonly state: PhoneState;
    readonly why: string;
  }[];
  readonly away: readonly AwaySpan[];
  readonly happened: readonly { readonly at: number; readonly words: string }[];
}

export interface DayReportParts {
  readonly state: SiteState;
  readonly around: Pick<Surroundings, 'clock' | 'awaySpans'>;
  readonly ledger: Pick<RequestLedger, 'summary' | 'downloadMinutes'>;
  readonly publishing: Pick<Publishing, 'history'>;
  readonly resync: Pick<ResyncStore, 'runs' | 'counts'>;
  readonly schedules: Pick<ScheduleStore, 'all' | 'runsBetween'>;
  readonly views: () => ViewContext;
  readonly settings: Pick<TimingSettingsBook, 'grace'>;
}

type InTurns = (steps: Iterable<void>) => Promise<void>;

const mostNeedingYou = 500;
/** Runs looked through for those of the day, newest first. */
const mostRuns = 5000;
const lookBackMs = 60 * 24 * 60 * 60_000;

/** `day` is `YYYY-MM-DD` in the zone of the site, today when left out. `inTurns` takes steps a few at a time. */
export async function dayReport(parts: DayReportParts, day: string | undefined, inTurns: InTurns): Promise<DayReport> {
  const { state, around, ledger } = parts;
  const now = around.clock.now();
  const timeZone = state.layers.siteFacts('published').timeZone || 'UTC';
  const asked = day ?? rfc3339(now, timeZone).slice(0, 10);
  const span = spanOfDay(asked, timeZone);
  const within = (at: number): boolean => at >= span.from && at < span.to;
  const ledgerSpan = { fromAt: span.from, toAt: span.to };
  const [requests, minutes] = await Promise.all([
    ledger.summary(state.site.id, { ...ledgerSpan, bucketMs: span.to - span.from }),
    ledger.downloadMinutes(state.site.id, ledgerSpan),
  ]);
  const phones = await lookAtPhones(parts, now, timeZone, inTurns);
  const revisions = parts.publishing.history().filter(({ at }) => within(at));
  const runs = parts.resync
    .runs(state.site.id, mostRuns)
    .filter(({ startedAt }) => within(startedAt))
    .map((run) => ({ ...run, ...parts.resync.counts(run.id) }));
  const names = new Map(parts.schedules.all(state.site.id).map(({ id, name }) => [id, name || `Schedule ${id}`]));
  const jobs = parts.schedules.runsBetween(state.site.id, span.from, span.to);
  const away = around.awaySpans(span.from).filter(({ from, to }) => from < Math.min(span.to, now) && to > span.from);
  const awayMs = joinSpans(
    away.map(({ from, to }) => ({ from: Math.max(from, span.from), to: Math.min(to, span.to, now) })),
  ).reduce((sum, { from, to }) => sum + to - from, 0);
  const checks = sumOf(minutes, ({ checks: count }) => count);
  const resyncs = sumOf(minutes, ({ resyncs: count }) => count);
  const [done, failed] = [sumOf(runs, (run) => run.done), sumOf(runs, (run) => run.failed)];
  const failedJobs = jobs.filter((job) => job.state === 'failed' || job.state === 'interrupted').length;
  const listed =
    phones.needYou.length > mostNeedingYou ? `the first ${mostNeedingYou} are listed below` : 'listed below, as of now';
  return {
    site: state.site.name,
    day: asked,
    timeZone,
    at: now,
    figures: [
      {
        label: 'In sync now',
        value: `${phones.inSync} of ${phones.total}`,
        detail: `r${phones.revision} is published`,
      },
      {
        label: 'Need you now',
        value: String(phones.needYou.length),
        detail: phones.needYou.length === 0 ? '' : listed,
      },
      { label: 'Downloads by themselves', value: String(checks), detail: 'at their check or at start-up' },
      { label: 'Downloads after a resync', value: String(resyncs), detail: runWords(runs.length, done, failed) },
      {
        label: 'Requests served',
        value: String(requests.served),
        detail: requests.served === 0 ? '' : sizeWords(requests.bytes),
      },
      {
        label: 'Requests refused',
        value: String(requests.refused + requests.blocked),
        detail: requests.blocked === 0 ? '' : `${requests.blocked} of them from blocked addresses`,
      },
      {
        label: 'Published',
        value: String(revisions.length),
        detail: revisions
          .map(({ number }) => `r${number}`)
          .toReversed()
          .join(', '),
      },
      {
        label: 'Not serving',
        value: awayMs === 0 ? 'never' : duration(awayMs),
        detail: away.length < 2 ? '' : `${away.length} times`,
      },
      {
        label: 'Schedules run',
        value: String(jobs.filter((job) => job.state !== 'skipped').length),
        detail: failedJobs === 0 ? '' : `${failedJobs} failed`,
      },
    ],
    needYou: phones.needYou.slice(0, mostNeedingYou),
    away,
    happened: [
      ...revisions.toReversed().map(({ at, number, message, author, changedPhones }) => ({
        at,
        words: `r${number} was published by the ${author}${message === '' ? '' : `: ${message}`} (${counted(changedPhones, 'phone')} changed)`,
      })),
      ...runs.map((run) => ({
        at: run.startedAt,
        words: `Resync run ${run.id}, ${run.cause}: ${run.done} of ${run.total} done${run.failed === 0 ? '' : `, ${run.failed} failed`}`,
      })),
      ...jobs.map((job) => ({
        at: job.startedAt,
        words: `${names.get(job.scheduleId) ?? `Schedule ${job.scheduleId}`}: ${job.outcome || job.state}`,
      })),
    ].sort((a, b) => a.at - b.at),
  };
}

/** From its midnight to the next, in the zone of the site. */
function spanOfDay(day: string, timeZone: string): TimeSpan {
  const zone = { kind: 'iana', name: timeZone } as const;
  const midnight = Date.parse(`${day}T00:00:00Z`);
  return { from: localMoment(midnight, zone).atMs, to: localMoment(midnight + 24 * 60 * 60_000, zone).atMs };
}

async function lookAtPhones(
  { state, around, views, settings }: DayReportParts,
  now: number,
  timeZone: string,
  inTurns: InTurns,
): Promise<{
  readonly inSync: number;
  readonly total: number;
  readonly revision: number;
  readonly needYou: DayReport['needYou'];
}> {
  const context = views();
  const why = behindWords({
    now,
    timeZone,
    away: around.awaySpans(now - lookBackMs),
    grace: settings.grace,
    dueAt: (phone) => context.outlook.dueAt(phone),
  });
  const needYou: { mac: string; name: string; state: PhoneState; why: string }[] = [];
  let inSync = 0;
  let total = 0;
  const steps = function* (): Generator<void> {
    for (const phone of state.phones.all()) {
      const view = phoneView(phone, context);
      total++;
      if (view.state === 'inSync') inSync++;
      if (needsSomebody(view))
        needYou.push({ mac: phone.mac, name: view.facts.name, state: view.state, why: why(view) });
      yield;
    }
  };
  await inTurns(steps());
  return { inSync, total, revision: context.revision, needYou };
}

/** Nothing will mend it by itself. */
function needsSomebody({ state, asksByItself }: PhoneView): boolean {
  return state === 'failed' || state === 'missed' || (state === 'pending' && !asksByItself);
}

function runWords(runs: number, done: number, failed: number): string {
  if (runs === 0) return 'no resync run';
  return `${counted(runs, 'run')}: ${done} done${failed === 0 ? '' : `, ${failed} failed`}`;
}

function sumOf<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((sum, item) => sum + of(item), 0);
}

function counted(count: number, one: string): string {
  return `${count} ${count === 1 ? one : `${one}s`}`;
}

function sizeWords(bytes: number): string {
  if (bytes < 1e6) return `${Math.ceil(bytes / 1000)} KB`;
  return `${(bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0)} MB`;
}

function duration(ms: number): string {
  const minutes = Math.max(1, Math.round(ms / 60_000));
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  if (hours === 0) return `${rest} min`;
  return rest === 0 ? `${hours} h` : `${hours} h ${rest} min`;
}
