// What we write obeys every rule: magic line first, NAME="value", CR LF, an empty line at the end, UTF-8 without a mark.
import type { Parameter } from '../../../configs/layers';
import { magicLineFor } from './magic';
import type { ConfigFile } from './read-file';

/** The bytes that were read. */
export function writeLines(file: ConfigFile): Uint8Array {
  const bytes = new Uint8Array(file.bytes.length);
  for (const line of file.lines) bytes.set(file.bytes.subarray(line.start, line.end), line.start);
  return bytes;
}

/** A whole file for a model, parameters in the order given. Whatever parametersTaken gives can be written. Throws on a name or
 *  value no line can hold (nothing escapes a quote or a line end): facts are checked before they come here. */
export function writeConfigFile(model: string, parameters: readonly Parameter[]): Uint8Array {
  const lines = parameters.map(({ name, value }) => {
    if (!/^[A-Za-z0-9_]+$/u.test(name)) throw new Error(`"${name}" is not the name of a parameter.`);
    if (/["\r\n]/u.test(value)) throw new Error(`The value of ${name} cannot be written.`);
    return `${name}="${value}"\r\n`;
  });
  return new TextEncoder().encode(`${magicLineFor(model)}\r\n${lines.join('')}\r\n`);
}
