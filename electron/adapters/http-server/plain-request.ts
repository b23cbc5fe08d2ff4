// Reads the plain requests nearly every phone sends: one GET of HTTP/1.1 with everyday headers, whole in one piece. Everything else
// is no business of this file: it says null, and node:http reads it with all its rules.
import { RecentMap } from '../../core/shared/recent-map';

export interface PlainRequest {
  readonly target: string;
  readonly keepAlive: boolean;
  readonly header: (name: string) => string | null;
}

type Headers = Pick<PlainRequest, 'keepAlive' | 'header'>;

const longestBytes = 2048;
/** The only ones that change nothing in how the request is to be read; `connection` and the conditions are understood below. */
const everyday: ReadonlySet<string> = new Set([
  'accept',
  'accept-charset',
  'accept-encoding',
  'accept-language',
  'cache-control',
  'connection',
  'host',
  'if-modified-since',
  'if-none-match',
  'pragma',
  'user-agent',
]);

const requestLine = /^GET (\/[\x21-\x7e]*) HTTP\/1\.1\r\n/;
const headerLine = /^([A-Za-z-]{1,40}):[ \t]*([\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?)?$/;

export class PlainRequestReader {
  /** A phone sends the same headers every time. */
  private readonly headers = new RecentMap<Headers>(1_000, 600);

  /** Null: for node:http to read. */
  read(chunk: Buffer): PlainRequest | null {
    const { length } = chunk;
    // `G`, and an empty line that ends it.
    if (length > longestBytes || length < 18 || chunk[0] !== 0x47 || chunk[length - 1] !== 0x0a) return null;
    const text = chunk.toString('latin1');
    const [line, target] = requestLine.exec(text) ?? [];
    if (line === undefined || target === undefined) return null;
    const block = text.slice(line.length);
    const headers = this.headers.get(block) ?? this.readHeaders(block);
    return headers && { target, keepAlive: headers.keepAlive, header: headers.header };
  }

  private readHeaders(block: string): Headers | null {
    const lines = block.split('\r\n');
    // The empty line and what would follow it: nothing may.
    if (lines.length < 2 || lines.pop() !== '' || (block !== '\r\n' && lines.pop() !== '')) return null;
    const values = new Map<string, string>();
    for (const line of block === '\r\n' ? [] : lines) {
      const [, name, value = ''] = headerLine.exec(line) ?? [];
      const known = name?.toLowerCase();
      if (known === undefined || !everyday.has(known) || values.has(known)) return null;
      values.set(known, value);
    }
    const connection = values.get('connection')?.toLowerCase() ?? 'keep-alive';
    if (connection !== 'keep-alive' && connection !== 'close') return null;
    const headers = { keepAlive: connection === 'keep-alive', header: (name: string) => values.get(name) ?? null };
    this.headers.set(block, headers);
    return headers;
  }
}
