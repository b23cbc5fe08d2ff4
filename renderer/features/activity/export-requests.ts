import { unparse } from 'papaparse';
import type { RequestFilter, RequestView } from '../../../electron/contract/activity';
import type { WorkstationBridge } from '../../../electron/contract/contract';
import { ask } from '../../client/use-call';

/** A table that a spreadsheet still opens well. */
const mostExported = 100_000;
const pageLines = 1000;

const columns = [
  'at',
  'protocol',
  'remote',
  'method',
  'path',
  'mac',
  'status',
  'reason',
  'bytes',
  'ms',
  'sha256',
  'userAgent',
] as const satisfies readonly (keyof RequestView)[];

export interface Exported {
  readonly csv: string;
  readonly lines: number;
  /** Older lines match too, but are left out. */
  readonly cut: boolean;
}

/** All lines that match, newest first, page by page: neither the workstation nor this window holds more than it must.
 *  Throws the `ProblemError` of a page that was refused. */
export async function exportRequests(bridge: WorkstationBridge, filter: RequestFilter): Promise<Exported> {
  const rows: RequestView[] = [];
  let more = true;
  while (more && rows.length < mostExported) {
    const last = rows.at(-1);
    // One page needs the end of the one before.
    const page = await ask(bridge, 'requests.search', {
      ...filter,
      ...(last ? { beforeId: last.id } : {}),
      limit: pageLines,
    });
    rows.push(...page.requests);
    more = page.more && page.requests.length > 0;
  }
  // A stranger chooses the path and the User-Agent: a spreadsheet must not take them for formulas.
  const csv = unparse({ fields: [...columns], data: rows }, { escapeFormulae: true, newline: '\r\n' });
  return { csv: `${csv}\r\n`, lines: rows.length, cut: more };
}
