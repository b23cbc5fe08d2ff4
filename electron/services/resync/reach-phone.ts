// How a NOTIFY would reach a phone now: way, address, event and log-in, all of it read from what the phone holds at this moment.
import { chooseWay, type ResyncWay, type WaySetting } from '../../core/resync/choose-way';
import { fail, ok, type Result } from '../../core/shared/result';
import { formatHostPort, sipTarget } from '../phones/sip-address';
import type { PhoneRecord } from '../phones/phone-store';
import type { SiteState, Surroundings } from '../site-state';
import type { NotifyRequest } from './notify-sender';
import { noAddress, noServer, strandedProblem } from './resync-problems';

/** Phones that are registered with us: over which flow they can be reached (RFC 5626 §5.3). */
export interface PhoneFlows {
  /** Null when the phone is not registered here. */
  flowOf(phoneId: number): string | null;
}

export interface ReachParts {
  readonly state: SiteState;
  readonly around: Surroundings;
  readonly flows: PhoneFlows;
}

export interface Reach {
  readonly way: ResyncWay;
  /** In words, to follow a colon. */
  readonly reason: string;
  /** What the phone holds says that it will drop this one in silence. */
  readonly dropped: boolean;
  readonly request: NotifyRequest;
  /** Where it goes first, for people: `192.0.2.7:5060`, `pbx.example`. */
  readonly to: string;
}

/** Problems RESYNC_NO_ADDRESS, RESYNC_NO_SERVER, PHONE_TOLD_ELSEWHERE: nothing is to be sent then. */
export function reachPhone(
  phone: PhoneRecord,
  { state, around, flows }: ReachParts,
  { way: setting, event }: { readonly way: WaySetting; readonly event: string | null },
): Result<Reach> {
  const { family } = around;
  const told = phone.lastFetch?.toldBaseUrl;
  if (told && around.toldState(told) === 'gone') return fail(strandedProblem(told));
  const held = state.held.of(phone.id);
  const address = sipTarget(phone, held, family, state.registrations.addressOf(phone.id));
  const server = family.sipServer(held);
  const flow = flows.flowOf(phone.id);
  const chosen = chooseWay({
    setting,
    registered: flow !== null,
    server,
    filtersSource: family.filtersSipSource(held),
    hasAddress: address !== null,
  });
  if (chosen === 'no-address') return fail(noAddress());
  if (chosen === 'no-server') return fail(noServer());
  const account = family.sipAccount(held);
  const common = {
    event: event ?? family.notifyEvent(held),
    credentials: account.password ? { authId: account.authId, password: account.password } : null,
    ...(family.notifyHabits.subscriptionState ? { subscriptionState: true } : {}),
  };
  if (chosen.way === 'server' && server) {
    const { host, port, transport } = server;
    const target = { address: server.domain, port: null, user: account.user };
    const request: NotifyRequest = { ...common, target, nextHop: { kind: 'proxy', host, port, transport } };
    return ok({ ...chosen, request, to: port === null ? host : formatHostPort({ address: host, port }) });
  }
  if (chosen.way === 'registrar' && flow !== null) {
    const contact = state.registrations.contactOf(phone.id);
    const home = contact?.address ?? server?.domain ?? address?.address;
    if (home === undefined) return fail(noAddress());
    // To the contact, as what stands before a registrar sends it (RFC 3261 §16.6, step 2).
    const target = contact ?? { address: home, port: null, user: account.user };
    return ok({ ...chosen, request: { ...common, target, nextHop: { kind: 'flow', flow } }, to: home });
  }
  if (!address) return fail(noAddress());
  return ok({
    ...chosen,
    request: { ...common, target: { ...address, user: account.user } },
    to: formatHostPort(address),
  });
}
