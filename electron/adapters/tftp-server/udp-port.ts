// A UDP socket as the TFTP server needs it: bound to an IP literal, sending without looking names up.
import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { isIPv6 } from 'node:net';

export interface BoundPort {
  readonly address: string;
  readonly port: number;
  /** The parts make one datagram. What the system can't send is as good as lost on the way; `sent` is told which it was. */
  send(parts: readonly Uint8Array[], to: RemoteInfo, sent?: (left: boolean) => void): void;
  close(): Promise<void>;
}

/** Requests of many phones at once, or windows of their ACKs, wait here while the process is busy. */
const receiveBufferBytes = 1024 * 1024;

/** Rejects with the system's error. `port` 0: any free one. */
export function bindPort(
  address: string,
  port: number,
  received: (bytes: Uint8Array, from: RemoteInfo) => void,
): Promise<BoundPort> {
  return new Promise((resolve, reject) => {
    const version = isIPv6(address) ? 6 : 4;
    const socket = createSocket({
      type: version === 6 ? 'udp6' : 'udp4',
      lookup: (name, _options, found) => found(null, name, version),
    });
    socket.once('error', (error) => {
      socket.close();
      reject(error);
    });
    socket.bind({ address, port, exclusive: true }, () => {
      // Later errors are those of receiving (a peer's ICMP on some systems); the socket stays usable.
      socket.removeAllListeners('error').on('error', () => undefined);
      if (port !== 0) enlarge(socket);
      socket.on('message', received);
      resolve(boundPort(socket));
    });
  });
}

function boundPort(socket: Socket): BoundPort {
  const { address, port } = socket.address();
  let open = true;
  return {
    address,
    port,
    send(parts, to, sent) {
      if (open) socket.send(parts, to.port, to.address, (error) => sent?.(error === null));
      else sent?.(false);
    },
    close() {
      if (!open) return Promise.resolve();
      open = false;
      return new Promise((resolve) => socket.close(() => resolve()));
    },
  };
}

function enlarge(socket: Socket): void {
  try {
    socket.setRecvBufferSize(receiveBufferBytes);
  } catch {
    // Some systems refuse instead of granting less.
  }
}
