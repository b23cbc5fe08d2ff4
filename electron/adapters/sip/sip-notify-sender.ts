// sip.js behind one adapter (docs/decisions/0004): NOTIFYs straight to phones over UDP, each followed to its outcome.
import { LoggerFactory, URI, UserAgentCore } from 'sip.js/lib/core/index.js';
import type { Clock } from '../../core/shared/clock';
import { ok, type Result } from '../../core/shared/result';
import type {
  Cancellation,
  NotifyOutcome,
  NotifyProgress,
  NotifyRequest,
  NotifySender,
} from '../../services/resync/notify-sender';
import { NotifyExchange } from './notify-exchange';
import { NotifyMessage, refuseUnwritable, type RandomBytes } from './notify-message';
import { RequestAnswers } from './request-answers';
import { bindUdp, type Peer, type UdpSocket } from './udp-socket';
import { readWireMessage, toSipResponse } from './wire-message';

export interface SipNotifySenderOptions {
  /** IP literal to listen on; `0.0.0.0` or `::` for all addresses. */
  readonly host: string;
  /** UDP port; 0 takes any free one. */
  readonly port: number;
  /** For `User-Agent: Cordboard/VERSION`. */
  readonly version: string;
  readonly clock: Clock;
  readonly random: RandomBytes;
  /** Told of faults while a datagram was taken in: bugs, since whatever a network sends is expected. The socket lives on. */
  readonly fault?: (error: unknown) => void;
}

export class SipNotifySender implements NotifySender {
  private readonly core: UserAgentCore;
  private readonly answers: RequestAnswers;
  private readonly open = new Set<NotifyExchange>();
  private socket: UdpSocket | null = null;

  constructor(private readonly options: SipNotifySenderOptions) {
    this.core = quietCore(options.version);
    this.answers = new RequestAnswers(this.core, options.clock, (text, to) => {
      this.socket?.send(text, to).catch(() => undefined); // the asker repeats, or not
    });
  }

  async start(): Promise<Result<{ readonly address: string; readonly port: number }>> {
    if (this.socket) return ok({ address: this.socket.address, port: this.socket.port });
    const bound = await bindUdp(this.options.host, this.options.port, (bytes, from) => this.receive(bytes, from));
    if (!bound.ok) return bound;
    this.socket = bound.value;
    return ok({ address: bound.value.address, port: bound.value.port });
  }

  async stop(): Promise<void> {
    const socket = this.socket;
    this.socket = null;
    for (const exchange of this.open) exchange.cancel();
    this.core.dispose();
    await socket?.close();
  }

  async send(request: NotifyRequest, progress: NotifyProgress, cancellation?: Cancellation): Promise<NotifyOutcome> {
    refuseUnwritable(request);
    const socket = this.socket;
    if (!socket) return { kind: 'unreachable', detail: 'the SIP side is not listening' };
    let address: string;
    try {
      address = await socket.localAddressTowards(request.target.address);
    } catch (error) {
      return { kind: 'unreachable', detail: error instanceof Error ? error.message : String(error) };
    }
    if (cancellation?.cancelled || this.socket !== socket) return { kind: 'cancelled' };
    const { version, random, clock } = this.options;
    const exchange = new NotifyExchange(new NotifyMessage(request, { address, port: socket.port }, version, random), {
      core: this.core,
      clock,
      transmit: (text) => socket.send(text, request.target),
      credentials: request.credentials,
      progress,
    });
    this.open.add(exchange);
    const stopListening = cancellation?.onCancel(() => exchange.cancel());
    try {
      return await exchange.outcome;
    } finally {
      stopListening?.();
      this.open.delete(exchange);
    }
  }

  private receive(bytes: Uint8Array, from: Peer): void {
    try {
      const wire = readWireMessage(bytes);
      if (!wire) return;
      if (!wire.startLine.startsWith('SIP/2.0 ')) {
        this.answers.take(wire, from);
        return;
      }
      const response = toSipResponse(wire);
      if (!response) return;
      // sip.js finds the exchange, but gives an answer to its first request (a 401 twice) to the one repeated with credentials.
      const client = this.core.userAgentClients.get(response.viaBranch + response.method);
      if (client?.transaction.id !== response.viaBranch) return;
      this.core.receiveIncomingResponseFromTransport(response);
    } catch (error) {
      this.options.fault?.(error);
    }
  }
}

/** A core that is never asked for its own transport, identity or credentials: each exchange brings those. */
function quietCore(version: string): UserAgentCore {
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
    userAgentHeaderFieldValue: `Cordboard/${version}`,
    viaForceRport: true,
    viaHost: 'invalid.invalid',
    authenticationFactory: () => undefined,
    transportAccessor: () => undefined,
  });
}
