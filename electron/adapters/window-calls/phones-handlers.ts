import { fail, ok, type Result } from '../../core/shared/result';
import { rfc3339 } from '../../core/shared/rfc3339';
import { overriddenFacts } from '../../services/configs/overridden-facts';
import type { PhoneRecord } from '../../services/phones/phone-store';
import type { SiteServices } from '../../services/site-services';
import type { Handlers, HandlersOf } from './handlers';
import { phoneLogHandlers } from './library-handlers';
import { phoneEventView, phoneViewer, siteZone } from './phone-views';

/** Today and the two nights before, when nothing else is asked. */
const recentMs = 3 * 24 * 60 * 60_000;

export const phonesHandlers: Omit<HandlersOf<'phones'>, 'phones.timeline'> & Handlers<'waiting.list'> = {
  ...phoneLogHandlers,
  'phones.list': ({ filter, group }, { services }) => {
    const wanted = filter?.trim().toLowerCase() ?? '';
    const digits = wanted.replace(/[^0-9a-f]/g, '');
    const views = [...services.state.phones.all()].map(phoneViewer(services));
    const phones = views.filter((phone) => {
      if (group !== undefined && phone.group !== group) return false;
      if (wanted === '') return true;
      const texts = [
        phone.name,
        phone.model,
        phone.group,
        phone.address,
        phone.state,
        ...phone.lines.flatMap((line) => [line.extension, line.name]),
      ];
      return (
        texts.some((text) => text?.toLowerCase().includes(wanted)) ||
        (digits.length >= 4 && phone.mac.toLowerCase().includes(digits))
      );
    });
    return ok({ phones });
  },
  'phones.show': ({ mac }, { services }) => one(services, services.state.phones.require(mac)),
  'phones.add': (input, { services, actor }) => {
    const added = services.phones.add(input, actor);
    return added.ok ? one(services, services.state.phones.require(input.mac)) : added;
  },
  'phones.update': ({ mac, basedOn, ...edit }, { services, actor }) => {
    const conflict = services.configs.factsConflict({ kind: 'phone', mac }, basedOn);
    const phone = conflict ? fail(conflict) : services.phones.edit(mac, edit, actor);
    if (!phone.ok) return phone;
    const overriddenBy = overriddenFacts(services.state, services.around, phone.value);
    return ok({ phone: phoneViewer(services)(phone.value), overriddenBy });
  },
  'phones.remove': ({ macs }, { services, actor }) => {
    const removed = services.stores.inOneTransaction(() => services.phones.remove(macs, actor));
    return removed.ok ? ok({ removed: removed.value }) : removed;
  },
  'phones.arm': ({ macs, forMs }, { services, actor }) => many(services, services.phones.arm(macs, forMs, actor)),
  'phones.disarm': ({ macs }, { services, actor }) => {
    const disarmed = services.phones.disarm(macs, actor);
    if (disarmed.ok) for (const phone of disarmed.value) services.provisioning.endGrace(phone.id);
    return many(services, disarmed);
  },
  'phones.markAddress': ({ macs, setByHand }, { services, actor }) =>
    many(services, services.phones.markAddress(macs, setByHand, actor)),
  'phones.renewToken': ({ macs, how }, { services, actor }) =>
    many(services, services.phones.renewToken(macs, how, actor)),
  'phones.import': ({ csv, dryRun }, { services, actor }) => {
    const report = services.stores.inOneTransaction(() => services.list.import(csv, dryRun, actor));
    return report.ok ? ok({ ...report.value, problems: [...report.value.problems] }) : report;
  },
  'phones.export': ({ withSecrets }, { services, actor }) => {
    if (withSecrets) {
      const entry = {
        at: services.around.clock.now(),
        actor,
        action: 'exported-secrets',
        phoneId: null,
        detail: 'phone list',
      } as const;
      services.stores.audit.append(services.state.site.id, entry);
    }
    return ok(services.list.export(withSecrets));
  },
  'phones.events': async ({ mac, since, limit }, { services }) => {
    const phone = services.state.phones.require(mac);
    if (!phone.ok) return phone;
    const zone = siteZone(services);
    const sinceAt = since === undefined ? services.around.clock.now() - recentMs : Date.parse(since);
    const events = await services.history.events(phone.value, sinceAt, limit);
    const publishes = services.configs
      .history()
      .filter((revision) => revision.at >= sinceAt)
      .map((revision) => ({
        at: revision.at,
        kind: 'published' as const,
        text: `r${revision.number} published`,
        detail: revision.message || null,
      }));
    const newest = [...events, ...publishes].sort((a, b) => b.at - a.at).slice(0, limit);
    return ok({ events: newest.map((event) => phoneEventView(event, zone)) });
  },
  'phones.groups': (_input, { services }) => ok({ groups: services.phones.groups() }),
  'phones.models': (_input, { services }) =>
    ok({ models: services.around.family.models.map(({ name, series, lines }) => ({ name, series, lines })) }),
  'waiting.list': (_input, { services }) => {
    const zone = siteZone(services);
    const waiting = services.phones.waiting().map((phone) => ({
      ...phone,
      firstAt: rfc3339(phone.firstAt, zone),
      lastAt: rfc3339(phone.lastAt, zone),
    }));
    return ok({ waiting });
  },
};

function one(
  services: SiteServices,
  phone: Result<PhoneRecord>,
): Result<{ phone: ReturnType<ReturnType<typeof phoneViewer>> }> {
  return phone.ok ? ok({ phone: phoneViewer(services)(phone.value) }) : phone;
}

function many(
  services: SiteServices,
  phones: Result<PhoneRecord[]>,
): Result<{ phones: ReturnType<ReturnType<typeof phoneViewer>>[] }> {
  return phones.ok ? ok({ phones: phones.value.map(phoneViewer(services)) }) : phones;
}
