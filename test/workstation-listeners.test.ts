// What is open where: real sockets on several loopback addresses, of which the computer seems to lose one.
import { get } from 'node:http';
import { createServer, type AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { bareAnswer } from '../electron/services/provisioning/answer';
import { TlsCertificate } from '../electron/adapters/http-server/tls-certificate';
import type { InterfaceAddress } from '../electron/services/provisioning/network-interfaces';
import { WorkstationListeners, type ListenerParts } from '../electron/workstation-listeners';
import { TestClock } from './support/test-clock';

const on = (address: string, name = 'eth0'): InterfaceAddress => ({ name, kind: 'ethernet', address, prefix: 24 });
const both = [on('127.0.0.2'), on('127.0.0.3')];

async function listeners(bind = '127.0.0.2', advertise: string | null = null): Promise<WorkstationListeners> {
  const clock = new TestClock();
  const ports = { http: 0, https: 'off', tftp: 'off', sntp: 'off', sip: 'off', control: 'off' } as const;
  const parts = {
    options: { bind, advertise, ports, clock: null },
    clock,
    realClock: clock,
    logger: () => null,
    tls: { certificate: new TlsCertificate(), onFailure: () => undefined },
    answer: () => ({ ...bareAnswer, status: 200, body: Buffer.from('here'), settle: () => undefined }),
    timeMode: () => ({ kind: 'refuse' }),
    timeAsked: () => undefined,
  } as unknown as ListenerParts;
  const net = new WorkstationListeners(parts);
  onTestFinished(() => net.close());
  await net.addressesChanged(both);
  return net;
}

function status(address: string, port: number): Promise<number | string> {
  return new Promise((resolve) => {
    const request = get({ host: address, port, path: '/', agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    request.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'error'));
  });
}

async function taken(address: string): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, address, resolve));
  onTestFinished(() => void server.close());
  return (server.address() as AddressInfo).port;
}

const portOf = (net: WorkstationListeners): number => net.state('http').port ?? 0;

test('the chosen address moves while it serves: all listeners go there, and what phones are told follows', async () => {
  const net = await listeners();
  await net.bind('http', 0);
  await net.bind('tftp', 0);
  const [http, tftp] = [portOf(net), net.state('tftp').port];
  expect(net.toldBaseUrl()).toBe(`http://127.0.0.2:${http}`);
  expect(await net.serve('127.0.0.3')).toMatchObject({ ok: true });
  expect(net.state('http')).toMatchObject({ state: 'up', address: '127.0.0.3', port: http });
  expect(net.state('tftp')).toMatchObject({ state: 'up', address: '127.0.0.3', port: tftp });
  expect(net.toldBaseUrl()).toBe(`http://127.0.0.3:${http}`);
  expect([await status('127.0.0.2', http), await status('127.0.0.3', http)]).toEqual(['ECONNREFUSED', 200]);
});

test('one that was stopped remembers its port, and phones are told no other meanwhile', async () => {
  const net = await listeners();
  await net.bind('http', 0);
  const [port, told] = [portOf(net), net.toldBaseUrl()];
  expect(await net.stop('http')).toMatchObject({ state: 'off', address: null, port });
  expect(net.state('http')).toMatchObject({ state: 'off', port });
  expect(net.toldBaseUrl()).toBe(told);
  expect(net.state('tftp').port).toBeNull();
});

test('a name that phones are told stays when the address moves', async () => {
  const net = await listeners('127.0.0.2', 'prov.office.lan:8099');
  await net.bind('http', 0);
  await net.serve('127.0.0.3');
  expect(net.toldBaseUrl()).toBe('http://prov.office.lan:8099');
  net.advertise('prov.office.lan');
  expect(net.toldBaseUrl()).toBe(`http://prov.office.lan:${portOf(net)}`);
  net.advertise(null);
  expect(net.toldBaseUrl()).toBe(`http://127.0.0.3:${portOf(net)}`);
});

test('an address that is not here, or whose port another program has, changes nothing', async () => {
  const net = await listeners();
  const port = await taken('127.0.0.3');
  await net.bind('http', port);
  expect(await net.serve('127.0.0.9')).toMatchObject({ ok: false, problem: { code: 'ADDRESS_NOT_HERE' } });
  expect(await net.serve('127.0.0.3')).toMatchObject({ ok: false, problem: { code: 'PORT_IN_USE' } });
  expect(net.state('http')).toMatchObject({ state: 'up', address: '127.0.0.2', port });
  expect(await status('127.0.0.2', port)).toBe(200);
});

test('the old address is answered on as well, at the port phones were told there, and no longer when it is enough', async () => {
  const net = await listeners();
  await net.bind('http', 0);
  const told = portOf(net);
  await net.serve('127.0.0.3');
  await net.bind('http', 0);
  await net.bind('tftp', 0);
  const old = [{ protocol: 'http', address: '127.0.0.2', port: told }] as const;
  expect(net.answersAt('http', '127.0.0.2', told)).toBe(false);
  expect(await net.answerAlso(old, true)).toMatchObject({ ok: true });
  expect(net.answersAt('http', '127.0.0.2', told)).toBe(true);
  expect([await status('127.0.0.2', told), await status('127.0.0.3', portOf(net))]).toEqual([200, 200]);
  expect(net.others().map(({ protocol, state }) => [protocol, state])).toEqual([
    ['http', 'up'],
    ['tftp', 'up'],
  ]);
  await net.answerAlso(old, false);
  expect(await status('127.0.0.2', told)).toBe('ECONNREFUSED');
  expect(net.others()).toEqual([]);
});

test('an address that cannot be answered on is a problem and no wish; one beside it that fails does not stop it', async () => {
  const net = await listeners();
  await net.bind('http', 0);
  const port = await taken('127.0.0.3');
  const place = { protocol: 'http', address: '127.0.0.3', port } as const;
  expect(await net.answerAlso([place], true)).toMatchObject({ ok: false, problem: { code: 'PORT_IN_USE' } });
  expect(net.chosen.also).toEqual([]);
  expect(await net.answerAlso([{ ...place, address: '10.9.8.7' }], true)).toMatchObject({
    ok: false,
    problem: { code: 'ADDRESS_NOT_HERE' },
  });
  await net.takeUp({ also: [place, { ...place, port: portOf(net) }] });
  expect(net.others().map(({ state, problem }) => problem?.code ?? state)).toEqual(['PORT_IN_USE', 'up']);
});

test('an address that goes takes its listeners down, says so, and they are up again when it is back', async () => {
  const net = await listeners();
  await net.bind('http', 0);
  const port = portOf(net);
  await net.answerAlso([{ protocol: 'http', address: '127.0.0.3', port }], true);
  await net.addressesChanged([on('127.0.0.3')]);
  expect(net.state('http')).toMatchObject({ state: 'down', port, problem: { code: 'ADDRESS_GONE' } });
  expect(net.isStranded).toBe(true);
  expect([await status('127.0.0.2', port), await status('127.0.0.3', port)]).toEqual(['ECONNREFUSED', 200]);
  await net.addressesChanged(both);
  expect(net.state('http')).toMatchObject({ state: 'up', address: '127.0.0.2', port });
  expect(await status('127.0.0.2', port)).toBe(200);
});

test('a listener kept from an earlier run waits for its address', async () => {
  const net = await listeners();
  await net.addressesChanged([on('127.0.0.3')]);
  const port = await taken('127.0.0.9');
  await net.takeUp({ address: '127.0.0.2', ports: { http: port } });
  expect(net.state('http')).toMatchObject({ state: 'down', problem: { code: 'ADDRESS_NOT_HERE' } });
  await net.addressesChanged(both);
  expect(net.state('http')).toMatchObject({ state: 'up', address: '127.0.0.2', port });
});

test('on all addresses phones are told one of the LAN, and each of ours answers', async () => {
  const net = await listeners('0.0.0.0');
  await net.bind('http', 0);
  await net.addressesChanged([
    { name: 'lo', kind: 'loopback', address: '127.0.0.1', prefix: 8 },
    { name: 'tun0', kind: 'vpn', address: '10.8.0.2', prefix: 24 },
    { name: 'wlan0', kind: 'wifi', address: '192.168.7.4', prefix: 24 },
    { name: 'eth0', kind: 'ethernet', address: '192.168.1.10', prefix: 24 },
  ]);
  const port = portOf(net);
  expect(net.toldBaseUrl()).toBe(`http://192.168.1.10:${port}`);
  expect(net.answersAt('http', '192.168.7.4', port)).toBe(true);
  expect(net.answersAt('http', '192.168.7.5', port)).toBe(false);
  expect(net.state('http').state).toBe('up');
});

test('from one address to all and back, although the ports stand in each other’s way', async () => {
  const net = await listeners();
  await net.bind('http', 0);
  const port = portOf(net);
  expect(await net.serve('0.0.0.0')).toMatchObject({ ok: true });
  expect([await status('127.0.0.2', port), await status('127.0.0.3', port)]).toEqual([200, 200]);
  expect(await net.serve('127.0.0.3')).toMatchObject({ ok: true });
  expect([await status('127.0.0.2', port), await status('127.0.0.3', port)]).toEqual(['ECONNREFUSED', 200]);
});

test('a name to listen on, and IPv6 in any spelling, are not taken for gone', async () => {
  const named = await listeners('localhost');
  await named.bind('http', 0);
  await named.addressesChanged([on('192.168.1.10')]);
  expect(named.state('http').state).toBe('up');
  await named.addressesChanged([on('192.168.1.10'), on('2001:db8::7')]);
  expect(['2001:DB8:0::0007', '2001:db8::8', 'fe80::1%eth0'].map((one) => named.isHere(one))).toEqual([
    true,
    false,
    true,
  ]);
});
