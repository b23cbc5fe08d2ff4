import type { RegistrarView } from '../../contract/registrar';
import { rfc3339 } from '../../core/shared/rfc3339';
import { ok } from '../../core/shared/result';
import type { Host } from '../../services/host';
import { formatHostPort } from '../../services/phones/sip-address';
import { toldHost } from '../../services/provisioning/told-addresses';
import type { SiteServices } from '../../services/site-services';
import type { HandlersOf } from './handlers';
import { siteZone } from './phone-views';

type Place = Pick<Host, 'listeners' | 'toldBaseUrl'>;

export function registrarHandlers(host: Place): HandlersOf<'registrar'> {
  return {
    'registrar.show': (_input, { services }) => ok(registrarView(services, host)),
    'registrar.set': ({ on }, { services, actor }) => {
      services.registrar.set(on, actor);
      return ok(registrarView(services, host));
    },
  };
}

function registrarView(services: SiteServices, host: Place): RegistrarView {
  const { registrar, state } = services;
  const zone = siteZone(services);
  const bindings = registrar.bindings().flatMap((binding) => {
    const phone = state.phones.get(binding.phoneId);
    if (!phone) return [];
    const { line, user, transport, expiresAt, userAgent } = binding;
    const { name } = state.layers.phoneFacts(phone.mac, 'draft');
    const address = formatHostPort(binding);
    const reachable = state.registrations.isReachable(binding);
    return [
      {
        mac: phone.mac,
        name,
        line,
        user,
        address,
        transport,
        expiresAt: rfc3339(expiresAt, zone),
        userAgent,
        reachable,
      },
    ];
  });
  const sip = host.listeners().find(({ protocol, state: is }) => protocol === 'sip' && is === 'up');
  const place = sip?.port ? { address: toldHost(host.toldBaseUrl()), port: sip.port } : null;
  return {
    on: registrar.on,
    place,
    bindings: bindings.toSorted(
      (one, other) => one.name.localeCompare(other.name) || one.mac.localeCompare(other.mac) || one.line - other.line,
    ),
    strangersRefused: registrar.strangersRefused,
    note: noteOf(registrar.on, place),
  };
}

function noteOf(on: boolean, place: RegistrarView['place']): string {
  if (!on) return 'Phones that register here are refused. Turn the registrar on for a site without a telephone system.';
  if (!place) return 'The SIP port is not open: open it on the Server page, or phones cannot register.';
  return `No phone is told by itself: set sip.server to ${place.address} and sip.port to ${place.port}, and publish. Calls are not carried.`;
}
