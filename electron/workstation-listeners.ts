// What phones can reach of this laptop: each port started, stopped and moved by itself.
import { randomBytes } from 'node:crypto';
import { ProvisioningHttpServer } from './adapters/http-server/provisioning-http-server';
import { SipNotifySender } from './adapters/sip/sip-notify-sender';
import { SntpServer } from './adapters/sntp-server/sntp-server';
import { systemClockQuality } from './adapters/sntp-server/system-clock-quality';
import { TftpServer } from './adapters/tftp-server/tftp-server';
import type { Clock } from './core/shared/clock';
import { ok, type Result } from './core/shared/result';
import type { ListenerState, SwitchedProtocol } from './services/host';
import { formatHostPort, parseHostPort } from './services/phones/sip-address';
import { localClock, timeAnswer } from './services/provisioning/clock-quality';
import type { Answer, IncomingRequest } from './services/provisioning/provisioning-service';
import { SwitchableSender } from './services/resync/switchable-sender';
import type { Logger } from './services/settings/logger';
import { version } from './version';
import type { HostOptions } from './workstation-options';

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

interface Bound {
  readonly address: string;
  readonly port: number;
}

/** What every server of ours can do. */
interface Listener {
  listen(address: string, port: number): Promise<Result<Bound>>;
  /** Answers in flight are finished. */
  close(): Promise<void>;
}

export const switchedProtocols = ['http', 'tftp', 'sntp', 'sip'] as const satisfies readonly SwitchedProtocol[];

export class WorkstationListeners {
  readonly sender = new SwitchableSender();
  private readonly servers: Readonly<Record<SwitchedProtocol, Listener>>;
  private readonly states = new Map<SwitchedProtocol, ListenerState>();

  constructor(private readonly parts: ListenerParts) {
    const { clock, realClock } = parts;
    const answer = (request: IncomingRequest): Answer => parts.answer(request) ?? notServing;
    const fault = (server: string) => (error: unknown) =>
      parts.logger()?.error(`${server} failed`, { error: String(error) });
    const quality = systemClockQuality();
    // Phones in a lab live on its clock, whatever the laptop's own is worth.
    const mode = () => (parts.options.clock === null ? timeAnswer(quality(), false) : localClock);
    this.servers = {
      http: new ProvisioningHttpServer({ answer, onFault: fault('request'), clock: realClock }),
      tftp: new TftpServer({ answer, onFault: fault('transfer'), clock: realClock }),
      sntp: new SntpServer({ clock, realClock, mode, onFault: fault('time answer') }),
      sip: this.sipListener(fault('SIP message')),
    };
  }

  /** Starts a listener on a port, moving it there when it listens already. A port that cannot be had makes it `down`. */
  async bind(protocol: SwitchedProtocol, port: number): Promise<ListenerState> {
    await this.servers[protocol].close();
    const { bind } = this.parts.options;
    const bound = await this.servers[protocol].listen(bind, port);
    const state: ListenerState = bound.ok
      ? { protocol, state: 'up', address: bound.value.address, port: bound.value.port, problem: null }
      : { protocol, state: 'down', address: bind, port, problem: bound.problem };
    this.states.set(protocol, state);
    return state;
  }

  async stop(protocol: SwitchedProtocol): Promise<ListenerState> {
    await this.servers[protocol].close();
    this.states.set(protocol, off(protocol));
    return off(protocol);
  }

  async close(): Promise<void> {
    await Promise.all(Object.values(this.servers).map((server) => server.close()));
  }

  state(protocol: SwitchedProtocol): ListenerState {
    return this.states.get(protocol) ?? off(protocol);
  }

  all(): ListenerState[] {
    return [this.state('http'), off('https'), this.state('tftp'), this.state('sntp'), this.state('sip')];
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
  text(protocol: SwitchedProtocol): string {
    const { state, address, port, problem } = this.state(protocol);
    return state === 'up' ? `${address}:${port}` : (problem?.code ?? 'off');
  }

  /** A sender is bound to its port for life; moving the port means another one, behind the same switch. */
  private sipListener(fault: (error: unknown) => void): Listener {
    let current: SipNotifySender | null = null;
    return {
      listen: async (host, port) => {
        const sip = new SipNotifySender({ host, port, version, clock: this.parts.clock, random: randomBytes, fault });
        const bound = await sip.start();
        if (!bound.ok) return bound;
        current = sip;
        this.sender.use(sip);
        return ok(bound.value);
      },
      close: async () => {
        this.sender.use(null);
        await current?.stop();
        current = null;
      },
    };
  }
}

/** Before the site is open, or while its secrets are locked. */
const notServing: Answer = { status: 404, body: null, etag: null, settle: () => undefined };

function off(protocol: ListenerState['protocol']): ListenerState {
  return { protocol, state: 'off', address: null, port: null, problem: null };
}
