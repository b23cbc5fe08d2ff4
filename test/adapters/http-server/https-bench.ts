// An HTTPS server on a free loopback port; what is asked over it is answered with the path.
import { connect as connectSocket, type Socket } from 'node:net';
import { connect, type ConnectionOptions, type TLSSocket } from 'node:tls';
import { get, type RequestOptions } from 'node:https';
import { onTestFinished } from 'vitest';
import { systemClock } from '../../../electron/adapters/clock/system-clock';
import { ProvisioningHttpServer } from '../../../electron/adapters/http-server/provisioning-http-server';
import { TlsCertificate } from '../../../electron/adapters/http-server/tls-certificate';
import type { FailedHandshake } from '../../../electron/adapters/http-server/tls-gate';
import { bareAnswer } from '../../../electron/services/provisioning/answer';
import type { KeyedCertificate } from '../../../electron/services/provisioning/certificate-store';

export interface HttpsBench {
  readonly port: number;
  readonly server: ProvisioningHttpServer;
  readonly certificate: TlsCertificate;
  readonly failures: FailedHandshake[];
  readonly faults: unknown[];
}

export async function startHttps(certificate: KeyedCertificate | null): Promise<HttpsBench> {
  const failures: FailedHandshake[] = [];
  const faults: unknown[] = [];
  const holder = new TlsCertificate();
  if (certificate) holder.set(certificate);
  const server = new ProvisioningHttpServer({
    clock: systemClock(),
    onFault: (error) => faults.push(error),
    tls: { certificate: holder, onFailure: (failure) => failures.push(failure) },
    answer: ({ target, protocol }) => ({
      ...bareAnswer,
      status: 200,
      body: Buffer.from(`${protocol} ${target}`),
      settle: () => undefined,
    }),
  });
  const listening = await server.listen('127.0.0.1', 0);
  if (!listening.ok) throw new Error(listening.problem.message);
  onTestFinished(() => server.close());
  return { port: listening.value.port, server, certificate: holder, failures, faults };
}

/** A whole request that trusts `root` alone; fails as the client does. */
export function fetchText(port: number, root: KeyedCertificate, options: RequestOptions = {}): Promise<string> {
  return new Promise((resolve, reject) => {
    const request = get(
      {
        host: '127.0.0.1',
        port,
        path: '/file',
        ca: root.certificate,
        agent: false,
        rejectUnauthorized: true,
        ...options,
      },
      (response) => {
        let text = '';
        response.on('data', (chunk: Buffer) => (text += chunk.toString('utf8')));
        response.on('end', () => resolve(text));
      },
    );
    request.on('error', reject);
  });
}

export function openTls(port: number, options: ConnectionOptions): Promise<TLSSocket> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host: '127.0.0.1', port, ...options }, () => resolve(socket));
    socket.on('error', reject);
    onTestFinished(() => void socket.destroy());
  });
}

export function openRaw(port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connectSocket({ host: '127.0.0.1', port }, () => resolve(socket));
    socket.on('error', reject);
    onTestFinished(() => void socket.destroy());
  });
}

export function closed(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    if (socket.closed) resolve();
    else socket.once('close', () => resolve()).resume();
  });
}
