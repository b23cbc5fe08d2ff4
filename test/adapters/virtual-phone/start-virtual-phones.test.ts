import { expect, onTestFinished, test } from 'vitest';
import {
  addressAfter,
  macAfter,
  startVirtualPhones,
  type VirtualPhonesSurroundings,
} from '../../../electron/adapters/virtual-phone/start-virtual-phones';
import type { VirtualPhoneEvent } from '../../../electron/adapters/virtual-phone/virtual-phone-event';
import { TestClock } from '../../support/test-clock';
import { configFile, startFileServer } from './file-server';

async function startPhones(count: number, sipPort: number, hasAddress?: VirtualPhonesSurroundings['hasAddress']) {
  const server = await startFileServer();
  onTestFinished(() => server.close());
  server.files.set('/KX-HDV130.cfg', configFile({ CFG_STANDARD_FILE_PATH: `${server.url}/own.cfg` }));
  server.files.set('/own.cfg', configFile({ A: '1' }));
  const events: VirtualPhoneEvent[] = [];
  const fleet = await startVirtualPhones(
    {
      mac: '0080F00000FE',
      model: 'KX-HDV130',
      bootstrapUrl: server.url,
      address: '127.0.0.254',
      sipPort,
      count,
      requestsAtOnce: 4,
    },
    {
      clock: new TestClock(),
      random: Math.random,
      emit: (event) => events.push(event),
      ...(hasAddress && { hasAddress }),
    },
  );
  onTestFinished(() => fleet.stop());
  await fleet.booted;
  return { server, fleet, events };
}

test('phone n has MAC+n and address+n, for its requests and its SIP port alike', async () => {
  const { server, fleet, events } = await startPhones(4, 25_060);
  expect(fleet.phones.map(({ mac, address, sipPort }) => `${mac} ${address}:${sipPort}`)).toEqual([
    '0080F00000FE 127.0.0.254:25060',
    '0080F00000FF 127.0.0.255:25060',
    '0080F0000100 127.0.1.0:25060',
    '0080F0000101 127.0.1.1:25060',
  ]);
  expect(new Set(server.asked.map(({ from, userAgent }) => `${from} ${userAgent.slice(-14)}`))).toEqual(
    new Set([
      '127.0.0.254 (0080f00000fe)',
      '127.0.0.255 (0080f00000ff)',
      '127.0.1.0 (0080f0000100)',
      '127.0.1.1 (0080f0000101)',
    ]),
  );
  expect(events.filter(({ event }) => event === 'applied')).toHaveLength(4);
});

test('where the system has only 127.0.0.1, the phones share it and their SIP ports count up', async () => {
  const { fleet } = await startPhones(3, 25_080, (address) => Promise.resolve(address === '127.0.0.1'));
  expect(fleet.phones.map(({ address, sipPort }) => `${address}:${sipPort}`)).toEqual([
    '127.0.0.1:25080',
    '127.0.0.1:25081',
    '127.0.0.1:25082',
  ]);
});

test('where one port is taken no phone starts and the ports are free again', async () => {
  const { fleet } = await startPhones(1, 0, () => Promise.resolve(false));
  const sipPort = fleet.phones[0]?.sipPort ?? 0;
  const onlyOne = () => Promise.resolve(false);
  await expect(startPhones(2, sipPort - 1, onlyOne)).rejects.toMatchObject({ problem: { code: 'PORT_IN_USE' } });
  await startPhones(1, sipPort - 1, onlyOne);
});

test('addresses and MACs count over their bytes', () => {
  expect(addressAfter('127.0.0.2', 999)).toBe('127.0.3.233');
  expect(macAfter('0080F0FFFFFF', 1)).toBe('0080F1000000');
  expect(() => macAfter('FEFFFFFFFFFF', 2 ** 41)).toThrow('MAC_INVALID');
});

test('a hundred phones boot through four connections at once', async () => {
  const { server, events } = await startPhones(100, 25_060);
  expect(server.asked).toHaveLength(200);
  expect(events.filter(({ event }) => event === 'applied')).toHaveLength(100);
});
