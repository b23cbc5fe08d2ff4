// What passes between the main thread and the thread that searches the ledger.
import type {
  DownloadMinute,
  LedgerExtent,
  LedgerPage,
  LedgerQuery,
  LedgerSummary,
  PhoneDownload,
  UnusedBodies,
} from '../../services/activity/request-ledger';
import type { LedgerRow } from '../../services/provisioning/provisioning-store';

export interface LedgerAnswers {
  search(siteId: number, query: LedgerQuery): LedgerPage;
  summary(
    siteId: number,
    span: { readonly fromAt: number; readonly toAt: number; readonly bucketMs: number },
  ): LedgerSummary;
  row(siteId: number, id: number): LedgerRow | null;
  extent(): LedgerExtent;
  downloadMinutes(
    siteId: number,
    span: { readonly fromAt: number; readonly toAt: number },
  ): Promise<readonly DownloadMinute[]>;
  downloads(
    siteId: number,
    span: { readonly fromAt: number; readonly toAt: number },
    most: number,
  ): Promise<readonly PhoneDownload[]>;
  unusedBodies(): Promise<UnusedBodies>;
  warm(): void;
}

export type LedgerQuestionName = keyof LedgerAnswers;

export interface LedgerQuestion {
  readonly number: number;
  readonly name: LedgerQuestionName;
  readonly parameters: readonly unknown[];
}

export type LedgerReply =
  { readonly number: number; readonly answer: unknown } | { readonly number: number; readonly error: string };

/** What the thread is started with. */
export interface LedgerThreadData {
  readonly file: string;
}
