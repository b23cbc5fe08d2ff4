// A site's phones as tables: CSV in and out. Columns are a contract (cli.md): mac, model, name, group, ip and, for each
// line n, linen_extension, linen_name, linen_auth_id, linen_password, linen_server.
import type { LineFacts, PhoneFacts } from '../../core/configs/facts';
import { parseMacAddress } from '../../core/shared/mac-address';
import type { Problem } from '../../core/shared/problem';
import { fail, ok, type Result } from '../../core/shared/result';
import type { SiteState } from '../site-state';
import type { LineInput, PhoneService } from './phone-service';
import type { PhoneRecord } from './phone-store';

/** Text with a header row as rows of named cells; implemented by a CSV library. */
export interface TableFormat {
  /** Delimiter `,`, `;` or tab is found out. Problem IMPORT_UNREADABLE. */
  read(
    text: string,
  ): Result<{ readonly columns: readonly string[]; readonly rows: readonly Readonly<Record<string, string>>[] }>;
  write(columns: readonly string[], rows: readonly Readonly<Record<string, string>>[]): string;
}

export interface ImportReport {
  readonly added: number;
  readonly changed: number;
  readonly skipped: number;
  /** Row 1 is the header. */
  readonly problems: readonly (Pick<Problem, 'code' | 'message'> & { readonly row: number })[];
}

const phoneColumns = ['mac', 'model', 'name', 'group', 'ip'] as const;
const lineFields = {
  extension: 'extension',
  name: 'name',
  auth_id: 'authId',
  password: 'password',
  server: 'server',
} as const;
const lineColumn = /^line([1-9]\d?)_(extension|name|auth_id|password|server)$/;

export class PhoneList {
  constructor(
    private readonly state: SiteState,
    private readonly phones: PhoneService,
    private readonly format: TableFormat,
  ) {}

  /** Adds unknown phones (armed) and changes known ones; a cell left empty, or a column left out, changes nothing. Good rows go
   *  in even when others have problems. With `dryRun` nothing is changed. */
  import(text: string, dryRun: boolean, actor: string): Result<ImportReport> {
    const table = this.format.read(text.replace(/^\uFEFF/, ''));
    if (!table.ok) return table;
    const { columns, rows } = table.value;
    if (!columns.includes('mac')) {
      return fail({
        code: 'IMPORT_COLUMN_MISSING',
        message: 'The list has no column "mac".',
        remedy: `The first row must name the columns: ${phoneColumns.join(', ')}, line1_extension, line1_name …`,
      });
    }
    const problems: { row: number; code: Problem['code']; message: string }[] = columns
      .filter((column) => !phoneColumns.includes(column as (typeof phoneColumns)[number]) && !lineColumn.test(column))
      .map((column) => ({
        row: 1,
        code: 'IMPORT_COLUMN_UNKNOWN',
        message: `Column "${column}" is not known and was left out.`,
      }));
    const counts = { added: 0, changed: 0, skipped: 0 };
    const seen = new Set<string>();
    rows.forEach((cells, index) => {
      const outcome = this.importRow(cells, seen, dryRun, actor);
      if (typeof outcome === 'string') counts[outcome]++;
      else {
        counts.skipped++;
        problems.push({ row: index + 2, code: outcome.code, message: `${outcome.message} ${outcome.remedy}` });
      }
    });
    return ok({ ...counts, problems });
  }

  export(withSecrets: boolean): { readonly csv: string; readonly phones: number } {
    const phones = [...this.state.phones.all()];
    const facts = phones.map((phone) => this.state.layers.phoneFacts(phone.mac, 'draft'));
    const lines = facts.reduce((most, one) => Math.max(most, one.lines.at(-1)?.line ?? 0), 1);
    const columns: string[] = [...phoneColumns];
    for (let line = 1; line <= lines; line++) {
      for (const field of Object.keys(lineFields))
        if (withSecrets || field !== 'password') columns.push(`line${line}_${field}`);
    }
    const rows = phones.map((phone, index) => exportRow(phone, facts[index] as PhoneFacts, withSecrets));
    return { csv: this.format.write(columns, rows), phones: phones.length };
  }

  private importRow(
    cells: Readonly<Record<string, string>>,
    seen: Set<string>,
    dryRun: boolean,
    actor: string,
  ): 'added' | 'changed' | 'skipped' | Problem {
    const mac = parseMacAddress(cells['mac'] ?? '');
    if (!mac.ok) return mac.problem;
    if (seen.has(mac.value)) {
      return {
        code: 'MAC_DUPLICATE',
        message: `${mac.value} stands in the list twice.`,
        remedy: 'The first row counts.',
      };
    }
    seen.add(mac.value);
    const known = this.state.phones.find(mac.value);
    const before = known ? this.state.layers.phoneFacts(mac.value, 'draft') : null;
    const text = (column: string): string | undefined => cells[column]?.trim() || undefined;
    const input = {
      model: text('model') ?? known?.model ?? '',
      name: text('name') ?? before?.name ?? '',
      group: text('group') ?? before?.group ?? null,
      ip: text('ip') ?? known?.ip ?? null,
      lines: importedLines(cells, before?.lines ?? []),
    };
    if (!known) {
      const added = this.phones.add({ mac: mac.value, ...input, arm: true }, actor, dryRun);
      return added.ok ? 'added' : added.problem;
    }
    const same =
      input.model === known.model &&
      input.ip === known.ip &&
      before !== null &&
      input.name === before.name &&
      input.group === before.group &&
      JSON.stringify(input.lines) === JSON.stringify(before.lines);
    if (same) return 'skipped';
    const changed = this.phones.edit(mac.value, input, actor, dryRun);
    return changed.ok ? 'changed' : changed.problem;
  }
}

function importedLines(cells: Readonly<Record<string, string>>, before: readonly LineFacts[]): LineInput[] {
  const lines = new Map<number, LineFacts>(before.map((line) => [line.line, line]));
  for (const [column, cell] of Object.entries(cells)) {
    const [, number, field] = lineColumn.exec(column) ?? [];
    if (!number || !field || !cell.trim()) continue;
    const line = Number(number);
    const old = lines.get(line) ?? { line, extension: '', name: '', authId: '', password: '', server: '' };
    lines.set(line, {
      ...old,
      [lineFields[field as keyof typeof lineFields]]: field === 'password' ? cell : cell.trim(),
    });
  }
  return [...lines.values()].sort((a, b) => a.line - b.line);
}

function exportRow(phone: PhoneRecord, facts: PhoneFacts, withSecrets: boolean): Record<string, string> {
  const row: Record<string, string> = {
    mac: phone.mac,
    model: phone.model,
    name: facts.name,
    group: facts.group ?? '',
    ip: phone.ip ?? '',
  };
  for (const line of facts.lines) {
    for (const [column, field] of Object.entries(lineFields)) {
      if (withSecrets || column !== 'password') row[`line${line.line}_${column}`] = line[field];
    }
  }
  return row;
}
