import type { RequestView } from '../../../electron/contract/activity';

export type Folded<Row> = Row & {
  /** Lines of the same peer that this one stands for, itself included; 1 for a line of its own. */
  readonly lines: number;
  /** When the oldest of them came. */
  readonly from: string;
};

/** Lines of a blocked peer that stay before the rest is folded. */
const kept = 2;

/** A flood must not push everything else out of sight: of one blocked peer's lines in a row, all but the first few become one.
 *  @param opened peers whose lines are shown one by one */
export function foldRepeats<Row extends Pick<RequestView, 'id' | 'at' | 'remote' | 'reason'>>(
  rows: readonly Row[],
  opened: ReadonlySet<string>,
): Folded<Row>[] {
  const folded: Folded<Row>[] = [];
  for (let index = 0; index < rows.length;) {
    const run = runFrom(rows, index);
    const first = run[kept];
    const whole = run.length <= kept + 1 || first === undefined || opened.has(first.remote);
    for (const row of whole ? run : run.slice(0, kept)) folded.push({ ...row, lines: 1, from: row.at });
    if (!whole) folded.push({ ...first, lines: run.length - kept, from: run.at(-1)?.at ?? first.at });
    index += run.length;
  }
  return folded;
}

function runFrom<Row extends Pick<RequestView, 'remote' | 'reason'>>(rows: readonly Row[], start: number): Row[] {
  const first = rows[start];
  if (!first || first.reason !== 'guarded') return rows.slice(start, start + 1);
  const end = rows.findIndex((row, at) => at > start && (row.reason !== 'guarded' || row.remote !== first.remote));
  return rows.slice(start, end < 0 ? rows.length : end);
}
