// How the phone reads a file: strict where the guide says what happens, tolerant where it is silent. Deliberately not the server's reader.
import type { PhoneSeries } from './phone-series';

const lineBytesAtMost = 537;
const nameLengthAtMost = 32;
const valueLengthAtMost = 500;

type ConfigReading =
  | { outcome: 'read'; parameters: ReadonlyMap<string, string>; ignoredLines: number }
  /** The file counts as not there. */
  | { outcome: 'thrown-away'; reason: string }
  /** Nothing of the whole run counts (guide §1.1, value over several lines). */
  | { outcome: 'run-invalid'; reason: string };

/** Guide §1.1. Over-long lines are ignored before anything else is looked at; of a name that comes twice the first counts (UT670-136; taken
 *  for HDV and TGP too). A line that is no `NAME="value"` is ignored alone. LF alone ends a line everywhere, since UT phones are served
 *  that in the wild; a missing empty line at the end does no harm. */
export function readConfigText(bytes: Buffer, series: PhoneSeries): ConfigReading {
  const magic = Buffer.from(series.magic, 'latin1');
  if (!bytes.subarray(0, magic.length).equals(magic)) {
    return { outcome: 'thrown-away', reason: `does not begin with the ${magic.length} bytes of the magic line` };
  }
  const parameters = new Map<string, string>();
  let ignoredLines = 0;
  for (const [index, line] of linesOf(bytes, series).entries()) {
    const content = line.endsWith('\r\n') ? line.slice(0, -2) : line.replace(/\n$/, '');
    if (content === '' || content.startsWith('#')) continue;
    if (line.length > lineBytesAtMost) {
      ignoredLines += 1;
      continue;
    }
    if (/^[^"]*=\s*"[^"]*$/.test(content)) {
      return { outcome: 'run-invalid', reason: `line ${index + 1} opens a value that does not end on its line` };
    }
    const [, name, value] = /^(\w+)="([^"]*)"$/.exec(Buffer.from(content, 'latin1').toString('utf8')) ?? [];
    if (name === undefined || value === undefined || isTooLong(name, value) || parameters.has(name)) ignoredLines += 1;
    else parameters.set(name, value);
  }
  return { outcome: 'read', parameters, ignoredLines };
}

/** Lines with their ends, one character per byte so that lengths are bytes. */
function linesOf(bytes: Buffer, series: PhoneSeries): string[] {
  const text = bytes.toString('latin1');
  return (series.takesCrAlone ? text.replace(/\r(?!\n)/g, '\n') : text).split(/(?<=\n)/);
}

function isTooLong(name: string, value: string): boolean {
  return name.length > nameLengthAtMost || Array.from(value).length > valueLengthAtMost;
}
