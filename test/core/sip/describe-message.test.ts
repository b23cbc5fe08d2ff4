import fc from 'fast-check';
import { expect, test } from 'vitest';
import { describeMessage, showBytes } from '../../../electron/core/sip/describe-message';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

test.each([
  ['NOTIFY sip:a@b SIP/2.0\r\nEvent: check-sync\r\ni: 1@a\r\n\r\n', 'NOTIFY check-sync', null, '1@a'],
  ['REGISTER sip:b SIP/2.0\r\nCall-ID: 2\r\n\r\n', 'REGISTER', null, '2'],
  ['SIP/2.0 200 OK\r\nCSeq: 1 NOTIFY\r\nCall-ID: 3\r\n\r\n', '200 OK (CSeq 1 NOTIFY)', 200, '3'],
  ['SIP/2.0 403 Go\u202e away\r\n\r\n', '403 Go\\xE2\\x80\\xAE away', 403, ''],
  ['\r\n\r\n', 'keep-alive (4 bytes)', null, ''],
  ['GET / HTTP/1.1', 'not SIP (14 bytes)', null, ''],
])('%j is told in a few words', (text, summary, status, callId) => {
  expect(describeMessage(bytes(text))).toEqual({ summary, status, callId });
});

test('a start line of any length is told in one short line', () => {
  const { summary } = describeMessage(bytes(`SIP/2.0 200 ${'x'.repeat(5_000)}\r\n\r\n`));
  expect(summary).toHaveLength(120);
});

test('letters of every language stay, and what is no text is shown byte by byte', () => {
  expect(showBytes(bytes('Subject: Küche\r\n\r\n\u001b[2J'))).toBe('Subject: Küche\n\n\\x1B[2J');
  expect(showBytes(Uint8Array.of(0x61, 0xff, 0x80, 0x00, 0x0a))).toBe('a\\xFF\\x80\\x00\n');
});

test('no bytes move the cursor, hide, or make it throw', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (any) => {
      const { summary, callId } = describeMessage(any);
      expect(`${showBytes(any)}${summary}${callId}`).not.toMatch(
        // oxlint-disable-next-line no-control-regex -- finding control characters is the purpose
        /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/,
      );
      expect(summary).not.toContain('\n');
    }),
    { numRuns: 500 },
  );
});
