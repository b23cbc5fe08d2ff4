import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readSipMessage } from '../../../electron/core/sip/read-sip-message';
import { refusalOf } from '../../../electron/core/sip/request-refusal';
import { cseqOf, readVia, retryAfterMs, viasOf } from '../../../electron/core/sip/sip-headers';
import { firstValue, isOneLine, type SipField, type SipMessage } from '../../../electron/core/sip/sip-message';
import { readNameAddr, readParameters, splitList } from '../../../electron/core/sip/sip-parameters';
import { readHostPort, readSipUri } from '../../../electron/core/sip/sip-uri';
import { writeSipMessage } from '../../../electron/core/sip/write-sip-message';
import { ProblemError } from '../../../electron/core/shared/problem';

function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

const token = fc.stringMatching(/^[A-Za-z0-9\-.!%*_+`'~]{1,12}$/);
const value = fc
  .string({ unit: 'grapheme', maxLength: 40 })
  .map((text) => text.trim())
  .filter((text) => isOneLine(text) && !/\s{2}|[\u0085\u2028\u2029]/u.test(text));
/** Neither compact nor counted by the writer. */
const field = fc.tuple(
  token.map((name) => name.toLowerCase()).filter((name) => name.length > 1 && name !== 'content-length'),
  value,
);
const body = fc.uint8Array({ maxLength: 60 });

function writtenMessage(startLine: string, fields: readonly SipField[], content: Uint8Array): SipMessage | null {
  return readSipMessage(writeSipMessage({ startLine, fields, body: content }));
}

/** No bytes when it was refused. */
function writtenOrRefused(startLine: string, fields: readonly SipField[]): Uint8Array {
  try {
    return writeSipMessage({ startLine, fields, body: new Uint8Array(0) });
  } catch (error) {
    if (error instanceof ProblemError) return new Uint8Array(0);
    throw error;
  }
}

describe('what is written is read again as the same', () => {
  test('requests', () => {
    fc.assert(
      fc.property(
        token,
        fc.stringMatching(/^[a-z]+:[!-~]{1,30}$/),
        fc.array(field, { maxLength: 12 }),
        body,
        (method, uri, fields, content) => {
          const read = writtenMessage(`${method} ${uri} SIP/2.0`, fields, content);
          expect(read).toEqual({ kind: 'request', method, uri, version: '2.0', fields, body: content, faults: [] });
        },
      ),
      { numRuns: 500 },
    );
  });

  test('responses', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 100, max: 699 }),
        value,
        fc.array(field, { maxLength: 12 }),
        body,
        (status, reason, fields, content) => {
          const read = writtenMessage(`SIP/2.0 ${status} ${reason}`, fields, content);
          expect(read).toEqual({ kind: 'response', status, reason, fields, body: content, faults: [] });
        },
      ),
      { numRuns: 500 },
    );
  });

  test('and what a stranger wrote means the same after it was read and written', () => {
    const stranger =
      'OPTIONS sip:a@b SIP/2.0\nv:SIP/2.0/UDP h;branch=z9hG4bK1\n ;rport\nf: <sip:a@b>;tag=1\nt:\t<sip:c@d>\ni: 1\nCSEQ: 1 OPTIONS\n\nbody';
    const once = readSipMessage(bytesOf(stranger));
    if (once?.kind !== 'request') throw new Error('not read');
    const again = writtenMessage(`${once.method} ${once.uri} SIP/2.0`, once.fields, once.body);
    expect(again).toEqual(once);
    expect(refusalOf(once)).toBeNull();
  });

  test('nothing that breaks out of its line is written', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary-ascii', maxLength: 30 }),
        fc.constantFrom('name', 'value', 'start'),
        (text, place) => {
          const fields: SipField[] = [[place === 'name' ? text : 'Subject', place === 'value' ? text : 'x']];
          const startLine = place === 'start' ? `SIP/2.0 200 ${text}` : 'SIP/2.0 200 OK';
          const bytes = writtenOrRefused(startLine, fields);
          const read = readSipMessage(bytes);
          expect(read?.fields.length ?? 0).toBeLessThanOrEqual(1);
          expect(read?.body ?? new Uint8Array(0)).toHaveLength(0);
        },
      ),
      { numRuns: 1_000 },
    );
  });
});

describe('reading', () => {
  test('no bytes make it throw, and nothing read holds a line break', () => {
    const seeds = ['OPTIONS sip:a@b SIP/2.0', 'SIP/2.0 401 Unauthorized'].map((line) =>
      [
        line,
        'Via: SIP/2.0/UDP h:5060;branch=z9hG4bKa, SIP/2.0/TCP [::1];rport',
        'From: "A \\" b" <sip:a@b>;tag=1',
        'To: <sip:c@d>',
        'Call-ID: c1',
        'CSeq: 7 OPTIONS',
        'Contact: *',
        'Content-Length: 4',
        '',
        'body',
      ].join('\r\n'),
    );
    const mutated = fc
      .tuple(fc.constantFrom(...seeds), fc.array(fc.tuple(fc.nat(400), fc.nat(255)), { maxLength: 12 }))
      .map(([seed, edits]) => {
        const bytes = Buffer.from(seed);
        for (const [at, byte] of edits) bytes[at % bytes.length] = byte;
        return bytes;
      });
    fc.assert(
      fc.property(fc.oneof(mutated, fc.uint8Array({ maxLength: 300 })), (bytes) => {
        const message = readSipMessage(bytes);
        if (!message) return;
        for (const via of viasOf(message)) readVia(via);
        cseqOf(message);
        retryAfterMs(message);
        if (message.kind === 'request') refusalOf(message);
        for (const [, text] of message.fields) expect(text).not.toMatch(/[\r\n]/);
      }),
      { numRuns: 3_000 },
    );
  });

  test('long runs of what parsers stumble over take no time', () => {
    const runs = [' ', '\t', '\n ', '"', '\\', ';', ',', '<', ';a=', ': ', '"\\'].map((text) => text.repeat(20_000));
    const started = performance.now();
    for (const run of runs) {
      const text = `OPTIONS sip:a@b${run} SIP/2.0\r\nVia: SIP/2.0/UDP${run}h\r\nFrom:${run}\r\nTo: "${run}\r\nContact: ${run}<sip:a@b>${run}\r\nContent-Length:${run}5\r\nCall-ID: x\r\nCSeq: 1${run}OPTIONS\r\n\r\n`;
      const message = readSipMessage(bytesOf(text));
      if (message?.kind === 'request') refusalOf({ ...message, faults: [] });
      readSipUri(`sip:${run}@h`);
      readNameAddr(run);
    }
    expect(performance.now() - started).toBeLessThan(2_000);
  });

  test('line ends alone, HTTP and nothing are no message', () => {
    for (const text of ['', '\r\n\r\n', '\n', 'GET / HTTP/1.1\r\n\r\n', 'SIP/2.0 99 x\r\n\r\n', 'OPTIONS\r\n\r\n']) {
      expect(readSipMessage(bytesOf(text))).toBeNull();
    }
  });

  test('a line end is not let through behind a backslash either', () => {
    for (const text of ['"\\\r" x', '"\\\n" x', '"\\\r\nInjected: yes"', '\ud800']) {
      expect(isOneLine(text)).toBe(false);
      expect(writtenOrRefused('SIP/2.0 200 OK', [['Subject', text]])).toHaveLength(0);
    }
    expect(readSipMessage(bytesOf('OPTIONS sip:a@b SIP/2.0\r\nSubject: "\\\r" x\r\n\r\n'))?.fields).toEqual([]);
  });

  test('a value with a control character is passed over, one escaped in quotes is not', () => {
    const message = readSipMessage(
      bytesOf('OPTIONS sip:a@b SIP/2.0\r\nSubject: a\rb\r\nX: \u0001\r\nTo: "\\\u0007" <sip:a@b>\r\n\r\n'),
    );
    expect(message?.fields).toEqual([['to', '"\\\u0007" <sip:a@b>']]);
  });
});

describe('the grammar in headers', () => {
  test.each([
    ['sip:101@pbx.example', { scheme: 'sip', user: '101', host: 'pbx.example', port: null }],
    [
      'SIPS:a:b@[2001:DB8::1]:5061;transport=tls?x=y',
      { scheme: 'sips', user: 'a:b', host: '2001:db8::1', port: 5061, headers: 'x=y' },
    ],
    ['sip:192.0.2.1:5060', { user: null, host: '192.0.2.1', port: 5060 }],
    ['sip:MAC%3a0080f0a1b2c3@224.0.1.75', { user: 'MAC%3a0080f0a1b2c3' }],
    ['sip:*72#@pbx.example', { user: '*72#', host: 'pbx.example' }],
    ['tel:+358-555-1234567;postd=pp22', { scheme: 'tel', opaque: '+358-555-1234567;postd=pp22' }],
  ])('%s is read', (text, expected) => {
    expect(readSipUri(text)).toMatchObject(expected);
  });

  test.each([
    '',
    'sip:',
    '101',
    'sip:a b@c',
    'sip:@c',
    'sip:a@',
    'sip:a@[::1',
    'sip:a@::1',
    'sip:a@b:70000',
    'sip:a@b;',
    'sip:a"b@c',
    'sip:a@-b-',
  ])('%j is no address', (text) => {
    expect(readSipUri(text)).toBeNull();
  });

  test.each([
    ['"A, \\"B\\"" <sip:a@b;x=y>;tag=1', { display: 'A, "B"', uri: 'sip:a@b;x=y' }],
    ['sip:a@b;tag=1', { display: '', uri: 'sip:a@b' }],
    ['101@pbx (desk) <sip:101@pbx>', { display: '101@pbx (desk)', uri: 'sip:101@pbx' }],
    ['Jürgen <tel:+49>', { display: 'Jürgen', uri: 'tel:+49' }],
  ])('%s is a name and an address', (text, expected) => {
    expect(readNameAddr(text)).toMatchObject(expected);
  });

  test('lists are cut at commas outside of quotes and brackets', () => {
    expect(splitList(['"a,b" <sip:a,b@c>, <sip:d@e>;x="1,2"', ' , <sip:f@g>'])).toEqual([
      '"a,b" <sip:a,b@c>',
      '<sip:d@e>;x="1,2"',
      '<sip:f@g>',
    ]);
  });

  test('parameters: quotes come off, of two the first counts, malformed ones are none', () => {
    expect([...(readParameters('; a="x;\\"y" ;B=c;lr;b=d') ?? [])]).toEqual([
      ['a', 'x;"y'],
      ['b', 'c'],
      ['lr', null],
    ]);
    for (const text of [';;', 'a', ';=b', ';a=', ';a="x', ';a=b c']) expect(readParameters(text)).toBeNull();
  });

  test('IPv6 needs brackets, ports end at 65535', () => {
    expect(readHostPort('[::1]:5060')).toEqual({ host: '::1', port: 5060 });
    for (const text of ['::1', '[::1', '[1.2.3.4]', 'a:65536', 'a:b', '']) expect(readHostPort(text)).toBeNull();
  });

  test.each([
    ['120', 120_000],
    ['18000;duration=3600', 18_000_000],
    ['120 (I am in a meeting)', 120_000],
    ['soon', null],
    ['949302838503028349304023988', null],
  ])('Retry-After: %s', (text, expected) => {
    const message = readSipMessage(bytesOf(`SIP/2.0 503 Busy\r\nRetry-After: ${text}\r\n\r\n`));
    expect(message && retryAfterMs(message)).toBe(expected);
    expect(message && firstValue(message, 'retry-after')).toBe(text);
  });
});
