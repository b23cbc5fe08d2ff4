// What a carrier (HTTP, HTTPS, TFTP) asks for a peer, and what it is given to send.
import type { ServedFileName } from '../../core/families/family';
import type { RequestReason } from '../../core/provisioning/request-reason';
import type { MacAddress } from '../../core/shared/mac-address';
import type { PhoneRecord } from '../phones/phone-store';
import type { RequestRecord, TokenRecord } from './provisioning-store';

export interface IncomingRequest {
  readonly protocol: Exclude<RequestRecord['protocol'], 'sntp'>;
  /** IP address of the peer. */
  readonly remote: string;
  readonly method: string;
  /** As sent, undecoded. */
  readonly target: string;
  /** A request header by its lower-case name; null when it was not sent. TFTP has none at all. */
  readonly header: (name: string) => string | null;
}

/** A file too large to be held in memory. */
export interface FileBody {
  readonly bytes: number;
  /** From `start` up to `end`, exclusive. Fails when the file is gone or shorter than it was. */
  read(start: number, end: number): AsyncIterable<Uint8Array>;
}

export interface Answer {
  /** As decided; a carrier makes 206 and 416 of a 200 by itself when a range was asked for. */
  readonly status: 200 | 201 | 304 | 401 | 404;
  /** Null where the protocol sends none (304; 401 and 404: the carrier has one text for all). */
  readonly body: Uint8Array | FileBody | null;
  readonly contentType: string;
  /** With its quotes. */
  readonly etag: string | null;
  /** Milliseconds since 1970, whole seconds. */
  readonly lastModified: number | null;
  /** Values of WWW-Authenticate, with a 401. */
  readonly challenges: readonly string[];
  /** With a 201: how much of a body is taken in, and where it goes once it is whole. */
  readonly upload: { readonly limitBytes: number; take(body: Uint8Array): void } | null;
  /** To be called once, when the answer has left or the peer has gone; only then has a phone taken anything. `status` and `bytes`
   *  say what was sent where that is not what was decided (a range, a body too large). */
  settle(outcome: {
    readonly completed: boolean;
    readonly durationMs: number;
    readonly status?: number;
    readonly bytes?: number;
  }): void;
}

/** What most answers do not have. */
export const bareAnswer = {
  body: null,
  contentType: 'text/plain; charset=utf-8',
  etag: null,
  lastModified: null,
  challenges: [],
  upload: null,
} as const satisfies Partial<Answer>;

/** A file that is no configuration: it tells nothing about what a phone holds. */
export interface GivenFile {
  readonly body: Uint8Array | FileBody;
  readonly sha256: string;
  readonly contentType: string;
  /** Milliseconds since 1970. */
  readonly changedAt: number;
}

/** Files of other services that phones fetch beside their configuration. */
export interface GivenFiles {
  /** From the library; null when there is none of that name, or none for this model (null: unknown). */
  library(name: string, model: string | null): GivenFile | null;
  /** The site's phone book. */
  contacts(): GivenFile | null;
  /** The root certificate of our own authority, DER. */
  rootCertificate(): GivenFile | null;
  /** Keeps what a phone sent of itself; null when it may not send anything. */
  upload(phone: PhoneRecord, name: string): Answer['upload'];
}

interface Whose {
  /** Null: nobody's in particular, or not known. */
  readonly phone: PhoneRecord | null;
  readonly mac: MacAddress | null;
}

export type ServeDecision = Whose & {
  readonly kind: 'serve';
  readonly file: ServedFileName;
  readonly fresh: boolean;
  readonly token: TokenRecord | null;
  /** The token came as the password of a login. */
  readonly byLogin: boolean;
  readonly model: string;
};
export type GiveDecision = Whose & { readonly kind: 'give'; readonly file: GivenFile };
export type TakeDecision = Whose & { readonly kind: 'take'; readonly upload: NonNullable<Answer['upload']> };
/** Whoever asks under this path must log in, whether it names anything or not. */
export type ChallengeDecision = Whose & {
  readonly kind: 'challenge';
  readonly challenges: readonly string[];
  readonly reason: RequestReason;
};
export type RefuseDecision = Whose & { readonly kind: 'refuse'; readonly reason: RequestReason };

export type Decision = ServeDecision | GiveDecision | TakeDecision | ChallengeDecision | RefuseDecision;
