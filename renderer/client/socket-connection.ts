// The second carrier: the contract's messages over a loopback WebSocket, for the headless host.
import { z } from 'zod';
import type { CallMessage, EventName } from '../../electron/contract/contract';
import type { Connection, ConnectionState } from './connection';

type Answer = Awaited<ReturnType<Connection['call']>>;

const problem = z.object({ code: z.string(), message: z.string(), remedy: z.string() });
const hostMessage = z.union([
  z.object({ ready: z.literal(true) }),
  z.object({ id: z.int(), ok: z.literal(true), value: z.unknown() }),
  z.object({ id: z.int(), ok: z.literal(false), problem }),
  z.object({ event: z.string(), payload: z.unknown() }),
]);

/** The host's close code for a token it does not know. */
const closeTokenRefused = 4401;
const firstRetryMs = 500;
const lastRetryMs = 10_000;

const unreachable: Answer = {
  ok: false,
  problem: {
    code: 'HOST_UNREACHABLE',
    message: 'The workstation cannot be reached.',
    remedy: 'Check that Cordboard still runs on this laptop; this window connects again by itself.',
  },
};

export interface SocketOptions {
  readonly url: string;
  readonly token: string;
  readonly open?: (url: string) => WebSocket;
}

/** Keeps one socket open, with back-off from 0.5 to 10 s. While the first connection is being made calls wait for it; later,
 *  a call without a connection is answered `HOST_UNREACHABLE` at once, so that nothing is done long after it was asked. */
export function socketConnection({ url, token, open = (to) => new WebSocket(to) }: SocketOptions): Connection {
  const stateListeners = new Set<() => void>();
  const eventListeners = new Set<(event: EventName, payload: unknown) => void>();
  const waiting = new Map<number, (answer: Answer) => void>();
  const early: (() => void)[] = [];
  let state: ConnectionState = 'connecting';
  let socket: WebSocket | null = null;
  let heardAt: number | null = null;
  let lastId = 0;
  let retryMs = firstRetryMs;

  const setState = (next: ConnectionState): void => {
    if (next === state) return;
    state = next;
    for (const listener of stateListeners) listener();
    if (next !== 'connecting') for (const resume of early.splice(0)) resume();
  };

  const receive = (data: unknown): void => {
    const parsed = hostMessage.safeParse(typeof data === 'string' ? JSON.parse(data) : data);
    if (!parsed.success) return;
    heardAt = Date.now();
    const message = parsed.data;
    if ('ready' in message) {
      retryMs = firstRetryMs;
      setState('connected');
    } else if ('event' in message) {
      for (const listener of eventListeners) listener(message.event as EventName, message.payload);
    } else {
      waiting.get(message.id)?.((message.ok ? message : { ok: false, problem: message.problem }) as Answer);
      waiting.delete(message.id);
    }
  };

  const connect = (): void => {
    const next = open(url);
    socket = next;
    next.addEventListener('open', () => next.send(JSON.stringify({ token })));
    next.addEventListener('message', (event) => receive(event.data));
    next.addEventListener('close', (event) => {
      for (const answer of waiting.values()) answer(unreachable);
      waiting.clear();
      if (event.code === closeTokenRefused) return setState('refused');
      setState('disconnected');
      setTimeout(connect, retryMs);
      retryMs = Math.min(retryMs * 2, lastRetryMs);
    });
  };
  connect();

  const send = (name: string, input: unknown): Promise<Answer> => {
    if (state !== 'connected' || !socket) return Promise.resolve(unreachable);
    const message: CallMessage = { id: ++lastId, name, input };
    const answer = new Promise<Answer>((resolve) => waiting.set(message.id, resolve));
    socket.send(JSON.stringify(message));
    return answer;
  };

  return {
    call: (name, input) =>
      state === 'connecting'
        ? new Promise<void>((resume) => early.push(resume)).then(() => send(name, input))
        : send(name, input),
    listen(listener) {
      eventListeners.add(listener);
      return () => eventListeners.delete(listener);
    },
    state: () => state,
    lastHeardAt: () => heardAt,
    onState: (listener) => {
      stateListeners.add(listener);
      return () => stateListeners.delete(listener);
    },
  };
}
