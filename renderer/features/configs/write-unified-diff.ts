import { Chunk } from '@codemirror/merge';
import { Text } from '@codemirror/state';

const context = 3;

const lines = (text: string): string[] => text.split(/\r\n|\n|\r/);

/** The lines in which two texts differ, three equal ones around each, as unified text without file names. */
export function writeUnifiedDiff(before: string, after: string): string {
  const a = Text.of(lines(before));
  const b = Text.of(lines(after));
  const out: string[] = [];
  for (const chunk of Chunk.build(a, b)) {
    const first = a.lineAt(Math.min(chunk.fromA, a.length)).number;
    const gone = chunk.fromA >= chunk.toA ? 0 : a.lineAt(chunk.endA).number - first + 1;
    const firstNew = b.lineAt(Math.min(chunk.fromB, b.length)).number;
    const come = chunk.fromB >= chunk.toB ? 0 : b.lineAt(chunk.endB).number - firstNew + 1;
    const lead = Math.min(context, first - 1, firstNew - 1);
    const tail = Math.max(0, Math.min(context, a.lines - (first + gone - 1)));
    out.push(`@@ -${first - lead},${lead + gone + tail} +${firstNew - lead},${lead + come + tail} @@`);
    for (let n = first - lead; n < first; n += 1) out.push(` ${a.line(n).text}`);
    for (let n = first; n < first + gone; n += 1) out.push(`-${a.line(n).text}`);
    for (let n = firstNew; n < firstNew + come; n += 1) out.push(`+${b.line(n).text}`);
    for (let n = first + gone; n < first + gone + tail; n += 1) out.push(` ${a.line(n).text}`);
  }
  return out.join('\n');
}
