import type { RequestReason } from '../../core/provisioning/request-reason';
import type { MacAddress } from '../../core/shared/mac-address';
import type { PhoneChange } from '../phones/phone-store';

/** One row of the ledger. `path` has tokens and secrets blanked already. */
export interface RequestRecord {
  readonly at: number;
  readonly protocol: 'http' | 'https' | 'tftp' | 'sntp';
  readonly remote: string;
  readonly method: string;
  readonly path: string;
  readonly mac: MacAddress | null;
  readonly phoneId: number | null;
  readonly status: number;
  readonly reason: RequestReason;
  readonly bytes: number;
  readonly sha256: string | null;
  readonly userAgent: string | null;
  readonly durationMs: number;
}

export interface LedgerRow extends RequestRecord {
  readonly id: number;
}

export interface Body {
  readonly sha256: string;
  readonly bytes: Uint8Array;
  /** Sealed on disk. */
  readonly secret: boolean;
}

/** Everything one answered request leaves behind; written together or not at all. */
export interface ProvisioningEntry {
  readonly request: RequestRecord;
  readonly body: Body | null;
  readonly phone: { readonly id: number; readonly change: PhoneChange } | null;
  /** The whole held configuration after this fetch, name → value. */
  readonly held: { readonly phoneId: number; readonly values: ReadonlyMap<string, string> } | null;
  readonly waiting: {
    readonly siteId: number;
    readonly mac: MacAddress;
    readonly model: string | null;
    readonly address: string;
    readonly path: string;
  } | null;
  /** A peer found to guess just now: waiting phones that came from nowhere else were its inventions, and go. */
  readonly caught?: string | null;
}

/** The append-only ledger with its side effects. Entries are gathered and written at most 50 ms later, in order. */
export interface ProvisioningJournal {
  record(siteId: number, entry: ProvisioningEntry): void;
  /** Writes what is gathered, now. */
  flush(): void;
  /** Newest first; for any other question there is the RequestLedger. */
  requests(siteId: number, filter: { readonly sinceAt?: number; readonly limit: number }): LedgerRow[];
  /** The bytes answered once, by hash; null when none. */
  body(sha256: string): Uint8Array | null;
  /** What each phone holds, as far as we know. */
  held(siteId: number): Map<number, Map<string, string>>;
  forgetHeld(phoneId: number): void;
}

export type TokenState = 'current' | 'previous' | 'revoked';

export interface TokenRecord {
  readonly phoneId: number;
  readonly token: string;
  readonly generation: number;
  readonly state: TokenState;
  readonly createdAt: number;
  readonly firstUsedAt: number | null;
}

export interface TokenStore {
  all(siteId: number): TokenRecord[];
  insert(token: TokenRecord): void;
  update(
    phoneId: number,
    generation: number,
    change: { readonly state?: TokenState; readonly firstUsedAt?: number },
  ): void;
  /** Forgets revoked and superseded tokens older than `beforeAt`; kept until then so that their use has a reason. */
  prune(beforeAt: number): void;
}
