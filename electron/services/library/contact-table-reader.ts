// Contacts from an ordinary table: name, number, number2 … number5, ringtone, group, preferred.
import type { Contact } from '../../core/phones/contact';
import type { ProblemCode } from '../../core/shared/problem-codes';
import { fail, ok, type Result } from '../../core/shared/result';
import type { TableFormat } from '../phones/phone-list';

/** Row 1 is the header. */
export interface RowProblem {
  readonly row: number;
  readonly code: ProblemCode;
  readonly message: string;
}

interface ContactRows {
  /** Nothing in them is checked yet; rows without a single cell are left out. */
  readonly rows: readonly { readonly row: number; readonly contact: Contact }[];
  readonly problems: readonly RowProblem[];
}

const numberColumns = ['number', 'number2', 'number3', 'number4', 'number5'];
const columnNames = ['name', ...numberColumns, 'ringtone', 'group', 'preferred'];

/** Problems IMPORT_UNREADABLE, IMPORT_COLUMN_MISSING. */
export function readContactTable(text: string, format: TableFormat): Result<ContactRows> {
  const table = format.read(text.replace(/^\uFEFF/, ''));
  if (!table.ok) return table;
  const { columns, rows } = table.value;
  const missing = ['name', 'number'].find((name) => !columns.includes(name));
  if (missing !== undefined) {
    return fail({
      code: 'IMPORT_COLUMN_MISSING',
      message: `The list has no column "${missing}".`,
      remedy: `The first row must name the columns: ${columnNames.join(', ')}.`,
    });
  }
  const problems = columns
    .filter((column) => !columnNames.includes(column))
    .map((column) => ({
      row: 1,
      code: 'IMPORT_COLUMN_UNKNOWN' as const,
      message: `Column "${column}" is not known and was left out.`,
    }));
  const filled = rows
    .map((cells, index) => ({ row: index + 2, cells }))
    .filter(({ cells }) => Object.values(cells).some((cell) => cell.trim() !== ''));
  return ok({ rows: filled.map(({ row, cells }) => ({ row, contact: contactOf(cells) })), problems });
}

/** The kind of a number is the number of its column; a column left empty in between takes none. */
function contactOf(cells: Readonly<Record<string, string>>): Contact {
  const numbers: { kind: number; number: string }[] = [];
  const wanted = whole(cells['preferred'], 1);
  let preferred = wanted;
  numberColumns.forEach((column, index) => {
    const number = plainNumber(cells[column] ?? '');
    if (number === '') return;
    numbers.push({ kind: index + 1, number });
    if (index + 1 === wanted) preferred = numbers.length;
  });
  const asked = (cells['preferred'] ?? '').trim() !== '';
  return {
    name: (cells['name'] ?? '').trim(),
    numbers,
    preferred: asked ? preferred : 1,
    ringtone: whole(cells['ringtone'], 1),
    group: whole(cells['group'], 1),
  };
}

/** Without what people write for the eye: `+49 (30) 123-45.6`. */
function plainNumber(cell: string): string {
  return cell.replace(/[\s()./-]/g, '');
}

/** NaN, which no check lets pass, for what is no number. */
function whole(cell: string | undefined, usual: number): number {
  const text = (cell ?? '').trim();
  if (text === '') return usual;
  return /^\d{1,4}$/.test(text) ? Number(text) : Number.NaN;
}
