import type { SiteView } from '../../contract/workstation';
import { isTimeZone, rfc3339 } from '../../core/shared/rfc3339';
import { fail, ok } from '../../core/shared/result';
import { editSiteFacts, writeFacts } from '../../services/configs/check-facts';
import { factsKey } from '../../services/configs/site-layers';
import { siteScope } from '../../core/configs/scope';
import type { Host } from '../../services/host';
import { countStranded } from '../../services/provisioning/told-addresses';
import type { SiteServices } from '../../services/site-services';
import type { Handlers, HandlersOf } from './handlers';
import { siteZone } from './phone-views';
import { secretsHandlers } from './secrets-handlers';

const awayShownMs = 7 * 24 * 60 * 60_000;

type WorkstationHandlers = HandlersOf<'site'> &
  HandlersOf<'sites'> &
  HandlersOf<'server'> &
  HandlersOf<'secrets'> &
  Handlers<'status.show' | 'backup.create'>;

export function workstationHandlers(host: Host): WorkstationHandlers {
  return {
    ...secretsHandlers,
    'status.show': (_input, { services }) => {
      const zone = siteZone(services);
      const now = services.around.clock.now();
      const away = host.presence.away(now - awayShownMs);
      return ok({
        version: host.version,
        site: siteView(services),
        phones: { ...services.states.all() },
        waiting: services.phones.waiting().length,
        listeners: host.listeners().map((listener) => ({ ...listener })),
        away: away.map((span) => ({
          from: rfc3339(span.from, zone),
          to: span.to === Infinity ? null : rfc3339(span.to, zone),
          cause: span.cause,
        })),
        address: `${host.toldBaseUrl()}/`,
        openLab: services.state.access.isOpen,
        stranded: countStranded(services.state.phones, services.around),
        blocked: services.state.access.blocked().length,
        secrets: { how: host.vault.unlockedBy ?? 'locked', warning: host.vault.warning },
        data: host.dataFolder,
        now: rfc3339(now, zone),
      });
    },
    'site.show': (_input, { services }) => ok({ site: siteView(services) }),
    'site.set': ({ values, basedOn }, { services }) => {
      const conflict = services.configs.factsConflict(siteScope, basedOn);
      if (conflict) return fail(conflict);
      const { name, ...facts } = values;
      const before = services.state.layers.siteFacts('draft');
      const edited = editSiteFacts(before, facts, services.around.family, isTimeZone);
      if (!edited.ok) return edited;
      if (name !== undefined) {
        if (name.trim() === '')
          return fail({
            code: 'VALUE_INVALID',
            message: 'A site needs a name.',
            remedy: 'Give the name of the customer or office.',
          });
        host.sites.rename(services.state.site.id, name.trim());
        services.state.site.name = name.trim();
        services.state.contents.forget(undefined, true);
      }
      if (Object.keys(facts).length > 0) services.configs.setFacts(factsKey(siteScope), writeFacts(edited.value));
      if (edited.value.timeZone !== before.timeZone) services.schedules.replan();
      services.around.announce('site');
      return ok({ site: siteView(services) });
    },
    'sites.list': (_input, { services }) =>
      ok({
        sites: host.sites.all().map(({ id, name }) => ({
          id,
          name,
          phones: id === services.state.site.id ? services.state.phones.size : services.stores.phones.all(id).length,
        })),
      }),
    'server.listen': async ({ protocol, port }) => ok({ listener: { ...(await host.listen(protocol, port)) } }),
    'server.stop': async ({ protocol }) => ok({ listener: { ...(await host.stopListening(protocol)) } }),
    'server.clock': ({ localClock }) => {
      if (localClock !== undefined) host.setLocalClock(localClock);
      return ok({ ...host.timeGiven() });
    },
    'secrets.unlock': async ({ passphrase }) => {
      const unlocked = await host.unlock(passphrase);
      return unlocked.ok ? ok({ how: unlocked.value }) : unlocked;
    },
    'secrets.setPassphrase': async ({ passphrase }) => {
      const set = await host.vault.setPassphrase(passphrase);
      return set.ok ? ok({ how: host.vault.unlockedBy ?? 'locked' }) : set;
    },
    'backup.create': async ({ file }) => {
      const made = await host.backup.create(file);
      return made.ok ? ok({ ...made.value }) : made;
    },
  };
}

function siteView(services: SiteServices): SiteView {
  const { site, layers } = services.state;
  const facts = layers.siteFacts('draft');
  return {
    id: site.id,
    name: site.name,
    timeZone: facts.timeZone,
    sip: { server: facts.sip.server, port: facts.sip.port },
    ntp: facts.ntp,
    checkTime: facts.checkTime,
    adminPassword: facts.adminPassword !== '',
    served: facts.served,
    vars: { ...facts.vars },
    secrets: Object.keys(facts.secrets ?? {}),
    factsVersion: services.configs.factsVersion(siteScope),
    revision: services.configs.revision,
    hasDraft: services.configs.hasDraft,
  };
}
