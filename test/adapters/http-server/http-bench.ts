// What the HTTP tests start from: a server on a free loopback port over a stand-in for the provisioning service, and raw sockets.
import { connect, type Socket } from 'node:net';
import { afterEach } from 'vitest';
import { ProvisioningHttpServer } from '../../../electron/adapters/http-server/provisioning-http-server';
import { systemClock } from '../../../electron/adapters/clock/system-clock';
import type { Answer, IncomingRequest } from '../../../electron/services/provisioning/provisioning-service';

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
  readonly faults: unknown[];
  /** Sends bytes and gives all that comes until the server closes, or until `until` says it is enough. */
  readonly exchange: (bytes: string | Uint8Array, until?: (received: string) => boolean) => Promise<string>;
  readonly open: () => Promise<Socket>;
}

/** `/file` is there with a tag, `/big` has 8 MB, `/throws` throws, all else is refused. */
export async function startServer(address = '127.0.0.1'): Promise<Bench> {
  const asked: IncomingRequest[] = [];
  const settled: { target: string; completed: boolean }[] = [];
  const faults: unknown[] = [];
  const server = new ProvisioningHttpServer({
    clock: systemClock(),
    onFault: (error) => faults.push(error),
    answer: (request) => {
      asked.push(request);
      if (request.target === '/throws') throw new Error('broken');
      return {
        ...decide(request),
        settle: ({ completed, durationMs }) => {
          if (!(durationMs >= 0)) throw new Error('no duration');
          settled.push({ target: request.target, completed });
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
  return { server, port, asked, settled, faults, exchange, open };
}

function decide({ method, target, ifNoneMatch }: IncomingRequest): Omit<Answer, 'settle'> {
  const body = target.endsWith('/file') ? fileBytes : target === '/big' ? bigBytes : null;
  if (!body || (method !== 'GET' && method !== 'HEAD')) return { status: 404, body: null, etag: null };
  if (ifNoneMatch === '"tag"') return { status: 304, body: null, etag: '"tag"' };
  return { status: 200, body, etag: '"tag"' };
}

export async function until(condition: () => boolean): Promise<void> {
  for (const endMs = Date.now() + 5_000; !condition();) {
    if (Date.now() > endMs) throw new Error('it did not come to that within 5 s');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
