// Events in contract shapes, from the parts that know them to whoever looks.
import type { HostMessage } from '../../contract/contract';
import { rfc3339 } from '../../core/shared/rfc3339';
import type { ChangeAnnouncer } from '../../services/activity/change-announcer';
import type { SiteServices } from '../../services/site-services';
import { siteZone } from './phone-views';

export function changeMessages(announcer: ChangeAnnouncer, send: (message: HostMessage) => void): () => void {
  return announcer.listen((topics) => send({ event: 'changed', payload: { topics } }));
}

export function stepMessages(services: SiteServices, send: (message: HostMessage) => void): () => void {
  return services.resync.watch(({ runId, phoneId, step, at, detail }) => {
    const mac = services.state.phones.get(phoneId)?.mac;
    if (mac) send({ event: 'resync.step', payload: { run: runId, mac, step, at: rfc3339(at, siteZone(services)), detail } });
  });
}
