import { expect, test } from 'vitest';
import { locateServer, type NameService, type ServiceRecord } from '../../../electron/core/sip/locate-server';

function names(
  services: readonly ServiceRecord[],
  addresses: Partial<Record<string, readonly string[]>>,
): NameService & { asked: string[] } {
  const asked: string[] = [];
  return {
    asked,
    services: async (name) => {
      asked.push(name);
      return services;
    },
    addresses: async (name) => {
      asked.push(name);
      const found = addresses[name];
      if (!found) throw new Error(`no ${name}`);
      return found;
    },
  };
}

const never = names([], {});

test.each([
  ['192.0.2.1', null, 'udp', 5060],
  ['192.0.2.1', null, 'tcp', 5060],
  ['192.0.2.1', null, 'tls', 5061],
  ['2001:db8::1', 5080, 'tls', 5080],
] as const)('%s with port %s over %s needs no name server', async (host, port, transport, expected) => {
  const places = await locateServer({ host, port, transport }, never, () => 0);
  expect(places).toEqual([{ address: host, port: expected }]);
  expect(never.asked).toEqual([]);
});

test('with a port only the name is asked (RFC 3263 §4.2)', async () => {
  const known = names([{ host: 'x', port: 1, priority: 1, weight: 1 }], {
    'pbx.example': ['192.0.2.1', '2001:db8::1'],
  });
  const places = await locateServer({ host: 'pbx.example', port: 5080, transport: 'udp' }, known, () => 0);
  expect(places).toEqual([
    { address: '192.0.2.1', port: 5080 },
    { address: '2001:db8::1', port: 5080 },
  ]);
  expect(known.asked).toEqual(['pbx.example']);
});

test('without SRV records the name itself counts, at the usual port', async () => {
  const known = names([], { 'pbx.example': ['192.0.2.1'] });
  const places = await locateServer({ host: 'pbx.example', port: null, transport: 'tls' }, known, () => 0);
  expect(places).toEqual([{ address: '192.0.2.1', port: 5061 }]);
  expect(known.asked).toEqual(['_sips._tcp.pbx.example', 'pbx.example']);
});

test('SRV records go by priority, within one by weight and chance; names that lead nowhere are passed over, four places are enough', async () => {
  const addresses = { a: ['192.0.2.1'], b: ['192.0.2.2'], c: ['192.0.2.3', '192.0.2.4', '192.0.2.5'] };
  const records = [
    { host: 'c', port: 3, priority: 20, weight: 0 },
    { host: 'a', port: 1, priority: 10, weight: 30 },
    { host: 'gone', port: 9, priority: 5, weight: 0 },
    { host: 'b', port: 2, priority: 10, weight: 70 },
  ];
  const first = async (chance: number): Promise<number[]> => {
    const places = await locateServer(
      { host: 'pbx.example', port: null, transport: 'udp' },
      names(records, addresses),
      () => chance,
    );
    return places.map(({ port }) => port);
  };
  expect(await first(0.2)).toEqual([1, 2, 3, 3]);
  expect(await first(0.9)).toEqual([2, 1, 3, 3]);
});

test('a root as the only record says that there is no such service; a name nobody knows is an error', async () => {
  const none = names([{ host: '.', port: 0, priority: 0, weight: 0 }], {});
  await expect(locateServer({ host: 'pbx.example', port: null, transport: 'tcp' }, none, () => 0)).rejects.toThrow(
    'pbx.example offers no SIP over TCP',
  );
  await expect(locateServer({ host: 'pbx.example', port: 1, transport: 'tcp' }, never, () => 0)).rejects.toThrow(
    'no pbx.example',
  );
});
