import fc from 'fast-check';
import { expect, test } from 'vitest';
import { forwardedPeer } from '../../../electron/core/provisioning/forwarded-peer';

const proxies = new Set(['192.0.2.1', '192.0.2.2']);
const peer = (direct: string, header: string | null): string =>
  forwardedPeer(direct, header, (address) => proxies.has(address));

test.each([
  ['a header of somebody who is no proxy is ignored', '192.0.2.9', '10.0.0.1', '192.0.2.9'],
  ['a proxy that says nothing is the peer', '192.0.2.1', null, '192.0.2.1'],
  ['what the proxy adds is the peer', '192.0.2.1', '10.0.0.1', '10.0.0.1'],
  ['what the peer itself claims before that is not', '192.0.2.1', '10.9.9.9, 10.0.0.1', '10.0.0.1'],
  ['a chain of named proxies is passed through', '192.0.2.1', '10.0.0.1, 192.0.2.2', '10.0.0.1'],
  ['only proxies: the first of them is the peer', '192.0.2.1', '192.0.2.2', '192.0.2.2'],
  ['nonsense leaves the proxy as the peer', '192.0.2.1', 'unknown', '192.0.2.1'],
  ['nonsense in front of a proxy leaves that proxy', '192.0.2.1', '<script>, 192.0.2.2', '192.0.2.2'],
  ['an empty header leaves the proxy', '192.0.2.1', '', '192.0.2.1'],
  ['a port is dropped', '192.0.2.1', '10.0.0.1:5060', '10.0.0.1'],
  ['IPv6 in brackets', '192.0.2.1', '[2001:DB8::1]:80', '2001:db8::1'],
  ['IPv6 bare', '192.0.2.1', '2001:db8::1', '2001:db8::1'],
  ['IPv4 in IPv6 clothes is IPv4', '192.0.2.1', '::ffff:10.0.0.1', '10.0.0.1'],
])('%s', (_, direct, header, expected) => {
  expect(peer(direct, header)).toBe(expected);
});

test('whatever is sent, nothing but an address becomes the peer, and no claim left of an untrusted hop does', () => {
  fc.assert(
    fc.property(fc.string(), fc.ipV4(), (claimed, real) => {
      fc.pre(!proxies.has(real));
      expect(peer('192.0.2.1', `${claimed},${real}`)).toBe(real);
      expect(peer('192.0.2.9', claimed)).toBe('192.0.2.9');
    }),
  );
});
