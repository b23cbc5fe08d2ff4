import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { socketConnection } from '../../../renderer/client/socket-connection';

/** A socket whose other end is the test. */
class TestSocket extends EventTarget {
  readonly sent: unknown[] = [];
  send(text: string): void {
    this.sent.push(JSON.parse(text));
  }
  opens(): void {
    this.dispatchEvent(new Event('open'));
  }
  says(message: unknown): void {
    this.dispatchEvent(new MessageEvent('message', { data: JSON.stringify(message) }));
  }
  closes(code: number): void {
    this.dispatchEvent(new CloseEvent('close', { code }));
  }
}

let sockets: TestSocket[] = [];
const open = (): WebSocket => {
  const socket = new TestSocket();
  sockets.push(socket);
  return socket as unknown as WebSocket;
};
const connect = () => socketConnection({ url: 'ws://host/workstation', token: 'secret', open });
const newest = (): TestSocket => sockets.at(-1) ?? new TestSocket();

beforeEach(() => {
  sockets = [];
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

test('the token is the first thing said, and calls wait until the host is ready', async () => {
  const connection = connect();
  const answer = connection.call('status.show', {});
  newest().opens();
  expect(newest().sent).toEqual([{ token: 'secret' }]);
  newest().says({ ready: true });
  await vi.advanceTimersByTimeAsync(0);
  expect(newest().sent.at(-1)).toEqual({ id: 1, name: 'status.show', input: {} });
  newest().says({ id: 1, ok: true, value: 42 });
  expect(await answer).toMatchObject({ ok: true, value: 42 });
});

test('events reach every listener until it stops', () => {
  const connection = connect();
  const heard: unknown[] = [];
  const stop = connection.listen((event, payload) => heard.push([event, payload]));
  newest().says({ ready: true });
  newest().says({ event: 'changed', payload: { topics: ['phones'] } });
  stop();
  newest().says({ event: 'changed', payload: { topics: ['phones'] } });
  expect(heard).toEqual([['changed', { topics: ['phones'] }]]);
});

test('a refused token is the end: no second try', async () => {
  const connection = connect();
  newest().opens();
  newest().closes(4401);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(connection.state()).toBe('refused');
  expect(sockets).toHaveLength(1);
});

test('a lost connection is tried again, slower each time, and open calls are answered honestly', async () => {
  const connection = connect();
  newest().says({ ready: true });
  const lost = connection.call('phones.list', {});
  newest().closes(1006);
  expect(await lost).toMatchObject({ ok: false, problem: { code: 'HOST_UNREACHABLE' } });
  expect(await connection.call('phones.list', {})).toMatchObject({ ok: false, problem: { code: 'HOST_UNREACHABLE' } });
  expect(connection.state()).toBe('disconnected');
  await vi.advanceTimersByTimeAsync(500);
  expect(sockets).toHaveLength(2);
  newest().closes(1006);
  await vi.advanceTimersByTimeAsync(999);
  expect(sockets).toHaveLength(2);
  await vi.advanceTimersByTimeAsync(1);
  expect(sockets).toHaveLength(3);
  newest().says({ ready: true });
  expect(connection.state()).toBe('connected');
});
