// An SNTP server whose clock stands, and a client that says the bytes it is told to.
import { createSocket, type RemoteInfo } from 'node:dgram';
import { once } from 'node:events';
import { expect, onTestFinished } from 'vitest';
import type { AllowanceLimits } from '../../../electron/adapters/sntp-server/peer-allowance';
import { SntpServer, type TimeAsked } from '../../../electron/adapters/sntp-server/sntp-server';
import { synchronisedClock, type TimeAnswer } from '../../../electron/services/provisioning/clock-quality';
import { TestClock } from '../../support/test-clock';

export interface SntpBench {
  readonly server: SntpServer;
  readonly port: number;
  readonly clock: TestClock;
  readonly realClock: TestClock;
  readonly asked: TimeAsked[];
  readonly faults: unknown[];
  mode: TimeAnswer;
}

export async function startSntp(more: { nowMs?: number; limits?: AllowanceLimits } = {}): Promise<SntpBench> {
  const clock = new TestClock(more.nowMs);
  const realClock = new TestClock();
  const bench = { clock, realClock, asked: [] as TimeAsked[], faults: [] as unknown[], mode: synchronisedClock };
  const server = new SntpServer({
    clock,
    realClock,
    mode: () => bench.mode,
    asked: (asked) => bench.asked.push(asked),
    onFault: (error) => bench.faults.push(error),
    ...(more.limits ? { limits: more.limits } : {}),
  });
  onTestFinished(() => server.close());
  const listening = await server.listen('127.0.0.1', 0);
  if (!listening.ok) throw new Error(listening.problem.message);
  return Object.assign(bench, { server, port: listening.value.port });
}

/** A request: leap indicator 3 as an unset clock has it, the given version and mode, its own time as eight bytes. */
export function timeRequest({
  version = 4,
  mode = 3,
  poll = 6,
  time = [1, 2, 3, 4, 5, 6, 7, 8],
  length = 48,
} = {}): Buffer {
  const bytes = Buffer.alloc(length);
  bytes[0] = (3 << 6) | (version << 3) | mode;
  if (length > 2) bytes[2] = poll;
  if (length >= 48) bytes.set(time, 40);
  return bytes;
}

export interface Reply {
  readonly leap: number;
  readonly version: number;
  readonly mode: number;
  readonly stratum: number;
  readonly poll: number;
  readonly precision: number;
  readonly rootDelayS: number;
  readonly rootDispersionS: number;
  readonly referenceId: string;
  readonly reference: string;
  readonly originate: number[];
  readonly receive: string;
  readonly transmit: string;
}

/** Times as ISO, or 'none' for zero; those of the first half of an era are taken for the one from 2036 on. */
export function readReply(bytes: Buffer): Reply {
  const time = (at: number): string => {
    const seconds = bytes.readUInt32BE(at);
    if (seconds === 0 && bytes.readUInt32BE(at + 4) === 0) return 'none';
    const era = seconds < 2 ** 31 ? 2 ** 32 : 0;
    const ms = (seconds + era - 2_208_988_800) * 1_000 + (bytes.readUInt32BE(at + 4) * 1_000) / 2 ** 32;
    return new Date(Math.round(ms)).toISOString();
  };
  return {
    leap: (bytes[0] ?? 0) >> 6,
    version: ((bytes[0] ?? 0) >> 3) & 7,
    mode: (bytes[0] ?? 0) & 7,
    stratum: bytes[1] ?? 0,
    poll: bytes[2] ?? 0,
    precision: bytes.readInt8(3),
    rootDelayS: bytes.readUInt32BE(4) / 65_536,
    rootDispersionS: bytes.readUInt32BE(8) / 65_536,
    referenceId: bytes.subarray(12, 16).toString('latin1'),
    reference: time(16),
    originate: [...bytes.subarray(24, 32)],
    receive: time(32),
    transmit: time(40),
  };
}

export interface TimeClient {
  ask(bytes: Uint8Array): Promise<Buffer>;
  say(bytes: Uint8Array): void;
  readonly heard: Buffer[];
  /** Nothing has come and nothing comes within a while. */
  silence(): Promise<void>;
}

export async function timeClient(port: number, address = '127.0.0.1'): Promise<TimeClient> {
  const socket = createSocket('udp4').bind(0, address);
  await once(socket, 'listening');
  onTestFinished(() => void socket.close());
  const heard: Buffer[] = [];
  socket.on('message', (bytes: Buffer, from: RemoteInfo) => {
    expect(from.port).toBe(port);
    heard.push(bytes);
  });
  const say = (bytes: Uint8Array): void => socket.send(bytes, port, '127.0.0.1');
  return {
    heard,
    say,
    async ask(bytes) {
      const answered = once(socket, 'message');
      say(bytes);
      await answered;
      return heard.pop() as Buffer;
    },
    async silence() {
      await new Promise((resolve) => setTimeout(resolve, 60));
      expect(heard).toEqual([]);
    },
  };
}
