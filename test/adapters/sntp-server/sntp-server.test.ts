import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PeerAllowance } from '../../../electron/adapters/sntp-server/peer-allowance';
import { clockQuality } from '../../../electron/adapters/sntp-server/system-clock-quality';
import {
  packetBytes,
  readTimeRequest,
  type TimeRequest,
  timeReply,
} from '../../../electron/adapters/sntp-server/sntp-packet';
import { listenProblem } from '../../../electron/core/provisioning/listen-problem';
import { localClock, timeAnswer } from '../../../electron/services/provisioning/clock-quality';
import { TestClock } from '../../support/test-clock';
import { readReply, startSntp, timeClient, timeRequest } from './sntp-bench';

const nine = Date.UTC(2026, 0, 5, 9, 0, 0, 250);

describe('the time', () => {
  test('is told with the trust of a synchronised clock, and the client’s own time comes back unread', async () => {
    const { port } = await startSntp({ nowMs: nine });
    const client = await timeClient(port);
    const bytes = await client.ask(timeRequest());
    expect(bytes).toHaveLength(48);
    expect(readReply(bytes)).toEqual({
      leap: 0,
      version: 4,
      mode: 4,
      stratum: 4,
      poll: 6,
      precision: -10,
      rootDelayS: 0,
      rootDispersionS: expect.closeTo(0.1),
      referenceId: '\u007f\u007f\u0001\0',
      reference: '2026-01-05T09:00:00.000Z',
      originate: [1, 2, 3, 4, 5, 6, 7, 8],
      receive: '2026-01-05T09:00:00.250Z',
      transmit: '2026-01-05T09:00:00.250Z',
    });
  });

  test('follows a virtual clock', async () => {
    const { port, clock } = await startSntp({ nowMs: nine });
    const client = await timeClient(port);
    await client.ask(timeRequest());
    clock.advance(86_400_000);
    expect(readReply(await client.ask(timeRequest()))).toMatchObject({ transmit: '2026-01-06T09:00:00.250Z' });
  });

  test.each([1, 2, 3, 4])('comes in version %i when asked in it', async (version) => {
    const { port, asked } = await startSntp();
    const client = await timeClient(port);
    expect(readReply(await client.ask(timeRequest({ version })))).toMatchObject({ version, mode: 4 });
    expect(asked).toEqual([{ remote: '127.0.0.1', version, outcome: 'told' }]);
  });

  test('is told to a symmetric active peer as a passive one', async () => {
    const { port } = await startSntp();
    const client = await timeClient(port);
    expect(readReply(await client.ask(timeRequest({ mode: 1 })))).toMatchObject({ mode: 2 });
  });

  test('of a local clock has stratum 10 and says LOCL', async () => {
    const bench = await startSntp({ nowMs: nine });
    bench.mode = localClock;
    const client = await timeClient(bench.port);
    expect(readReply(await client.ask(timeRequest()))).toMatchObject({
      leap: 0,
      stratum: 10,
      referenceId: 'LOCL',
      transmit: '2026-01-05T09:00:00.250Z',
    });
  });

  test('is refused in a way that clients throw away and ask again: leap 3, stratum 0, INIT', async () => {
    const bench = await startSntp({ nowMs: nine });
    bench.mode = { kind: 'refuse' };
    const client = await timeClient(bench.port);
    expect(readReply(await client.ask(timeRequest()))).toMatchObject({
      leap: 3,
      stratum: 0,
      referenceId: 'INIT',
      reference: 'none',
      originate: [1, 2, 3, 4, 5, 6, 7, 8],
    });
    expect(bench.asked).toMatchObject([{ outcome: 'refused' }]);
    bench.mode = localClock;
    expect(readReply(await client.ask(timeRequest()))).toMatchObject({ leap: 0, stratum: 10 });
  });

  test.each([
    '1969-07-20T20:17:00.000Z',
    '2026-01-05T09:00:00.250Z',
    '2036-02-07T06:28:15.999Z',
    '2036-02-07T06:28:16.001Z',
    '2040-06-01T12:00:00.000Z',
  ])('is right at %s: NTP’s second era begins on 7 February 2036', (iso) => {
    const request: TimeRequest = { version: 4, mode: 3, poll: 6, transmitted: new Uint8Array(8) };
    const reply = timeReply(request, localClock, Date.parse(iso), Date.parse(iso));
    expect(readReply(Buffer.from(reply)).transmit).toBe(iso);
  });

  test('is told in 48 bytes also when extension fields and a MAC follow the request', async () => {
    const { port } = await startSntp();
    const client = await timeClient(port);
    expect(await client.ask(timeRequest({ length: 68 }))).toHaveLength(48);
    expect(await client.ask(timeRequest({ length: 1_400 }))).toHaveLength(48);
  });
});

describe('no answer', () => {
  test.each<[what: string, bytes: Buffer]>([
    ['too short', timeRequest({ length: 47 })],
    ['empty', Buffer.alloc(0)],
    ['version 0', timeRequest({ version: 0 })],
    ['version 5', timeRequest({ version: 5 })],
    ['version 7', timeRequest({ version: 7 })],
    ...[0, 2, 4, 5, 6, 7].map((mode): [string, Buffer] => [`mode ${mode}`, timeRequest({ mode })]),
  ])('is given to what is no request: %s', async (_what, bytes) => {
    const { port, asked } = await startSntp();
    const client = await timeClient(port);
    client.say(bytes);
    await client.silence();
    expect(asked).toEqual([]);
  });

  test('is given to an address that asks without pause, until it has paused; another address is served', async () => {
    const { port, realClock, asked } = await startSntp({ limits: { burst: 3, perSecond: 1, addresses: 10 } });
    const [greedy, other] = [await timeClient(port), await timeClient(port, '127.0.0.2')];
    for (let times = 0; times < 3; times++) await greedy.ask(timeRequest());
    greedy.say(timeRequest());
    await greedy.silence();
    await other.ask(timeRequest());
    realClock.advance(1_000);
    await greedy.ask(timeRequest());
    expect(asked.map(({ outcome }) => outcome)).toEqual(['told', 'told', 'told', 'too-often', 'told', 'told']);
  });

  test('is given when the way of answering throws; that is reported, and the next one is answered', async () => {
    const bench = await startSntp();
    const client = await timeClient(bench.port);
    const { mode } = bench;
    Object.defineProperty(bench, 'mode', {
      configurable: true,
      get: () => {
        throw new Error('broken');
      },
    });
    client.say(timeRequest());
    await client.silence();
    expect(bench.faults).toEqual([new Error('broken')]);
    Object.defineProperty(bench, 'mode', { value: mode });
    await client.ask(timeRequest());
  });
});

test('no bytes make reading throw, and no answer is longer than what was asked', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 120 }), fc.double(), (bytes, nowMs) => {
      const request = readTimeRequest(bytes);
      if (!request) return;
      expect(bytes.length).toBeGreaterThanOrEqual(packetBytes);
      const reply = timeReply(request, localClock, Number.isFinite(nowMs) ? nowMs : 0, 0);
      expect(reply).toHaveLength(packetBytes);
      expect(readTimeRequest(reply)).toBeNull(); // so that two servers never talk to each other for ever
    }),
    { numRuns: 5_000 },
  );
});

test('the table of addresses stays small whoever asks', () => {
  const allowance = new PeerAllowance(new TestClock(), { burst: 1, perSecond: 1, addresses: 100 });
  for (let address = 0; address < 10_000; address++) allowance.take(`10.0.${address >> 8}.${address & 255}`);
  expect(allowance.size).toBe(100);
});

describe('listening', () => {
  test('a port in use is a problem, and the listener can try again', async () => {
    const other = createSocket('udp4').bind(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address();
    const { server } = await startSntp();
    await server.close();
    expect(await server.listen('127.0.0.1', port)).toMatchObject({ ok: false, problem: { code: 'PORT_IN_USE' } });
    expect(server.listening).toBeNull();
    other.close();
    await once(other, 'close');
    expect(await server.listen('127.0.0.1', port)).toEqual({ ok: true, value: { address: '127.0.0.1', port } });
  });

  test('an address of another computer is a problem', async () => {
    const { server } = await startSntp();
    await server.close();
    expect(await server.listen('192.0.2.1', 0)).toMatchObject({ ok: false, problem: { code: 'ADDRESS_NOT_HERE' } });
  });

  test('on Windows port 123 in use is explained by its own time service', () => {
    const wanted = { service: 'SNTP', address: '0.0.0.0', port: 123, platform: 'win32' } as const;
    expect(listenProblem('EADDRINUSE', wanted).remedy).toContain('w32time');
  });
});

describe('this computer’s clock', () => {
  test.each([
    [['/run/systemd/timesync', '/run/systemd/timesync/synchronized'], 'synchronised'],
    [['/run/systemd/timesync'], 'unsynchronised'],
    [['/run/chrony'], 'unknown'],
    [[], 'unknown'],
  ])('where there is %j is %s', (paths, state) => {
    expect(clockQuality((path) => paths.includes(path))()).toBe(state);
  });

  test.each([
    ['synchronised', false, 'synchronised'],
    ['synchronised', true, 'synchronised'],
    ['unknown', false, 'local'],
    ['unsynchronised', false, 'refuse'],
    ['unsynchronised', true, 'local'],
  ] as const)('%s, local clock allowed %s: %s', (state, allowed, kind) => {
    expect(timeAnswer(state, allowed).kind).toBe(kind);
  });
});
