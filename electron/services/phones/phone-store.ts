import type { MacAddress } from '../../core/shared/mac-address';
import type { Problem } from '../../core/shared/problem';

/** When and from where a phone may come to its first address (product.md, "First contact and tokens"). */
export interface ArmedState {
  readonly until: number;
  /** The first peer that came; a second one is refused. */
  readonly boundPeer: string | null;
}

/** What a phone took from us, newest good fetch of its own file. */
export interface FetchState {
  readonly at: number;
  readonly peer: string;
  /** `http://ADDRESS:PORT` it was told then. */
  readonly toldBaseUrl: string;
  readonly tokenGeneration: number;
}

/** The last time it asked and did not get its files, or a resync of it failed. Cleared by the next good fetch.
 *  A `notice` is worth telling but leaves the phone's state alone: somebody else asked in its name. */
export interface TroubleState {
  readonly at: number;
  readonly kind: 'request' | 'resync' | 'notice';
  readonly problem: Problem;
  readonly action: 'arm' | 'resync' | 'publish' | 'edit-config' | null;
}

/** A phone as it is stored, without its facts (those are layers, see ConfigStore). Instants are epoch milliseconds. */
export interface PhoneRecord {
  readonly id: number;
  readonly siteId: number;
  readonly mac: MacAddress;
  readonly model: string;
  /** SIP address for direct resyncs as a person gave it, `ADDRESS` or `ADDRESS:PORT`. */
  readonly ip: string | null;
  readonly addedAt: number;
  readonly armed: ArmedState | null;
  readonly lastFetch: FetchState | null;
  readonly firmware: string | null;
  readonly trouble: TroubleState | null;
  /** Newest revision whose content it was seen to have; null before the first. Not readonly: a publish sets it for ten thousand at
   *  once, in place (PhoneBook.noteTakenRevision). */
  takenRevision: number | null;
  /** Hash of the values it last took over all its files; null before the first. */
  readonly takenHash: string | null;
  /** sha256 of the bytes it last took per file; values come from the blobs. */
  readonly takenFiles: Readonly<Partial<Record<'master' | 'product' | 'standard', string>>>;
}

export type PhoneChange = Partial<Omit<PhoneRecord, 'id' | 'siteId' | 'mac'>>;

export interface PhoneStore {
  all(siteId: number): PhoneRecord[];
  /** Throws ProblemError MAC_DUPLICATE when any site of the database has this MAC. */
  insert(phone: Omit<PhoneRecord, 'id'>): PhoneRecord;
  update(id: number, change: PhoneChange): void;
  /** The same at most 50 ms later. Never throws: on a full disk it waits for room. */
  updateSoon(id: number, change: PhoneChange): void;
  updateTakenRevision(ids: readonly number[], takenRevision: number): void;
  /** Removes the phones with tokens, held settings and steps; ledger rows stay. */
  remove(ids: readonly number[]): void;
  /** Name, group and lines as lists and exports show them; kept beside the layers for searching. Never passwords. */
  saveSummary(
    id: number,
    summary: {
      readonly name: string;
      readonly group: string | null;
      readonly lines: readonly { line: number; extension: string; name: string; authId: string }[];
    },
  ): void;
}

export interface WaitingPhone {
  readonly mac: MacAddress;
  readonly model: string | null;
  readonly address: string;
  readonly path: string;
  readonly firstAt: number;
  readonly lastAt: number;
  readonly times: number;
}

export interface WaitingStore {
  all(siteId: number): WaitingPhone[];
  /** One more time that it asked otherwise than for a file; written within 50 ms. */
  note(siteId: number, waiting: Pick<WaitingPhone, 'mac' | 'model' | 'address' | 'path'>, at: number): void;
  remove(siteId: number, mac: MacAddress): void;
}

/** One more person-made act: who did what to which phone or file, for the timeline and the audit. */
export interface AuditEntry {
  readonly at: number;
  readonly actor: string;
  readonly action:
    | 'phone-added'
    | 'phone-removed'
    | 'phone-changed'
    | 'armed'
    | 'disarmed'
    | 'token-rotated'
    | 'token-revoked'
    | 'published'
    | 'exported-secrets'
    | 'published-in-spite'
    | 'severity-changed'
    | 'access-changed'
    | 'peer-blocked'
    | 'peer-unblocked'
    | 'secret-revealed'
    | 'secret-moved'
    | 'certificate-issued'
    | 'certificate-imported'
    | 'certificate-forgotten'
    | 'told-protocol'
    | 'timing-changed'
    | 'registrar-switched'
    | 'pnp-switched';
  readonly phoneId: number | null;
  readonly detail: string;
}

export interface AuditStore {
  append(siteId: number, entry: AuditEntry): void;
  ofPhone(phoneId: number, sinceAt: number, limit: number): AuditEntry[];
}
