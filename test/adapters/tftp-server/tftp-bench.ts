// A TFTP server with files in memory, a peer that says what it is told to, and a client that takes a file to its end.
import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { expect, onTestFinished } from 'vitest';
import { systemClock } from '../../../electron/adapters/clock/system-clock';
import { TftpServer } from '../../../electron/adapters/tftp-server/tftp-server';
import type { TransferLimits } from '../../../electron/adapters/tftp-server/transfer-book';
import type { Clock } from '../../../electron/core/shared/clock';
import { bareAnswer, type FileBody, type IncomingRequest } from '../../../electron/services/provisioning/answer';

export interface Settled {
  readonly target: string;
  readonly completed: boolean;
  readonly durationMs: number;
}

export interface TftpBench {
  readonly server: TftpServer;
  readonly port: number;
  readonly asked: IncomingRequest[];
  readonly settled: Settled[];
  readonly faults: unknown[];
}

/** `files` by target; a target of `/broken` makes the answer throw. */
export async function startTftp(
  files: Readonly<Record<string, Uint8Array | FileBody>>,
  more: { clock?: Clock; limits?: TransferLimits; address?: string } = {},
): Promise<TftpBench> {
  const asked: IncomingRequest[] = [];
  const settled: Settled[] = [];
  const faults: unknown[] = [];
  const server = new TftpServer({
    clock: more.clock ?? systemClock(),
    ...(more.limits ? { limits: more.limits } : {}),
    onFault: (error) => faults.push(error),
    answer: (request) => {
      asked.push(request);
      if (request.target === '/broken') throw new Error('broken');
      const body = request.method === 'GET' ? (files[request.target] ?? null) : null;
      let open = true;
      return {
        ...bareAnswer,
        status: body ? 200 : 404,
        body,
        settle: (outcome) => {
          expect(open, 'settled once').toBe(true);
          open = false;
          settled.push({ target: request.target, ...outcome });
        },
      };
    },
  });
  onTestFinished(() => server.close());
  const listening = await server.listen(more.address ?? '127.0.0.1', 0);
  if (!listening.ok) throw new Error(listening.problem.message);
  return { server, port: listening.value.port, asked, settled, faults };
}

export function someBytes(length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, index) => (index * 31 + (index >> 8)) & 0xff);
}

/** The byte at a place of `madeFile`, whatever its size. */
export function madeByte(at: number): number {
  return (at * 31 + (at >> 8) + (at >> 20)) & 0xff;
}

/** A file that exists nowhere: its bytes are made as they are read. `reads` tells which stretches were asked for. */
export function madeFile(bytes: number, reads: [start: number, end: number][] = []): FileBody {
  return {
    bytes,
    async *read(start, end) {
      reads.push([start, end]);
      for (let at = start; at < end; at += 50_000) {
        await Promise.resolve();
        yield Uint8Array.from({ length: Math.min(50_000, end - at) }, (_, index) => madeByte(at + index));
      }
    },
  };
}

export function readRequest(filename: string, options: Record<string, string | number> = {}, mode = 'octet'): Buffer {
  const rest = Object.entries(options).map(([name, value]) => `${name}\0${value}\0`);
  return Buffer.from(`\0\u0001${filename}\0${mode}\0${rest.join('')}`, 'latin1');
}

export function ack(block: number): Buffer {
  return Buffer.from([0, 4, (block >> 8) & 0xff, block & 0xff]);
}

export function errorOf(bytes: Uint8Array): { code: number; text: string } | null {
  const packet = Buffer.from(bytes);
  return packet[1] === 5 ? { code: packet.readUInt16BE(2), text: packet.subarray(4, -1).toString('latin1') } : null;
}

/** Number of a DATA block as on the wire; null for other packets. */
export function blockOf(bytes: Uint8Array): number | null {
  return bytes[1] === 3 ? ((bytes[2] ?? 0) << 8) | (bytes[3] ?? 0) : null;
}

const goodbye = Buffer.from('\0\u0005\0\0goodbye\0', 'latin1');

export interface RawPeer {
  readonly port: number;
  say(bytes: Uint8Array, port: number): void;
  /** The next packet, in the order of arrival. */
  next(): Promise<{ bytes: Buffer; port: number }>;
  /** Nothing more has come and nothing comes within a while. */
  silence(ms?: number): Promise<void>;
  close(): Promise<void>;
}

export async function rawPeer(address = '127.0.0.1', to = address): Promise<RawPeer> {
  const socket = createSocket('udp4').bind(0, address);
  await once(socket, 'listening');
  const heard: { bytes: Buffer; port: number }[] = [];
  const transfers = new Set<number>();
  let wake = (): void => undefined;
  socket.on('message', (bytes: Buffer, from: RemoteInfo) => {
    heard.push({ bytes, port: from.port });
    if (!errorOf(bytes)) transfers.add(from.port);
    wake();
  });
  let open = true;
  const close = async (): Promise<void> => {
    if (!open) return;
    open = false;
    // So that the server need not wait for the end of what was begun.
    for (const port of transfers) await new Promise((resolve) => socket.send(goodbye, port, to, resolve));
    socket.close();
    await once(socket, 'close');
  };
  onTestFinished(close);
  return {
    port: socket.address().port,
    say: (bytes, port) => socket.send(bytes, port, to),
    async next() {
      const endMs = performance.now() + 3_000;
      while (heard.length === 0) {
        if (performance.now() > endMs) throw new Error('nothing came');
        await new Promise<void>((resolve) => {
          wake = resolve;
          setTimeout(resolve, 100);
        });
      }
      return heard.shift() as { bytes: Buffer; port: number };
    },
    async silence(ms = 60) {
      await new Promise((resolve) => setTimeout(resolve, ms));
      expect(heard.map(({ bytes }) => bytes.toString('hex').slice(0, 16))).toEqual([]);
    },
    close,
  };
}

export interface Fetched {
  readonly bytes: Buffer;
  /** As the OACK has them. */
  readonly agreed: Readonly<Record<string, string>>;
}

/** Takes a file as a client should (RFC 1350, 7440): asks again, acknowledges again, stays a while for lost last ACKs. */
export async function fetchFile(
  port: number,
  filename: string,
  options: Record<string, string | number> = {},
  { patienceMs = 500, dallyMs = 0, mode = 'octet', address = '127.0.0.1', to = '127.0.0.1' } = {},
): Promise<Fetched> {
  const socket = createSocket({ type: address.includes(':') ? 'udp6' : 'udp4', recvBufferSize: 1024 * 1024 });
  socket.bind(0, address);
  await once(socket, 'listening');
  try {
    return await new Promise<Fetched>((resolve, reject) => {
      const client = new Client(socket, { address: to, port }, readRequest(filename, options, mode), {
        patienceMs,
        dallyMs,
      });
      client.finished = resolve;
      client.failed = reject;
      client.start();
    });
  } finally {
    socket.close();
  }
}

class Client {
  finished = (_fetched: Fetched): void => undefined;
  failed = (_error: Error): void => undefined;
  private serverPort: number | null = null;
  private readonly parts: Buffer[] = [];
  private agreed: Record<string, string> = {};
  private blockBytes = 512;
  private windowBlocks = 1;
  private inWindow = 0;
  private gapTold = false;
  private done = false;
  private triesLeft = 200;
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly socket: Socket,
    private readonly server: { address: string; port: number },
    private readonly request: Buffer,
    private readonly patience: { patienceMs: number; dallyMs: number },
  ) {}

  start(): void {
    this.socket.on('message', (bytes: Buffer, from: RemoteInfo) => this.heard(bytes, from.port));
    this.again();
  }

  private again(): void {
    if (this.triesLeft-- === 0) {
      this.failed(new Error('the server is silent'));
      return;
    }
    if (this.serverPort === null) this.socket.send(this.request, this.server.port, this.server.address);
    else this.acknowledge();
    this.timer = setTimeout(() => this.again(), this.patience.patienceMs);
  }

  private acknowledge(): void {
    this.inWindow = 0;
    if (this.serverPort !== null) this.socket.send(ack(this.parts.length), this.serverPort, this.server.address);
  }

  private heard(bytes: Buffer, port: number): void {
    const error = errorOf(bytes);
    if (this.serverPort !== null && this.serverPort !== port) {
      if (!error) this.socket.send(Buffer.from('\0\u0005\0\u0005unknown\0', 'latin1'), port, this.server.address);
      return;
    }
    this.serverPort = port;
    if (error) {
      clearTimeout(this.timer);
      this.failed(new Error(`error ${error.code}: ${error.text}`));
      return;
    }
    this.timer?.refresh();
    if (bytes[1] === 6) this.optionsHeard(bytes);
    else this.dataHeard(bytes);
  }

  private optionsHeard(bytes: Buffer): void {
    if (this.parts.length > 0) return;
    const texts = bytes.subarray(2, -1).toString('latin1').split('\0');
    for (let index = 0; index + 1 < texts.length; index += 2) this.agreed[texts[index] ?? ''] = texts[index + 1] ?? '';
    this.blockBytes = Number(this.agreed.blksize ?? 512);
    this.windowBlocks = Number(this.agreed.windowsize ?? 1);
    this.acknowledge();
  }

  private dataHeard(bytes: Buffer): void {
    const wanted = (this.parts.length + 1) & 0xffff;
    if (this.done || blockOf(bytes) !== wanted) {
      // In lock-step every copy is acknowledged again; in a window a gap is told once (RFC 7440 §4).
      if (this.windowBlocks === 1 || this.done || !this.gapTold) this.acknowledge();
      this.gapTold = true;
      return;
    }
    this.gapTold = false;
    this.parts.push(Buffer.from(bytes.subarray(4)));
    const last = bytes.length - 4 < this.blockBytes;
    if (last || ++this.inWindow >= this.windowBlocks) this.acknowledge();
    if (!last) return;
    this.done = true;
    clearTimeout(this.timer);
    setTimeout(() => this.finished({ bytes: Buffer.concat(this.parts), agreed: this.agreed }), this.patience.dallyMs);
  }
}

export async function until(condition: () => boolean, withinMs = 3_000): Promise<void> {
  const endMs = performance.now() + withinMs;
  while (!condition()) {
    if (performance.now() > endMs) throw new Error('it did not come to that');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
