// The SIP side of this computer: one UDP port, and when asked TCP and TLS beside it; requests in, requests out, each to its end.
import type { Clock } from '../../core/shared/clock';
import type { RandomBytes } from '../../core/shared/digest';
import { ok, type Result } from '../../core/shared/result';
import { readSipMessage } from '../../core/sip/read-sip-message';
import type { NameService } from '../../core/sip/locate-server';
import type { TracedMessage } from '../../core/sip/traced-message';
import type { Cancellation, NotifyOutcome, NotifyProgress } from '../../services/resync/notify-sender';
import type { OutgoingSipRequest, SipEndpoint, SipRequestHandler } from '../../services/sip/sip-endpoint';
import type { Carrier, Peer } from './carrier';
import { RequestSender } from './request-sender';
import { ServerTransactions } from './server-transactions';
import { StreamConnections } from './stream-connections';
import { listenForStreams, type StreamListener, type TlsIdentity } from './stream-listener';
import { bindUdp, type UdpSocket } from './udp-socket';
import { udpFlow } from './ways';

export interface SipPortOptions {
  /** IP literal to listen on; `0.0.0.0` or `::` for all addresses. */
  readonly host: string;
  /** UDP port; 0 takes any free one. */
  readonly port: number;
  /** Also TCP, at the same number. */
  readonly tcp?: boolean;
  /** Also TLS, at a port of its own. */
  readonly tls?: { readonly port: number; readonly identity: TlsIdentity };
  /** For `User-Agent: Cordboard/VERSION`. */
  readonly version: string;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly names: NameService;
  /** PEM: roots trusted beside those of this computer when a SIP server shows its certificate. Asked for each connection. */
  readonly authorities?: () => readonly string[];
  /** Told of every message in and out, secrets and all. */
  readonly trace?: (message: TracedMessage) => void;
  /** Told of faults while a message was taken in: bugs, since whatever a network sends is expected. The sockets live on. */
  readonly fault?: (error: unknown) => void;
}

/** Largest datagram worth reading; a phone's requests are a tenth of it. */
const mostDatagramBytes = 16_384;

export class SipPort implements SipEndpoint {
  private readonly sender: RequestSender;
  private readonly requests: ServerTransactions;
  private readonly connections: StreamConnections;
  private readonly handlers = new Set<SipRequestHandler>();
  private readonly flowListeners = new Set<(flow: string) => void>();
  private readonly listeners: Partial<Record<'tcp' | 'tls', StreamListener>> = {};
  private udp: UdpSocket | null = null;

  constructor(private readonly options: SipPortOptions) {
    const { version, clock, random, names, authorities = () => [] } = options;
    const fault = (error: unknown): void => options.fault?.(error);
    const traced = (carrier: Carrier): Carrier => this.traced(carrier);
    this.connections = new StreamConnections({
      clock,
      authorities,
      listeningPort: (transport) => this.listeners[transport]?.port ?? null,
      received: (bytes, connection) => this.receive(bytes, connection, connection.name),
      closed: (flow) => {
        for (const listener of this.flowListeners) listener(flow);
      },
      fault,
    });
    const ways = () => this.udp && { udp: this.udp, connections: this.connections, names, random };
    this.sender = new RequestSender({ version, clock, random, ways, traced });
    this.requests = new ServerTransactions({
      version,
      clock,
      random,
      handle: (request) => this.handle(request),
      fault,
    });
  }

  /** Tells the UDP port. When one of the ports cannot be had, none is kept. */
  async start(): Promise<Result<Peer>> {
    if (this.udp) return ok({ address: this.udp.address, port: this.udp.port });
    const { host, port, tcp, tls } = this.options;
    const bound = await bindUdp(host, port, (bytes, from) => this.receiveDatagram(bytes, from));
    if (!bound.ok) return bound;
    this.udp = bound.value;
    const { address, port: boundPort } = bound.value;
    for (const [transport, at, identity] of [
      ['tcp', tcp ? boundPort : null, null],
      ['tls', tls ? tls.port : null, tls?.identity ?? null],
    ] as const) {
      if (at === null) continue;
      const accept = (socket: Parameters<StreamConnections['accept']>[0]): void =>
        this.connections.accept(socket, transport);
      const listening = await listenForStreams(host, at, identity, accept);
      if (!listening.ok) {
        await this.closePorts();
        return listening;
      }
      this.listeners[transport] = listening.value;
    }
    return ok({ address, port: boundPort });
  }

  /** Where TLS is listened for, null without. */
  get tlsPort(): number | null {
    return this.listeners.tls?.port ?? null;
  }

  /** Open requests end as cancelled. */
  async stop(): Promise<void> {
    this.sender.stop();
    this.connections.stop();
    await this.closePorts();
  }

  onRequest(handler: SipRequestHandler): () => void {
    this.handlers.add(handler);
    return () => this.handlers.delete(handler);
  }

  onFlowClosed(listener: (flow: string) => void): () => void {
    this.flowListeners.add(listener);
    return () => this.flowListeners.delete(listener);
  }

  ask(request: OutgoingSipRequest, progress: NotifyProgress, cancellation?: Cancellation): Promise<NotifyOutcome> {
    return this.sender.ask(request, progress, cancellation);
  }

  private handle(request: Parameters<SipRequestHandler>[0]): ReturnType<SipRequestHandler> {
    for (const handler of this.handlers) {
      const answer = handler(request);
      if (answer) return answer;
    }
    return null;
  }

  private receiveDatagram(bytes: Uint8Array, from: Peer): void {
    const carrier = this.udp?.carrierTo(from);
    if (carrier && bytes.length <= mostDatagramBytes) this.receive(bytes, carrier, udpFlow(from));
  }

  private receive(bytes: Uint8Array, carrier: Carrier, flow: string): void {
    try {
      this.trace('in', carrier, bytes);
      const message = readSipMessage(bytes);
      if (message?.kind === 'response') this.sender.take(message);
      else if (message) {
        const { transport, peer } = carrier;
        this.requests.take(message, this.traced(carrier), { name: flow, transport, ...peer });
      }
    } catch (error) {
      this.options.fault?.(error);
    }
  }

  private traced(carrier: Carrier): Carrier {
    if (!this.options.trace) return carrier;
    return {
      transport: carrier.transport,
      peer: carrier.peer,
      local: carrier.local,
      to: (peer) => this.traced(carrier.to(peer)),
      send: (bytes) => {
        this.trace('out', carrier, bytes);
        return carrier.send(bytes);
      },
      onClosed: (listener) => carrier.onClosed(listener),
    };
  }

  private trace(direction: 'in' | 'out', { transport, local, peer }: Carrier, bytes: Uint8Array): void {
    this.options.trace?.({ at: this.options.clock.now(), direction, transport, local, peer, bytes });
  }

  private async closePorts(): Promise<void> {
    const ports = [this.udp, this.listeners.tcp, this.listeners.tls];
    this.udp = null;
    delete this.listeners.tcp;
    delete this.listeners.tls;
    await Promise.all(ports.map((port) => port?.close() ?? Promise.resolve()));
  }
}
