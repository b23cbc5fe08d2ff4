// One server for one protocol at one address; how each protocol makes its own.
import { randomBytes } from 'node:crypto';
import {
  ProvisioningHttpServer,
  type ProvisioningHttpServerOptions,
} from './adapters/http-server/provisioning-http-server';
import { SipNotifySender } from './adapters/sip/sip-notify-sender';
import { SntpServer, type TimeAsked } from './adapters/sntp-server/sntp-server';
import { TftpServer } from './adapters/tftp-server/tftp-server';
import type { Clock } from './core/shared/clock';
import { ok, type Result } from './core/shared/result';
import type { TracedMessage } from './core/sip/traced-message';
import type { SwitchedProtocol } from './services/host';
import { bareAnswer, type Answer, type IncomingRequest } from './services/provisioning/answer';
import type { TimeAnswer } from './services/provisioning/clock-quality';
import type { SwitchableSender } from './services/resync/switchable-sender';
import type { SipTrace } from './services/sip/sip-trace';
import type { SwitchableEndpoint } from './services/sip/switchable-endpoint';
import type { Logger } from './services/settings/logger';
import { version } from './version';

export interface ServerParts {
  /** Lab time or real time. */
  readonly clock: Clock;
  readonly realClock: Clock;
  /** Null before the log is open. */
  readonly logger: () => Logger | null;
  /** The certificate HTTPS answers with, and who is told of handshakes that failed. */
  readonly tls: NonNullable<ProvisioningHttpServerOptions['tls']>;
  /** Null while nothing is served. */
  readonly answer: (request: IncomingRequest) => Answer | null;
  /** How the time is given. */
  readonly timeMode: () => TimeAnswer;
  readonly timeAsked: (asked: TimeAsked) => void;
  /** Every SIP message in and out. */
  readonly sipTrace: Pick<SipTrace, 'record'>;
}

export interface Bound {
  readonly address: string;
  readonly port: number;
}

/** What every server of ours can do. */
export interface Server {
  listen(address: string, port: number): Promise<Result<Bound>>;
  /** Answers in flight are finished. */
  close(): Promise<void>;
}

export type MakeServer = (protocol: SwitchedProtocol) => Server;

/** `sender` and `endpoint` are switched to the SIP port that was opened last. */
export function serverMaker(parts: ServerParts, sender: SwitchableSender, endpoint: SwitchableEndpoint): MakeServer {
  const { clock, realClock } = parts;
  const answer = (request: IncomingRequest): Answer => parts.answer(request) ?? notServing;
  const fault = (server: string) => (error: unknown) =>
    parts.logger()?.error(`${server} failed`, { error: String(error) });
  const { timeMode: mode, timeAsked: asked } = parts;
  const makers: Readonly<Record<SwitchedProtocol, () => Server>> = {
    http: () => new ProvisioningHttpServer({ answer, onFault: fault('request'), clock: realClock }),
    https: () => new ProvisioningHttpServer({ answer, onFault: fault('request'), clock: realClock, tls: parts.tls }),
    tftp: () => new TftpServer({ answer, onFault: fault('transfer'), clock: realClock }),
    sntp: () => new SntpServer({ clock, realClock, mode, asked, onFault: fault('time answer') }),
    sip: () => sipServer(clock, sender, endpoint, parts.sipTrace, fault('SIP message')),
  };
  return (protocol) => makers[protocol]();
}

/** A sender is bound to its port for life; moving the port means another one, behind the same switch. */
function sipServer(
  clock: Clock,
  sender: SwitchableSender,
  endpoint: SwitchableEndpoint,
  kept: ServerParts['sipTrace'],
  fault: (error: unknown) => void,
): Server {
  let current: SipNotifySender | null = null;
  const trace = (message: TracedMessage): void => kept.record(message);
  return {
    listen: async (host, port) => {
      const sip = new SipNotifySender({ host, port, version, clock, random: randomBytes, trace, fault });
      const bound = await sip.start();
      if (!bound.ok) return bound;
      current = sip;
      sender.use(sip);
      endpoint.use(sip.endpoint);
      return ok(bound.value);
    },
    close: async () => {
      if (!current) return;
      sender.leave(current);
      endpoint.leave(current.endpoint);
      await current.stop();
      current = null;
    },
  };
}

/** Before the site is open, or while its secrets are locked. */
const notServing: Answer = { ...bareAnswer, status: 404, settle: () => undefined };
