import { addressCommands } from '../../core/provisioning/address-commands';
import { dhcpSnippets, type DhcpNetwork } from '../../core/provisioning/dhcp-snippets';
import { isUsableKind } from '../../core/provisioning/interface-kind';
import { isInNetwork, isIpLiteral, isIpv4 } from '../../core/provisioning/ip-network';
import { rfc3339 } from '../../core/shared/rfc3339';
import { fail, ok, type Result } from '../../core/shared/result';
import type { Host } from '../../services/host';
import { addressAdvice } from '../../services/provisioning/address-advice';
import { bootstrapAddress, ownAddress } from '../../services/provisioning/hand-out-address';
import type { HostAddresses } from '../../services/provisioning/host-addresses';
import { countStranded, parseToldAddress, toldAddresses, toldHost } from '../../services/provisioning/told-addresses';
import type { SiteServices } from '../../services/site-services';
import type { HandlersOf } from './handlers';
import { siteZone } from './phone-views';

export function addressesHandlers(host: Host): HandlersOf<'addresses'> {
  const { addresses } = host;
  return {
    'addresses.show': async (_input, { services }) => {
      await addresses.check();
      const zone = siteZone(services);
      const { phones } = services.state;
      const current = services.around.toldBaseUrl();
      const now = services.around.clock.now();
      const [last] = services.stores.journal.requests(services.state.site.id, { limit: 1 });
      const { advertised } = addresses;
      return ok({
        checkedAt: rfc3339(addresses.checkedAt, zone),
        interfaces: interfacesOf(services, addresses),
        told: toldAddresses(phones, addresses, current).map(({ goneSince, ...told }) => ({
          ...told,
          goneSince: goneSince === null ? null : rfc3339(goneSince, zone),
        })),
        stranded: countStranded(phones, addresses),
        name:
          advertised && !isIpLiteral(advertised.host)
            ? { host: advertised.host, resolvesTo: [...advertised.resolvesTo] }
            : null,
        platform: addresses.platform,
        advice: addressAdvice({
          services,
          addresses,
          listeners: host.listeners(),
          toldBaseUrl: current,
          askedAt: last?.at ?? null,
          now,
          instant: (at) => rfc3339(at, zone),
        }),
      });
    },
    'addresses.phones': ({ address }, { services }) => {
      const { phones, layers } = services.state;
      const zone = siteZone(services);
      const told = [...phones.toldAddresses()].filter((one) => one === trimmed(address) || toldHost(one) === address);
      return ok({
        phones: told
          .flatMap((one) => phones.toldAt(one))
          .map(({ mac, model, lastFetch }) => ({
            mac,
            model,
            name: layers.phoneFacts(mac, 'draft').name,
            lastFetchAt: lastFetch && rfc3339(lastFetch.at, zone),
          }))
          .sort((a, b) => (a.mac < b.mac ? -1 : 1)),
      });
    },
    'addresses.commands': ({ address, interface: wanted }) => {
      const asked = parseToldAddress(trimmed(address))?.address ?? address.trim();
      if (!isIpLiteral(asked))
        return fail({
          code: 'VALUE_INVALID',
          message: `"${asked.slice(0, 80)}" is no IP address.`,
          remedy: 'A host name is put right where names are kept: let it mean this laptop again.',
        });
      const on = placeOf(asked, wanted, addresses);
      const others = addresses.here().filter(({ name }) => name === on.interface);
      return ok({ commands: addressCommands({ address: asked, ...on, platform: addresses.platform, others }) });
    },
    'addresses.serve': async ({ address }) => done(await addresses.serve(address)),
    'addresses.also': async ({ address, port, on }, { services }) => {
      const told = parseToldAddress(trimmed(address));
      const everywhere = [...services.state.phones.toldAddresses()];
      return done(await addresses.also(told?.address ?? address, port ?? told?.port ?? null, on, everywhere));
    },
    'addresses.advertise': async ({ host: told }) => done(await addresses.advertise(told.trim() || null)),
    'addresses.handOut': ({ mac }, { services, actor }) => {
      const { state, around, stores } = services;
      const server = `${around.toldFirst().baseUrl}/`;
      if (mac === undefined)
        return ok({
          bootstrap: bootstrapAddress(server),
          server,
          ways: [...dhcpSnippets(server, networkOf(server, addresses)), ...around.family.menuWays(null)].map(copied),
        });
      const phone = state.phones.require(mac);
      if (!phone.ok) return phone;
      const { id, model } = phone.value;
      stores.audit.append(state.site.id, {
        at: around.clock.now(),
        actor,
        action: 'secret-revealed',
        phoneId: id,
        detail: 'its own address, to be typed into the phone',
      });
      const series = around.family.findModel(model)?.series ?? '';
      return ok({
        bootstrap: bootstrapAddress(server, model),
        server,
        ways: around.family.menuWays({ model, series, ownAddress: ownAddress(phone.value, services) }).map(copied),
      });
    },
  };
}

/** Every address of the computer, those that phones may be told first. */
function interfacesOf(services: SiteServices, addresses: HostAddresses) {
  const counted = new Map<string, number>();
  for (const [told, count] of services.state.phones.toldCounts())
    counted.set(toldHost(told), (counted.get(toldHost(told)) ?? 0) + count);
  return addresses
    .here()
    .map((one) => {
      const use = addresses.useOf(one.address);
      return { ...one, usable: isUsableKind(one.kind) || use !== 'free', use, phones: counted.get(one.address) ?? 0 };
    })
    .sort((a, b) => Number(b.usable) - Number(a.usable));
}

/** Where an address belongs: where a person said, where it was, else beside its neighbours of the same network, else on the first
 *  adapter of the LAN. Without any of these its prefix is the usual one. */
function placeOf(
  address: string,
  wanted: string | undefined,
  addresses: HostAddresses,
): { readonly interface: string | null; readonly prefix: number } {
  const here = addresses.here();
  const before = addresses.lastSeen(address);
  const neighbour = here.find((one) => isInNetwork(address, one.address, one.prefix));
  const lan = here.find(({ kind }) => isUsableKind(kind));
  return {
    interface: wanted ?? before?.name ?? neighbour?.name ?? lan?.name ?? null,
    prefix: before?.prefix ?? neighbour?.prefix ?? (isIpv4(address) ? 24 : 64),
  };
}

/** The network phones are in, where they are told an address of this computer. */
function networkOf(server: string, addresses: HostAddresses): DhcpNetwork | null {
  const told = parseToldAddress(server)?.address;
  return addresses.here().find(({ address }) => address === told) ?? null;
}

function done(result: Result<void>): Result<Record<string, never>> {
  return result.ok ? ok({}) : result;
}

function trimmed(address: string): string {
  return address.trim().replace(/\/+$/u, '');
}

function copied<T extends { readonly steps: readonly string[] }>(way: T): T & { steps: string[] } {
  return { ...way, steps: [...way.steps] };
}
