// What the HTTP tests start from: a server on a free loopback port over a stand-in for the provisioning service, and raw sockets.
import { connect, type Socket } from 'node:net';
import { afterEach } from 'vitest';
import { ProvisioningHttpServer } from '../../../electron/adapters/http-server/provisioning-http-server';
import { systemClock } from '../../../electron/adapters/clock/system-clock';
import {
  bareAnswer,
  type Answer,
  type FileBody,
  type IncomingRequest,
} from '../../../electron/services/provisioning/answer';

export const fileBytes = Buffer.from(
  '# Panasonic SIP Phone Standard Format File # DO NOT CHANGE THIS LINE!\r\nA="ü"\r\n\r\n',
);
export const bigBytes = Buffer.alloc(8 * 1024 * 1024, 'x');

export const refusal =
  'HTTP/1.1 404 Not Found\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: 10\r\nConnection: close\r\n\r\nNot found\n';

const cleanups: (() => Promise<unknown> | void)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

export interface Bench {
  readonly server: ProvisioningHttpServer;
  readonly port: number;
  readonly asked: IncomingRequest[];
  readonly settled: { readonly target: string; readonly completed: boolean }[];
  /** What was said of answers that left otherwise than decided. */
  readonly sent: { readonly status: number | undefined; readonly bytes: number | undefined }[];
  readonly uploads: string[];
  readonly firmware: Firmware;
  readonly faults: unknown[];
  /** Sends bytes and gives all that comes until the server closes, or until `until` says it is enough. */
  readonly exchange: (bytes: string | Uint8Array, until?: (received: string) => boolean) => Promise<string>;
  readonly open: () => Promise<Socket>;
}

/** A file that is read as it is sent; a test may let it break off. */
export interface Firmware {
  readonly bytes: Buffer;
  readCount: number;
  ended: boolean;
  breaksAfter: number;
}

export const firmwareChangedAt = Date.UTC(2026, 10, 1, 12);
export const uploadLimitBytes = 100;

/** `/file` is there with a tag, `/big` has 8 MB, `/firmware` is a file that is streamed, `/login` asks for one, `/log` takes uploads,
 *  `/throws` throws, all else is refused. */
export async function startServer(address = '127.0.0.1'): Promise<Bench> {
  const asked: IncomingRequest[] = [];
  const settled: { target: string; completed: boolean }[] = [];
  const sent: { status: number | undefined; bytes: number | undefined }[] = [];
  const uploads: string[] = [];
  const firmware: Firmware = { bytes: bigBytes, readCount: 0, ended: false, breaksAfter: Infinity };
  const faults: unknown[] = [];
  const server = new ProvisioningHttpServer({
    clock: systemClock(),
    onFault: (error) => faults.push(error),
    answer: (request) => {
      asked.push(request);
      if (request.target === '/throws') throw new Error('broken');
      return {
        ...(special(request, firmware, uploads) ?? decide(request)),
        settle: ({ completed, durationMs, status, bytes }) => {
          if (!(durationMs >= 0)) throw new Error('no duration');
          settled.push({ target: request.target, completed });
          sent.push({ status, bytes });
        },
      };
    },
  });
  const listening = await server.listen(address, 0);
  if (!listening.ok) throw new Error(listening.problem.message);
  const { port } = listening.value;
  cleanups.push(() => server.close());
  const open = async (): Promise<Socket> => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.on('error', () => {});
    cleanups.push(() => void socket.destroy());
    await new Promise((resolve) => socket.once('connect', resolve));
    return socket;
  };
  const exchange: Bench['exchange'] = async (bytes, until = () => false) => {
    const socket = await open();
    return new Promise((resolve) => {
      let received = '';
      socket.on('data', (chunk) => {
        received += chunk.toString('latin1');
        if (until(received)) resolve(received);
      });
      socket.on('close', () => resolve(received));
      socket.write(bytes);
    });
  };
  return { server, port, asked, settled, sent, uploads, firmware, faults, exchange, open };
}

function special(
  { method, target }: IncomingRequest,
  firmware: Firmware,
  uploads: string[],
): Omit<Answer, 'settle'> | null {
  if (target === '/login') return { ...bareAnswer, status: 401, challenges: ['Digest realm="a"', 'Basic realm="a"'] };
  if (target === '/log' && method === 'PUT') {
    const take = (body: Uint8Array): void => void uploads.push(Buffer.from(body).toString('latin1'));
    return { ...bareAnswer, status: 201, upload: { limitBytes: uploadLimitBytes, take } };
  }
  if (target !== '/firmware') return null;
  const body: FileBody = { bytes: firmware.bytes.length, read: (start, end) => chunksOf(firmware, start, end) };
  const more = { contentType: 'application/octet-stream', etag: '"fw"', lastModified: firmwareChangedAt };
  return { ...bareAnswer, ...more, status: 200, body };
}

async function* chunksOf(firmware: Firmware, start: number, end: number): AsyncGenerator<Uint8Array> {
  try {
    for (let at = start; at < end; at += 65_536) {
      await Promise.resolve();
      if (firmware.readCount++ >= firmware.breaksAfter) throw new Error('the file is gone');
      yield firmware.bytes.subarray(at, Math.min(end, at + 65_536));
    }
  } finally {
    firmware.ended = true;
  }
}

function decide({ method, target, header }: IncomingRequest): Omit<Answer, 'settle'> {
  const body = target.endsWith('/file') ? fileBytes : target === '/big' ? bigBytes : null;
  if (!body || (method !== 'GET' && method !== 'HEAD')) return { ...bareAnswer, status: 404 };
  if (header('if-none-match') === '"tag"') return { ...bareAnswer, status: 304, etag: '"tag"' };
  return { ...bareAnswer, status: 200, body, etag: '"tag"' };
}

export async function until(condition: () => boolean): Promise<void> {
  for (const endMs = Date.now() + 5_000; !condition();) {
    if (Date.now() > endMs) throw new Error('it did not come to that within 5 s');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
