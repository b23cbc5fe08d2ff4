// What asks besides phones: a client of each protocol that knows nothing of ours, for the stories.
import { X509Certificate } from 'node:crypto';
import { createSocket, type RemoteInfo } from 'node:dgram';
import { get as getPlain, type IncomingMessage } from 'node:http';
import { get as getSecure } from 'node:https';
import { type AddressInfo, createServer } from 'node:net';

export interface Fetched {
  readonly status: number;
  readonly body: Buffer;
}

/** `ca` is the one authority that is trusted, for `https:`. Rejects when no answer comes. */
export function fetchFrom(url: string, more: { localAddress?: string; ca?: string } = {}): Promise<Fetched> {
  return new Promise((resolve, reject) => {
    const read = (response: IncomingMessage): void => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.once('error', reject);
      response.once('end', () => resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks) }));
    };
    const request = url.startsWith('https:')
      ? getSecure(url, { ...more, agent: false }, read)
      : getPlain(url, { ...more, agent: false }, read);
    request.once('error', reject);
  });
}

/** The root certificate where phones find it, as PEM. */
export async function rootOf(url: string): Promise<string> {
  const { status, body } = await fetchFrom(new URL('/root.cer', url).href);
  if (status !== 200) throw new Error(`/root.cer was answered ${status}`);
  return new X509Certificate(body).toString();
}

const blockBytes = 512;
const patienceMs = 5_000;

/** Reads a file as the oldest phones do: RFC 1350, no options. Rejects on an ERROR packet and when nobody answers. */
export function readByTftp(server: { address: string; port: number }, path: string): Promise<Buffer> {
  const socket = createSocket('udp4');
  return new Promise<Buffer>((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no answer by TFTP within ${patienceMs} ms`)), patienceMs);
    socket.once('close', () => clearTimeout(timer));
    socket.once('error', reject);
    const blocks: Buffer[] = [];
    socket.on('message', (packet: Buffer, from: RemoteInfo) => {
      const [operation, number] = [packet.readUInt16BE(0), packet.readUInt16BE(2)];
      if (operation === 5) return reject(new Error(`TFTP error ${number}`));
      if (operation !== 3 || number > blocks.length + 1) return;
      if (number === blocks.length + 1) blocks.push(packet.subarray(4));
      socket.send(Buffer.from([0, 4, packet.readUInt8(2), packet.readUInt8(3)]), from.port, from.address, () => {
        if (packet.length < 4 + blockBytes) resolve(Buffer.concat(blocks));
      });
    });
    socket.send(Buffer.from(`\0\u0001${path}\0octet\0`, 'latin1'), server.port, server.address);
  }).finally(() => socket.close());
}

/** A port that was free a moment ago, for what a person has to type in. */
export function freePort(address = '127.0.0.1'): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, address, () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });
}
