// What comes to the SIP port of a workstation and what is answered is traced: a real socket, a phone that asks.
import { createSocket } from 'node:dgram';
import { once } from 'node:events';
import { expect, onTestFinished, test } from 'vitest';
import { SipTrace } from '../electron/services/sip/sip-trace';
import { WorkstationListeners, type ListenerParts } from '../electron/workstation-listeners';
import { TestClock } from './support/test-clock';

test('every message to and from the SIP port is in the trace, wherever the port moves', async () => {
  const clock = new TestClock();
  let changes = 0;
  const sipTrace = new SipTrace(undefined, () => changes++);
  const ports = { http: 'off', https: 'off', tftp: 'off', sntp: 'off', sip: 0, control: 'off' } as const;
  const options = { bind: '127.0.0.1', advertise: null, ports, clock: null };
  const parts = { options, clock, realClock: clock, logger: () => null, sipTrace } as unknown as ListenerParts;
  const net = new WorkstationListeners(parts);
  const phone = createSocket('udp4');
  onTestFinished(async () => {
    phone.close();
    await net.close();
  });
  phone.bind(0, '127.0.0.1');
  await once(phone, 'listening');
  const ask = async (): Promise<void> => {
    const { port } = await net.bind('sip', 0);
    const via = `127.0.0.1:${phone.address().port};branch=z9hG4bK${port}`;
    const head = `OPTIONS sip:127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/UDP ${via}\r\nFrom: <sip:a@b>;tag=1\r\n`;
    phone.send(`${head}To: <sip:b>\r\nCall-ID: ${port}\r\nCSeq: 1 OPTIONS\r\nMax-Forwards: 70\r\n\r\n`, port ?? 0);
    await once(phone, 'message');
  };
  await ask();
  await ask();
  const said = sipTrace.of('127.0.0.1');
  expect(said.map(({ direction, transport }) => `${direction} ${transport}`)).toEqual([
    'in udp',
    'out udp',
    'in udp',
    'out udp',
  ]);
  expect(said.every(({ peer }) => peer.port === phone.address().port)).toBe(true);
  expect(changes).toBe(4);
});
