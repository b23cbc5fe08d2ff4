// Seeded chance, and bytes made wrong by it: a million a minute, which is more than fast-check's shrinkable values allow.

/** mulberry32: the same seed gives the same fuzz. */
export class Dice {
  constructor(private state: number) {}

  /** From 0 up to, but not, 1. */
  roll(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }

  below(limit: number): number {
    return Math.floor(this.roll() * limit);
  }

  chance(share: number): boolean {
    return this.roll() < share;
  }

  oneOf<T>(all: readonly T[]): T {
    const one = all[this.below(all.length)];
    if (one === undefined) throw new Error('nothing to choose from');
    return one;
  }

  bytes(count: number): Buffer {
    return Buffer.from(Array.from({ length: count }, () => this.below(256)));
  }
}

/** What parsers of paths, headers and packets stumble over. */
const inPaths = '/ // \\ .. /../ ? # % %00 %2f %2e%2e/ %ff * http://h [::1] {MAC} 0080F0FFFFFF é \u{1f4de}'.split(' ');
const inLines = [
  '\r\n',
  '\n',
  '\r',
  '\0',
  ' ',
  '\t',
  ':',
  ',',
  '"',
  '=',
  ';',
  'HTTP/1.1',
  'GET ',
  'HEAD ',
  'PUT ',
  'POST ',
];
const headers = [
  'Content-Length: 5\r\n',
  'Content-Length: 99999999999999999999\r\n',
  'Content-Length: -1\r\n',
  'Host: a\r\nHost: b\r\n',
  'Transfer-Encoding: chunked\r\n',
  'Transfer-Encoding: gzip, chunked\r\n',
  '0\r\n\r\n',
  'ffffffffffffffff\r\n',
  'Expect: 100-continue\r\n',
  'Upgrade: h2c\r\nConnection: Upgrade\r\n',
  'Range: bytes=0-0,-1\r\n',
  'Range: bytes=5-1\r\n',
];
const inPackets = [
  'octet\0',
  'netascii\0',
  'blksize\x008\0',
  'windowsize\x0065535\0',
  'tsize\x000\0',
  'timeout\x00255\0',
];
const awkward = [...inPaths, ...inLines, ...headers, ...inPackets].map((text) => Buffer.from(text, 'utf8'));

type Change = (bytes: Buffer, dice: Dice, others: readonly Buffer[]) => Buffer;

const changes: readonly Change[] = [
  (bytes, dice) => written(bytes, dice, (byte) => byte ^ (1 << dice.below(8))),
  (bytes, dice) => written(bytes, dice, () => dice.below(256)),
  (bytes, dice) => inserted(bytes, dice.below(bytes.length + 1), dice.oneOf(awkward)),
  (bytes, dice) => inserted(bytes, dice.below(bytes.length + 1), dice.bytes(1 + dice.below(12))),
  (bytes, dice) => {
    const [from, to] = stretch(bytes, dice);
    return Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)]);
  },
  (bytes, dice) => {
    const [from, to] = stretch(bytes, dice);
    return inserted(bytes, to, bytes.subarray(from, to));
  },
  (bytes, dice) => bytes.subarray(0, dice.below(bytes.length + 1)),
  (bytes, dice, others) => {
    const other = dice.oneOf(others);
    return Buffer.concat([
      bytes.subarray(0, dice.below(bytes.length + 1)),
      other.subarray(dice.below(other.length + 1)),
    ]);
  },
  (bytes, dice) => inserted(bytes, dice.below(bytes.length + 1), Buffer.alloc(dice.below(3_000), 97 + dice.below(26))),
];

/** One to three changes of `bytes`; now and then none at all, so that what is right stays mixed in. */
export function mutated(bytes: Buffer, others: readonly Buffer[], dice: Dice): Buffer {
  let changed = bytes;
  for (let left = dice.chance(0.05) ? 0 : 1 + dice.below(3); left > 0; left--)
    changed = dice.oneOf(changes)(changed, dice, others);
  return changed;
}

function written(bytes: Buffer, dice: Dice, change: (byte: number) => number): Buffer {
  if (bytes.length === 0) return bytes;
  const copy = Buffer.from(bytes);
  const at = dice.below(copy.length);
  copy[at] = change(copy[at] ?? 0);
  return copy;
}

function inserted(bytes: Buffer, at: number, more: Buffer): Buffer {
  return Buffer.concat([bytes.subarray(0, at), more, bytes.subarray(at)]);
}

function stretch(bytes: Buffer, dice: Dice): [from: number, to: number] {
  const from = dice.below(bytes.length + 1);
  return [from, Math.min(bytes.length, from + 1 + dice.below(24))];
}
