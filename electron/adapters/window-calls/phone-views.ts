// Phones in contract shapes: instants become RFC 3339 text in the site's zone; secrets stay behind.
import type { PhoneEventView, PhoneView as ContractPhone } from '../../contract/phones';
import { rfc3339 } from '../../core/shared/rfc3339';
import type { PhoneEvent } from '../../services/activity/phone-history';
import { phoneView } from '../../services/phones/phone-view';
import type { PhoneRecord } from '../../services/phones/phone-store';
import type { SiteServices } from '../../services/site-services';

export function siteZone(services: SiteServices): string {
  return services.state.layers.siteFacts('draft').timeZone;
}

/** Makes the view of any phone of the site; what all have in common is looked up once. */
export function phoneViewer(services: SiteServices): (phone: PhoneRecord) => ContractPhone {
  const { state, around, configs, resync, timing } = services;
  const zone = siteZone(services);
  const now = around.clock.now();
  const context = {
    state,
    around,
    revision: configs.revision,
    inRun: (id: number) => resync.isInRun(id),
    outlook: timing.outlook(),
  };
  return (phone) => {
    const view = phoneView(phone, context);
    const armed = phone.armed && phone.armed.until > now ? phone.armed : null;
    return {
      id: phone.id,
      mac: phone.mac,
      model: phone.model,
      name: view.facts.name,
      group: view.facts.group,
      state: view.state,
      told: view.told,
      toldOutdated: view.toldOutdated,
      addressSetByHand: view.addressSetByHand,
      lines: view.facts.lines.map(({ line, extension, name, authId }) => ({ line, extension, name, authId })),
      armedUntil: armed && rfc3339(armed.until, zone),
      lastFetchAt: phone.lastFetch && rfc3339(phone.lastFetch.at, zone),
      nextCheckAt: view.nextCheckAt === null ? null : rfc3339(view.nextCheckAt, zone),
      asksByItself: view.asksByItself,
      nextCheck: view.nextCheck,
      address: view.address,
      revision: view.revision,
      firmware: phone.firmware,
      hasDraft: view.hasDraft,
      leftOvers: view.leftOvers,
      vars: { ...view.facts.vars },
      factsVersion: configs.factsVersion({ kind: 'phone', mac: phone.mac }),
      reason: view.reason && { ...view.reason.problem, action: view.reason.action },
    };
  };
}

export function phoneEventView(event: PhoneEvent, zone: string): PhoneEventView {
  return { ...event, at: rfc3339(event.at, zone) };
}
