// Our own requests: which way each takes, and whose answer is whose.
import { LoggerFactory, URI, UserAgentCore } from 'sip.js/lib/core/index.js';
import type { Clock } from '../../core/shared/clock';
import type { RandomBytes } from '../../core/shared/digest';
import type { SipResponse } from '../../core/sip/sip-message';
import type { Cancellation, NotifyOutcome, NotifyProgress } from '../../services/resync/notify-sender';
import type { OutgoingSipRequest } from '../../services/sip/sip-endpoint';
import type { Carrier } from './carrier';
import { DigestProofs } from './digest-proofs';
import { drawIdentity, OutgoingMessage, refuseUnwritable, type RequestIdentity } from './outgoing-message';
import { receivedResponse } from './received-response';
import { RequestExchange } from './request-exchange';
import { waysTo, type Way, type WaysParts } from './ways';

export interface RequestSenderParts {
  readonly version: string;
  readonly clock: Clock;
  readonly random: RandomBytes;
  /** Null while nothing is listened to. */
  readonly ways: () => WaysParts | null;
  readonly traced: (carrier: Carrier) => Carrier;
}

/** Which of two outcomes over different ways tells more. */
const worth: Readonly<Record<NotifyOutcome['kind'], number>> = {
  unreachable: 0,
  silence: 1,
  answered: 2,
  cancelled: 3,
};

export class RequestSender {
  private readonly core = quietCore();
  private readonly open = new Set<RequestExchange>();

  constructor(private readonly parts: RequestSenderParts) {}

  /** A server may stand at several places: when one is silent, gone or says 503, the next is asked (RFC 3263 §4.3). */
  async ask(
    request: OutgoingSipRequest,
    progress: NotifyProgress,
    cancellation?: Cancellation,
  ): Promise<NotifyOutcome> {
    refuseUnwritable(request);
    const ways = this.parts.ways();
    if (!ways) return { kind: 'unreachable', detail: 'the SIP side is not listening' };
    const asking = new Asking(request, progress, cancellation, drawIdentity(this.parts.random));
    const isOver = (): boolean => asking.isCancelled || this.parts.ways()?.udp !== ways.udp;
    try {
      for (const way of await waysTo(request.nextHop, ways)) {
        for (const isFresh of way.mayBeClosing() ? [false, true] : [false]) {
          const carrier = await this.opened(way, isFresh, asking);
          if (isOver()) return { kind: 'cancelled' };
          if (!carrier) break;
          asking.note(await this.over(carrier, way, asking));
          if (asking.isSettled) return asking.outcome;
          if (asking.lastKind !== 'unreachable') break;
        }
      }
    } catch (error) {
      asking.note(unreachable(error));
    }
    return isOver() ? { kind: 'cancelled' } : asking.outcome;
  }

  take(wire: SipResponse): void {
    const response = receivedResponse(wire);
    if (!response) return;
    // sip.js finds the exchange, but gives an answer to its first request (a 401 twice) to the one repeated with credentials.
    const client = this.core.userAgentClients.get(response.viaBranch + response.method);
    if (client?.transaction.id !== response.viaBranch) return;
    this.core.receiveIncomingResponseFromTransport(response);
  }

  stop(): void {
    for (const exchange of this.open) exchange.cancel();
    this.core.dispose();
  }

  private async opened(way: Way, isFresh: boolean, asking: Asking): Promise<Carrier | null> {
    try {
      return this.parts.traced(await way.open(isFresh));
    } catch (error) {
      asking.note(unreachable(error));
      return null;
    }
  }

  private async over(carrier: Carrier, way: Way, asking: Asking): Promise<NotifyOutcome> {
    const { version, random, clock } = this.parts;
    const { request, progress, triesBefore } = asking;
    const message = new OutgoingMessage(request, carrier, way.route, asking.identity, version, random);
    // A place of its own asks with a nonce of its own: what another was shown is no sign of a wrong password here.
    const proofs = request.credentials && new DigestProofs(request.credentials, random);
    const exchange = new RequestExchange(message, { core: this.core, clock, carrier, proofs, progress, triesBefore });
    this.open.add(exchange);
    const stopListening = asking.cancellation?.onCancel(() => exchange.cancel());
    try {
      return await exchange.outcome;
    } finally {
      stopListening?.();
      asking.triesBefore = exchange.tries;
      this.open.delete(exchange);
    }
  }
}

/** One request over all its ways. */
class Asking {
  outcome: NotifyOutcome = { kind: 'unreachable', detail: 'no way leads there' };
  lastKind: NotifyOutcome['kind'] | null = null;
  triesBefore = 0;

  constructor(
    readonly request: OutgoingSipRequest,
    readonly progress: NotifyProgress,
    readonly cancellation: Cancellation | undefined,
    readonly identity: RequestIdentity,
  ) {}

  note(outcome: NotifyOutcome): void {
    if (this.lastKind === null || worth[outcome.kind] >= worth[this.outcome.kind]) this.outcome = outcome;
    this.lastKind = outcome.kind;
  }

  get isCancelled(): boolean {
    return this.cancellation?.cancelled ?? false;
  }

  /** No other way is to be tried. */
  get isSettled(): boolean {
    const { outcome } = this;
    return outcome.kind === 'cancelled' || (outcome.kind === 'answered' && outcome.status !== 503);
  }
}

function unreachable(error: unknown): NotifyOutcome {
  return { kind: 'unreachable', detail: error instanceof Error ? error.message : String(error) };
}

/** A core that is never asked for its own transport, identity or credentials: each exchange brings those. */
function quietCore(): UserAgentCore {
  const loggerFactory = new LoggerFactory();
  loggerFactory.builtinEnabled = false;
  const uri = new URI('sip', 'cordboard', 'invalid.invalid');
  return new UserAgentCore({
    aor: uri,
    contact: { pubGruu: undefined, tempGruu: undefined, uri, toString: () => `<${uri.toString()}>` },
    displayName: '',
    loggerFactory,
    hackViaTcp: false,
    routeSet: [],
    sipjsId: '',
    supportedOptionTags: [],
    supportedOptionTagsResponse: [],
    userAgentHeaderFieldValue: '',
    viaForceRport: true,
    viaHost: 'invalid.invalid',
    authenticationFactory: () => undefined,
    transportAccessor: () => undefined,
  });
}
