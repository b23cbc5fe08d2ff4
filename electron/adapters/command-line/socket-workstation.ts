// The client side of the control socket: a WebSocket on loopback, opened by the token of control.json.
import { WebSocket } from 'ws';
import { z } from 'zod';
import type { EventName } from '../../contract/contract';
import { problem } from '../../contract/shapes';
import type { Clock } from '../../core/shared/clock';
import type { Problem } from '../../core/shared/problem';
import { fail, ok } from '../../core/shared/result';
import type { ControlFile } from './control-file';
import type { RawWorkstation } from './workstation-connection';

/** `nobody`: nothing answers there, or it is not the host of this data folder. `silent`: it took the connection and said no more. */
type Hello = 'ready' | 'nobody' | 'silent';
type Answer = Awaited<ReturnType<RawWorkstation['call']>>;

/** RFC 6455 registry: the host is only just starting. */
const closeTryLater = 1013;
const helloTimeoutMs = 5000;
const farewellTimeoutMs = 1000;
/** A list of 100,000 phones is some 60 MB. */
const longestMessageBytes = 512 * 1024 * 1024;

const hostMessage = z.union([
  z.object({ id: z.int(), ok: z.literal(true), value: z.unknown() }),
  z.object({ id: z.int(), ok: z.literal(false), problem }),
  z.object({ event: z.string(), payload: z.unknown() }),
]);

export async function connectSocket(
  control: ControlFile,
  clock: Clock,
): Promise<RawWorkstation | Exclude<Hello, 'ready'>> {
  const url = new URL('workstation', control.url);
  url.protocol = 'ws:';
  const socket = new WebSocket(url, { perMessageDeflate: false, maxPayload: longestMessageBytes });
  // What goes wrong on an open connection shows as its close.
  socket.on('error', () => undefined);
  const hello = await greet(socket, control.token, clock);
  if (hello === 'ready') return socketWorkstation(socket, clock);
  socket.terminate();
  return hello;
}

function greet(socket: WebSocket, token: string, clock: Clock): Promise<Hello> {
  return new Promise((resolve) => {
    const settle = (hello: Hello): void => {
      cancelTimeout();
      resolve(hello);
    };
    const cancelTimeout = clock.after(helloTimeoutMs, () => settle('silent'));
    socket.once('open', () => socket.send(JSON.stringify({ token })));
    socket.once('error', () => settle('nobody'));
    // A wrong token is answered with close code 4401: the port belongs to another host by now.
    socket.once('close', (code) => settle(code === closeTryLater ? 'silent' : 'nobody'));
    socket.once('message', (data) => {
      const message = parseJson(data);
      const ready = typeof message === 'object' && message !== null && 'ready' in message && message.ready === true;
      settle(ready ? 'ready' : 'nobody');
    });
  });
}

function socketWorkstation(socket: WebSocket, clock: Clock): RawWorkstation {
  const waiting = new Map<number, (answer: Answer) => void>();
  const listeners = new Set<(event: EventName, payload: unknown) => void>();
  let lastId = 0;

  socket.on('message', (data) => {
    const message = hostMessage.safeParse(parseJson(data)).data;
    if (!message) return;
    if ('event' in message) {
      for (const listener of listeners) listener(message.event as EventName, message.payload);
      return;
    }
    // A newer host may know codes that this version does not; they are shown as they are.
    waiting.get(message.id)?.(message.ok ? ok(message.value) : fail(message.problem as Problem));
    waiting.delete(message.id);
  });
  socket.on('close', () => {
    for (const answer of waiting.values()) answer(fail(hostEnded));
    waiting.clear();
  });

  return {
    call(name, input, site) {
      if (socket.readyState !== WebSocket.OPEN) return Promise.resolve(fail(hostEnded));
      const id = (lastId += 1);
      socket.send(JSON.stringify({ id, name, input, site }));
      return new Promise((resolve) => waiting.set(id, resolve));
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close() {
      if (socket.readyState === WebSocket.CLOSED) return Promise.resolve();
      return new Promise((resolve) => {
        const cancelTimeout = clock.after(farewellTimeoutMs, () => socket.terminate());
        socket.once('close', () => {
          cancelTimeout();
          resolve();
        });
        socket.close();
      });
    },
  };
}

const hostEnded: Problem = {
  code: 'HOST_UNREACHABLE',
  message: 'The workstation ended before it answered.',
  remedy: 'Look at its log, start it again, and repeat the command.',
};

function parseJson(data: WebSocket.RawData): unknown {
  try {
    const bytes = Array.isArray(data) ? Buffer.concat(data) : data;
    return JSON.parse(Buffer.isBuffer(bytes) ? bytes.toString() : Buffer.from(bytes).toString());
  } catch {
    return null;
  }
}
