import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SipFramer, type Framed } from '../../../electron/core/sip/sip-framer';

function framed(...parts: readonly (string | Uint8Array)[]): string[] {
  const framer = new SipFramer();
  return parts.flatMap((part) => framer.push(typeof part === 'string' ? Buffer.from(part) : part)).map(shown);
}

function shown(one: Framed): string {
  if (one.kind === 'message') return Buffer.from(one.bytes).toString('latin1');
  return one.kind === 'ping' ? 'PING' : `BROKEN ${one.why}`;
}

const plain = 'OPTIONS sip:a@b SIP/2.0\r\nVia: x\r\n\r\n';
const withBody = 'SIP/2.0 200 OK\r\nl : 6\r\n\r\na\r\n\r\nb';

test('messages are the same however their bytes are cut', () => {
  const message = fc
    .tuple(
      fc.constantFrom('\r\n', '\n'),
      fc.uint8Array({ maxLength: 40 }),
      fc.constantFrom('Content-Length', 'l', 'CONTENT-LENGTH '),
    )
    .map(([end, body, name]) =>
      Buffer.concat([Buffer.from(`SIP/2.0 200 OK${end}${name}: ${body.length}${end}${end}`), body]),
    );
  fc.assert(
    fc.property(fc.array(message, { maxLength: 5 }), fc.array(fc.nat(400), { maxLength: 8 }), (messages, cuts) => {
      const whole = Buffer.concat(messages);
      const places = [...new Set(cuts.map((cut) => Math.min(cut, whole.length)))].sort((one, other) => one - other);
      const parts = [...places, whole.length].map((end, index) => whole.subarray(places[index - 1] ?? 0, end));
      expect(framed(...parts)).toEqual(messages.map((one) => one.toString('latin1')));
    }),
    { numRuns: 500 },
  );
});

test('two line ends between messages are a ping, one is an answer to ours, also byte by byte (RFC 5626 §4.4.1)', () => {
  const text = `\r\n\r\n${plain}\r\n${withBody}\r\n\r\n\r\n\r\n${plain}`;
  const expected = ['PING', plain, withBody, 'PING', 'PING', plain];
  expect(framed(text)).toEqual(expected);
  expect(framed(...Array.from(text, (character) => character))).toEqual(expected);
});

test('two single line ends with a message between them are no ping', () => {
  expect(framed(`\r\n${plain}\r\n${plain}`)).toEqual([plain, plain]);
});

test('without Content-Length there is no body', () => {
  expect(framed(`${plain}${plain}`)).toEqual([plain, plain]);
});

test('a folded Content-Length counts', () => {
  const text = 'SIP/2.0 200 OK\r\nContent-Length:\r\n 2\r\n\r\nab';
  expect(framed(`${text}${plain}`)).toEqual([text, plain]);
});

test.each([
  ['no number', 'SIP/2.0 200 OK\r\nContent-Length: -1\r\n\r\n', 'The Content-Length of a message cannot be read.'],
  [
    'two numbers',
    'SIP/2.0 200 OK\r\nContent-Length: 1\r\nl: 2\r\n\r\n',
    'The Content-Length of a message cannot be read.',
  ],
  ['far too much', 'SIP/2.0 200 OK\r\nContent-Length: 999999999\r\n\r\n', 'The body of a message is too long.'],
])(
  'with %s for a length the stream is broken, its head is handed on and nothing after it is read',
  (_case, text, why) => {
    expect(framed(text, plain)).toEqual([text, `BROKEN ${why}`]);
  },
);

test('a head without end is broken and forgotten', () => {
  const framer = new SipFramer();
  const all: Framed[] = [];
  for (let turn = 0; turn < 70; turn++) all.push(...framer.push(Buffer.from('X: '.padEnd(1_024, 'y'))));
  expect(all.map(shown)).toEqual(['BROKEN The head of a message is too long.']);
});

test('a length counts only where a line begins for the reader as well: behind CR LF, not behind what looks like it', () => {
  for (const odd of ['\r', '\u2028', '\u2029']) {
    const message = `OPTIONS sip:a@b SIP/2.0\r\nSubject: x${odd}Content-Length: 5\r\n\r\n`;
    expect(framed(message, plain)).toEqual([Buffer.from(message).toString('latin1'), plain]);
  }
});
