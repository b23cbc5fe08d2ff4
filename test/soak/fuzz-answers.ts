// Reads what a host answered on one connection, and says what of it no phone and no stranger may ever see.
import type { KnownFiles } from './fuzz-known-files';

const statusLine = /^HTTP\/1\.1 (\d{3}) [A-Za-z ]*\r\n/;
/** Bodies of answers that are no file. */
const fixedBodies: Readonly<Record<string, readonly string[]>> = {
  '201': [''],
  '304': [''],
  '401': ['Unauthorized\n', ''],
  '404': ['Not found\n', ''],
  '413': [''],
  '416': [''],
};

export interface ReadAnswers {
  readonly statuses: readonly string[];
  /** Null when all is as it should be. */
  readonly wrong: string | null;
}

/** `received` is Latin-1. A body may be missing, as after HEAD; one that was cut off must be the beginning of a right one. */
export function readAnswers(received: string, known: KnownFiles): ReadAnswers {
  const statuses: string[] = [];
  for (let at = 0; at < received.length;) {
    const rest = received.slice(at);
    const headEnd = rest.indexOf('\r\n\r\n');
    const [, status = ''] = statusLine.exec(rest) ?? [];
    if (status === '') return { statuses, wrong: `no status line: ${shown(rest)}` };
    statuses.push(status);
    if (headEnd < 0) break;
    at += headEnd + 4;
    if (status === '100') continue;
    const head = rest.slice(0, headEnd);
    const length = status === '304' ? 0 : Number(/^content-length: (\d+)$/im.exec(head)?.[1] ?? Number.NaN);
    if (Number.isNaN(length)) return { statuses, wrong: `no length: ${shown(head)}` };
    const isBodyless = received.startsWith('HTTP/1.1 ', at) || at === received.length;
    const body = isBodyless ? '' : received.slice(at, at + length);
    at += body.length;
    if (isBodyless) continue;
    if (!isRight(status, body, body.length < length, known)) return { statuses, wrong: `${status}: ${shown(body)}` };
  }
  return { statuses, wrong: null };
}

function isRight(status: string, body: string, isCut: boolean, known: KnownFiles): boolean {
  if (status === '206' || (status === '200' && isCut)) return known.isPart(body);
  if (status === '200') return known.isWhole(body);
  return fixedBodies[status]?.includes(body) ?? false;
}

function shown(text: string): string {
  return JSON.stringify(text.slice(0, 200));
}
