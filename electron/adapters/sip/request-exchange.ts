// One request over one way from its first sending to its outcome: sip.js's client on one side, the caller's promise on the other.
import {
  UserAgentClient,
  type IncomingResponseMessage,
  type OutgoingRequestMessage,
  type UserAgentCore,
} from 'sip.js/lib/core/index.js';
import type { Clock } from '../../core/shared/clock';
import type { NotifyOutcome, NotifyProgress } from '../../services/resync/notify-sender';
import type { Carrier } from './carrier';
import type { DigestProofs } from './digest-proofs';
import { retryAfterOf } from './received-response';
import { RequestTransaction, type Hop } from './request-transaction';

/** sip.js proves a password with MD5 alone, once, to one asker; here a proxy and the phone behind it may both ask (RFC 3261 §22.3). */
class ProvingClient extends UserAgentClient {
  proofs: DigestProofs | null = null;

  /** False when the request was sent again, with proofs. */
  protected override authenticationGuard(response: IncomingResponseMessage): boolean {
    if (!this.proofs?.take(response)) return true;
    this.message.cseq += 1;
    this.message.setHeader('cseq', `${this.message.cseq} ${this.message.method}`);
    for (const [name, values] of this.proofs.headers(this.message)) this.message.setHeader(name, values);
    // Private in sip.js: makes the next transaction for the same message.
    (Reflect.get(this, 'init') as () => void).call(this);
    return false;
  }
}

interface ExchangeParts {
  readonly core: UserAgentCore;
  readonly clock: Clock;
  readonly carrier: Carrier;
  /** Null without credentials. */
  readonly proofs: DigestProofs | null;
  readonly progress: NotifyProgress;
  /** How often the request was sent over other ways before. */
  readonly triesBefore: number;
}

const encoder = new TextEncoder();

export class RequestExchange implements Hop {
  readonly protocol: string;
  readonly isReliable: boolean;
  readonly clock: Clock;
  readonly outcome: Promise<NotifyOutcome>;
  tries: number;
  private ended = false;
  private resolve!: (outcome: NotifyOutcome) => void;
  private readonly client: ProvingClient;
  private readonly stopListening: () => void;

  /** Sends at once. */
  constructor(
    message: OutgoingRequestMessage,
    private readonly parts: ExchangeParts,
  ) {
    const { carrier, clock, progress } = parts;
    this.clock = clock;
    this.tries = parts.triesBefore;
    this.protocol = carrier.transport.toUpperCase();
    this.isReliable = carrier.transport !== 'udp';
    this.outcome = new Promise((resolve) => (this.resolve = resolve));
    const provisional = ({ message: response }: { message: IncomingResponseMessage }): void => {
      if (!this.ended) progress.provisional?.(response.statusCode ?? 100);
    };
    const final = ({ message: response }: { message: IncomingResponseMessage }): void => this.answered(response);
    this.client = new ProvingClient(
      // sip.js hands on the transport of the core view below, which is this object.
      RequestTransaction as unknown as ConstructorParameters<typeof UserAgentClient>[0],
      this.addressedView(),
      message,
      { onTrying: provisional, onProgress: provisional, onAccept: final, onRedirect: final, onReject: final },
    );
    this.client.proofs = parts.proofs;
    this.stopListening = carrier.onClosed(() => {
      this.failed(new Error('the other side closed the connection before it answered'));
      (this.client.transaction as RequestTransaction).terminate();
    });
  }

  /** The core has one transport; each exchange looks at it through its own. Its tables stay shared. */
  private addressedView(): UserAgentCore {
    return Object.create(this.parts.core, { transport: { value: this } }) as UserAgentCore;
  }

  async send(text: string): Promise<void> {
    await this.parts.carrier.send(encoder.encode(text));
    if (this.ended) return;
    this.tries += 1;
    this.parts.progress.sent(this.tries);
  }

  cancel(): void {
    this.end({ kind: 'cancelled' });
    (this.client.transaction as RequestTransaction).terminate();
  }

  answered(response: IncomingResponseMessage): void {
    const status = response.statusCode ?? 0;
    if (status < 200) return;
    const retryAfterMs = retryAfterOf(response);
    const later = retryAfterMs === null ? {} : { retryAfterMs };
    this.end({ kind: 'answered', status, reason: response.reasonPhrase ?? '', ...later });
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
    this.stopListening?.();
    this.resolve(outcome);
  }
}
