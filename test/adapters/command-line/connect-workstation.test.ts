import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test, vi } from 'vitest';
import { WebSocketServer, type WebSocket } from 'ws';
import { connectWorkstation } from '../../../electron/adapters/command-line/connect-workstation';
import type { RawWorkstation } from '../../../electron/adapters/command-line/workstation-connection';
import type { EventPayload } from '../../../electron/contract/contract';
import { fail, ok } from '../../../electron/core/shared/result';
import { TestClock } from '../../support/test-clock';
import { phone, site, unknownPhone } from './sample-answers';

const token = 'the-token';

/** A host as contract.ts describes it. */
async function startHost(answer: (socket: WebSocket, message: Record<string, unknown>) => void = () => undefined) {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0, path: '/workstation' });
  await once(server, 'listening');
  const origins: (string | undefined)[] = [];
  server.on('connection', (socket, request) => {
    origins.push(request.headers.origin);
    let greeted = false;
    socket.on('message', (data) => {
      const message = JSON.parse((data as Buffer).toString()) as Record<string, unknown>;
      if (greeted) return answer(socket, message);
      if (message['token'] !== token) return socket.close(4401);
      greeted = true;
      socket.send('{"ready":true}');
    });
  });
  const stop = async (): Promise<void> => {
    for (const socket of server.clients) socket.terminate();
    await new Promise((resolve) => server.close(resolve));
  };
  onTestFinished(stop);
  return { port: (server.address() as AddressInfo).port, origins, stop };
}

async function makeFolder(control?: unknown): Promise<string> {
  const data = await mkdtemp(join(tmpdir(), 'command-line-'));
  onTestFinished(() => rm(data, { recursive: true }));
  const text = typeof control === 'string' ? control : JSON.stringify(control);
  if (control !== undefined) await writeFile(join(data, 'control.json'), text);
  return data;
}

const control = (port: number) => ({ url: `http://127.0.0.1:${port}/`, token, pid: 4321 });

interface Case {
  control?: unknown;
  site?: string;
  host?: 'preferred' | 'needed';
  clock?: TestClock;
  running?: boolean;
}

async function connect({ control: content, site: name, host = 'preferred', clock, running = true }: Case) {
  const data = await makeFolder(content);
  const opened: string[] = [];
  const inProcess: RawWorkstation = {
    call: () => Promise.resolve(ok({ site })),
    listen: () => () => undefined,
    close: () => Promise.resolve(),
  };
  const connected = await connectWorkstation(
    { data, site: name ?? null, passphraseFile: null, host },
    {
      clock: clock ?? new TestClock(),
      isRunning: () => running,
      openInProcess: (options) => {
        opened.push(options.data);
        return Promise.resolve(ok(inProcess));
      },
    },
  );
  if (connected.ok) onTestFinished(() => connected.value.close());
  return { data, opened, connected };
}

async function connection(options: Case) {
  const { connected } = await connect(options);
  if (!connected.ok) throw new Error(connected.problem.message);
  return connected.value;
}

test('the running host is asked by its token, without an Origin, and answers under the number of the call', async () => {
  const waiting: (() => void)[] = [];
  const host = await startHost((socket, { id, name, input, site: of }) => {
    // Answered in reverse order.
    const value = name === 'site.show' ? { site } : { removed: 1 };
    waiting.unshift(() => socket.send(JSON.stringify({ id, ok: true, value })));
    if (waiting.length === 2) for (const send of waiting) send();
    expect([of, input]).toEqual(['Branch', name === 'site.show' ? {} : { macs: [phone.mac] }]);
  });
  const workstation = await connection({ control: control(host.port), site: 'Branch' });
  const [shown, removed] = await Promise.all([
    workstation.call('site.show', {}),
    workstation.call('phones.remove', { macs: [phone.mac] }),
  ]);
  expect([shown, removed]).toEqual([ok({ site }), ok({ removed: 1 })]);
  expect(host.origins).toEqual([undefined]);
});

test('a problem of the host comes through as it is', async () => {
  const host = await startHost((socket, { id }) =>
    socket.send(JSON.stringify({ id, ok: false, problem: unknownPhone })),
  );
  const workstation = await connection({ control: control(host.port) });
  expect(await workstation.call('phones.show', { mac: phone.mac })).toEqual(fail(unknownPhone));
});

test('events are heard by name, when they have the shape of the contract', async () => {
  const step = { run: 5, mac: phone.mac, step: 'sent', at: '2026-01-05T09:00:00+01:00', detail: '' };
  const host = await startHost((socket, { id }) => {
    socket.send(JSON.stringify({ event: 'changed', payload: { topics: ['site'] } }));
    socket.send(JSON.stringify({ event: 'resync.step', payload: { ...step, step: 'dreamt' } }));
    socket.send(JSON.stringify({ event: 'resync.step', payload: step }));
    socket.send('no JSON');
    socket.send(JSON.stringify({ id, ok: true, value: { site } }));
  });
  const workstation = await connection({ control: control(host.port) });
  const heard = vi.fn<(payload: EventPayload<'resync.step'>) => void>();
  const stop = workstation.listen('resync.step', heard);
  await workstation.call('site.show', {});
  expect(heard.mock.calls).toEqual([[step]]);
  stop();
  await workstation.call('site.show', {});
  expect(heard).toHaveBeenCalledTimes(1);
});

test('a host that ends before it answers is a problem, then and from then on', async () => {
  const host = await startHost((socket) => socket.terminate());
  const workstation = await connection({ control: control(host.port) });
  const ended = fail(expect.objectContaining({ code: 'HOST_UNREACHABLE' }));
  expect(await workstation.call('site.show', {})).toEqual(ended);
  expect(await workstation.call('site.show', {})).toEqual(ended);
});

test('with none running the database is opened in this process', async () => {
  const { opened, data, connected } = await connect({});
  expect([connected.ok, opened]).toEqual([true, [data]]);
});

test.each([
  ['half written', '{"url":"http://127'],
  ['of another form', { url: 'http://127.0.0.1:1/', token }],
  ['pointing elsewhere', { ...control(1), url: 'file:///etc' }],
])('a control.json %s is as good as none', async (_, content) => {
  expect((await connect({ control: content })).opened).toHaveLength(1);
});

test('a stale control.json is recognised by its process, before anything is sent', async () => {
  const host = await startHost();
  const { opened } = await connect({ control: control(host.port), running: false });
  expect([opened.length, host.origins]).toEqual([1, []]);
});

test('a stale control.json whose process number is in use again is recognised by its port', async () => {
  const host = await startHost();
  await host.stop();
  expect((await connect({ control: control(host.port) })).opened).toHaveLength(1);
});

test('a host that refuses the token is another one: the lock of the data folder decides', async () => {
  const host = await startHost();
  const { opened } = await connect({ control: { ...control(host.port), token: 'old' } });
  expect([opened.length, host.origins.length]).toEqual([1, 1]);
});

test('a host that takes the connection and says nothing is told as such', async () => {
  const silent = createServer().listen(0, '127.0.0.1');
  await once(silent, 'listening');
  onTestFinished(() => void silent.close());
  const clock = new TestClock();
  const pending = connect({ control: control((silent.address() as AddressInfo).port), clock });
  await vi.waitFor(() => expect(clock.pending).toBe(1));
  clock.advance(5000);
  const { opened, connected } = await pending;
  expect(connected).toMatchObject({ ok: false, problem: { code: 'HOST_UNREACHABLE' } });
  expect(opened).toEqual([]);
});

test('what needs a host opens no database without one and names how to start it', async () => {
  const { opened, connected } = await connect({ host: 'needed' });
  expect(connected).toMatchObject({
    ok: false,
    problem: { code: 'HOST_UNREACHABLE', remedy: expect.stringContaining('npm run serve') },
  });
  expect(opened).toEqual([]);
});
