import { ok } from '../../core/shared/result';
import { rfc3339 } from '../../core/shared/rfc3339';
import type { HandlersOf } from './handlers';
import { finishInTurns, inTurns } from './in-turns';

export const reportsHandlers: HandlersOf<'reports'> = {
  'reports.revision': async ({ revision }, { services }) => {
    const made = await finishInTurns(services.reports.revision(revision));
    if (!made.ok) return made;
    const { timeZone, publishedAt, at, rows, ...report } = made.value;
    const time = (instant: number | null): string | null => (instant === null ? null : rfc3339(instant, timeZone));
    return ok({
      ...report,
      publishedAt: rfc3339(publishedAt, timeZone),
      at: rfc3339(at, timeZone),
      rows: rows.map((row) => ({ ...row, lastFetchAt: time(row.lastFetchAt), nextCheckAt: time(row.nextCheckAt) })),
    });
  },
  'reports.revisionCsv': async ({ revision }, { services }) => {
    const made = await finishInTurns(services.reports.revisionCsv(revision));
    return made.ok ? ok({ name: made.value.name, csv: made.value.csv }) : made;
  },
  'reports.day': async ({ day }, { services }) => {
    const report = await services.reports.day(day, inTurns);
    const time = (instant: number): string => rfc3339(instant, report.timeZone);
    return ok({
      ...report,
      at: time(report.at),
      figures: [...report.figures],
      needYou: [...report.needYou],
      away: report.away.map(({ from, to, cause }) => ({
        from: time(from),
        to: to === Infinity ? null : time(to),
        cause,
      })),
      happened: report.happened.map(({ at, words }) => ({ at: time(at), words })),
    });
  },
};
