// The port through which services take SIP requests in and send their own: what a registrar, a PnP responder and answers about
// waiting messages are put behind.
import type { SipField } from '../../core/sip/sip-message';
import type { Cancellation, NextHop, NotifyCredentials, NotifyOutcome, NotifyProgress } from '../resync/notify-sender';
import type { SipTransport } from '../../core/sip/sip-transport';

/** The way a request came, and the way back to its sender for as long as it is open. */
export interface SipFlow {
  /** For `nextHop: {kind: 'flow', flow}`. The name of a TCP or TLS flow dies with its connection; that of a UDP flow says address and
   *  port and outlives a restart. */
  readonly name: string;
  readonly transport: SipTransport;
  /** The sender as the network shows it, whatever the message says. */
  readonly address: string;
  readonly port: number;
}

/** A request that can be read, and nothing in it that RFC 3261 §8.2 refuses before its method is looked at. */
export interface ReceivedSipRequest {
  readonly flow: SipFlow;
  readonly method: string;
  readonly uri: string;
  /** The one value of a header, null when it is not there. */
  header(name: string): string | null;
  /** All values of a header that may come several times, comma-joined ones apart. */
  headers(name: string): readonly string[];
  readonly body: Uint8Array;
}

export interface SipAnswer {
  readonly status: number;
  /** The usual one of the status unless given. */
  readonly reason?: string;
  readonly headers?: readonly SipField[];
  readonly body?: { readonly type: string; readonly text: string } | null;
  /** Tag of our To; drawn unless given. A subscription needs to know it. */
  readonly toTag?: string;
  /** Called when the answer was handed to the network: a NOTIFY for a SUBSCRIBE goes out behind its answer. */
  readonly sent?: () => void;
}

/** Null: not mine. Asked once for each transaction; repeats get the answer given. */
export type SipRequestHandler = (request: ReceivedSipRequest) => SipAnswer | null;

export interface OutgoingSipRequest {
  readonly method: string;
  /** Request-URI as it is to be written. */
  readonly uri: string;
  /** URI of To, that of the request unless given; with its tag inside a dialog. */
  readonly to?: { readonly uri: string; readonly tag?: string };
  /** URI of From, our own unless given; a tag is drawn unless given. */
  readonly from?: { readonly uri: string; readonly tag?: string };
  readonly callId?: string;
  readonly cseq?: number;
  /** Beside those every request has (Via, Max-Forwards, From, To, Call-ID, CSeq, Contact, User-Agent, Content-Length). */
  readonly headers?: readonly SipField[];
  readonly body?: { readonly type: string; readonly text: string } | null;
  readonly nextHop: SipHop;
  readonly credentials: NotifyCredentials | null;
}

export type SipHop =
  Exclude<NextHop, { kind: 'direct' }> | { readonly kind: 'udp'; readonly address: string; readonly port: number };

export interface SipEndpoint {
  /** Asked in the order they came; the first that does not say null answers. Returns how to take the handler away. Without any,
   *  OPTIONS is answered with 200 and the rest refused in good order. */
  onRequest(handler: SipRequestHandler): () => void;
  /** Calls back when a TCP or TLS flow is closed: bindings over it are gone (RFC 5626 §4.2.2). Returns how to stop listening. */
  onFlowClosed(listener: (flow: string) => void): () => void;
  /** Sends one request that is no INVITE and follows it to its outcome. Rejects with a ProblemError (VALUE_INVALID) when a field
   *  cannot be written; nothing is sent then. */
  ask(request: OutgoingSipRequest, progress: NotifyProgress, cancellation?: Cancellation): Promise<NotifyOutcome>;
}
