// What phones took of their own files, apart by why: by themselves, or because a resync had told them to. Asked on the ledger's
// thread, in pieces, so that a search waits for none of it.
import type Database from 'better-sqlite3';
import { isOwnFile } from '../../core/activity/own-file';
import type { DownloadMinute, PhoneDownload } from '../../services/activity/request-ledger';

export interface DownloadSpan {
  readonly fromAt: number;
  /** Not included. */
  readonly toAt: number;
}

export type ReadOnce = <T>(work: (database: Database.Database) => T) => T;

const minuteMs = 60_000;
const pieceRows = 16_384;
/** A phone that was told to come at the very edge of the span may take its files a little later. */
const runSlackMs = 10 * minuteMs;

type Row = [id: number, at: number, phoneId: number, path: string];
type Window = readonly [from: number, to: number];

/** Only minutes in which something happened, in order. */
export async function downloadMinutes(
  read: ReadOnce,
  siteId: number,
  span: DownloadSpan,
  pause: () => Promise<void>,
): Promise<DownloadMinute[]> {
  const minutes = new Map<number, { checks: number; resyncs: number }>();
  const minuteOf = (at: number): { checks: number; resyncs: number } => {
    const minute = Math.floor(at / minuteMs) * minuteMs;
    const known = minutes.get(minute) ?? { checks: 0, resyncs: 0 };
    minutes.set(minute, known);
    return known;
  };
  const told = read((database) => resyncWindows(database, siteId, span));
  for (const windows of told.values())
    for (const [sentAt] of windows) if (sentAt >= span.fromAt && sentAt < span.toAt) minuteOf(sentAt).resyncs++;
  for await (const [, at, phoneId] of ownDownloads(read, siteId, span, pause))
    if (!isTold(told.get(phoneId), at)) minuteOf(at).checks++;
  return [...minutes].map(([at, counts]) => ({ at, ...counts })).sort((a, b) => a.at - b.at);
}

/** The first `most` that no resync had asked for, in order of time. */
export async function downloads(
  read: ReadOnce,
  siteId: number,
  span: DownloadSpan,
  most: number,
  pause: () => Promise<void>,
): Promise<PhoneDownload[]> {
  const found: PhoneDownload[] = [];
  const told = read((database) => resyncWindows(database, siteId, span));
  for await (const [, at, phoneId] of ownDownloads(read, siteId, span, pause)) {
    if (isTold(told.get(phoneId), at)) continue;
    if (found.length === most) break;
    found.push({ phoneId, at });
  }
  return found;
}

async function* ownDownloads(
  read: ReadOnce,
  siteId: number,
  { fromAt, toAt }: DownloadSpan,
  pause: () => Promise<void>,
): AsyncGenerator<Row> {
  for (let last: Row = [-1, fromAt, 0, '']; ; await pause()) {
    const rows = read((database) =>
      database
        .prepare<[number, number, number, number, number], Row>(
          `SELECT id, at, phone_id, path FROM request
           WHERE site_id = ? AND (at, id) > (?, ?) AND at < ? AND phone_id IS NOT NULL
             AND reason IN ('served', 'not-modified') AND method <> 'HEAD'
           ORDER BY at, id LIMIT ?`,
        )
        .raw()
        .all(siteId, last[1], last[0], toAt, pieceRows),
    );
    for (const row of rows) if (isOwnFile(row[3])) yield row;
    const end = rows.at(-1);
    if (!end || rows.length < pieceRows) return;
    last = end;
  }
}

/** From the NOTIFY to its end, by phone. */
function resyncWindows(
  database: Database.Database,
  siteId: number,
  { fromAt, toAt }: DownloadSpan,
): Map<number, Window[]> {
  const rows = database
    .prepare<[number, number, number], [phoneId: number, sentAt: number, endedAt: number | null]>(
      `SELECT phone_id, MIN(resync_step.at), MAX(CASE WHEN step IN ('done', 'failed') THEN resync_step.at END)
       FROM resync_run JOIN resync_step ON resync_step.run_id = resync_run.id
       WHERE site_id = ? AND started_at < ? AND ifnull(ended_at, 9e15) >= ? AND step IN ('sent', 'done', 'failed')
       GROUP BY run_id, phone_id HAVING count(CASE WHEN step = 'sent' THEN 1 END) > 0`,
    )
    .raw()
    .all(siteId, toAt, fromAt - runSlackMs);
  const windows = new Map<number, Window[]>();
  for (const [phoneId, sentAt, endedAt] of rows) {
    const window: Window = [sentAt, endedAt ?? Infinity];
    const known = windows.get(phoneId);
    if (known) known.push(window);
    else windows.set(phoneId, [window]);
  }
  return windows;
}

function isTold(windows: readonly Window[] | undefined, at: number): boolean {
  return windows?.some(([from, to]) => at >= from && at <= to) ?? false;
}
