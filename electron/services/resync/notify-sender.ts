// The port through which a resync reaches a phone: one out-of-dialog NOTIFY (panasonic.md §3.1) and what became of it.
import type { Result } from '../../core/shared/result';
import type { SipTransport } from '../../core/sip/sip-transport';

export interface NotifyTarget {
  /** IPv4 or IPv6 literal, without brackets; over a proxy or a flow the domain of the account may stand here instead. */
  readonly address: string;
  /** Null leaves it out of the request-URI; 5060 is meant then. */
  readonly port: number | null;
  /** User part of the request-URI as plain text, usually the extension; '' leaves it out. */
  readonly user: string;
}

export interface NotifyCredentials {
  readonly authId: string;
  readonly password: string;
}

/** Where the request goes first. The request-URI is always that of the target. */
export type NextHop =
  /** The target's own address, over UDP. */
  | { readonly kind: 'direct' }
  /** A SIP server (RFC 3261 §16.12, loose route). Without a port its name is looked up as RFC 3263 says: SRV, then 5060 or 5061. */
  | {
      readonly kind: 'proxy';
      readonly host: string;
      readonly port: number | null;
      readonly transport: SipTransport;
    }
  /** The flow over which the phone registered with us. */
  | { readonly kind: 'flow'; readonly flow: string };

export interface NotifyRequest {
  readonly target: NotifyTarget;
  /** `direct` unless given. */
  readonly nextHop?: NextHop;
  /** Whether `Subscription-State: terminated` is written: some families want it, Panasonic's vendor example has none. */
  readonly subscriptionState?: boolean;
  /** Value of the Event header, sent as given: `check-sync`, `check-sync;reboot=true`. */
  readonly event: string;
  readonly credentials: NotifyCredentials | null;
}

export type NotifyOutcome =
  /** The final response; after digest, if the phone challenged and the credentials helped. */
  | {
      readonly kind: 'answered';
      readonly status: number;
      readonly reason: string;
      /** Of a 503 and the like (RFC 3261 §20.33); null or left out when it said nothing. */
      readonly retryAfterMs?: number | null;
    }
  /** No final response within Timer F (32 s). `tries` counts every datagram sent. */
  | { readonly kind: 'silence'; readonly tries: number }
  /** The datagram could not leave this machine. */
  | { readonly kind: 'unreachable'; readonly detail: string }
  | { readonly kind: 'cancelled' };

export interface NotifyProgress {
  /** A datagram left; `tries` counts from 1 over repeats and the repeat with credentials. */
  sent(tries: number): void;
  provisional?(status: number): void;
}

/** How the caller takes a NOTIFY back. A request already on the wire cannot be recalled; only the waiting ends. */
export interface Cancellation {
  readonly cancelled: boolean;
  /** Calls back once on cancelling; returns how to stop listening. */
  onCancel(listener: () => void): () => void;
}

export interface NotifySender {
  /** Listens on the local UDP port and tells what was bound. Fails with PORT_IN_USE, ADDRESS_NOT_HERE or PORT_REFUSED. */
  start(): Promise<Result<{ readonly address: string; readonly port: number }>>;
  /** Open sends end as cancelled. */
  stop(): Promise<void>;
  /** Rejects with a ProblemError (VALUE_INVALID) when a field cannot be written into a SIP message; nothing is sent then. */
  send(request: NotifyRequest, progress: NotifyProgress, cancellation?: Cancellation): Promise<NotifyOutcome>;
}
