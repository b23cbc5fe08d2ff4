// Writes what was decided as an HTTP answer: whole files, parts of them, and the refusals that are the same for everyone.
import type { ServerResponse } from 'node:http';
import type { Answer, FileBody } from '../../services/provisioning/answer';
import { byteRange, rangeHolds, type ByteRange } from './byte-range';
import type { Exchange } from './exchange';
import { loginBody, loginHeaders, pairs, refusalBody, refusalHeaders } from './uniform-refusal';

/** How long a connection waits for its next request. */
export const keptSeconds = 5;
/** Up to this size a file goes out in one write with its headers. */
const oneWriteBytes = 64 * 1024;

export function sendAnswer(exchange: Exchange, response: ServerResponse): void {
  const { answer, method } = exchange;
  response.once('finish', () => exchange.left());
  response.sendDate = false;
  switch (answer?.status) {
    case 200:
      return sendFile(exchange, answer, response);
    case 201:
      return send(response, 201, ['Content-Length', '0'], null);
    case 304:
      return send(response, 304, fileHeaders(answer), null);
    case 401:
      return exchange.refuse(() =>
        send(response, 401, loginHeaders(answer.challenges), method === 'HEAD' ? null : loginBody),
      );
    case 404:
    case undefined:
      return exchange.refuse(() =>
        send(response, 404, refusalHeaders as string[], method === 'HEAD' ? null : refusalBody),
      );
  }
}

function sendFile(exchange: Exchange, answer: Answer, response: ServerResponse): void {
  const { method, header } = exchange;
  const body = answer.body ?? noBytes;
  const size = 'read' in body ? body.bytes : body.length;
  const asked = method === 'GET' ? header('range') : null;
  const range =
    asked !== null && rangeHolds(header('if-range'), answer.etag, answer.lastModified)
      ? byteRange(asked, size)
      : 'whole';
  const headers = fileHeaders(answer);
  if (range === 'unsatisfiable') {
    exchange.sent = { status: 416, bytes: 0 };
    headers.push('Content-Range', `bytes */${size}`, 'Content-Length', '0');
    return send(response, 416, headers, null);
  }
  if (range === 'whole') {
    describeWhole(headers, answer, size);
    return sendBody(exchange, response, 200, headers, body, { start: 0, end: size });
  }
  const bytes = range.end - range.start;
  exchange.sent = { status: 206, bytes };
  headers.push('Content-Range', `bytes ${range.start}-${range.end - 1}/${size}`);
  headers.push('Content-Type', answer.contentType, 'Content-Length', String(bytes));
  return sendBody(exchange, response, 206, headers, body, range);
}

/** Files hold secrets and change: a cache on the way must keep nothing, and the phone's own must ask again. */
function fileHeaders({ etag, lastModified }: Answer): string[] {
  const headers = ['Cache-Control', 'private, no-cache'];
  if (etag !== null) headers.push('ETag', etag);
  if (lastModified !== null) headers.push('Last-Modified', new Date(lastModified).toUTCString());
  return headers;
}

function describeWhole(headers: string[], { lastModified, contentType }: Answer, size: number): void {
  // Only for files that are not made for their phone is a part of any use.
  if (lastModified !== null) headers.push('Accept-Ranges', 'bytes');
  headers.push('Content-Type', contentType, 'Content-Length', String(size));
}

/** The same bytes as a text in Latin-1, for a plain GET; null when it is nothing to be sent at once. */
export function plainAnswer(answer: Answer, keepAlive: boolean): string | null {
  const { status, body } = answer;
  const headers = fileHeaders(answer);
  if (status === 200) {
    if (body === null || 'read' in body || body.length > oneWriteBytes) return null;
    describeWhole(headers, answer, body.length);
    return statusLine.ok + pairs(headers) + (keepAlive ? kept : closing) + asBuffer(body).toString('latin1');
  }
  return status === 304 ? statusLine.notModified + pairs(headers) + (keepAlive ? kept : closing) : null;
}

const statusLine = { ok: 'HTTP/1.1 200 OK\r\n', notModified: 'HTTP/1.1 304 Not Modified\r\n' };
const closing = 'Connection: close\r\n\r\n';
const kept = `Connection: keep-alive\r\nKeep-Alive: timeout=${keptSeconds}\r\n\r\n`;

function sendBody(
  exchange: Exchange,
  response: ServerResponse,
  status: number,
  headers: string[],
  body: Uint8Array | FileBody,
  { start, end }: ByteRange,
): void {
  if (exchange.method === 'HEAD') return send(response, status, headers, null);
  if ('read' in body) {
    response.writeHead(status, headers);
    void stream(exchange, response, body, { start, end });
    return;
  }
  const part = end - start === body.length ? body : body.subarray(start, end);
  if (part.length > oneWriteBytes) return send(response, status, headers, part);
  response.writeHead(status, headers);
  // Node joins headers and a text, and writes both at once; Latin-1 is the same bytes again.
  response.end(asBuffer(part).toString('latin1'), 'latin1');
}

/** Reads no faster than the peer takes; a peer that has gone ends the reading. */
async function stream(
  exchange: Exchange,
  response: ServerResponse,
  body: FileBody,
  { start, end }: ByteRange,
): Promise<void> {
  let left = end - start;
  try {
    for await (const chunk of body.read(start, end)) {
      left -= chunk.length;
      if (response.destroyed || left < 0) break;
      if (!response.write(chunk)) await drained(response);
    }
    if (response.destroyed) return;
    if (left !== 0) throw new Error(`a file ended ${left} bytes from where it should`);
    response.end();
  } catch (error) {
    exchange.breakOff(error);
  }
}

function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const go = (): void => {
      response.off('drain', go).off('close', go);
      resolve();
    };
    if (response.destroyed) resolve();
    else response.once('drain', go).once('close', go);
  });
}

function send(response: ServerResponse, status: number, headers: string[], body: Uint8Array | string | null): void {
  response.writeHead(status, headers);
  response.end(body ?? undefined);
}

function asBuffer(bytes: Uint8Array): Buffer {
  return Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}

const noBytes = new Uint8Array();
