// Phones that come to us over UDP or TCP, and what goes back over the way they came.
import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, test } from 'vitest';
import { Dice, mutated } from '../../soak/fuzz-dice';
import { bench, phoneAt, settle } from './sender-bench';
import { heard, responseTo } from './stand-in-phone';

/** The account as a server knows it: no address of the phone. */
const account = { address: 'pbx.example', port: null };

describe('over the flow a phone came by', () => {
  const options = (transport: string): string =>
    `OPTIONS sip:cordboard@127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/${transport} 127.0.0.1:9;branch=z9hG4bKx;rport\r\nFrom: <sip:101@127.0.0.1>;tag=1\r\nTo: <sip:101@127.0.0.1>\r\nCall-ID: c\r\nCSeq: 1 OPTIONS\r\nContent-Length: 0\r\n\r\n`;

  test('TCP: a request is answered on its connection, a NOTIFY comes back on it, and its end is told', async () => {
    const { sender, local, notify } = await bench({ tcp: true });
    const flows: string[] = [];
    const closed: string[] = [];
    sender.endpoint.onRequest(({ flow, uri }) => {
      flows.push(flow.name);
      return { status: 200, headers: [['X-Uri', uri]] };
    });
    sender.endpoint.onFlowClosed((flow) => closed.push(flow));
    const phone = connect(local.port, '127.0.0.1');
    const said: string[] = [];
    phone.setEncoding('utf8').on('data', (text: string) => said.push(text));
    const text = options('TCP');
    phone.write(`\r\n\r\n${text.slice(0, 50)}`);
    await settle();
    phone.write(text.slice(50));
    while (said.join('').length < 100) await settle();
    expect(said.join('')).toMatch(/^\r\nSIP\/2\.0 200 OK\r\n/);
    expect(said.join('')).toContain('X-Uri: sip:cordboard@127.0.0.1\r\n');
    const [flow = ''] = flows;
    expect(flow).toMatch(/^tcp\/127\.0\.0\.1\/\d+\/\d+$/);
    said.length = 0;
    const sending = notify({ address: '192.0.2.9', port: 5060 }, { nextHop: { kind: 'flow', flow } });
    while (said.join('').length < 100) await settle();
    const request = heard(said.join(''), { address: '', port: 0 });
    expect(request.startLine).toBe('NOTIFY sip:101@192.0.2.9:5060 SIP/2.0');
    expect(request.header('route')).toBe('');
    phone.write(responseTo(request, '200 OK'));
    await expect(sending.outcome).resolves.toMatchObject({ status: 200 });
    phone.destroy();
    while (closed.length === 0) await settle();
    expect(closed).toEqual([flow]);
    await expect(notify(account, { nextHop: { kind: 'flow', flow } }).outcome).resolves.toEqual({
      kind: 'unreachable',
      detail: 'the phone closed the connection it registered over',
    });
  });

  test('UDP: the name says address and port, so it works without anything being remembered', async () => {
    const { sender, local, notify } = await bench();
    const flows: string[] = [];
    sender.endpoint.onRequest(({ flow }) => {
      flows.push(flow.name);
      return null;
    });
    const phone = await phoneAt();
    phone.say(options('UDP'), local);
    await phone.request(1);
    expect(flows).toEqual([`udp/127.0.0.1/${phone.port}`]);
    const { notify: later } = await bench();
    for (const send of [notify, later]) {
      const sending = send(account, { nextHop: { kind: 'flow', flow: flows[0] ?? '' } });
      const request = await phone.request(phone.requests.length + 1);
      expect(request.startLine).toBe('NOTIFY sip:101@pbx.example SIP/2.0');
      phone.answer(request, '200 OK');
      await expect(sending.outcome).resolves.toMatchObject({ status: 200 });
    }
  });

  test('a Content-Length that is no number is told, and the connection closed', async () => {
    const { local } = await bench({ tcp: true });
    const phone = connect(local.port, '127.0.0.1');
    let said = '';
    phone.setEncoding('utf8').on('data', (text: string) => (said += text));
    phone.write(options('TCP').replace('Content-Length: 0', 'Content-Length: -999'));
    await once(phone, 'close');
    expect(said).toMatch(/^SIP\/2\.0 400 Bad Content-Length\r\n/);
  });

  test('who connects and says nothing is let go after 32 s', async () => {
    const { local, clock } = await bench({ tcp: true });
    const stranger = connect(local.port, '127.0.0.1');
    await once(stranger, 'connect');
    while (clock.pending === 0) await settle();
    clock.advance(31_999);
    await settle();
    expect(stranger.readableEnded).toBe(false);
    clock.advance(1);
    await once(stranger.resume(), 'close');
  });

  test('whatever a hundred strangers write, the port lives on', async () => {
    const { local } = await bench({ tcp: true });
    const right = ['TCP', 'UDP'].map((transport) => Buffer.from(options(transport)));
    const dice = new Dice(20261122);
    const strangers = Array.from({ length: 100 }, () => {
      const stranger = connect(local.port, '127.0.0.1');
      stranger.on('error', () => undefined).resume();
      for (let count = 0; count < 5; count++) stranger.write(mutated(dice.oneOf(right), right, dice));
      stranger.end();
      return once(stranger, 'close').catch(() => undefined);
    });
    await Promise.all(strangers);
    const phone = connect(local.port, '127.0.0.1');
    phone.write(options('TCP'));
    const [answer] = (await once(phone, 'data')) as [Buffer];
    expect(answer.toString()).toMatch(/^SIP\/2\.0 200 OK\r\n/);
    phone.destroy();
  });
});
