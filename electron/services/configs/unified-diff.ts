// Differences of two short texts, line by line, as unified text. Configuration files are small; clarity beats speed.

export interface TextDiff {
  readonly added: number;
  readonly removed: number;
  /** Hunks with three lines around each change, each line led by ` `, `+` or `-`; empty when nothing differs. */
  readonly text: string;
}

const around = 3;

export function unifiedDiff(before: readonly string[], after: readonly string[]): TextDiff {
  const edits = editScript(before, after);
  const added = edits.filter((edit) => edit.sign === '+').length;
  const removed = edits.filter((edit) => edit.sign === '-').length;
  const shown = new Set<number>();
  edits.forEach((edit, index) => {
    if (edit.sign === ' ') return;
    for (let near = index - around; near <= index + around; near++) shown.add(near);
  });
  const lines: string[] = [];
  let oldLine = 1;
  let newLine = 1;
  edits.forEach((edit, index) => {
    if (shown.has(index)) {
      if (index === 0 || !shown.has(index - 1)) lines.push(`@@ -${oldLine} +${newLine} @@`);
      lines.push(`${edit.sign}${edit.line}`);
    }
    if (edit.sign !== '+') oldLine++;
    if (edit.sign !== '-') newLine++;
  });
  return { added, removed, text: lines.join('\n') };
}

interface Edit {
  readonly sign: ' ' | '+' | '-';
  readonly line: string;
}

/** Longest common subsequence between equal heads and tails. Where the middle is too large for a table, it counts as
 *  replaced as a whole. */
function editScript(before: readonly string[], after: readonly string[]): Edit[] {
  let head = 0;
  while (head < before.length && head < after.length && before[head] === after[head]) head++;
  let tail = 0;
  while (
    tail < before.length - head &&
    tail < after.length - head &&
    before[before.length - 1 - tail] === after[after.length - 1 - tail]
  )
    tail++;
  const same = (line: string): Edit => ({ sign: ' ', line });
  const oldMiddle = before.slice(head, before.length - tail);
  const newMiddle = after.slice(head, after.length - tail);
  return [
    ...before.slice(0, head).map(same),
    ...middleEdits(oldMiddle, newMiddle),
    ...before.slice(before.length - tail).map(same),
  ];
}

const largestTable = 4_000_000;

function middleEdits(before: readonly string[], after: readonly string[]): Edit[] {
  const width = after.length + 1;
  if (before.length * after.length > largestTable) {
    return [...before.map((line): Edit => ({ sign: '-', line })), ...after.map((line): Edit => ({ sign: '+', line }))];
  }
  const common = new Uint32Array((before.length + 1) * width);
  const at = (row: number, column: number): number => common[row * width + column] ?? 0;
  for (let row = before.length - 1; row >= 0; row--) {
    for (let column = after.length - 1; column >= 0; column--) {
      common[row * width + column] =
        before[row] === after[column]
          ? at(row + 1, column + 1) + 1
          : Math.max(at(row + 1, column), at(row, column + 1));
    }
  }
  const edits: Edit[] = [];
  let row = 0;
  let column = 0;
  while (row < before.length || column < after.length) {
    const oldLine = before[row];
    const newLine = after[column];
    if (oldLine !== undefined && oldLine === newLine) {
      edits.push({ sign: ' ', line: oldLine });
      row++;
      column++;
    } else if (oldLine !== undefined && (newLine === undefined || at(row + 1, column) >= at(row, column + 1))) {
      edits.push({ sign: '-', line: oldLine });
      row++;
    } else {
      edits.push({ sign: '+', line: newLine ?? '' });
      column++;
    }
  }
  return edits;
}
