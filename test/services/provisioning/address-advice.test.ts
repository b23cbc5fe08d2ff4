// What a person is told about addresses before it hurts.
import { expect, test } from 'vitest';
import { laptopClock } from '../../../electron/core/configs/laptop-clock';
import type { ListenerState } from '../../../electron/services/host';
import { addressAdvice, firewallHint } from '../../../electron/services/provisioning/address-advice';
import type { HostAddresses } from '../../../electron/services/provisioning/host-addresses';
import type { InterfaceAddress } from '../../../electron/services/provisioning/network-interfaces';
import { minute, openSite, type TestSite } from '../../support/site';

const listener = (
  protocol: ListenerState['protocol'],
  port: number | null,
  address = '192.0.2.200',
): ListenerState => ({
  protocol,
  state: port === null ? 'off' : 'up',
  address: port === null ? null : address,
  port,
  problem: null,
});

interface World {
  kind?: InterfaceAddress['kind'];
  advertised?: HostAddresses['advertised'];
  listeners?: ListenerState[];
  told?: string;
  askedAt?: number | null;
}

function advice(site: TestSite, { kind = 'ethernet', advertised = null, ...world }: World = {}): string {
  const addresses = {
    platform: 'linux',
    here: () => [{ name: 'eth0', kind, address: '192.0.2.200', prefix: 24 }],
    useOf: (address: string) => (address === '192.0.2.200' ? 'serving' : 'free'),
    toldState: site.services.around.toldState,
    failing: () => [],
    advertised,
  } as unknown as HostAddresses;
  return addressAdvice({
    services: site.services,
    addresses,
    listeners: world.listeners ?? [listener('http', 8088)],
    toldBaseUrl: world.told ?? site.baseUrl,
    askedAt: world.askedAt ?? null,
    now: site.clock.now(),
    instant: (at) => new Date(at).toISOString(),
  }).join('\n');
}

test('an address may change: a reserved one, or a name from the start', async () => {
  expect(advice(await openSite())).toMatch(/reserve the address .* host name from the start/);
});

test('a VPN, a made-up address and loopback are named', async () => {
  const site = await openSite();
  expect(advice(site, { kind: 'vpn' })).toContain('eth0, a VPN');
  expect(advice(site, { kind: 'virtual' })).toContain('virtual adapter');
  expect(advice(site, { told: 'http://169.254.3.4:8088' })).toContain('no DHCP server answered');
  expect(advice(site, { told: 'http://127.0.0.1:8088' })).toContain('virtual phones alone');
});

test('a name that means this laptop needs no advice, one that does not is told', async () => {
  const site = await openSite();
  const named = (resolvesTo: string[]): string =>
    advice(site, { told: 'http://prov.lan:8088', advertised: { told: 'prov.lan', host: 'prov.lan', resolvesTo } });
  expect(named(['192.0.2.200'])).toBe('');
  expect(named(['192.0.2.9'])).toContain('means 192.0.2.9 here, where Cordboard does not answer');
  expect(named([])).toContain('means nothing here');
});

test('phones that take their time here find it at port 123 only', async () => {
  const site = await openSite();
  site.facts({ ntp: laptopClock });
  site.publish();
  const withTime = (port: number | null): string =>
    advice(site, { listeners: [listener('http', 8088), listener('sntp', port)] });
  expect(withTime(123)).not.toContain('SNTP');
  expect(withTime(1123)).toContain('SNTP answers at port 1123, but phones ask at 123 only');
  expect(withTime(null)).toContain('SNTP is off');
});

test('a silence in which armed phones are awaited may be a firewall, and no more is claimed', async () => {
  const site = await openSite();
  site.add(1);
  expect(advice(site)).not.toContain('firewall');
  site.clock.advance(6 * minute);
  expect(advice(site)).toMatch(/Nobody has asked here yet.*sudo ufw allow 8088\/tcp/);
  expect(advice(site, { askedAt: site.clock.now() - 10 * minute })).toContain('Nobody has asked here since 2026');
  expect(advice(site, { askedAt: site.clock.now() - minute })).not.toContain('firewall');
  site.boot(1);
  expect(advice(site)).not.toContain('firewall');
  expect(firewallHint('windows', 80)).toContain('-LocalPort 80');
});

test('stranded phones come first', async () => {
  const site = await openSite();
  site.add(1);
  site.boot(1);
  site.baseUrl = 'http://192.0.2.201:8088';
  expect(advice(site)).toMatch(/^1 phone asks at an address where nobody answers\. A NOTIFY does not help/);
});
