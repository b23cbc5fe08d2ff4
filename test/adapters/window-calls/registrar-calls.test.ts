import { expect, test } from 'vitest';
import { registrarHandlers } from '../../../electron/adapters/window-calls/registrar-handlers';
import { calls } from '../../../electron/contract/contract';
import type { RegistrarView } from '../../../electron/contract/registrar';
import type { ListenerState } from '../../../electron/services/host';
import type { PhoneBinding } from '../../../electron/services/sip/registration-store';
import { mac, openSite, peer, valueOf, type TestSite } from '../../support/site';

async function bench(): Promise<{
  site: TestSite;
  sip: ListenerState[];
  set: (on: boolean) => RegistrarView;
  show: () => RegistrarView;
}> {
  const site = await openSite({ facts: { timeZone: 'Europe/Berlin' } });
  const sip: ListenerState[] = [];
  const handlers = registrarHandlers({ toldBaseUrl: () => 'http://192.0.2.200:8088', listeners: () => sip });
  const context = { actor: 'test', services: site.services };
  return {
    site,
    sip,
    set: (on) => calls['registrar.set'].output.parse(valueOf(handlers['registrar.set']({ on }, context) as never)),
    show: () => calls['registrar.show'].output.parse(valueOf(handlers['registrar.show']({}, context) as never)),
  };
}

test('off it says what it is for, on it says where phones are to be sent, or that the port is closed', async () => {
  const { sip, set, show } = await bench();
  expect(show()).toMatchObject({ on: false, place: null, bindings: [], strangersRefused: 0 });
  expect(set(true)).toMatchObject({ on: true, place: null });
  expect(show().note).toMatch(/SIP port is not open/);
  sip.push({ protocol: 'sip', state: 'up', address: '0.0.0.0', port: 5062, problem: null });
  expect(show()).toMatchObject({ place: { address: '192.0.2.200', port: 5062 } });
  expect(show().note).toMatch(/sip\.server to 192\.0\.2\.200 and sip\.port to 5062/);
});

test('registrations come by name and line, in the zone of the site, with what does not answer marked', async () => {
  const { site, set, show } = await bench();
  set(true);
  for (const [number, name] of [
    [1, 'Ward'],
    [2, 'Desk'],
  ] as const)
    site.add(number, { name });
  const { registrations } = site.services.state;
  const bind = (number: number, line: number): PhoneBinding => ({
    user: `${number}${line}`,
    contact: `sip:${number}@${peer(number)}`,
    phoneId: site.phone(number).id,
    line,
    q: null,
    callId: 'c',
    cseq: 1,
    registeredAt: site.clock.now(),
    expiresAt: site.clock.now() + 600_000,
    flow: `udp/${peer(number)}/5060`,
    transport: 'udp',
    address: peer(number),
    port: 5060,
    userAgent: 'Panasonic',
  });
  for (const binding of [bind(1, 2), bind(1, 1), bind(2, 1)]) registrations.put(binding.user, [binding]);
  const silent = registrations.of('11')[0];
  expect(silent && registrations.noteReachable(silent, false)).toBe(true);
  expect(show().bindings).toMatchObject([
    { mac: mac(2), name: 'Desk', line: 1, reachable: true },
    { mac: mac(1), name: 'Ward', line: 1, user: '11', address: '192.0.2.1:5060', transport: 'udp', reachable: false },
    { mac: mac(1), line: 2, expiresAt: '2026-01-05T10:10:00.000+01:00', userAgent: 'Panasonic' },
  ]);
  site.clock.advance(600_000);
  expect(show().bindings).toEqual([]);
});
