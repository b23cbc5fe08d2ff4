// A network that loses, doubles and delays datagrams by a seeded plan, between a client and the server.
import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { onTestFinished } from 'vitest';

export interface LossPlan {
  readonly seed: number;
  /** Shares of all datagrams, either way. */
  readonly lost: number;
  readonly doubled: number;
  readonly delayed: number;
}

export interface LossyProxy {
  readonly port: number;
  readonly counts: { passed: number; lost: number; doubled: number; delayed: number };
}

/** Keeps transfer IDs apart: a socket of its own for each of the server's ports, one upstream for each client. */
export async function lossyProxy(serverPort: number, plan: LossPlan): Promise<LossyProxy> {
  const random = seeded(plan.seed);
  const counts = { passed: 0, lost: 0, doubled: 0, delayed: 0 };
  const sockets = new Set<Socket>();
  const timers = new Set<NodeJS.Timeout>();
  onTestFinished(() => {
    for (const timer of timers) clearTimeout(timer);
    for (const socket of sockets) socket.close();
  });

  const open = async (): Promise<Socket> => {
    const socket = createSocket({ type: 'udp4', recvBufferSize: 1024 * 1024 }).bind(0, '127.0.0.1');
    sockets.add(socket);
    await once(socket, 'listening');
    return socket;
  };
  const pass = (send: () => void): void => {
    counts.passed++;
    const chance = random();
    if (chance < plan.lost) {
      counts.lost++;
      return;
    }
    if (chance < plan.lost + plan.doubled) {
      counts.doubled++;
      send();
      send();
      return;
    }
    if (chance < plan.lost + plan.doubled + plan.delayed) {
      counts.delayed++;
      const timer = setTimeout(
        () => {
          timers.delete(timer);
          send();
        },
        1 + Math.floor(random() * 8),
      );
      timers.add(timer);
      return;
    }
    send();
  };

  const front = await open();
  const ways = new Map<number, Promise<Socket>>();
  const wayOf = (clientPort: number): Promise<Socket> => {
    const known = ways.get(clientPort);
    if (known) return known;
    const made = open().then((upstream) => {
      const faces = new Map<number, Promise<Socket>>();
      upstream.on('message', (bytes: Buffer, from: RemoteInfo) => {
        const face =
          faces.get(from.port) ??
          open().then((socket) => {
            socket.on('message', (answer: Buffer) => pass(() => upstream.send(answer, from.port, '127.0.0.1')));
            return socket;
          });
        faces.set(from.port, face);
        void face.then((socket) => pass(() => socket.send(bytes, clientPort, '127.0.0.1')));
      });
      return upstream;
    });
    ways.set(clientPort, made);
    return made;
  };
  front.on('message', (bytes: Buffer, from: RemoteInfo) => {
    void wayOf(from.port).then((upstream) => pass(() => upstream.send(bytes, serverPort, '127.0.0.1')));
  });
  return { port: front.address().port, counts };
}

/** mulberry32. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
