import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { blankSecrets, type TracedMessage } from '../../../electron/core/sip/traced-message';
import { writePcapng } from '../../../electron/core/sip/write-pcapng';
import { writeTraceText } from '../../../electron/core/sip/write-trace-text';

function blanked(text: string): string {
  return Buffer.from(blankSecrets(Buffer.from(text, 'latin1'))).toString('latin1');
}

describe('secrets are crossed out', () => {
  test('digests, nonces and logins of other schemes; the rest stays', () => {
    const text = [
      'REGISTER sip:a@b SIP/2.0',
      'Authorization: Digest username="101", realm="r", nonce="abc",',
      ' uri="sip:b", response = "0123", cnonce=xyz, nc=00000001, opaque="o\\"p"',
      'Proxy-Authorization: Basic dTpw',
      'WWW-Authenticate: Digest realm="r", nonce="abc", qop="auth"',
      'authorization : Digest response="never closed',
      'Authentication-Info: nextnonce="next", rspauth="proof"',
      'Subject: nonce="abc" response=x',
      '',
      'Authorization',
    ].join('\r\n');
    expect(blanked(text).split('\r\n')).toEqual([
      'REGISTER sip:a@b SIP/2.0',
      'Authorization: Digest username="101", realm="r", nonce="***",',
      ' uri="sip:b", response = "****", cnonce=***, nc=00000001, opaque="****"',
      'Proxy-Authorization: Basic*****',
      'WWW-Authenticate: Digest realm="r", nonce="***", qop="auth"',
      'authorization : Digest response="************',
      'Authentication-Info: nextnonce="****", rspauth="*****"',
      'Subject: nonce="abc" response=x',
      '',
      'Authorization',
    ]);
  });

  test('no secret comes through whatever stands around it, and no byte moves', () => {
    const around = fc.string({ unit: 'binary-ascii', maxLength: 30 }).map((text) => text.replace(/[\r\n"]/g, ' '));
    const name = fc.constantFrom('Authorization', 'PROXY-AUTHORIZATION', 'www-authenticate', 'Proxy-Authenticate');
    const secret = fc.constantFrom('response', 'nonce', 'cnonce', 'opaque');
    fc.assert(
      fc.property(
        around,
        name,
        secret,
        fc.boolean(),
        fc.constantFrom(' ', '\r\n ', '\n\t'),
        (noise, header, parameter, isQuoted, gap) => {
          const value = isQuoted ? '"0SECRET0"' : '0SECRET0';
          const text = `${noise}\r\n${header}:${gap}Digest a=b, ${parameter}=${value}, ${noise}\r\nTo: x\r\n\r\n`;
          const after = blanked(text);
          expect(after).not.toContain('SECRET');
          expect(after).toHaveLength(text.length);
          expect(after.endsWith('\r\nTo: x\r\n\r\n')).toBe(true);
        },
      ),
      { numRuns: 1_000 },
    );
  });

  test('no bytes make it throw, and what holds no such header is left as it is', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        expect(Buffer.from(blankSecrets(bytes))).toEqual(Buffer.from(bytes));
      }),
    );
  });
});

const ipv4 = fc.ipV4();
const place = (address: fc.Arbitrary<string>): fc.Arbitrary<TracedMessage['peer']> =>
  fc.record({ address, port: fc.nat(65_535) });
const traced: fc.Arbitrary<TracedMessage> = fc.oneof(ipv4, fc.ipV6()).chain((example) =>
  fc.record({
    at: fc.integer({ min: 0, max: 4_102_444_800_000 }),
    direction: fc.constantFrom('in', 'out'),
    transport: fc.constantFrom('udp', 'tcp', 'tls'),
    local: place(example.includes(':') ? fc.ipV6() : ipv4),
    peer: place(fc.constant(example)),
    bytes: fc.uint8Array({ maxLength: 200 }),
  }),
);

interface Packet {
  readonly at: number;
  readonly bytes: Buffer;
}

/** Reads the file by its own rules: block lengths at both ends, one section, one interface. */
function packetsOf(file: Uint8Array): Packet[] {
  const bytes = Buffer.from(file);
  const packets: Packet[] = [];
  const types: number[] = [];
  for (let at = 0; at < bytes.length;) {
    const length = bytes.readUInt32LE(at + 4);
    expect(length % 4).toBe(0);
    expect(bytes.readUInt32LE(at + length - 4)).toBe(length);
    const type = bytes.readUInt32LE(at);
    types.push(type);
    if (type === 6) {
      const micros = (BigInt(bytes.readUInt32LE(at + 12)) << 32n) | BigInt(bytes.readUInt32LE(at + 16));
      const captured = bytes.readUInt32LE(at + 20);
      packets.push({ at: Number(micros / 1000n), bytes: bytes.subarray(at + 28, at + 28 + captured) });
    }
    at += length;
  }
  expect(types.slice(0, 2)).toEqual([0x0a0d0d0a, 1]);
  return packets;
}

function sumOf(bytes: Buffer): number {
  let sum = 0;
  for (let at = 0; at < bytes.length; at += 2) sum += (bytes[at] ?? 0) * 256 + (bytes[at + 1] ?? 0);
  while (sum > 0xffff) sum = (sum & 0xffff) + Math.floor(sum / 65_536);
  return sum;
}

describe('the capture file', () => {
  test('holds every message as a packet whose addresses, ports, lengths and checksums are right', () => {
    fc.assert(
      fc.property(fc.array(traced, { maxLength: 6 }), (messages) => {
        const packets = packetsOf(writePcapng(messages, 'Cordboard 1'));
        expect(packets).toHaveLength(messages.length);
        for (const [index, message] of messages.entries()) {
          const { at, bytes } = packets[index] as Packet;
          expect(at).toBe(message.at);
          const isV4 = (bytes[0] ?? 0) >> 4 === 4;
          const headerLength = isV4 ? 20 : 40;
          const addresses = bytes.subarray(isV4 ? 12 : 8, headerLength);
          // IPv6 has no checksum of its own.
          expect(isV4 ? sumOf(bytes.subarray(0, 20)) : 0xffff).toBe(0xffff);
          const segment = bytes.subarray(headerLength);
          expect(isV4 ? bytes.readUInt16BE(2) - 20 : bytes.readUInt16BE(4)).toBe(segment.length);
          const isUdp = message.transport === 'udp';
          expect(bytes[isV4 ? 9 : 6]).toBe(isUdp ? 17 : 6);
          const [from, to] =
            message.direction === 'out' ? [message.local, message.peer] : [message.peer, message.local];
          expect([segment.readUInt16BE(0), segment.readUInt16BE(2)]).toEqual([from.port, to.port]);
          const shown = isV4 ? addresses.join('.') : '';
          expect(shown).toBe(isV4 ? `${from.address}.${to.address}` : '');
          const pseudo = Buffer.concat([
            addresses,
            Buffer.from([0, isUdp ? 17 : 6]),
            Buffer.from([segment.length >> 8, segment.length & 255]),
          ]);
          expect(sumOf(Buffer.concat([pseudo, segment]))).toBe(0xffff);
          expect(segment.subarray(isUdp ? 8 : 20)).toEqual(Buffer.from(message.bytes));
        }
      }),
    );
  });

  test('what one end says over TCP counts on, so that it can be followed as a stream', () => {
    const local = { address: '192.0.2.1', port: 5060 };
    const peer = { address: '2001:db8::7', port: 40_000 };
    const say = (direction: 'in' | 'out', text: string): TracedMessage => ({
      at: 1,
      direction,
      transport: 'tls',
      local,
      peer,
      bytes: Buffer.from(text),
    });
    const packets = packetsOf(writePcapng([say('out', 'four'), say('in', 'sixsix'), say('out', 'x')], ''));
    expect(packets.map(({ bytes }) => [bytes.readUInt32BE(44), bytes.readUInt32BE(48)])).toEqual([
      [1, 1],
      [1, 5],
      [5, 7],
    ]);
    expect(packets[0]?.bytes.subarray(8, 40).toString('hex')).toBe(
      '00000000000000000000ffffc000020120010db8000000000000000000000007',
    );
  });
});

describe('the text', () => {
  test('has a heading for each message and shows what would move the cursor', () => {
    const local = { address: '2001:db8::1', port: 5060 };
    const peer = { address: '2001:db8::7', port: 5061 };
    const text = writeTraceText([
      {
        at: Date.UTC(2026, 10, 22, 18, 0, 0, 5),
        direction: 'out',
        transport: 'tls',
        local,
        peer,
        bytes: Buffer.from('OPTIONS sip:a SIP/2.0\r\nX: \u001b[2J\u202e\r\n\r\n'),
      },
    ]);
    expect(text).toBe(
      '--- 2026-11-22T18:00:00.005Z [2001:db8::1]:5060 -> [2001:db8::7]:5061 TLS, 37 bytes\nOPTIONS sip:a SIP/2.0\nX: \u241b[2J\ufffd\n',
    );
  });

  test('no message moves the cursor', () => {
    fc.assert(
      fc.property(fc.array(traced, { maxLength: 4 }), (messages) => {
        const codes = Array.from(writeTraceText(messages), (character) => character.charCodeAt(0));
        expect(codes.filter((code) => code < 32 && code !== 9 && code !== 10)).toEqual([]);
      }),
    );
  });
});

test('a text of thousands of line ends is written as fast as any other', () => {
  const end = { address: '127.0.0.1', port: 5060 };
  const bytes = Buffer.from(`a${'\n'.repeat(16_000)}b`);
  const message: TracedMessage = { at: 0, direction: 'in', transport: 'udp', local: end, peer: end, bytes };
  const sinceMs = performance.now();
  writeTraceText(Array.from({ length: 10 }, () => message));
  expect(performance.now() - sinceMs).toBeLessThan(300);
});
