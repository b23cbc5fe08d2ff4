// What phones can reach of this laptop: the provisioning port and the SIP port, each started, stopped and moved by itself.
import { randomBytes } from 'node:crypto';
import { ProvisioningHttpServer } from './adapters/http-server/provisioning-http-server';
import { SipNotifySender } from './adapters/sip/sip-notify-sender';
import type { Clock } from './core/shared/clock';
import type { Result } from './core/shared/result';
import type { ListenerState } from './services/host';
import { formatHostPort, parseHostPort } from './services/phones/sip-address';
import type { Answer, IncomingRequest } from './services/provisioning/provisioning-service';
import { SwitchableSender } from './services/resync/switchable-sender';
import type { Logger } from './services/settings/logger';
import { version } from './version';
import type { HostOptions } from './workstation-options';

type Protocol = 'http' | 'sip';

export interface ListenerParts {
  readonly options: HostOptions;
  /** Lab time or real time. */
  readonly clock: Clock;
  readonly realClock: Clock;
  /** Null before the log is open. */
  readonly logger: () => Logger | null;
  /** Null while nothing is served. */
  readonly answer: (request: IncomingRequest) => Answer | null;
}

export class WorkstationListeners {
  readonly sender = new SwitchableSender();
  private readonly http: ProvisioningHttpServer;
  private sip: SipNotifySender | null = null;
  private readonly states = new Map<Protocol, ListenerState>();

  constructor(private readonly parts: ListenerParts) {
    this.http = new ProvisioningHttpServer({
      answer: (request) => parts.answer(request) ?? notServing,
      onFault: (error) => parts.logger()?.error('request failed', { error: String(error) }),
      clock: parts.realClock,
    });
  }

  /** Starts a listener on a port, moving it there when it listens already. A port that cannot be had makes it `down`. */
  async bind(protocol: Protocol, port: number): Promise<ListenerState> {
    await this.unbind(protocol);
    const { bind } = this.parts.options;
    const bound = protocol === 'http' ? await this.http.listen(bind, port) : await this.bindSip(port);
    const state: ListenerState = bound.ok
      ? { protocol, state: 'up', address: bound.value.address, port: bound.value.port, problem: null }
      : { protocol, state: 'down', address: bind, port, problem: bound.problem };
    this.states.set(protocol, state);
    return state;
  }

  async stop(protocol: Protocol): Promise<ListenerState> {
    await this.unbind(protocol);
    this.states.set(protocol, off(protocol));
    return off(protocol);
  }

  /** Answers in flight are finished. */
  async close(): Promise<void> {
    await this.unbind('http');
    await this.unbind('sip');
  }

  state(protocol: Protocol): ListenerState {
    return this.states.get(protocol) ?? off(protocol);
  }

  all(): ListenerState[] {
    return [this.state('http'), off('https'), off('tftp'), off('sntp'), this.state('sip')];
  }

  /** `http://ADDRESS:PORT` as phones are told. */
  toldBaseUrl(): string {
    const { advertise, bind, ports } = this.parts.options;
    const http = this.state('http');
    const port = http.port ?? (ports.http === 'off' ? 8088 : ports.http);
    const told = advertise ? parseHostPort(advertise, port) : { address: http.address ?? bind, port };
    return `http://${formatHostPort(told)}`;
  }

  /** For the log. */
  text(protocol: Protocol): string {
    const { state, address, port, problem } = this.state(protocol);
    return state === 'up' ? `${address}:${port}` : (problem?.code ?? 'off');
  }

  private async unbind(protocol: Protocol): Promise<void> {
    if (protocol === 'http') return this.http.close();
    this.sender.use(null);
    await this.sip?.stop();
    this.sip = null;
  }

  private async bindSip(port: number): Promise<Result<{ readonly address: string; readonly port: number }>> {
    const sip = new SipNotifySender({
      host: this.parts.options.bind,
      port,
      version,
      clock: this.parts.clock,
      random: randomBytes,
      fault: (error) => this.parts.logger()?.error('SIP message failed', { error: String(error) }),
    });
    const bound = await sip.start();
    if (bound.ok) {
      this.sip = sip;
      this.sender.use(sip);
    }
    return bound;
  }
}

/** Before the site is open, or while its secrets are locked. */
const notServing: Answer = { status: 404, body: null, etag: null, settle: () => undefined };

function off(protocol: ListenerState['protocol']): ListenerState {
  return { protocol, state: 'off', address: null, port: null, problem: null };
}
