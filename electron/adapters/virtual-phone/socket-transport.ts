// The real network: HTTP connections, UDP ports, a time server's port.
import dgram from 'node:dgram';
import { lookup } from 'node:dns/promises';
import { once } from 'node:events';
import { isIP } from 'node:net';
import { ProblemError } from '../../core/shared/problem';
import { askTimeServer } from './ask-time-server';
import { fetchFile } from './fetch-file';
import type { DatagramPort, PhoneTransport, Place } from './phone-transport';
import { RequestGate } from './request-gate';

export interface SocketTransportOptions {
  /** How many HTTP requests all phones together have open at once. */
  readonly requestsAtOnce: number;
  /** Where time servers listen; 123 everywhere but in a lab without privileges. */
  readonly timePort: number;
}

/** One for all phones of a process. */
export function socketTransport({ requestsAtOnce, timePort }: SocketTransportOptions): PhoneTransport {
  const gate = new RequestGate(requestsAtOnce);
  return {
    answersAtOnce: false,
    fetch: (url, way) => gate.pass(() => fetchFile(url, way)),
    openPort,
    askTime: async (server, fromAddress) => {
      const [address] = await addressesOf(server, fromAddress);
      return address === undefined ? null : askTimeServer({ address, port: timePort }, fromAddress);
    },
    addressesOf: (host, fromAddress) => (isIP(host) ? [host] : addressesOf(host, fromAddress)),
    after: (delayMs, callback) => {
      const timer = setTimeout(callback, delayMs).unref();
      return () => clearTimeout(timer);
    },
  };
}

/** A phone on loopback reaches nothing else, so it asks nobody where else would be. */
async function addressesOf(host: string, fromAddress: string): Promise<readonly string[]> {
  if (host === 'localhost') return ['127.0.0.1'];
  const onLoopback = fromAddress.startsWith('127.');
  if (isIP(host)) return onLoopback && !host.startsWith('127.') ? [] : [host];
  if (onLoopback) return [];
  try {
    return (await lookup(host, { all: true, family: 4 })).map(({ address }) => address);
  } catch {
    return [];
  }
}

async function openPort(
  { address, port }: Place,
  receive: (datagram: Buffer, from: Place) => void,
): Promise<DatagramPort> {
  const socket = dgram.createSocket('udp4');
  socket.on('message', receive);
  try {
    socket.bind({ address, port, exclusive: true });
    await once(socket, 'listening');
  } catch (error) {
    throw new ProblemError(bindProblem(error as NodeJS.ErrnoException, address, port));
  }
  // What cannot be delivered is as good as lost on the way.
  socket.on('error', () => undefined);
  let open = true;
  return {
    port: socket.address().port,
    send: (datagram, to) => {
      void addressesOf(to.address, address).then(([toAddress]) => {
        if (open && toAddress !== undefined) socket.send(datagram, to.port, toAddress);
      });
    },
    close: async () => {
      if (!open) return;
      open = false;
      const closed = once(socket, 'close');
      socket.close();
      await closed;
    },
  };
}

function bindProblem(error: NodeJS.ErrnoException, address: string, port: number): ProblemError['problem'] {
  const place = `${address}:${port} (UDP)`;
  if (error.code === 'EADDRINUSE') {
    return {
      code: 'PORT_IN_USE',
      message: `Another program listens on ${place}.`,
      remedy: 'Stop it, or give the virtual phone another --sip-port or --address.',
    };
  }
  if (error.code === 'EADDRNOTAVAIL' || error.code === 'EINVAL' || error.code === 'ENOTFOUND') {
    return {
      code: 'ADDRESS_NOT_HERE',
      message: `This machine has no address ${address}.`,
      remedy: 'Give an --address of this machine, for example 127.0.0.1.',
    };
  }
  return {
    code: 'PORT_REFUSED',
    message: `The system refuses to listen on ${place}: ${error.code ?? error.message}.`,
    remedy: 'Give a --sip-port from 1024 to 65535, also for the last of several phones.',
  };
}
