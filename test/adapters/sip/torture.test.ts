// The torture messages of RFC 4475 that are invalid or ask for something odd, section by section: answered or dropped as it says there.
// The valid ones are in torture-valid.test.ts.
import { describe, expect, test } from 'vitest';
import { readChallenges } from '../../../electron/core/sip/digest-client';
import { firstValue } from '../../../electron/core/sip/sip-message';
import { readNameAddr } from '../../../electron/core/sip/sip-parameters';
import { readSipUri } from '../../../electron/core/sip/sip-uri';
import { answer, became, isTaken, lines, responseHeaders, sdp, tortured, understood } from './torture-bench';

describe('RFC 4475 §3.1.2, invalid messages', () => {
  const invite = 'INVITE sip:user@example.com SIP/2.0';
  test.each([
    [
      '3.1.2.1 badinv01: extra separators',
      tortured(invite, { Via: 'SIP/2.0/UDP 192.0.2.15;;,;,,', Contact: '"Joe" <sip:joe@example.org>;;;;' }),
      '400 Bad Via',
    ],
    [
      '3.1.2.1 badinv01: extra separators in Contact alone',
      tortured(invite, { Contact: '"Joe" <sip:joe@example.org>;;;;' }),
      '400 Bad Contact',
    ],
    [
      '3.1.2.2 clerr: Content-Length larger than the message',
      tortured(invite, { 'Content-Length': '9999' }),
      '400 Content-Length Larger Than Message',
    ],
    ['3.1.2.3 ncl: negative Content-Length', tortured(invite, { 'Content-Length': '-999' }), '400 Bad Content-Length'],
    [
      '3.1.2.4 scalar02: numbers that are too large',
      tortured('REGISTER sip:example.com SIP/2.0', {
        CSeq: '36893488147419103232 REGISTER',
        'Max-Forwards': '300',
        Expires: '10000000000000000000000000000000000000000',
      }),
      '400 Bad CSeq',
    ],
    [
      '3.1.2.4 scalar02: Max-Forwards alone',
      tortured('REGISTER sip:example.com SIP/2.0', { 'Max-Forwards': '300' }),
      '400 Bad Max-Forwards',
    ],
    [
      '3.1.2.6 quotbal: a quote that does not close',
      tortured(invite, { To: '"Mr. J. User <sip:j.user@example.com>' }),
      '400 Bad To',
    ],
    [
      '3.1.2.7 ltgtruri: <> around the Request-URI',
      tortured('INVITE <sip:user@example.com> SIP/2.0'),
      '400 Bad Request-URI',
    ],
    [
      '3.1.2.8 lwsruri: a blank in the Request-URI',
      tortured('INVITE sip:user@example.com; lr SIP/2.0'),
      '400 Bad Request-Line',
    ],
    [
      '3.1.2.9 lwsstart: several blanks in the request line',
      tortured('INVITE  sip:user@example.com  SIP/2.0', { CSeq: '7 INVITE' }),
      '400 Bad Request-Line',
    ],
    [
      '3.1.2.10 trws: blanks at the end of the request line',
      tortured('OPTIONS sip:remote-target@example.com SIP/2.0  '),
      '400 Bad Request-Line',
    ],
    [
      '3.1.2.11 escruri: headers in the Request-URI',
      tortured('INVITE sip:user@example.com?Route=%3Csip:example.com%3E SIP/2.0'),
      '400 Headers in Request-URI',
    ],
    [
      '3.1.2.12 baddate: a Date in EST may be passed over',
      tortured('OPTIONS sip:user@example.com SIP/2.0', {}, 'Date: Fri, 01 Jan 2010 16:00:00 EST'),
      '200 OK',
    ],
    [
      '3.1.2.13 regbadct: a URI with ? outside of <>',
      tortured('REGISTER sip:example.com SIP/2.0', { Contact: 'sip:user@example.com?Route=%3Csip:sip.example.com%3E' }),
      '400 Bad Contact',
    ],
    [
      '3.1.2.14 badaspec: blanks within <>',
      tortured('OPTIONS sip:user@example.org SIP/2.0', { To: '"Watson, Thomas" < sip:t.watson@example.org >' }),
      '400 Bad To',
    ],
    [
      '3.1.2.15 baddn: a comma in a bare display name',
      tortured('OPTIONS sip:t.watson@example.org SIP/2.0', {
        From: 'Bell, Alexander <sip:a.g.bell@example.com>;tag=43',
      }),
      '400 Bad From',
    ],
    [
      '3.1.2.16 badvers: another version of SIP',
      tortured('OPTIONS sip:t.watson@example.org SIP/7.0', { Via: 'SIP/7.0/UDP c.example.com;branch=z9hG4bKkdjuw' }),
      '505 Version Not Supported',
    ],
    [
      '3.1.2.17 mismatch01: another method in CSeq',
      tortured('OPTIONS sip:user@example.com SIP/2.0', { CSeq: '8 INVITE' }),
      '400 CSeq Method Mismatch',
    ],
    [
      '3.1.2.18 mismatch02: the same with an unknown method',
      tortured('NEWMETHOD sip:user@example.com SIP/2.0', { CSeq: '8 INVITE' }),
      '400 CSeq Method Mismatch',
    ],
  ])('%s', (_section, bytes, expected) => {
    expect(answer(bytes)).toBe(`SIP/2.0 ${expected}`);
  });

  test.each([
    [
      '3.1.2.5 scalarlg: a response with a CSeq that is too large',
      'SIP/2.0 503 Service Unavailable',
      { CSeq: '9292394834772304023312 OPTIONS', 'Retry-After': '949302838503028349304023988' },
    ],
    ['3.1.2.19 bigcode: a status that is none', 'SIP/2.0 4294967301 better not break the receiver', {}],
  ])('%s is dropped', (_section, line, changes) => {
    expect(isTaken(lines(line, ...responseHeaders(), '', ''))).toBe(!line.includes('4294967301'));
    expect(isTaken(lines(line, ...responseHeaders(changes), '', ''))).toBe(false);
  });
});

describe('RFC 4475 §3.2, transactions', () => {
  test('3.2.1 badbranch: a branch of the cookie alone is none; the request is known by its other parts', () => {
    const bare = (callId: string): Buffer =>
      tortured('OPTIONS sip:user@example.com SIP/2.0', {
        Via: 'SIP/2.0/UDP 192.0.2.1;branch=z9hG4bK',
        'Call-ID': callId,
      });
    const [first, other, repeat] = became(bare('one'), bare('two'), bare('one'));
    expect(first?.statusLine).toBe('SIP/2.0 200 OK');
    expect(other?.text).toContain('Call-ID: two');
    expect(repeat?.text).toBe(first?.text);
  });
});

describe('RFC 4475 §3.3, what the application makes of it', () => {
  const options = 'OPTIONS sip:user@example.com SIP/2.0';
  const register = 'REGISTER sip:example.com SIP/2.0';
  test.each([
    [
      '3.3.1 insuf: no Call-ID, From and To',
      tortured('INVITE sip:user@example.com SIP/2.0', { 'Call-ID': null, From: null, To: null }),
      '400 Missing To',
    ],
    [
      '3.3.2 unkscm: a Request-URI of an unknown scheme',
      tortured('OPTIONS nobodyKnowsThisScheme:totallyopaquecontent SIP/2.0'),
      '416 Unsupported URI Scheme',
    ],
    [
      '3.3.3 novelsc: a Request-URI of a known but odd scheme',
      tortured('OPTIONS soap.beep://192.0.2.103:3002 SIP/2.0'),
      '416 Unsupported URI Scheme',
    ],
    [
      '3.3.4 unksm2: unknown schemes in headers',
      tortured(register, {
        To: 'isbn:2983792873',
        From: '<http://www.example.com>;tag=3234233',
        Contact: '<name:John_Smith>',
      }),
      '405 Method Not Allowed',
    ],
    [
      '3.3.5 bext01: required extensions',
      tortured(
        options,
        {},
        'Require: nothingSupportsThis, nothingSupportsThisEither',
        'Proxy-Require: noProxiesSupportThis',
      ),
      '420 Bad Extension',
    ],
    [
      '3.3.6 invut: a body of an unknown type',
      tortured('INVITE sip:user@example.com SIP/2.0', { 'Content-Type': 'application/unknownformat' }),
      '405 Method Not Allowed',
    ],
    [
      '3.3.7 regaut01: an unknown authorization scheme',
      tortured(register, {}, 'Authorization: NoOneKnowsThisScheme opaque-data=here'),
      '405 Method Not Allowed',
    ],
    [
      '3.3.8 multi01: several values where one is wanted',
      tortured(options, {}, 'To: <sip:other@example.com>', 'CSeq: 8 OPTIONS'),
      '400 More Than One To',
    ],
    [
      '3.3.9 mcl01: several Content-Lengths',
      tortured(options, {}, 'Content-Length: 5'),
      '400 More Than One Content-Length',
    ],
    ['3.3.11 zeromf: Max-Forwards of zero is for us', tortured(options, { 'Max-Forwards': '0' }), '200 OK'],
    [
      '3.3.15 sdp01: an Accept that cannot be met',
      tortured('INVITE sip:user@example.com SIP/2.0', {}, 'Accept: text/nobodyKnowsThis'),
      '405 Method Not Allowed',
    ],
  ])('%s', (_section, bytes, expected) => {
    expect(answer(bytes)).toBe(`SIP/2.0 ${expected}`);
  });

  test('3.3.5 bext01: the answer names what is not supported', () => {
    const [answered] = became(tortured(options, {}, 'Require: nothingSupportsThis', 'Require: norThat'));
    expect(answered?.text).toContain('\r\nUnsupported: nothingSupportsThis, norThat\r\n');
  });

  test('3.3.7 regaut01: an unknown scheme is no challenge that could be answered', () => {
    expect(readChallenges(['NoOneKnowsThisScheme opaque-data=here', 'Digest realm="r", nonce="n"'])).toHaveLength(1);
  });

  test('3.3.10 bcast: a 200 with a second Via that says broadcast is dropped', () => {
    const vias = [
      'Via: SIP/2.0/UDP 192.0.2.198;branch=z9hG4bK1324923',
      'Via: SIP/2.0/UDP 255.255.255.255;branch=z9hG4bK1saber23',
    ];
    const [, ...others] = responseHeaders();
    expect(isTaken(lines('SIP/2.0 200 OK', vias[0] ?? '', ...others, '', ''))).toBe(true);
    expect(isTaken(lines('SIP/2.0 200 OK', ...vias, ...others, '', ''))).toBe(false);
  });

  test('3.3.12 cparam01, 3.3.13 cparam02: a parameter belongs to the header outside of <>, to the URI inside', () => {
    const [outside, inside] = [
      'sip:+19725552222@gw1.example.net;unknownparam',
      '<sip:+19725552222@gw1.example.net;unknownparam>',
    ].map((Contact) => readNameAddr(firstValue(understood(tortured(register, { Contact })), 'contact') ?? ''));
    expect(outside).toMatchObject({ uri: 'sip:+19725552222@gw1.example.net' });
    expect(outside?.parameters.has('unknownparam')).toBe(true);
    expect(inside).toMatchObject({ uri: 'sip:+19725552222@gw1.example.net;unknownparam' });
    expect(inside?.parameters.size).toBe(0);
  });

  test('3.3.14 regescrt: escaped headers in a Contact stay with it', () => {
    const contact = '<sip:user@example.com?Route=%3Csip:sip.example.com%3E>';
    const message = understood(tortured(register, { Contact: contact }));
    expect(readSipUri(readNameAddr(firstValue(message, 'contact') ?? '')?.uri ?? '')).toMatchObject({
      host: 'example.com',
      headers: 'Route=%3Csip:sip.example.com%3E',
    });
  });
});

describe('RFC 4475 §3.4, RFC 2543', () => {
  test('3.4.1 inv2543: no branch, no tag, no Max-Forwards, a Record-Route without lr', () => {
    const bytes = lines(
      'INVITE sip:UserB@example.com SIP/2.0',
      'Via: SIP/2.0/UDP iftgw.example.com',
      'From: <sip:+13035551111@ift.client.example.net;user=phone>',
      'Record-Route: <sip:UserB@example.com;maddr=ss1.example.com>',
      'To: sip:+16505552222@ss1.example.net;user=phone',
      'Call-ID: inv2543.1717@ift.client.example.com',
      'CSeq: 56 INVITE',
      'Content-Type: application/sdp',
      '',
      ...sdp,
    );
    const message = understood(bytes);
    expect(Buffer.from(message.body).toString()).toBe(sdp.join('\r\n'));
    const [answered] = became(bytes);
    expect(answered).toMatchObject({ statusLine: 'SIP/2.0 405 Method Not Allowed', port: 5060 });
    expect(answered?.text).toContain('Via: SIP/2.0/UDP iftgw.example.com;received=192.0.2.200\r\n');
  });
});
