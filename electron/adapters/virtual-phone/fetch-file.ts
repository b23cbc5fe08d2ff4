// One GET as a phone makes it: own source address, one connection per request, no redirects (guide §1.4: none are described).
import http from 'node:http';
import https from 'node:https';

const bodyBytesAtMost = 4 * 1024 * 1024;

export interface FetchWay {
  localAddress: string;
  userAgent: string;
  timeoutMs: number;
  signal: AbortSignal;
}

/** `status` null: there was no whole answer, and `reason` says why. */
export type FetchAnswer = { status: number; body: Buffer } | { status: null; reason: string };

/** Never rejects. The path is sent as written, so that an unknown `{macro}` stays literal; `user:password@` becomes Basic credentials. */
export function fetchFile(url: string, way: FetchWay): Promise<FetchAnswer> {
  return new Promise((resolve) => {
    const fail = (reason: string): void => resolve({ status: null, reason });
    try {
      const request = send(url, way);
      request.on('timeout', () => request.destroy(new Error('no answer in time')));
      request.on('error', (error: NodeJS.ErrnoException) => fail(`no answer: ${error.code ?? error.message}`));
      request.on('response', (response) => {
        const chunks: Buffer[] = [];
        let bytes = 0;
        response.on('data', (chunk: Buffer) => {
          chunks.push(chunk);
          bytes += chunk.length;
          if (bytes > bodyBytesAtMost) response.destroy(new Error('the answer does not end'));
        });
        response.on('error', (error: NodeJS.ErrnoException) => fail(`answer cut off: ${error.code ?? error.message}`));
        response.on('close', () => fail('answer cut off'));
        response.on('end', () => resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks) }));
      });
      request.end();
    } catch (error) {
      fail(error instanceof Error ? error.message : String(error));
    }
  });
}

function send(url: string, way: FetchWay): http.ClientRequest {
  const [, scheme, authority = '', path = ''] = /^(\w+):\/\/([^/?#]*)([^#]*)/.exec(url) ?? [];
  const protocol = `${scheme?.toLowerCase()}:`;
  if (protocol !== 'http:' && protocol !== 'https:') throw new Error('not an HTTP address');
  const { hostname, port, username, password } = new URL(`${protocol}//${authority}/`);
  const options: https.RequestOptions = {
    host: hostname,
    port: port === '' ? undefined : Number(port),
    path: path.startsWith('/') ? path : `/${path}`,
    auth: username === '' ? undefined : `${decodeURIComponent(username)}:${decodeURIComponent(password)}`,
    headers: { 'User-Agent': way.userAgent },
    localAddress: way.localAddress,
    timeout: way.timeoutMs,
    signal: way.signal,
    agent: false,
    // HTTP_SSL_VERIFY is 0, off, from the factory (guide §1.4).
    rejectUnauthorized: false,
  };
  return protocol === 'https:' ? https.request(options) : http.request(options);
}
