// What reaches the SIP port besides answers, and what a port can refuse.
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { SipNotifySender } from '../../../electron/adapters/sip/sip-notify-sender';
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

  test('no request holds us up, whatever stands in its headers', async () => {
    const { local } = await bench();
    const phone = await phoneAt();
    const sinceMs = performance.now();
    for (let number = 1; number <= 10; number++) {
      phone.say(request('OPTIONS', { to: `<sip:a@b>${'<'.repeat(15_000)}`, branch: `z9hG4bK${number}` }), local);
      phone.say(request('OPTIONS', { to: '<'.repeat(15_000), branch: `z9hG4bKx${number}` }), local);
      await phone.request(2 * number);
    }
    expect(performance.now() - sinceMs).toBeLessThan(500);
  });

  test('a flood of huge requests costs repeats their memory, not ours', async () => {
    const { local } = await bench();
    const phone = await phoneAt();
    const huge = (number: number): string =>
      request('OPTIONS', { branch: `z9hG4bK${number}` }).replace('c1', `${number}${'x'.repeat(15_000)}`);
    const ask = async (number: number, answers: number): Promise<string> => {
      phone.say(huge(number), local);
      return (await phone.request(answers)).text;
    };
    const first = await ask(1, 1);
    expect(await ask(1, 2)).toBe(first);
    for (let number = 2; number <= 400; number++) await ask(number, number + 1);
    expect(await ask(400, 402)).toBe((await phone.request(401)).text);
    expect(await ask(1, 403)).not.toBe(first);
  });

  test('without rport the answer goes to the port the sender names, with `received` when it sent from elsewhere', async () => {
    const { local } = await bench();
    const [asker, named] = [await phoneAt(), await phoneAt()];
    asker.say(request('OPTIONS', { via: `SIP/2.0/UDP pbx.example:${named.port};branch=z9hG4bKb` }), local);
    const answer = await named.request(1);
    expect(answer.header('via')).toBe(`SIP/2.0/UDP pbx.example:${named.port};branch=z9hG4bKb;received=127.0.0.1`);
  });

  test.each([
    ['a CSeq without number', 'CSeq: 7 OPTIONS', 'CSeq: x', 'Bad CSeq'],
    ['another method in CSeq', 'CSeq: 7 OPTIONS', 'CSeq: 7 INVITE', 'CSeq Method Mismatch'],
    ['a To nobody can read', '<sip:cordboard@127.0.0.1>', '<<<>', 'Bad To'],
    ['an empty To', '<sip:cordboard@127.0.0.1>', '', 'Bad To'],
    ['no Call-ID', 'Call-ID: c1\r\n', '', 'Missing Call-ID'],
    ['two Call-IDs', 'Call-ID: c1', 'Call-ID: c1\r\ni: c2', 'More Than One Call-ID'],
  ])('a request with %s is told so', async (_case, right, wrong, reason) => {
    const { local } = await bench();
    const phone = await phoneAt();
    phone.say(request('OPTIONS').replace(right, wrong), local);
    const answer = await phone.request(1);
    expect(answer.startLine).toBe(`SIP/2.0 400 ${reason}`);
    expect(answer.header('via')).toContain(';branch=z9hG4bKa');
  });

  test('over IPv6 the address of Via is compared without its brackets, and `received` has none', async () => {
    const { local } = await bench({ host: '::1' });
    const phone = await phoneAt('::1');
    const right = `SIP/2.0/UDP [::1]:${phone.port};branch=z9hG4bKsix`;
    phone.say(request('OPTIONS', { via: right }), local);
    expect((await phone.request(1)).header('via')).toBe(right);
    phone.say(
      request('OPTIONS', { via: 'SIP/2.0/UDP [2001:db8::7];branch=z9hG4bKseven;rport' }).replace('c1', 'c2'),
      local,
    );
    expect((await phone.request(2)).header('via')).toBe(
      `SIP/2.0/UDP [2001:db8::7];branch=z9hG4bKseven;rport=${phone.port};received=::1`,
    );
  });

  test('the same request on another path is a loop (RFC 3261 §8.2.2.2), one cancelled too late is no fault (§9.2)', async () => {
    const { local } = await bench();
    const phone = await phoneAt();
    phone.say(request('INVITE'), local);
    await phone.request(1);
    phone.say(request('INVITE', { branch: 'z9hG4bKother' }), local);
    expect((await phone.request(2)).startLine).toBe('SIP/2.0 482 Loop Detected');
    phone.say(request('CANCEL'), local);
    expect((await phone.request(3)).startLine).toBe('SIP/2.0 200 OK');
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
      good.replace('OPTIONS sip:cordboard@127.0.0.1 SIP/2.0', 'OPTIONS'),
      good.replace('OPTIONS sip:', 'OP\0TIONS sip:'),
      Uint8Array.from(randomBytes(1_400)),
      `${good}${'x'.repeat(20_000)}`,
    ];
    for (const text of garbage) phone.say(text, local);
    await settle();
    expect(phone.requests).toEqual([]);
    phone.say(good, local);
    await expect(phone.request(1)).resolves.toMatchObject({ startLine: 'SIP/2.0 200 OK' });
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
