// One NOTIFY from its first datagram to its outcome: sip.js's client on one side, the caller's promise on the other.
import {
  DigestAuthentication,
  UserAgentClient,
  type IncomingResponseMessage,
  type OutgoingRequestMessage,
  type UserAgentCore,
} from 'sip.js/lib/core/index.js';
import type { Clock } from '../../core/shared/clock';
import type { NotifyCredentials, NotifyOutcome, NotifyProgress } from '../../services/resync/notify-sender';
import { NotifyTransaction, type NextHop } from './notify-transaction';

/** sip.js counts on when a stale nonce is replaced; a new nonce starts at 1 (RFC 2617 §3.2.2, nonce-count). */
class PerNonceDigest extends DigestAuthentication {
  override authenticate(request: OutgoingRequestMessage, challenge: unknown, body?: string): boolean {
    Reflect.set(this, 'nc', 0);
    return super.authenticate(request, challenge, body);
  }
}

interface ExchangeParts {
  readonly core: UserAgentCore;
  readonly clock: Clock;
  /** Puts text on the wire to the one phone this exchange is about. */
  readonly transmit: (text: string) => Promise<void>;
  readonly credentials: NotifyCredentials | null;
  readonly progress: NotifyProgress;
}

export class NotifyExchange implements NextHop {
  readonly protocol = 'UDP';
  readonly clock: Clock;
  readonly outcome: Promise<NotifyOutcome>;
  private tries = 0;
  private ended = false;
  private resolve!: (outcome: NotifyOutcome) => void;
  private readonly client: UserAgentClient;

  /** Sends at once. */
  constructor(
    message: OutgoingRequestMessage,
    private readonly parts: ExchangeParts,
  ) {
    this.clock = parts.clock;
    this.outcome = new Promise((resolve) => (this.resolve = resolve));
    const provisional = ({ message: response }: { message: IncomingResponseMessage }): void => {
      if (!this.ended) parts.progress.provisional?.(response.statusCode ?? 100);
    };
    const final = ({ message: response }: { message: IncomingResponseMessage }): void => this.answered(response);
    this.client = new UserAgentClient(
      // sip.js hands on the transport of the core view below, which is this object.
      NotifyTransaction as unknown as ConstructorParameters<typeof UserAgentClient>[0],
      this.addressedView(),
      message,
      { onTrying: provisional, onProgress: provisional, onAccept: final, onRedirect: final, onReject: final },
    );
  }

  /** The core has one transport and one set of credentials; each exchange looks at it through its own. Its tables stay shared. */
  private addressedView(): UserAgentCore {
    const { core, credentials } = this.parts;
    const digest = (): DigestAuthentication | undefined =>
      credentials
        ? new PerNonceDigest(core.loggerFactory, undefined, credentials.authId, credentials.password)
        : undefined;
    return Object.create(core, {
      transport: { value: this },
      configuration: { value: { ...core.configuration, authenticationFactory: digest } },
    }) as UserAgentCore;
  }

  async send(text: string): Promise<void> {
    await this.parts.transmit(text);
    if (this.ended) return;
    this.tries += 1;
    this.parts.progress.sent(this.tries);
  }

  cancel(): void {
    this.end({ kind: 'cancelled' });
    (this.client.transaction as NotifyTransaction).terminate();
  }

  answered(response: IncomingResponseMessage): void {
    const status = response.statusCode ?? 0;
    if (status >= 200) this.end({ kind: 'answered', status, reason: response.reasonPhrase ?? '' });
  }

  timedOut(): void {
    this.end({ kind: 'silence', tries: this.tries });
  }

  failed(error: Error): void {
    this.end({ kind: 'unreachable', detail: error.message });
  }

  private end(outcome: NotifyOutcome): void {
    if (this.ended) return;
    this.ended = true;
    this.resolve(outcome);
  }
}
