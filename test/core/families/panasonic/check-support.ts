// Builds small files and writes problems as short text for the tables of the check tests.
import catalogueData from '../../../../resources/families/panasonic/catalogue.json';
import type { CheckOptions } from '../../../../electron/core/families/family';
import { catalogueRows, createCatalogue } from '../../../../electron/core/families/panasonic/catalogue';
import { checkConfigFile } from '../../../../electron/core/families/panasonic/check/check-config-file';
import type { FileProblem } from '../../../../electron/core/shared/problem';

export const catalogue = createCatalogue(catalogueRows(catalogueData));

export const magic = '# Panasonic SIP Phone Standard Format File # DO NOT CHANGE THIS LINE!';
export const pcc = '# PCC Standard Format File # DO NOT CHANGE THIS LINE!';

/** A right file around some lines, the first of which is line 2. */
export function file(...lines: string[]): string {
  return [magic, ...lines, '', ''].join('\r\n');
}

export function toBytes(content: string | Uint8Array): Uint8Array {
  return typeof content === 'string' ? new TextEncoder().encode(content) : content;
}

export function check(content: string | Uint8Array, options: CheckOptions): FileProblem[] {
  return checkConfigFile(toBytes(content), options, catalogue);
}

/** `CODE 2:1, CODE 3:5` */
export function places(problems: readonly FileProblem[]): string {
  return problems.map(({ code, line, column }) => `${code} ${line}:${column}`).join(', ');
}
