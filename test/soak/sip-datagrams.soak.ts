// A million mutated SIP datagrams, seeded, against one SIP port that sends NOTIFYs all the while: nothing is thrown, every few datagrams
// a right request is answered, every NOTIFY comes to an end, and the memory comes back.
import { randomBytes } from 'node:crypto';
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from 'vitest';
import { SipNotifySender } from '../../electron/adapters/sip/sip-notify-sender';
import type { NotifyOutcome } from '../../electron/services/resync/notify-sender';
import { SipTrace } from '../../electron/services/sip/sip-trace';
import { heard, responseTo } from '../adapters/sip/stand-in-phone';
import { fastClock } from '../support/fast-clock';
import { Dice, mutated } from './fuzz-dice';

const seed = Number(process.env['SOAK_SEED'] ?? 20261122);
const inAll = Number(process.env['SOAK_DATAGRAMS'] ?? 1_000_000);
/** What is remembered for repeats and kept of the last messages is full then. */
const warmUpShare = 0.2;
const allowedMb = 20;
const together = 80;
/** On a slow machine fewer are sent. */
const mostMs = 270_000;
const hungAfterMs = 2_000;
const tries = 5;
/** Timers of 32 s end within 2 s, so that their memory is given back many times over. */
const speed = 16;

setFlagsFromString('--expose-gc');
/** What the host does by itself when it is idle (adapters/memory/give-memory-back.ts): pages V8 keeps for the next storm are no leak. */
const sweep = runInNewContext('gc') as (how: { readonly type: 'major'; readonly flavor: 'last-resort' }) => void;

function message(line: string, ...more: readonly string[]): Buffer {
  const method = line.startsWith('SIP') ? 'NOTIFY' : (line.split(' ')[0] ?? '');
  const headers = [
    'Via: SIP/2.0/UDP 127.0.4.1:5060;branch=z9hG4bKfuzz;rport, SIP/2.0/TLS [::1]:5061;branch=z9hG4bKother',
    'From: "A \\" phone" <sip:101@pbx.example;transport=udp>;tag=1',
    'To: <sip:cordboard@127.0.0.1>',
    'Call-ID: fuzz@127.0.4.1',
    `CSeq: 7 ${method}`,
    'Max-Forwards: 70',
  ];
  return Buffer.from([line, ...headers, ...more, '', ''].join('\r\n'));
}

const right = [
  message('REGISTER sip:127.0.0.1 SIP/2.0', 'm: *', 'Expires: 0', 'l: 0'),
  message(
    'REGISTER sip:127.0.0.1 SIP/2.0',
    'Contact: <sip:101@[::1]:5060>;q=0.5;expires=60, sip:b@c',
    'Authorization: Digest username="101", realm="r", nonce="n", uri="sip:127.0.0.1", response="0123", qop=auth, nc=00000001, cnonce="c"',
  ),
  message(
    'SUBSCRIBE sip:MAC%3a0080f0a1b2c3@224.0.1.75 SIP/2.0',
    'o: ua-profile;profile-type="device"',
    'Accept: application/url',
  ),
  message('OPTIONS tel:+49 SIP/2.0', 'Require: path', 'Content-Length: 4', '', 'body'),
  message('INVITE sip:a@b;lr?x=y SIP/2.0', 'Record-Route: <sip:p;lr>', 'Subject:', ' folded'),
  message(
    'SIP/2.0 401 Unauthorized',
    'WWW-Authenticate: Digest realm="r", nonce="n", algorithm=SHA-256, qop="auth,auth-int"',
  ),
  message('SIP/2.0 503 Busy', 'Retry-After: 120 (busy);duration=1'),
  Buffer.from('\r\n\r\n'),
];

test('a million mutated SIP datagrams: no fault, no hang, every NOTIFY ends, memory given back', async () => {
  const dice = new Dice(seed);
  const faults: unknown[] = [];
  const trace = new SipTrace();
  const sip = new SipNotifySender({
    host: '127.0.0.1',
    port: 0,
    version: '1',
    clock: fastClock(speed),
    random: randomBytes,
    trace: (traced) => trace.record(traced),
    fault: (error) => faults.push(error),
  });
  const started = await sip.start();
  if (!started.ok) throw new Error(started.problem.message);
  const { port } = started.value;
  const outcomes = new Map<string, number>();
  const peers = await Promise.all(Array.from({ length: 32 }, (_, index) => bound(`127.0.4.${index + 1}`)));
  for (const peer of peers) {
    peer.on('message', (bytes, from) => {
      const text = bytes.toString();
      if (!text.startsWith('NOTIFY ')) return;
      const header = 'WWW-Authenticate: Digest realm="r", nonce="n", qop="auth"';
      const answer = dice.chance(0.5) ? '200 OK' : '401 Unauthorized';
      const reply = Buffer.from(responseTo(heard(text, from), answer, [header]));
      peer.send(mutated(reply, right, dice), from.port, from.address, () => undefined);
    });
  }
  const probe = await bound('127.0.5.1');
  let hung = 0;
  let isOver = false;
  const notifying = Array.from({ length: 8 }, async () => {
    while (!isOver) {
      const { address, port: peerPort } = dice.oneOf(peers).address();
      const credentials = dice.chance(0.5) ? { authId: '101', password: 'secret' } : null;
      const target = { address, port: peerPort, user: '101' };
      const outcome = await sip.send({ target, event: 'check-sync', credentials }, { sent: () => undefined });
      const kind = nameOf(outcome);
      outcomes.set(kind, (outcomes.get(kind) ?? 0) + 1);
    }
  });

  const mustEndMs = performance.now() + mostMs;
  const fuzz = async (count: number): Promise<number> => {
    let sent = 0;
    while (sent < count && performance.now() < mustEndMs) {
      const now = Math.min(together, count - sent);
      sent += now;
      for (let turn = 0; turn < now; turn++) {
        dice.oneOf(peers).send(mutated(dice.oneOf(right), right, dice), port, '127.0.0.1', () => undefined);
      }
      if (!(await isAnswered(probe, port, sent))) hung++;
    }
    return sent;
  };

  await fuzz(Math.round(inAll * warmUpShare));
  const before = await memoryMb();
  const startedMs = performance.now();
  const sent = await fuzz(inAll - Math.round(inAll * warmUpShare));
  const tookMs = performance.now() - startedMs;
  isOver = true;
  await Promise.all(notifying);
  const after = await memoryMb();
  console.table({
    'datagrams behind the first ones': sent,
    'datagrams a second': Math.round((sent * 1_000) / tookMs),
    'heap and buffers before, MB': before.heap.toFixed(1),
    'heap and buffers after, MB': after.heap.toFixed(1),
    'resident before, MB': before.resident.toFixed(1),
    'resident after, MB': after.resident.toFixed(1),
    ...Object.fromEntries([...outcomes].map(([kind, count]) => [`NOTIFYs: ${kind}`, count])),
  });
  await sip.stop();
  for (const socket of [...peers, probe]) socket.close();
  expect(faults).toEqual([]);
  expect(hung).toBe(0);
  expect(after.heap - before.heap).toBeLessThan(allowedMb);
  expect(after.resident - before.resident).toBeLessThan(allowedMb);
});

function nameOf(outcome: NotifyOutcome): string {
  return outcome.kind === 'answered' ? `answered ${Math.floor(outcome.status / 100)}xx` : outcome.kind;
}

/** After the timers of the last transactions, with garbage swept and empty pages given back. */
async function memoryMb(): Promise<{ readonly heap: number; readonly resident: number }> {
  await pause(4_000);
  for (let turn = 0; turn < 3; turn++) {
    sweep({ type: 'major', flavor: 'last-resort' });
    await pause(50);
  }
  const { heapUsed, external, rss } = process.memoryUsage();
  return { heap: (heapUsed + external) / 2 ** 20, resident: rss / 2 ** 20 };
}

let marks = 0;

async function isAnswered(socket: Socket, port: number, mark: number): Promise<boolean> {
  for (let left = tries; left > 0; left--) {
    const branch = `z9hG4bKprobe${mark}x${marks++}`;
    const question = message('OPTIONS sip:cordboard@127.0.0.1 SIP/2.0')
      .toString()
      .replace('z9hG4bKfuzz', branch)
      .replace('fuzz@', `${branch}@`);
    const answered = new Promise<boolean>((resolve) => {
      const done = (is: boolean): void => {
        clearTimeout(timer);
        socket.off('message', hear);
        resolve(is);
      };
      const hear = (answer: Buffer): void => {
        if (answer.includes(branch)) done(answer.toString().startsWith('SIP/2.0 200 '));
      };
      const timer = setTimeout(() => done(false), hungAfterMs);
      socket.on('message', hear);
    });
    socket.send(question, port, '127.0.0.1');
    if (await answered) return true;
  }
  return false;
}

async function bound(address: string): Promise<Socket> {
  const socket = createSocket('udp4').bind(0, address);
  await once(socket, 'listening');
  socket.on('error', () => undefined);
  return socket;
}
