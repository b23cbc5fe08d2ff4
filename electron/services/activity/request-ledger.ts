// What people ask the ledger. It is answered beside the main thread, so that serving never waits for a search.
import type { RequestOutcome } from '../../core/activity/request-outcome';
import type { MacAddress } from '../../core/shared/mac-address';
import type { LedgerRow, RequestRecord } from '../provisioning/provisioning-store';

export interface LedgerFilter {
  /** Folded words that must all occur, each in the path, the peer's address, the MAC, the User-Agent or the phone's name. */
  readonly words: readonly string[];
  readonly protocols?: readonly RequestRecord['protocol'][];
  readonly outcomes?: readonly RequestOutcome[];
  readonly mac?: MacAddress;
  readonly phoneId?: number;
  readonly remote?: string;
  readonly sinceAt?: number;
  readonly untilAt?: number;
}

export interface LedgerQuery extends LedgerFilter {
  /** Only rows older than this one. */
  readonly beforeId?: number;
  readonly limit: number;
}

/** Newest first. `more`: at least one older row fits as well. */
export interface LedgerPage {
  readonly rows: LedgerRow[];
  readonly more: boolean;
}

export interface LedgerBucket {
  readonly at: number;
  served: number;
  refused: number;
  blocked: number;
}

export interface LedgerSummary {
  /** In order of time; only those in which something was asked. */
  readonly buckets: readonly LedgerBucket[];
  readonly served: number;
  readonly bytes: number;
  readonly refused: number;
  readonly blocked: number;
  /** Of what was served; null when nothing was. */
  readonly medianMs: number | null;
  readonly slowestMs: number | null;
  /** Served, by protocol. */
  readonly protocols: Readonly<Record<RequestRecord['protocol'], number>>;
}

/** A minute in which phones took their own files by themselves, or were told to come. */
export interface DownloadMinute {
  readonly at: number;
  readonly checks: number;
  readonly resyncs: number;
}

export interface PhoneDownload {
  readonly phoneId: number;
  readonly at: number;
}

/** Of all sites together. */
export interface LedgerExtent {
  readonly rows: number;
  /** What rows and kept bodies take of the database file. */
  readonly bytes: number;
  readonly oldestAt: number | null;
}

/** Every answer counts all rows recorded before it was asked for. Rejects with a ProblemError (INTERNAL_ERROR) when the thread
 *  that answers has died; the next question starts another one. */
export interface RequestLedger {
  search(siteId: number, query: LedgerQuery): Promise<LedgerPage>;
  summary(
    siteId: number,
    span: { readonly fromAt: number; readonly toAt: number; readonly bucketMs: number },
  ): Promise<LedgerSummary>;
  row(siteId: number, id: number): Promise<LedgerRow | null>;
  extent(): Promise<LedgerExtent>;
  /** What happened in a span, by minutes: in order of time, empty ones left out. */
  downloadMinutes(
    siteId: number,
    span: { readonly fromAt: number; readonly toAt: number },
  ): Promise<readonly DownloadMinute[]>;
  /** Who took its own file in a span without being told to come: in order of time, the first `most`. */
  downloads(
    siteId: number,
    span: { readonly fromAt: number; readonly toAt: number },
    most: number,
  ): Promise<readonly PhoneDownload[]>;
  /** Reads the ledger in ahead of the first question. */
  warm(): void;
}

/** Bodies no row speaks of any more, as far as the rows up to `upToId` tell; the others of the candidates are still in use. */
export interface UnusedBodies {
  readonly unused: readonly string[];
  readonly used: readonly string[];
  readonly upToId: number;
}

/** By the clock rows are stamped with. */
export interface LedgerAge {
  readonly beforeAt: number;
  readonly now: number;
}

/** Takes old rows away, in pieces that take a few milliseconds each. */
export interface LedgerUpkeep {
  /** Removes at most `count` of the oldest rows: those of before `beforeAt` (null: whatever their age), as far as no younger one stands
   *  in front of them. Never the newest row of all. */
  removeOldest(count: number, age: LedgerAge | null): number;
  /** When the newest row that is written was asked for, by the clock rows are stamped with; null when there is none. */
  newestAt(): number | null;
  /** Which bodies of removed rows may go; looked up beside the main thread. */
  findUnusedBodies(): Promise<UnusedBodies>;
  /** Removes some of them, those asked for again meanwhile excepted, and gives what is still to do. */
  removeBodies(found: UnusedBodies, count: number): UnusedBodies;
  /** Gives free pages of the database file back to the disk; returns how many are left. */
  shrink(pages: number): number;
}
