import { expect, test } from 'vitest';
import type { PnpAsk } from '../../../electron/core/sip/pnp';
import { pnpInterfaces } from '../../../electron/services/sip/pnp-interfaces';
import type { InterfaceAddress } from '../../../electron/services/provisioning/network-interfaces';
import { auditOf } from '../../support/audit';
import { hour, mac, minute, openSite, second, settled, type TestSite } from '../../support/site';

const hdv = (number: number): Omit<PnpAsk, 'version' | 'isProbe'> => ({
  mac: mac(number),
  vendor: 'Panasonic',
  model: 'KX-HDV230',
});

async function openOn(): Promise<TestSite> {
  const site = await openSite();
  site.services.pnp.start();
  await site.services.pnp.set(true, 'test');
  return site;
}

test('it is off at first and listens to nobody; turned on it listens, and stays on over a restart', async () => {
  const site = await openSite();
  site.services.pnp.start();
  await settled();
  expect(site.services.pnp.on).toBe(false);
  expect(site.services.pnp.told()).toBeNull();
  expect([...site.pnp.ears.keys()]).toEqual([]);
  await site.services.pnp.set(true, 'Ada');
  expect([...site.pnp.ears.keys()]).toEqual(['192.0.2.200']);
  const again = site.restart();
  again.services.pnp.start();
  await settled();
  expect(again.services.pnp.on).toBe(true);
  expect([...again.pnp.ears.keys()]).toEqual(['192.0.2.200']);
  await again.services.pnp.set(false, 'Ada');
  expect([...again.pnp.ears.keys()]).toEqual([]);
  const switched = auditOf(again).filter(({ action }) => action === 'pnp-switched');
  expect(switched.map(({ actor, detail }) => `${actor}: ${detail}`)).toEqual([
    'Ada: plug and play on',
    'Ada: plug and play off',
  ]);
});

test('a site that is not served listens to nobody', async () => {
  const site = await openSite();
  await site.services.pnp.set(true, 'test');
  expect([...site.pnp.ears.keys()]).toEqual([]);
});

test('an unknown phone is told the bootstrap address of its model and waits', async () => {
  const site = await openOn();
  expect(site.pnp.ask(hdv(1))).toBe('http://192.0.2.200:8088/KX-HDV230.cfg');
  expect(site.services.phones.waiting()).toMatchObject([
    { mac: mac(1), model: 'KX-HDV230', address: '192.0.2.7', path: 'SUBSCRIBE ua-profile', times: 1 },
  ]);
  expect(site.services.pnp.seen).toMatchObject([{ mac: mac(1), model: 'KX-HDV230', answered: true }]);
  expect(site.announced).toContain('waiting');
  expect(site.ask('/KX-HDV230.cfg', { from: '192.0.2.7' })).toMatchObject({ status: 200 });
  expect(site.ask('/KX-HDV230.cfg').text).not.toMatch(/password|\/p\//i);
});

test('a regional suffix is kept; a model of the family that nobody knows gets the macro', async () => {
  const site = await openOn();
  expect(site.pnp.ask({ ...hdv(1), model: 'kx-hdv130n' })).toBe('http://192.0.2.200:8088/KX-HDV130N.cfg');
  expect(site.pnp.ask({ ...hdv(2), model: 'KX-NEW999' })).toBe('http://192.0.2.200:8088/{MODEL}.cfg');
  expect(site.pnp.ask({ ...hdv(3), model: null })).toBe('http://192.0.2.200:8088/{MODEL}.cfg');
  expect(site.pnp.ask({ ...hdv(4), vendor: null, model: 'KX-UTG200B' })).toBe('http://192.0.2.200:8088/KX-UTG200B.cfg');
});

test('phones at first contact are told plain HTTP, so it is what PnP tells', async () => {
  const site = await openOn();
  site.first = { baseUrl: 'http://prov.example:8088', rootUrl: 'http://prov.example:8088/root.cer' };
  expect(site.pnp.ask(hdv(1))).toBe('http://prov.example:8088/KX-HDV230.cfg');
});

test('a phone of another maker waits without an answer, unless it is ours', async () => {
  const site = await openOn();
  const other = { mac: mac(5), vendor: 'Elsewhere', model: 'E-100' };
  expect(site.pnp.ask(other)).toBeNull();
  expect(site.pnp.ask({ mac: mac(6), vendor: null, model: null })).toBeNull();
  expect(site.services.phones.waiting().map(({ mac: waiting, model }) => [waiting, model])).toEqual([
    [mac(5), 'E-100'],
    [mac(6), null],
  ]);
  site.add(6, { model: 'KX-HDV230' });
  expect(site.pnp.ask({ mac: mac(6), vendor: null, model: null })).toBe('http://192.0.2.200:8088/{MODEL}.cfg');
  expect(site.services.pnp).toMatchObject({ asked: 3, answered: 1 });
});

test('a phone that is ours is answered and does not wait', async () => {
  const site = await openOn();
  site.add(1, { model: 'KX-HDV230' });
  expect(site.pnp.ask(hdv(1))).toBe('http://192.0.2.200:8088/KX-HDV230.cfg');
  expect(site.services.phones.waiting()).toEqual([]);
});

test('who may not ask, or is held off, hears nothing and makes nobody wait', async () => {
  const site = await openOn();
  site.services.state.access.change({ networks: ['192.0.2.0/28'] }, 'test');
  site.services.state.access.block('192.0.2.7', 'test');
  expect(site.pnp.ask(hdv(1), '192.0.2.7')).toBeNull();
  expect(site.pnp.ask(hdv(2), '192.0.2.77')).toBeNull();
  expect(site.pnp.ask(hdv(3), '192.0.2.8')).not.toBeNull();
  expect(site.services.phones.waiting().map(({ mac: waiting }) => waiting)).toEqual([mac(3)]);
});

test('the newest 50 are shown, and a flood of names ends after 1,000 waiting phones', async () => {
  const site = await openOn();
  for (let number = 1; number <= 1_010; number++) site.pnp.ask(hdv(number));
  expect(site.services.pnp.seen).toHaveLength(50);
  expect(site.services.pnp.seen[0]?.mac).toBe(mac(1_010));
  expect(site.services.phones.waiting()).toHaveLength(1_000);
});

test('another responder is asked for when it is turned on and every hour, and warned of', async () => {
  const site = await openOn();
  const { pnp } = site.services;
  expect(site.pnp.probes).toEqual([{ at: '192.0.2.200', vendor: 'Panasonic', model: 'KX-HDV100' }]);
  expect(pnp.warning()).toBeNull();
  site.pnp.ears.get('192.0.2.200')?.otherSeen('192.0.2.2');
  site.pnp.ears.get('192.0.2.200')?.otherSeen('192.0.2.2');
  expect(pnp.otherResponders()).toEqual(['192.0.2.2']);
  expect(pnp.warning()).toMatchObject({
    code: 'PNP_OTHER_RESPONDER',
    message: expect.stringContaining('192.0.2.2 answers'),
  });
  site.clock.advance(hour + second);
  expect(site.pnp.probes).toHaveLength(2);
  expect(pnp.warning()).toBeNull();
});

test('another Cordboard that looks around is answered, and no phone', async () => {
  const site = await openOn();
  expect(site.pnp.ask({ ...hdv(9), isProbe: true })).toBe('http://192.0.2.200:8088/{MODEL}.cfg');
  expect(site.services.phones.waiting()).toEqual([]);
  expect(site.services.pnp.asked).toBe(0);
});

test('it moves with the address files are served on, and leaves the old one', async () => {
  const site = await openOn();
  site.pnp.addresses.push({ name: 'eth1', kind: 'ethernet', address: '198.51.100.5', prefix: 24 });
  site.pnp.chosen = '198.51.100.5';
  site.clock.advance(3 * second);
  await settled();
  expect([...site.pnp.ears.keys()]).toEqual(['198.51.100.5']);
  site.pnp.addresses.pop();
  site.clock.advance(3 * second);
  await settled();
  expect([...site.pnp.ears.keys()]).toEqual([]);
  expect(site.services.pnp.interfaces()).toEqual([]);
});

test('a port that cannot be had is said, and had as soon as it is free', async () => {
  const site = await openSite();
  site.services.pnp.start();
  site.pnp.problem = { code: 'PORT_IN_USE', message: 'It is taken.', remedy: 'Free it.' };
  await site.services.pnp.set(true, 'test');
  expect(site.services.pnp.interfaces()).toMatchObject([{ name: 'eth0', problem: { code: 'PORT_IN_USE' } }]);
  site.pnp.problem = null;
  site.clock.advance(minute);
  await settled();
  expect(site.services.pnp.interfaces()).toMatchObject([{ name: 'eth0', problem: null }]);
});

test('on a VPN nobody is listened to, and it says why', async () => {
  const site = await openSite();
  site.pnp.addresses = [{ name: 'wg0', kind: 'vpn', address: '192.0.2.200', prefix: 24 }];
  site.services.pnp.start();
  await site.services.pnp.set(true, 'test');
  expect([...site.pnp.ears.keys()]).toEqual([]);
  expect(site.services.pnp.interfaces()).toMatchObject([{ name: 'wg0', problem: { code: 'PNP_NOT_LAN' } }]);
});

test('of all addresses the one phones are told counts; told a name, those of the LAN', () => {
  const here: InterfaceAddress[] = [
    { name: 'lo', kind: 'loopback', address: '127.0.0.1', prefix: 8 },
    { name: 'eth0', kind: 'ethernet', address: '192.0.2.200', prefix: 24 },
    { name: 'eth0', kind: 'ethernet', address: '2001:db8::7', prefix: 64 },
    { name: 'wlan0', kind: 'wifi', address: '198.51.100.5', prefix: 24 },
    { name: 'docker0', kind: 'virtual', address: '172.17.0.1', prefix: 16 },
    { name: 'wg0', kind: 'vpn', address: '10.9.0.2', prefix: 24 },
  ];
  const names = (chosen: string, told = 'http://192.0.2.200:8088') =>
    pnpInterfaces(here, chosen, told).map(({ name, address }) => `${name} ${address}`);
  expect(names('198.51.100.5')).toEqual(['wlan0 198.51.100.5']);
  expect(names('172.17.0.1')).toEqual(['docker0 172.17.0.1']);
  expect(names('127.0.0.9')).toEqual(['lo 127.0.0.9']);
  expect(names('203.0.113.1')).toEqual([]);
  expect(names('2001:db8::7')).toEqual([]);
  expect(names('0.0.0.0')).toEqual(['eth0 192.0.2.200']);
  expect(names('0.0.0.0', 'http://prov.example:8088')).toEqual(['eth0 192.0.2.200', 'wlan0 198.51.100.5']);
});
