// Mutated datagrams from many addresses. After every few of them a right one is sent whose answer must come: the host has then looked
// at all before it, so that none is lost in a full buffer unseen, and it has not hung.
import { createSocket, type RemoteInfo, type Socket } from 'node:dgram';
import { Dice, mutated } from './fuzz-dice';
import { nothingFuzzed, type Fuzzed } from './fuzz-http';
import type { KnownFiles } from './fuzz-known-files';
import type { ServedPhone } from '../support/served-phone';

const together = 48;
const peers = 64;
const repeatAfterMs = 1_000;
const tries = 8;
const wrongKept = 5;

interface Protocol {
  readonly right: readonly Buffer[];
  /** A question with `mark` in it, and whether an answer is to it. */
  readonly probe: (mark: number) => Buffer;
  readonly isProbed: (answer: Buffer, mark: number) => boolean;
  /** What kind of answer it is, and null for what is right about it. */
  readonly judge: (answer: Buffer) => { readonly kind: string; readonly wrong: string | null };
  /** What the peer says to an answer, if anything. */
  readonly reply: (answer: Buffer, dice: Dice) => Buffer | null;
}

export function fuzzTftp(
  port: number,
  count: number,
  seed: number,
  phone: ServedPhone,
  known: KnownFiles,
): Promise<Fuzzed> {
  return fuzzDatagrams(port, count, new Dice(seed), tftp(phone, known));
}

export function fuzzSntp(port: number, count: number, seed: number): Promise<Fuzzed> {
  return fuzzDatagrams(port, count, new Dice(seed), sntp);
}

async function fuzzDatagrams(port: number, count: number, dice: Dice, protocol: Protocol): Promise<Fuzzed> {
  const fuzzed = nothingFuzzed();
  const heard = (socket: Socket) => (answer: Buffer, from: RemoteInfo) => {
    const { kind, wrong } = protocol.judge(answer);
    fuzzed.answers.set(kind, (fuzzed.answers.get(kind) ?? 0) + 1);
    if (wrong !== null && fuzzed.wrong.length < wrongKept) fuzzed.wrong.push(wrong);
    const reply = protocol.reply(answer, dice);
    if (reply) socket.send(reply, from.port, from.address, () => undefined);
  };
  const sockets = await Promise.all(Array.from({ length: peers }, (_, index) => bound(`127.0.2.${index + 1}`)));
  for (const socket of sockets) socket.on('message', heard(socket));
  // The time is told to each address so often and no more.
  const probes = await Promise.all(Array.from({ length: 250 }, (_, index) => bound(`127.0.3.${index + 1}`)));
  let mark = 0;
  for (let sent = 0; sent < count;) {
    const now = Math.min(together, count - sent);
    sent += now;
    for (let turn = 0; turn < now; turn++) {
      const bytes = mutated(dice.oneOf(protocol.right), protocol.right, dice);
      dice.oneOf(sockets).send(bytes, port, '127.0.0.1', () => undefined);
    }
    const probe = probes[++mark % probes.length] as Socket;
    if (!(await isAnswered(probe, port, protocol, mark))) fuzzed.hung++;
  }
  for (const socket of [...sockets, ...probes]) socket.close();
  return fuzzed;
}

async function isAnswered(socket: Socket, port: number, { probe, isProbed }: Protocol, mark: number): Promise<boolean> {
  for (let left = tries; left > 0; left--) {
    const answered = await new Promise<boolean>((resolve) => {
      const done = (is: boolean): void => {
        clearTimeout(timer);
        socket.off('message', hear);
        resolve(is);
      };
      const hear = (answer: Buffer): void => {
        if (isProbed(answer, mark)) done(true);
      };
      const timer = setTimeout(() => done(false), repeatAfterMs);
      socket.on('message', hear);
      socket.send(probe(mark), port, '127.0.0.1');
    });
    if (answered) return true;
  }
  return false;
}

function bound(address: string): Promise<Socket> {
  const socket = createSocket('udp4');
  socket.on('error', () => undefined);
  return new Promise((resolve) => socket.bind(0, address, () => resolve(socket)));
}

const errorTexts = [
  'File not found',
  'Access violation',
  'Illegal TFTP operation',
  'Unknown transfer ID',
  'Ask for it in octet mode',
];
const sntpAnswerBytes = 48;

function tftp({ standard, mac, master }: ServedPhone, known: KnownFiles): Protocol {
  const ask = (path: string, ...rest: string[]): string => `\0\x01${[path, ...rest].join('\0')}\0`;
  const texts = [
    ask('KX-UT670.cfg', 'octet'),
    ask('/KX-UT670.cfg', 'netascii'),
    ask(standard.slice(1), 'octet', 'blksize', '1428', 'tsize', '0'),
    ask(standard, 'octet', 'windowsize', '8', 'blksize', '16', 'timeout', '3'),
    ask(master.replace(/[^/]+$/, 'library/ring.wav'), 'octet', 'blksize', '1024'),
    ask(`first/${mac}.cfg`, 'octet'),
    ask('../../etc/passwd', 'octet'),
    '\0\x02upload.log\0octet\0',
    '\0\x03\0\x01some bytes of a block',
    '\0\x04\0\x01',
    '\0\x05\0\0no more\0',
    '\0\x06blksize\x00512\0',
  ];
  return {
    right: texts.map((text) => Buffer.from(text, 'latin1')),
    probe: (mark) => Buffer.from(ask(`nothing/${mark}`, 'octet'), 'latin1'),
    isProbed: (answer) => answer[1] === 5,
    judge: (answer) => {
      const text = answer.toString('latin1', 4);
      switch (answer.readUInt16BE()) {
        case 3:
          return { kind: 'data', wrong: known.isPart(text) ? null : `data: ${JSON.stringify(text.slice(0, 200))}` };
        case 5:
          return { kind: 'error', wrong: errorTexts.includes(text.slice(0, -1)) ? null : `error: ${text}` };
        case 6:
          return { kind: 'options', wrong: null };
        default:
          return { kind: 'other', wrong: answer.toString('hex').slice(0, 200) };
      }
    },
    reply: (answer, dice) => {
      if (answer[1] !== 3 && answer[1] !== 6) return null;
      const block = answer[1] === 6 ? 0 : answer.readUInt16BE(2);
      const right = Buffer.from([0, 4, block >> 8, block & 255]);
      return dice.chance(0.6) ? right : mutated(right, [right], dice);
    },
  };
}

const sntp: Protocol = {
  right: [1, 2, 3, 4].flatMap((version) => [timeRequest(version, 3), timeRequest(version, 1)]),
  probe: (mark) => timeRequest(4, 3, mark),
  isProbed: (answer, mark) => answer.length === sntpAnswerBytes && answer.readUInt32BE(28) === mark,
  judge: (answer) => {
    const isTime = answer.length === sntpAnswerBytes && [4, 2].includes((answer[0] ?? 0) & 7);
    return isTime ? { kind: 'time', wrong: null } : { kind: 'other', wrong: answer.toString('hex').slice(0, 200) };
  },
  reply: () => null,
};

function timeRequest(version: number, mode: number, mark = 0x01020304): Buffer {
  const bytes = Buffer.alloc(sntpAnswerBytes);
  bytes[0] = (version << 3) | mode;
  bytes.writeUInt32BE(0xe0_00_00_00, 40);
  bytes.writeUInt32BE(mark, 44);
  return bytes;
}
