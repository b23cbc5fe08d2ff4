// Opens a TCP or TLS connection to a SIP server. Of a TLS server the certificate is checked, always.
import { connect as connectTcp, isIP, type Socket } from 'node:net';
import * as tls from 'node:tls';
import type { Clock } from '../../core/shared/clock';
import type { Peer } from './carrier';
import { readableError } from './network-errors';

/** A server that is there answers within milliseconds; the next candidate waits meanwhile. */
const patienceMs = 8_000;

export interface StreamTarget extends Peer {
  readonly transport: 'tcp' | 'tls';
  /** The name a person gave for the server, or its address: its certificate must be for it, whatever SRV said (RFC 5922 §4). */
  readonly name: string;
}

/** Rejects with an Error whose message a person can read. `authorities`: PEM, trusted beside the roots of this computer. */
export function connectStream(target: StreamTarget, authorities: readonly string[], clock: Clock): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const { address: host, port } = target;
    const socket =
      target.transport === 'tcp' ? connectTcp({ host, port }) : tls.connect(tlsOptions(target, authorities));
    const stopTimer = clock.after(patienceMs, () => {
      socket.destroy(new Error(`nobody took the connection within ${patienceMs / 1000} s`));
    });
    const failed = (error: Error): void => {
      stopTimer();
      reject(readableError(error));
    };
    socket.once('error', failed);
    socket.once(target.transport === 'tcp' ? 'connect' : 'secureConnect', () => {
      stopTimer();
      socket.off('error', failed);
      resolve(socket);
    });
  });
}

function tlsOptions({ address, port, name }: StreamTarget, authorities: readonly string[]): tls.ConnectionOptions {
  return {
    host: address,
    port,
    // RFC 6066 §3: no addresses in SNI. Node compares the certificate with `host` then.
    ...(isIP(name) === 0 ? { servername: name } : {}),
    ca: [...systemRoots(), ...authorities],
    minVersion: 'TLSv1.2',
    rejectUnauthorized: true,
    checkServerIdentity: (_host, certificate) => tls.checkServerIdentity(name, certificate),
  };
}

let knownRoots: readonly string[] | null = null;

/** Older Node and systems without a store: the roots Node brings. */
function systemRoots(): readonly string[] {
  if (knownRoots) return knownRoots;
  const own = 'getCACertificates' in tls ? tls.getCACertificates('system') : [];
  knownRoots = own.length > 0 ? own : tls.rootCertificates;
  return knownRoots;
}
