// sip.js was made for TCP and WebSockets: its client transaction never repeats a request and keeps real time. This one does what
// RFC 3261 §17.1.2 asks, over UDP with repeats, on the clock it is given.
import {
  NonInviteClientTransaction,
  TransactionState,
  type ClientTransactionUser,
  type IncomingResponseMessage,
  type OutgoingRequestMessage,
  type Transport,
} from 'sip.js/lib/core/index.js';
import type { Clock } from '../../core/shared/clock';

/** RFC 3261 §17.1.1.1 and §17.1.2.2, milliseconds. */
const T1 = 500;
const T2 = 4_000;
const timerFMs = 64 * T1;

/** A transport that knows where it leads, and takes the ends that sip.js would disguise as a 408 or 503 of its own making. */
export interface Hop extends Transport {
  readonly clock: Clock;
  /** TCP and TLS deliver by themselves: nothing is repeated (§17.1.2.2). */
  readonly isReliable: boolean;
  answered(response: IncomingResponseMessage): void;
  timedOut(): void;
  failed(error: Error): void;
}

export class RequestTransaction extends NonInviteClientTransaction {
  private readonly branch: string;
  private readonly text: string;
  private readonly stopTimerF: () => void;
  private stopTimerE: () => void = () => undefined;
  private latest: IncomingResponseMessage | null = null;

  constructor(
    request: OutgoingRequestMessage,
    private readonly hop: Hop,
    user: ClientTransactionUser,
  ) {
    super(request, hop, user);
    super.dispose(); // ends the Timer F sip.js has just started on real time
    this.branch = request.branch ?? '';
    this.text = request.toString();
    this.stopTimerF = hop.clock.after(timerFMs, () => {
      hop.timedOut();
      this.terminate();
    });
    if (!hop.isReliable) this.repeatAfter(T1);
  }

  /** The branch on the wire, not the weak one sip.js drew. The repeat with credentials changes the request's branch, not this one's;
   *  base constructors ask before anything is there. */
  override get id(): string {
    return this.branch ?? (this.request as OutgoingRequestMessage | undefined)?.branch ?? '';
  }

  terminate(): void {
    if (this.state !== TransactionState.Terminated) this.setState(TransactionState.Terminated);
  }

  override dispose(): void {
    this.stopTimers();
    super.dispose();
  }

  override receiveResponse(response: IncomingResponseMessage): void {
    this.latest = response;
    try {
      super.receiveResponse(response);
    } catch (error) {
      // Timer F has ended already: without this the send would wait for ever.
      this.hop.answered(response);
      throw error;
    }
  }

  /** sip.js calls this for a 408 off the wire, and would replace it by its own. */
  protected override onRequestTimeout(): void {
    if (this.latest) this.user.receiveResponse?.(this.latest);
  }

  protected override onTransportError(error: Error): void {
    this.hop.failed(error);
    this.terminate();
  }

  protected override setState(state: TransactionState): void {
    if (state === TransactionState.Completed || state === TransactionState.Terminated) this.stopTimers();
    super.setState(state);
  }

  /** Timer E: doubles up to T2; once a provisional response came, every T2 (RFC 3261 §17.1.2.2). */
  private repeatAfter(delayMs: number): void {
    this.stopTimerE = this.hop.clock.after(delayMs, () => {
      this.repeatAfter(this.state === TransactionState.Proceeding ? T2 : Math.min(2 * delayMs, T2));
      this.send(this.text).catch(() => undefined); // told through onTransportError
    });
  }

  private stopTimers(): void {
    this.stopTimerE();
    this.stopTimerF();
  }
}
