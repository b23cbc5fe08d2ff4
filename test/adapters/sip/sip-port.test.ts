// What reaches the SIP port besides answers, and what a port can refuse.
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { SipNotifySender } from '../../../electron/adapters/sip/sip-notify-sender';
import { readWireMessage, toSipRequest, toSipResponse } from '../../../electron/adapters/sip/wire-message';
import { TestClock } from '../../support/test-clock';
import { bench, phoneAt, settle } from './sender-bench';

function request(method: string, changes: { to?: string; via?: string; branch?: string } = {}): string {
  return [
    `${method} sip:cordboard@127.0.0.1 SIP/2.0`,
    `Via: ${changes.via ?? `SIP/2.0/UDP 127.0.0.1:9;rport;branch=${changes.branch ?? 'z9hG4bKa'}`}`,
    'From: "A" <sip:a@127.0.0.1>;tag=1',
    `To: ${changes.to ?? '<sip:cordboard@127.0.0.1>'}`,
    'Call-ID: c1',
    `CSeq: 7 ${method}`,
    'Content-Length: 0',
    '',
    '',
  ].join('\r\n');
}

describe('requests to our port', () => {
  test.each([
    ['OPTIONS', {}, '200 OK'],
    ['OPTIONS', { to: '<sip:x@127.0.0.1>;tag=2' }, '481 Call/Transaction Does Not Exist'],
    ['NOTIFY', {}, '481 Call/Transaction Does Not Exist'],
    ['BYE', {}, '481 Call/Transaction Does Not Exist'],
    ['CANCEL', {}, '481 Call/Transaction Does Not Exist'],
    ['INVITE', {}, '405 Method Not Allowed'],
    ['REGISTER', {}, '405 Method Not Allowed'],
    ['MESSAGE', {}, '405 Method Not Allowed'],
    ['SUBSCRIBE', { to: '<sip:MAC%3a0080f0a1b2c3@224.0.1.75>' }, '405 Method Not Allowed'],
    ['FROBNICATE', {}, '405 Method Not Allowed'],
  ])('%s %j gets %s', async (method, changes, status) => {
    const { local } = await bench();
    const phone = await phoneAt();
    phone.say(request(method, changes), local);
    const answer = await phone.request(1);
    expect(answer.startLine).toBe(`SIP/2.0 ${status}`);
    expect(answer.header('via')).toBe(`SIP/2.0/UDP 127.0.0.1:9;rport=${phone.port};received=127.0.0.1;branch=z9hG4bKa`);
    expect(answer.header('from')).toBe('"A" <sip:a@127.0.0.1>;tag=1');
    expect(answer.header('to')).toMatch(/;tag=/);
    expect(answer.header('cseq')).toBe(`7 ${method}`);
    expect(answer.header('call-id')).toBe('c1');
    expect(answer.header('allow')).toBe('OPTIONS');
    expect(answer.text).not.toContain('Supported:');
  });

  test('a repeated request gets the very same answer for 32 s (Timer J), ACK none', async () => {
    const { local, clock } = await bench();
    const phone = await phoneAt();
    phone.say(request('INVITE'), local);
    const first = await phone.request(1);
    clock.advance(31_999);
    phone.say(request('ACK'), local);
    phone.say(request('INVITE'), local);
    expect((await phone.request(2)).text).toBe(first.text);
    clock.advance(1);
    phone.say(request('INVITE'), local);
    expect((await phone.request(3)).text).not.toBe(first.text);
  });

  test('without rport the answer goes to the port the sender names, with `received` when it sent from elsewhere', async () => {
    const { local } = await bench();
    const [asker, named] = [await phoneAt(), await phoneAt()];
    asker.say(request('OPTIONS', { via: `SIP/2.0/UDP pbx.example:${named.port};branch=z9hG4bKb` }), local);
    const answer = await named.request(1);
    expect(answer.header('via')).toBe(`SIP/2.0/UDP pbx.example:${named.port};branch=z9hG4bKb;received=127.0.0.1`);
  });

  test('garbage is ignored, and the next OPTIONS is answered', async () => {
    const { local } = await bench();
    const phone = await phoneAt();
    const good = request('OPTIONS');
    const garbage: (string | Uint8Array)[] = [
      '',
      '\r\n\r\n',
      'SIP/2.0 200 OK',
      'SIP/2.0 999 What\r\n\r\n',
      'GET / HTTP/1.1\r\n\r\n',
      good.replace(/^Via.*\r\n/m, ''),
      good.replace('CSeq: 7 OPTIONS', 'CSeq: x'),
      good.replace('CSeq: 7 OPTIONS', 'CSeq: 7 INVITE'),
      good.replace(/^To:.*$/m, 'To: <<<>'),
      good.replace(/^To:.*$/m, 'To:'),
      Uint8Array.from(randomBytes(1_400)),
      `${good}${'x'.repeat(20_000)}`,
    ];
    for (const text of garbage) phone.say(text, local);
    await settle();
    expect(phone.requests).toEqual([]);
    phone.say(good, local);
    await expect(phone.request(1)).resolves.toMatchObject({ startLine: 'SIP/2.0 200 OK' });
  });

  test('no bytes make reading throw, and nothing read holds a line break', () => {
    const seeds = [request('OPTIONS'), request('NOTIFY').replace(/^.*/, 'SIP/2.0 401 Unauthorized')];
    const mutated = fc
      .tuple(fc.constantFrom(...seeds), fc.array(fc.tuple(fc.nat(400), fc.nat(255)), { maxLength: 12 }))
      .map(([seed, edits]) => {
        const bytes = Buffer.from(seed);
        for (const [at, value] of edits) bytes[at % bytes.length] = value;
        return bytes;
      });
    fc.assert(
      fc.property(fc.oneof(mutated, fc.uint8Array({ maxLength: 300 })), (bytes) => {
        const wire = readWireMessage(bytes);
        if (!wire) return;
        toSipRequest(wire);
        toSipResponse(wire);
        for (const values of wire.headers.values()) expect(values.join('')).not.toMatch(/[\r\n]/);
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('starting', () => {
  const sender = (host: string, port: number): SipNotifySender =>
    new SipNotifySender({ host, port, version: '1', clock: new TestClock(), random: randomBytes });

  test('a port another program uses is PORT_IN_USE; once it is free, starting works', async () => {
    const other = createSocket('udp4').bind(0, '127.0.0.1');
    await once(other, 'listening');
    const { port } = other.address();
    const waiting = sender('127.0.0.1', port);
    const refused = await waiting.start();
    expect(refused).toMatchObject({ ok: false, problem: { code: 'PORT_IN_USE' } });
    other.close();
    await once(other, 'close');
    await expect(waiting.start()).resolves.toEqual({ ok: true, value: { address: '127.0.0.1', port } });
    await waiting.stop();
  });

  test.each(['192.0.2.77', '2001:db8::77', 'not-an-address'])('%s is ADDRESS_NOT_HERE', async (host) => {
    await expect(sender(host, 0).start()).resolves.toMatchObject({ ok: false, problem: { code: 'ADDRESS_NOT_HERE' } });
  });

  test('an IPv6 phone cannot be reached from an IPv4 port, and a broadcast address from none', async () => {
    const { sender: bound } = await bench();
    const send = (address: string) =>
      bound.send(
        { target: { address, port: 5060, user: '1' }, event: 'check-sync', credentials: null },
        { sent: () => expect.unreachable() },
      );
    await expect(send('::1')).resolves.toMatchObject({ kind: 'unreachable', detail: expect.stringContaining('IPv6') });
    await expect(send('255.255.255.255')).resolves.toMatchObject({ kind: 'unreachable' });
  });
});
