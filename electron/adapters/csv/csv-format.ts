// Phone lists as spreadsheets write and read them (RFC 4180), and as people spoil them.
import Papa from 'papaparse';
import type { Problem } from '../../core/shared/problem';
import { fail, ok, type Result } from '../../core/shared/result';
import type { TableFormat } from '../../services/phones/phone-list';

type Row = Readonly<Record<string, string>>;
type Table = { readonly columns: readonly string[]; readonly rows: readonly Row[] };

/** Column names are trimmed and lower-cased, cells are left as they are. Blank rows at the end are dropped; one in between
 *  stays, as a row of empty cells, so that row numbers are those of the spreadsheet. Written values are not guarded against
 *  being taken for formulas (`=1+1`): any mark put before them would come back with the next import. */
export const csvFormat: TableFormat = { read, write };

function read(text: string): Result<Table> {
  if (/[\0\uFFFD]/.test(text)) return unreadable('The file is not text in UTF-8.', 'Save the list as "CSV UTF-8".');
  const { data, errors } = Papa.parse<string[]>(text, { delimiter: delimiterOf(text) });
  const [error] = errors;
  if (error) {
    return unreadable(
      `Row ${(error.row ?? 0) + 1}: ${quoteErrors[error.code] ?? error.message}.`,
      'Write a quote inside a quoted cell twice.',
    );
  }
  while (data.length > 0 && data.at(-1)?.every(isBlank)) data.pop();
  const [header = [], ...records] = data;
  const names = header.map((name) => name.trim().toLowerCase());
  const columns = names.filter((name) => name !== '');
  if (columns.length === 0)
    return unreadable('Row 1 holds no column names.', 'Put names such as mac, model, name into row 1.');
  const twice = columns.find((name, index) => columns.indexOf(name) !== index);
  if (twice !== undefined)
    return unreadable(`Row 1 names the column "${twice}" twice.`, 'Give every column its own name.');
  const stray = records.findIndex((cells) => cells.some((cell, index) => !names[index] && !isBlank(cell)));
  if (stray >= 0) {
    return unreadable(
      `Row ${stray + 2} has a value that stands under no column name.`,
      'Name its column in row 1, or quote a value that holds the delimiter.',
    );
  }
  return ok({ columns, rows: records.map((cells) => rowOf(names, cells)) });
}

function write(columns: readonly string[], rows: readonly Row[]): string {
  const records = [columns, ...rows.map((row) => columns.map((column) => row[column] ?? ''))];
  return records.map((cells) => `${Papa.unparse([[...cells]])}\r\n`).join('');
}

/** From the header alone: names hold no delimiter, values (a name with a comma) do. */
function delimiterOf(text: string): string {
  const header = text.split(/[\r\n]/, 1)[0]?.replace(/"[^"]*"/g, '') ?? '';
  const count = (delimiter: string): number => header.split(delimiter).length;
  return [',', ';', '\t'].reduce((best, one) => (count(one) > count(best) ? one : best));
}

function rowOf(names: readonly string[], cells: readonly string[]): Row {
  return Object.fromEntries(names.flatMap((name, index) => (name ? [[name, cells[index] ?? '']] : [])));
}

function isBlank(cell: string): boolean {
  return cell.trim() === '';
}

const quoteErrors: Readonly<Record<string, string>> = {
  MissingQuotes: 'a quoted cell does not end',
  InvalidQuotes: 'a quoted cell goes on after its closing quote',
};

function unreadable(message: string, remedy: string): { readonly ok: false; readonly problem: Problem } {
  return fail({ code: 'IMPORT_UNREADABLE', message, remedy });
}
