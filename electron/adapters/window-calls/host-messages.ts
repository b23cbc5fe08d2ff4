// Events in contract shapes, from the parts that know them to whoever looks.
import type { EventName, EventPayload } from '../../contract/contract';
import { rfc3339 } from '../../core/shared/rfc3339';
import type { ChangeAnnouncer } from '../../services/activity/change-announcer';
import type { SiteServices } from '../../services/site-services';
import { siteZone } from './phone-views';

type TellEvent = <N extends EventName>(event: N, payload: EventPayload<N>) => void;

export function changeMessages(announcer: ChangeAnnouncer, tell: TellEvent): () => void {
  return announcer.listen((topics) => tell('changed', { topics }));
}

export function stepMessages(services: SiteServices, tell: TellEvent): () => void {
  return services.resync.watch(({ runId, phoneId, step, at, detail }) => {
    const mac = services.state.phones.get(phoneId)?.mac;
    if (mac) tell('resync.step', { run: runId, mac, step, at: rfc3339(at, siteZone(services)), detail });
  });
}
