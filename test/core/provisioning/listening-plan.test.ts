// Which ports are open on which addresses.
import { expect, test } from 'vitest';
import { collide, plannedEndpoints, type ListeningChoice } from '../../../electron/core/provisioning/listening-plan';

const planned = (choice: Partial<ListeningChoice>): string[] =>
  plannedEndpoints({ address: '10.0.0.1', ports: {}, also: [], ...choice }).map(
    ({ protocol, address, port }) => `${protocol} ${address}:${port}`,
  );

test('every protocol that is on listens at the chosen address', () => {
  expect(planned({ ports: { http: 8088, tftp: 69, sip: 5060 } })).toEqual([
    'http 10.0.0.1:8088',
    'tftp 10.0.0.1:69',
    'sip 10.0.0.1:5060',
  ]);
  expect(planned({})).toEqual([]);
});

test('an address answered on as well has the port phones were told, with time and TFTP beside it, but no SIP', () => {
  const also = [{ protocol: 'http', address: '10.0.0.9', port: 80 }] as const;
  expect(planned({ ports: { http: 8088, sntp: 123, tftp: 69, sip: 5060 }, also })).toEqual([
    'http 10.0.0.1:8088',
    'tftp 10.0.0.1:69',
    'sntp 10.0.0.1:123',
    'sip 10.0.0.1:5060',
    'http 10.0.0.9:80',
    'tftp 10.0.0.9:69',
    'sntp 10.0.0.9:123',
  ]);
});

test('nothing is opened twice: where all addresses are taken, one more is there already', () => {
  const also = [
    { protocol: 'http', address: '10.0.0.9', port: 8088 },
    { protocol: 'http', address: '10.0.0.9', port: 80 },
  ] as const;
  expect(planned({ address: '0.0.0.0', ports: { http: 8088, tftp: 69 }, also })).toEqual([
    'http 0.0.0.0:8088',
    'tftp 0.0.0.0:69',
    'http 10.0.0.9:80',
  ]);
});

test('a port that is not found yet is not asked for at other addresses', () => {
  const also = [{ protocol: 'http', address: '10.0.0.9', port: 80 }] as const;
  expect(planned({ ports: { http: 0, tftp: 0 }, also })).toEqual([
    'http 10.0.0.1:0',
    'tftp 10.0.0.1:0',
    'http 10.0.0.9:80',
  ]);
});

test('ports stand in each other’s way by transport and address', () => {
  const http = { protocol: 'http', address: '0.0.0.0', port: 69 } as const;
  expect(collide(http, { protocol: 'https', address: '10.0.0.1', port: 69 })).toBe(true);
  expect(collide(http, { protocol: 'tftp', address: '10.0.0.1', port: 69 })).toBe(false);
  expect(collide({ ...http, address: '10.0.0.2' }, { ...http, address: '10.0.0.1' })).toBe(false);
});
