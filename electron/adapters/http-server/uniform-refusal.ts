// The one answer every stranger gets, byte for byte, however and whatever was asked.

/** Without `Date`: the clock of an isolated laptop may be wrong or virtual, and a server without a reasonable clock sends
 *  none (RFC 9110 §6.6.1). Every refusal closes, since after a malformed request nothing else can follow (RFC 9112 §9.6). */
export const refusalHeaders: readonly string[] = [
  'Content-Type',
  'text/plain; charset=utf-8',
  'Content-Length',
  '10',
  'Connection',
  'close',
];

export const refusalBody = Buffer.from('Not found\n');

/** Status line, headers and body, for sockets that node:http has given up; what it writes itself is the same. */
export const refusalText = `HTTP/1.1 404 Not Found\r\n${pairs(refusalHeaders)}\r\n${refusalBody.toString('latin1')}`;
export const refusalMessage = Buffer.from(refusalText, 'latin1');

export function pairs(headers: readonly string[]): string {
  let text = '';
  for (let index = 0; index < headers.length; index += 2) text += `${headers[index]}: ${headers[index + 1]}\r\n`;
  return text;
}

/** What can be said of a request that node:http could not read, for the ledger. The target is left out where the method is
 *  one that could be served, so that nothing counts as served; anything but a request line (TLS, a header) says nothing. */
export function malformedRequest(firstBytes: Uint8Array): { readonly method: string; readonly target: string } {
  const line = Buffer.from(firstBytes.subarray(0, 600)).toString('latin1').split(/\r?\n/, 1)[0] ?? '';
  const [, method = '', target = ''] =
    /^([A-Z][A-Z-]{0,19}) ([\x21-\x7e]{1,512})(?: HTTP\/\d(?:\.\d)?)?$/.exec(line) ?? [];
  return { method: method || '?', target: servable(method) ? '' : target };
}

export function servable(method: string): boolean {
  return method === 'GET' || method === 'HEAD' || method === 'PUT';
}

export const loginBody = 'Unauthorized\n';

/** Whoever asks where only a login opens anything gets this, whatever is there. */
export function loginHeaders(challenges: readonly string[]): string[] {
  const headers = ['Content-Type', 'text/plain; charset=utf-8', 'Content-Length', String(loginBody.length)];
  for (const challenge of challenges) headers.push('WWW-Authenticate', challenge);
  headers.push('Connection', 'close');
  return headers;
}

/** The last bytes of a connection on which a refusal cannot go through node:http; without its text for a HEAD. */
export function lastMessage(method: string, challenges: readonly string[] | null): Uint8Array {
  if (challenges === null) return method === 'HEAD' ? refusalMessage.subarray(0, -refusalBody.length) : refusalMessage;
  const head = `HTTP/1.1 401 Unauthorized\r\n${pairs(loginHeaders(challenges))}\r\n`;
  return Buffer.from(method === 'HEAD' ? head : head + loginBody, 'latin1');
}

/** To a phone that may send us files, and sent one too large: the connection is full of the rest of it. */
export const tooLargeMessage = Buffer.from(
  'HTTP/1.1 413 Content Too Large\r\nContent-Length: 0\r\nConnection: close\r\n\r\n',
  'latin1',
);
