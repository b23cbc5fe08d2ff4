import { ok, type Result } from '../../core/shared/result';
import { dayReport, type DayReport, type DayReportParts } from './day-report';
import { revisionReport, revisionTable, type RevisionReport, type RevisionReportParts } from './revision-report';

/** What a site can tell on paper. Long work comes in small steps, between which the caller lets others have their turn. */
export class Reports {
  constructor(private readonly parts: RevisionReportParts & DayReportParts) {}

  /** Of the newest revision unless told otherwise. Problem REVISION_UNKNOWN. */
  revision(number?: number): Generator<void, Result<RevisionReport>> {
    return revisionReport(this.parts, number);
  }

  /** The same as a table for a spreadsheet, with a name for its file. */
  *revisionCsv(
    number?: number,
  ): Generator<
    void,
    Result<{ readonly name: string; readonly csv: string; readonly have: number; readonly total: number }>
  > {
    const report = yield* this.revision(number);
    if (!report.ok) return report;
    const { have, total } = report.value;
    return ok({ ...(yield* revisionTable(report.value, this.parts.format)), have, total });
  }

  day(day: string | undefined, inTurns: (steps: Iterable<void>) => Promise<void>): Promise<DayReport> {
    return dayReport(this.parts, day, inTurns);
  }
}
