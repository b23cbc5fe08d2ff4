// Who has a revision, who does not, and why.
import { phoneStates, type PhoneState } from '../../core/phones/phone-state';
import { rfc3339 } from '../../core/shared/rfc3339';
import { fail, ok, type Result } from '../../core/shared/result';
import type { Publishing } from '../configs/publishing';
import type { TableFormat } from '../phones/phone-list';
import { phoneView, type ViewContext } from '../phones/phone-view';
import type { PhoneRecord } from '../phones/phone-store';
import type { SiteState, Surroundings } from '../site-state';
import type { TimingSettingsBook } from '../timing/timing-settings';
import { guardFormulas } from './guard-formulas';
import { behindWords } from './why-behind';

export interface RevisionRow {
  readonly mac: string;
  readonly name: string;
  readonly group: string | null;
  readonly model: string;
  /** Of its first line. */
  readonly extension: string;
  readonly has: boolean;
  readonly revision: number | null;
  readonly state: PhoneState;
  readonly why: string;
  readonly lastFetchAt: number | null;
  readonly nextCheckAt: number | null;
}

export interface RevisionReport {
  readonly site: string;
  readonly revision: number;
  readonly message: string;
  readonly publishedAt: number;
  readonly at: number;
  readonly timeZone: string;
  readonly have: number;
  readonly total: number;
  readonly rows: readonly RevisionRow[];
}

export interface RevisionReportParts {
  readonly state: SiteState;
  readonly around: Pick<Surroundings, 'clock' | 'awaySpans'>;
  readonly publishing: Pick<Publishing, 'history' | 'requireRevision'>;
  readonly views: () => ViewContext;
  readonly settings: Pick<TimingSettingsBook, 'grace'>;
  readonly format: Pick<TableFormat, 'write'>;
}

const lookBackMs = 60 * 24 * 60 * 60_000;

/** A phone has a revision when its content is that of the revision or of a newer one. In small steps. Problem REVISION_UNKNOWN. */
export function* revisionReport(parts: RevisionReportParts, number?: number): Generator<void, Result<RevisionReport>> {
  const { state, around, publishing } = parts;
  const [newest] = publishing.history();
  if (number === undefined && !newest) return fail(nothingPublished);
  const known = publishing.requireRevision(number ?? newest?.number ?? 0);
  if (!known.ok) return known;
  const revision = known.value;
  const views = parts.views();
  const now = around.clock.now();
  const timeZone = state.layers.siteFacts('published').timeZone || 'UTC';
  const why = behindWords({
    now,
    timeZone,
    away: around.awaySpans(now - lookBackMs),
    grace: parts.settings.grace,
    dueAt: (phone) => views.outlook.dueAt(phone),
  });
  const rowOf = (phone: PhoneRecord): RevisionRow => {
    const view = phoneView(phone, views);
    const has = view.revision !== null && view.revision >= revision.number;
    return {
      mac: phone.mac,
      name: view.facts.name,
      group: view.facts.group,
      model: phone.model,
      extension: view.facts.lines[0]?.extension ?? '',
      has,
      revision: view.revision,
      state: view.state,
      why: has ? '' : why(view),
      lastFetchAt: phone.lastFetch?.at ?? null,
      nextCheckAt: view.nextCheckAt,
    };
  };
  const placed: { readonly row: RevisionRow; readonly place: string }[] = [];
  for (const phone of state.phones.all()) {
    const row = rowOf(phone);
    placed.push({ row, place: placeOf(row) });
    yield;
  }
  const rows = placed.sort((a, b) => (a.place < b.place ? -1 : 1)).map(({ row }) => row);
  yield;
  return ok({
    site: state.site.name,
    revision: revision.number,
    message: revision.message,
    publishedAt: revision.at,
    at: now,
    timeZone,
    have: rows.filter(({ has }) => has).length,
    total: rows.length,
    rows,
  });
}

/** Who does not have it first, then by state and name, numbers in names by their value. */
function placeOf({ has, state, name, mac }: RevisionRow): string {
  const words = name.toLowerCase().replaceAll(/\d+/g, (number) => number.padStart(8, '0'));
  return `${has ? 1 : 0}${phoneStates.indexOf(state)} ${words} ${mac}`;
}

const columns = [
  'mac',
  'name',
  'group',
  'model',
  'extension',
  'has',
  'revision',
  'state',
  'why',
  'last_fetch',
  'next_check',
] as const;

/** Rows written in one step: a few milliseconds. */
const writtenAtOnce = 100;

/** `Harbour office r42 2026-11-24.csv` and its text; times in the zone of the site. */
export function* revisionTable(
  report: RevisionReport,
  format: Pick<TableFormat, 'write'>,
): Generator<void, { readonly name: string; readonly csv: string }> {
  const { timeZone } = report;
  const time = (at: number | null): string => (at === null ? '' : rfc3339(at, timeZone));
  const cellsOf = (row: RevisionRow): Record<(typeof columns)[number], string> =>
    guardFormulas({
      mac: row.mac,
      name: row.name,
      group: row.group ?? '',
      model: row.model,
      extension: row.extension,
      has: row.has ? 'yes' : 'no',
      revision: row.revision === null ? '' : `r${row.revision}`,
      state: row.state,
      why: row.why,
      last_fetch: time(row.lastFetchAt),
      next_check: time(row.nextCheckAt),
    });
  const head = format.write(columns, []);
  const parts = [head];
  for (let at = 0; at < report.rows.length; at += writtenAtOnce) {
    const rows = report.rows.slice(at, at + writtenAtOnce).map(cellsOf);
    parts.push(format.write(columns, rows).slice(head.length));
    yield;
  }
  const day = rfc3339(report.at, timeZone).slice(0, 10);
  return { name: `${fileName(report.site)} r${report.revision} ${day}.csv`, csv: parts.join('') };
}

/** Fit for any file system. */
function fileName(text: string): string {
  const safe = text.replaceAll(/[^\p{L}\p{N} _-]+/gu, '-').replace(/^[ .-]+/, '');
  return safe.slice(0, 60).trim() || 'Site';
}

const nothingPublished = {
  code: 'REVISION_UNKNOWN',
  message: 'Nothing was published yet.',
  remedy: 'Publish the draft first.',
} as const;
