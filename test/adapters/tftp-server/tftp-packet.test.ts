import fc from 'fast-check';
import { expect, test } from 'vitest';
import { negotiateOptions } from '../../../electron/adapters/tftp-server/negotiate-options';
import { dataHeader, errorPacket, optionAck, readTftpPacket } from '../../../electron/adapters/tftp-server/tftp-packet';
import { toNetascii } from '../../../electron/adapters/tftp-server/to-netascii';
import { ack, readRequest } from './tftp-bench';

const mutated = fc
  .tuple(
    fc.constantFrom(readRequest('/p/token/0080F0C8C381.cfg', { blksize: 1428, tsize: 0, windowsize: 16 }), ack(7)),
    fc.array(fc.tuple(fc.nat(80), fc.nat(255)), { maxLength: 12 }),
    fc.nat(80),
  )
  .map(([seed, edits, length]) => {
    const bytes = Buffer.from(seed);
    for (const [at, value] of edits) bytes[at % bytes.length] = value;
    return bytes.subarray(0, Math.max(length, bytes.length - length));
  });

test('no bytes make reading or negotiating throw, and what is agreed is within the RFC’s bounds', () => {
  fc.assert(
    fc.property(fc.oneof(mutated, fc.uint8Array({ maxLength: 600 })), fc.nat(), (bytes, sizeBytes) => {
      const packet = readTftpPacket(bytes);
      if (packet.kind !== 'read') return;
      expect(packet.filename).not.toContain('\0');
      const terms = negotiateOptions(packet.options, sizeBytes);
      expect(terms.blockBytes).toBeGreaterThanOrEqual(8);
      expect(terms.blockBytes).toBeLessThanOrEqual(65_464);
      expect(terms.windowBlocks).toBeGreaterThanOrEqual(1);
      expect(terms.timeoutMs ?? 1_000).toBeLessThanOrEqual(255_000);
    }),
    { numRuns: 5_000 },
  );
});

test('a request reads as it was written', () => {
  const word = fc.stringMatching(/^[\x21-\x7e]{1,60}$/);
  fc.assert(
    fc.property(word, fc.dictionary(word, word, { maxKeys: 5, noNullPrototype: true }), (filename, options) => {
      expect(readTftpPacket(readRequest(filename, options))).toMatchObject({ kind: 'read', filename, mode: 'octet' });
      const lower = Object.entries(options).map(([name, value]) => [name.toLowerCase(), value] as const);
      const packet = readTftpPacket(readRequest(filename, options));
      const first = new Map(lower.toReversed());
      expect(packet.kind === 'read' && Object.fromEntries(packet.options)).toEqual(Object.fromEntries(first));
    }),
  );
});

test('an option named twice counts as it is named first', () => {
  const packet = readTftpPacket(Buffer.from('\0\u0001a\0octet\0blksize\0' + '600\0BLKSIZE\0' + '700\0', 'latin1'));
  expect(packet).toMatchObject({ options: new Map([['blksize', '600']]) });
});

test('what is written is what the RFC shows', () => {
  expect([...dataHeader(1)]).toEqual([0, 3, 0, 1]);
  expect([...dataHeader(65_536 + 258)]).toEqual([0, 3, 1, 2]);
  expect(Buffer.from(optionAck([['blksize', 1428]])).toString('latin1')).toBe('\0\u0006blksize\0' + '1428\0');
  expect(Buffer.from(errorPacket(1, 'No')).toString('latin1')).toBe('\0\u0005\0\u0001No\0');
});

test('netascii goes back to the same text: lone LF and CR LF to a new line, CR NUL to CR', () => {
  const text = fc.array(fc.constantFrom(0x0a, 0x0d, 0x41, 0x22, 0xe4), { maxLength: 40 });
  fc.assert(
    fc.property(text, (codes) => {
      const converted = Buffer.from(toNetascii(Uint8Array.from(codes))).toString('latin1');
      expect(converted).not.toMatch(/(^|[^\r])\n|\r(?![\n\0])/);
      const original = Buffer.from(codes).toString('latin1');
      expect(converted.replaceAll('\r\n', '\n').replaceAll('\r\0', '\r')).toBe(original.replaceAll('\r\n', '\n'));
    }),
    { numRuns: 1_000 },
  );
});
