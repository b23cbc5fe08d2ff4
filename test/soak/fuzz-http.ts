// Mutated requests over raw connections: alone, pipelined, in pieces, broken off.
import { connect } from 'node:net';
import { readAnswers } from './fuzz-answers';
import { Dice, mutated } from './fuzz-dice';
import type { KnownFiles } from './fuzz-known-files';
import type { ServedPhone } from '../support/served-phone';

export interface Fuzzed {
  /** How often each answer came, by its kind. */
  readonly answers: Map<string, number>;
  /** What should not be, the first few. */
  readonly wrong: string[];
  /** Peers that were left without an answer or an end for too long. */
  hung: number;
}

export function nothingFuzzed(): Fuzzed {
  return { answers: new Map(), wrong: [], hung: 0 };
}

const connectionsAtOnce = 48;
/** Every connection takes a port of its address for a minute after its end. */
const addresses = 64;
const hungAfterMs = 8_000;
const wrongKept = 5;

/** Sends `count` requests, some of them on one connection. */
export async function fuzzHttp(
  port: number,
  count: number,
  seed: number,
  phone: ServedPhone,
  known: KnownFiles,
): Promise<Fuzzed> {
  const fuzzed = nothingFuzzed();
  const dice = new Dice(seed);
  const right = rightRequests(phone);
  let left = count;
  let connections = 0;
  const next = async (): Promise<void> => {
    while (left > 0) {
      const together = Math.min(left, dice.chance(0.4) ? 2 + dice.below(4) : 1);
      left -= together;
      const requests = Array.from({ length: together }, () => mutated(dice.oneOf(right), right, dice));
      const localAddress = `127.0.1.${1 + (connections++ % addresses)}`;
      const received = await say(port, localAddress, Buffer.concat(requests), dice);
      if (received === null) fuzzed.hung++;
      else note(fuzzed, readAnswers(received, known));
    }
  };
  await Promise.all(Array.from({ length: connectionsAtOnce }, next));
  return fuzzed;
}

function note(fuzzed: Fuzzed, { statuses, wrong }: ReturnType<typeof readAnswers>): void {
  for (const status of statuses) fuzzed.answers.set(status, (fuzzed.answers.get(status) ?? 0) + 1);
  if (statuses.length === 0) fuzzed.answers.set('closed', (fuzzed.answers.get('closed') ?? 0) + 1);
  if (wrong !== null && fuzzed.wrong.length < wrongKept) fuzzed.wrong.push(wrong);
}

/** All that came until the host ended the connection, in Latin-1; null when it never did. */
function say(port: number, localAddress: string, bytes: Buffer, dice: Dice): Promise<string | null> {
  const inPieces = dice.chance(0.1) ? dice.below(bytes.length + 1) : 0;
  const leavesEarly = dice.chance(0.03);
  return new Promise((resolve) => {
    let received = '';
    let hung = false;
    const socket = connect({ port, host: '127.0.0.1', localAddress }, () => {
      if (inPieces > 0) socket.write(bytes.subarray(0, inPieces));
      if (leavesEarly) return void setImmediate(() => socket.destroy());
      socket.end(bytes.subarray(inPieces));
    });
    socket.setTimeout(hungAfterMs, () => {
      hung = true;
      socket.destroy();
    });
    socket.setEncoding('latin1');
    socket.on('data', (text: string) => (received += text));
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(hung ? null : received));
  });
}

function rightRequests({ standard, master, product, mac }: ServedPhone): Buffer[] {
  const agent = `User-Agent: Panasonic_KX-UT670/01.133 (${mac})\r\n`;
  const texts = [
    'GET /KX-UT670.cfg HTTP/1.0\r\n\r\n',
    `GET /KX-UT670.cfg HTTP/1.1\r\nHost: 127.0.0.1\r\n${agent}Connection: keep-alive\r\n\r\n`,
    `GET ${standard} HTTP/1.1\r\nHost: 127.0.0.1\r\n${agent}\r\n`,
    `GET ${master} HTTP/1.1\r\nHost: 127.0.0.1\r\nIf-None-Match: *\r\n\r\n`,
    `GET ${product} HTTP/1.1\r\nHost: 127.0.0.1\r\nRange: bytes=10-99\r\n\r\n`,
    `HEAD ${standard} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`,
    `GET /first/${mac}.cfg HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`,
    'GET /first/0080F0FFFFFF.cfg HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n',
    `GET /p/AAAAAAAAAAAAAAAAAAAAAAAA/${mac}.cfg?mac=${mac} HTTP/1.1\r\nHost: x\r\n\r\n`,
    'GET http://127.0.0.1/KX-UT670.cfg HTTP/1.1\r\nHost: 127.0.0.1\r\nIf-Modified-Since: Sun, 22 Nov 2026 08:00:00 GMT\r\n\r\n',
    `PUT ${standard.replace(/[^/]+$/, 'phone.log')} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 11\r\n\r\nline\r\nline\n`,
    `PUT ${standard} HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n`,
    'POST /first HTTP/1.1\r\nHost: h\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n\r\nhello',
    'GET /../../etc/passwd HTTP/1.1\r\nHost: h\r\n\r\n',
    'GET /root.cer HTTP/1.1\r\nHost: h\r\nAuthorization: Basic MDA4MEYwQTFCMkMzOnB3\r\n\r\n',
    'GET /s/library/ring.wav HTTP/1.1\r\nHost: h\r\nAuthorization: Digest username="a", realm="p", nonce="n", uri="/", response="r"\r\n\r\n',
    `GET ${master.replace(/[^/]+$/, 'library/ring.wav')} HTTP/1.1\r\nHost: h\r\nRange: bytes=-2000\r\n\r\n`,
    'CONNECT 127.0.0.1:80 HTTP/1.1\r\nHost: 127.0.0.1:80\r\n\r\n',
    'OPTIONS * HTTP/1.1\r\nHost: h\r\n\r\n',
  ];
  return texts.map((text) => Buffer.from(text, 'latin1'));
}
