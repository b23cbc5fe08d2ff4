/** One row of a side-by-side view: what stood there, what will; null where a side has no line. */
export interface DiffRow {
  readonly kind: 'same' | 'changed' | 'added' | 'removed';
  readonly before: DiffLine | null;
  readonly after: DiffLine | null;
}

interface DiffLine {
  readonly number: number;
  readonly text: string;
}

/** Rows of one hunk, and how many equal lines were left out before it. */
export interface DiffHunk {
  readonly skipped: number;
  readonly rows: readonly DiffRow[];
}

const nameOf = (text: string): string => /^[^=\s"]+/.exec(text)?.[0] ?? '';

/** Sets lines of the same parameter beside each other, in the order of the old file; the rest stands alone. */
function settle(removed: DiffLine[], added: DiffLine[]): DiffRow[] {
  const rows: DiffRow[] = [];
  const left = [...added];
  for (const before of removed) {
    const name = nameOf(before.text);
    const match = name === '' ? -1 : left.findIndex((line) => nameOf(line.text) === name);
    if (match < 0) {
      rows.push({ kind: 'removed', before, after: null });
      continue;
    }
    for (const after of left.splice(0, match)) rows.push({ kind: 'added', before: null, after });
    rows.push({ kind: 'changed', before, after: left.shift() ?? null });
  }
  for (const after of left) rows.push({ kind: 'added', before: null, after });
  return rows;
}

/** Reads unified text (`@@ -1,4 +1,5 @@`, then lines with ` `, `+`, `-`). What it does not know it leaves out. */
export function readUnifiedDiff(text: string): DiffHunk[] {
  const hunks: { skipped: number; rows: DiffRow[] }[] = [];
  let removed: DiffLine[] = [];
  let added: DiffLine[] = [];
  let before = 1;
  let after = 1;
  let started = false;
  const flush = (): void => {
    hunks.at(-1)?.rows.push(...settle(removed, added));
    removed = [];
    added = [];
  };
  for (const line of text.split(/\r?\n/)) {
    const head = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/.exec(line);
    if (head) {
      flush();
      // A side without lines names the line before it.
      const from = Number(head[1]) + (head[2] === '0' ? 1 : 0);
      hunks.push({ skipped: Math.max(0, from - before), rows: [] });
      before = from;
      after = Number(head[3]) + (head[4] === '0' ? 1 : 0);
      started = true;
    } else if (started && line.startsWith('-')) {
      removed.push({ number: before, text: line.slice(1) });
      before += 1;
    } else if (started && line.startsWith('+')) {
      added.push({ number: after, text: line.slice(1) });
      after += 1;
    } else if (started && line.startsWith(' ')) {
      flush();
      hunks.at(-1)?.rows.push({
        kind: 'same',
        before: { number: before, text: line.slice(1) },
        after: { number: after, text: line.slice(1) },
      });
      before += 1;
      after += 1;
    }
  }
  flush();
  return hunks.filter((hunk) => hunk.rows.length > 0);
}

/** Where two lines of one parameter differ: the common beginning and end around the different middle. */
export function differentPart(one: string, other: string): { from: number; toOne: number; toOther: number } {
  const shorter = Math.min(one.length, other.length);
  let from = 0;
  while (from < shorter && one[from] === other[from]) from += 1;
  let end = 0;
  while (end < shorter - from && one[one.length - 1 - end] === other[other.length - 1 - end]) end += 1;
  return { from, toOne: one.length - end, toOther: other.length - end };
}
