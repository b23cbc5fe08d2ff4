// What a service behind the SIP port gets and can say: a registrar, a PnP responder, answers about waiting messages.
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { describe, expect, test } from 'vitest';
import type { TracedMessage } from '../../../electron/core/sip/traced-message';
import { ProblemError } from '../../../electron/core/shared/problem';
import type { ReceivedSipRequest } from '../../../electron/services/sip/sip-endpoint';
import { issueForTest } from '../../support/certificates';
import { bench, phoneAt, settle } from './sender-bench';
import { heard, responseTo } from './stand-in-phone';

function request(method: string, ...headers: readonly string[]): string {
  return [
    `${method} sip:cordboard@127.0.0.1 SIP/2.0`,
    `Via: SIP/2.0/UDP 127.0.0.1:9;rport;branch=z9hG4bK${method}`,
    'From: <sip:101@127.0.0.1>;tag=1',
    'To: <sip:101@127.0.0.1>',
    'Call-ID: c1',
    `CSeq: 7 ${method}`,
    ...headers,
    '',
    '',
  ].join('\r\n');
}

describe('requests for a service', () => {
  test('it sees the request with lists apart and its way back, and says every part of the answer', async () => {
    const { sender, local } = await bench();
    const phone = await phoneAt();
    let seen: ReceivedSipRequest | null = null;
    const order: string[] = [];
    sender.endpoint.onRequest((received) => {
      seen = received;
      return {
        status: 423,
        headers: [
          ['Min-Expires', '60'],
          ['Allow', 'REGISTER'],
        ],
        body: { type: 'text/plain', text: 'später' },
        toTag: 'mine',
        sent: () => order.push('sent'),
      };
    });
    phone.say(
      request(
        'REGISTER',
        'm: <sip:a@b>, "x, y" <sip:c@d>',
        'Contact: <sip:e@f>',
        'Authorization: Digest a="b", c=d',
        'Record-Route: <sip:p;lr>',
        '',
        'hello',
      ).trimEnd(),
      local,
    );
    const answer = await phone.request(1);
    expect(answer.startLine).toBe('SIP/2.0 423 Interval Too Brief');
    expect(answer.header('to')).toBe('<sip:101@127.0.0.1>;tag=mine');
    expect(answer.header('min-expires')).toBe('60');
    expect(answer.header('allow')).toBe('REGISTER');
    expect(answer.header('content-type')).toBe('text/plain');
    expect(answer.header('record-route')).toBe('');
    expect(answer.text).toMatch(/\r\nContent-Length: 7\r\n\r\nspäter$/);
    expect(order).toEqual(['sent']);
    const got = seen as unknown as ReceivedSipRequest;
    expect(got.flow).toEqual({
      name: `udp/127.0.0.1/${phone.port}`,
      transport: 'udp',
      address: '127.0.0.1',
      port: phone.port,
    });
    expect([got.method, got.uri]).toEqual(['REGISTER', 'sip:cordboard@127.0.0.1']);
    expect(got.headers('Contact')).toEqual(['<sip:a@b>', '"x, y" <sip:c@d>', '<sip:e@f>']);
    expect(got.headers('authorization')).toEqual(['Digest a="b", c=d']);
    expect(got.header('X-None')).toBeNull();
    expect(Buffer.from(got.body).toString()).toBe('hello');
  });

  test('it is asked once for each transaction; what it does not take goes to the next, then to the usual answer', async () => {
    const { sender, local } = await bench();
    const phone = await phoneAt();
    const asked: string[] = [];
    const leave = sender.endpoint.onRequest(({ method }) => {
      asked.push(`first ${method}`);
      return method === 'REGISTER' ? { status: 200, headers: [['Record-Route', '<sip:x>']] } : null;
    });
    sender.endpoint.onRequest(({ method }) => {
      asked.push(`second ${method}`);
      return method === 'SUBSCRIBE' ? { status: 489 } : null;
    });
    for (const method of ['REGISTER', 'REGISTER', 'SUBSCRIBE', 'MESSAGE']) {
      phone.say(request(method, 'Record-Route: <sip:p;lr>'), local);
      await phone.request(phone.requests.length + 1);
    }
    expect(phone.requests.map(({ startLine }) => startLine)).toEqual([
      'SIP/2.0 200 OK',
      'SIP/2.0 200 OK',
      'SIP/2.0 489 Bad Event',
      'SIP/2.0 405 Method Not Allowed',
    ]);
    expect(phone.requests[0]?.header('record-route')).toBe('<sip:p;lr>');
    expect(asked).toEqual(['first REGISTER', 'first SUBSCRIBE', 'second SUBSCRIBE', 'first MESSAGE', 'second MESSAGE']);
    leave();
    phone.say(request('REGISTER').replace('z9hG4bK', 'z9hG4bKlater').replace('c1', 'c2'), local);
    expect((await phone.request(5)).startLine).toBe('SIP/2.0 405 Method Not Allowed');
  });

  test('what cannot be understood is refused before any service sees it', async () => {
    const { sender, local } = await bench();
    const phone = await phoneAt();
    sender.endpoint.onRequest(() => expect.unreachable());
    phone.say(request('REGISTER', 'Require: outbound'), local);
    const answer = await phone.request(1);
    expect(answer.startLine).toBe('SIP/2.0 420 Bad Extension');
    expect(answer.header('unsupported')).toBe('outbound');
  });

  test('a service that throws, or says what cannot be written, is a 500 and a fault; the port lives on', async () => {
    const faults: unknown[] = [];
    const { sender, local } = await bench({ fault: (error) => faults.push(error) });
    const phone = await phoneAt();
    sender.endpoint.onRequest(({ method }) => {
      if (method === 'REGISTER') throw new Error('a bug');
      return { status: 200, headers: [['X-Bad', 'a\r\nInjected: yes']] };
    });
    for (const method of ['REGISTER', 'MESSAGE']) phone.say(request(method), local);
    await phone.request(2);
    for (const { startLine, text } of phone.requests) {
      expect(startLine).toBe('SIP/2.0 500 Server Internal Error');
      expect(text).not.toContain('Injected');
    }
    expect(faults).toEqual([expect.objectContaining({ message: 'a bug' }), expect.any(ProblemError)]);
  });

  test('it sends requests of its own inside a dialog, with a body', async () => {
    const { sender } = await bench();
    const phone = await phoneAt();
    const asking = sender.endpoint.ask(
      {
        method: 'NOTIFY',
        uri: `sip:101@127.0.0.1:${phone.port};x=y`,
        to: { uri: 'sip:101@127.0.0.1', tag: 'theirs' },
        from: { uri: 'sip:cordboard@127.0.0.1', tag: 'mine' },
        callId: 'their call',
        cseq: 5,
        headers: [
          ['Event', 'message-summary'],
          ['Subscription-State', 'active;expires=60'],
          ['Contact', '<sip:here@127.0.0.1>'],
        ],
        body: { type: 'application/simple-message-summary', text: 'Messages-Waiting: no\r\n' },
        nextHop: { kind: 'flow', flow: `udp/127.0.0.1/${phone.port}` },
        credentials: null,
      },
      { sent: () => undefined },
    );
    const heardRequest = await phone.request(1);
    expect(heardRequest.startLine).toBe(`NOTIFY sip:101@127.0.0.1:${phone.port};x=y SIP/2.0`);
    expect(heardRequest.header('to')).toBe('<sip:101@127.0.0.1>;tag=theirs');
    expect(heardRequest.header('from')).toBe('<sip:cordboard@127.0.0.1>;tag=mine');
    expect(heardRequest.header('call-id')).toBe('their call');
    expect(heardRequest.header('cseq')).toBe('5 NOTIFY');
    expect(heardRequest.header('contact')).toBe('<sip:here@127.0.0.1>');
    expect(heardRequest.text).toMatch(/\r\nContent-Length: 22\r\n\r\nMessages-Waiting: no\r\n$/);
    phone.answer(heardRequest, '200 OK');
    await expect(asking).resolves.toMatchObject({ status: 200 });
  });

  test('a request of its own that cannot be written is refused', async () => {
    const { sender } = await bench();
    const usual = {
      method: 'OPTIONS',
      uri: 'sip:a@127.0.0.1',
      nextHop: { kind: 'udp', address: '127.0.0.1', port: 9 },
      credentials: null,
    } as const;
    const wrong = [
      { uri: 'sip:a b' },
      { method: 'OPT IONS' },
      { to: { uri: 'x' } },
      { from: { uri: 'sip:a@b', tag: 'a;b' } },
      { callId: 'a\r\nX: y' },
      { headers: [['X', 'a\nb']] as const },
      { body: { type: 'text/plain\r\nX: y', text: '' } },
    ];
    for (const changes of wrong) {
      const asking = sender.endpoint.ask({ ...usual, ...changes }, { sent: () => expect.unreachable() });
      await expect(asking).rejects.toBeInstanceOf(ProblemError);
    }
  });
});

describe('listening', () => {
  test('TLS at its own port: a phone is answered, and a NOTIFY goes back over its connection', async () => {
    const { root, server } = await issueForTest('ecdsa-p256');
    const { sender, notify } = await bench({ tcp: true, tls: { port: 0, identity: server } });
    const port = sender.tlsPort ?? 0;
    const flows: string[] = [];
    sender.endpoint.onRequest(({ flow }) => {
      flows.push(flow.name);
      return { status: 200 };
    });
    const phone = connectTls({ port, host: '127.0.0.1', ca: root.certificate });
    let said = '';
    phone.setEncoding('utf8').on('data', (text: string) => (said += text));
    await once(phone, 'secureConnect');
    phone.write(request('OPTIONS', 'Content-Length: 0').replace('UDP', 'TLS'));
    while (said === '') await settle();
    expect(said).toMatch(/^SIP\/2\.0 200 OK/);
    said = '';
    const sending = notify({ address: '127.0.0.1', port: 5060 }, { nextHop: { kind: 'flow', flow: flows[0] ?? '' } });
    while (said === '') await settle();
    const received = heard(said, { address: '', port: 0 });
    expect(received.header('contact')).toBe(`<sip:cordboard@127.0.0.1:${port};transport=tls>`);
    phone.write(responseTo(received, '200 OK'));
    await expect(sending.outcome).resolves.toMatchObject({ status: 200 });
    phone.destroy();
  });

  test('a TCP port another program has is PORT_IN_USE, and the UDP port is given back', async () => {
    const { local, sender } = await bench();
    await sender.stop();
    const other = createServer().listen(local.port, '127.0.0.1');
    await once(other, 'listening');
    await expect(bench({ port: local.port, tcp: true })).rejects.toThrow(
      `TCP port ${local.port} on 127.0.0.1 for SIP is used`,
    );
    other.close();
    await once(other, 'close');
    const { local: again } = await bench({ port: local.port, tcp: true });
    expect(again.port).toBe(local.port);
  });

  test('stopping closes the connections of phones', async () => {
    const { sender, local } = await bench({ tcp: true });
    const phone = connect(local.port, '127.0.0.1');
    await once(phone, 'connect');
    await settle();
    await sender.stop();
    phone.resume();
    await once(phone, 'close');
    expect(phone.bytesRead).toBe(0);
  });
});

test('every message in and out is told with its time, peer and transport, whatever it is', async () => {
  const traced: TracedMessage[] = [];
  const { notify, local, clock } = await bench({ trace: (message) => traced.push(message) });
  const phone = await phoneAt();
  phone.say('garbage', local);
  while (traced.length === 0) await settle();
  const sending = notify(phone);
  phone.answer(await phone.request(1), '200 OK');
  await sending.outcome;
  phone.say(request('OPTIONS'), local);
  await phone.request(2);
  const peer = { address: '127.0.0.1', port: phone.port };
  expect(
    traced.map(({ direction, bytes }) => `${direction} ${Buffer.from(bytes).toString().split('\r\n')[0]}`),
  ).toEqual([
    'in garbage',
    `out NOTIFY sip:101@127.0.0.1:${phone.port} SIP/2.0`,
    'in SIP/2.0 200 OK',
    'in OPTIONS sip:cordboard@127.0.0.1 SIP/2.0',
    'out SIP/2.0 200 OK',
  ]);
  for (const message of traced) expect(message).toMatchObject({ at: clock.now(), transport: 'udp', peer, local });
});
