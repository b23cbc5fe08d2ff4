// The gate alone, on a clock of its own: clients that begin a handshake and never end it.
import { EventEmitter } from 'node:events';
import { createServer } from 'node:https';
import type { Socket } from 'node:net';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { TlsCertificate } from '../../../electron/adapters/http-server/tls-certificate';
import { TlsGate } from '../../../electron/adapters/http-server/tls-gate';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'performance'] }));
afterEach(() => void vi.useRealTimers());

class Client extends EventEmitter {
  readonly remoteAddress = '192.0.2.7';
  destroyed = false;

  constructor(readonly remotePort: number) {
    super();
  }

  destroy(): void {
    this.destroyed = true;
  }
}

test('a client that comes again from the same port keeps nobody behind it from being ended', () => {
  const server = createServer();
  const gate = new TlsGate(server, new TlsCertificate(), () => undefined);
  const connect = (port: number): Client => {
    const client = new Client(port);
    server.emit('connection', client as unknown as Socket);
    return client;
  };
  connect(1000);
  vi.advanceTimersByTime(4000);
  const late = connect(1001);
  vi.advanceTimersByTime(4000);
  const again = connect(1000);
  vi.advanceTimersByTime(7000);
  expect([late.destroyed, again.destroyed]).toEqual([true, false]);
  vi.advanceTimersByTime(4000);
  expect(again.destroyed).toBe(true);
  gate.close();
});
