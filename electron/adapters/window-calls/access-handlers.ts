import type { AccessView, BlockedPeerView } from '../../contract/access';
import { rfc3339 } from '../../core/shared/rfc3339';
import { ok } from '../../core/shared/result';
import type { HeldPeer } from '../../core/provisioning/enumeration-guard';
import type { SiteServices } from '../../services/site-services';
import type { HandlersOf } from './handlers';
import { siteZone } from './phone-views';

export const accessHandlers: HandlersOf<'access'> & HandlersOf<'guard'> = {
  'access.show': (_input, { services }) => ok({ access: accessView(services) }),
  'access.set': (change, { services, actor }) => {
    const changed = services.state.access.change(change, actor);
    return changed.ok ? ok({ access: accessView(services) }) : changed;
  },
  'guard.show': (_input, { services }) => {
    const { access } = services.state;
    return ok({ blocked: blockedViews(services, access.blocked()), watched: access.watched() });
  },
  'guard.block': ({ peer }, { services, actor }) => {
    const blocked = services.state.access.block(peer, actor);
    return blocked.ok ? ok({ blocked: blockedViews(services, blocked.value) }) : blocked;
  },
  'guard.unblock': ({ peer }, { services, actor }) => {
    const blocked = services.state.access.unblock(peer, actor);
    return ok({ blocked: blockedViews(services, blocked) });
  },
};

function accessView({ state, around }: SiteServices): AccessView {
  const { digestAlgorithms, networks, proxies, guard, mode } = state.access.settings;
  return {
    mode,
    digestAlgorithms: [...digestAlgorithms],
    networks: [...networks],
    proxies: [...proxies],
    guard: { ...guard },
    openByOption: around.openLab,
  };
}

function blockedViews(services: SiteServices, blocked: readonly HeldPeer[]): BlockedPeerView[] {
  const zone = siteZone(services);
  return blocked.map((held) => ({
    ...held,
    since: rfc3339(held.since, zone),
    until: held.until === null ? null : rfc3339(held.until, zone),
    lastAt: rfc3339(held.lastAt, zone),
  }));
}
