// The ledger as the searching thread keeps it in memory: columns of numbers and each text once. SQLite would need half a second
// to look at a million rows for a word, an index it kept would cost every request; this costs serving nothing.
import type { RequestOutcome } from '../../core/activity/request-outcome';
import type { LedgerBucket, LedgerQuery, LedgerSummary } from '../../services/activity/request-ledger';
import { chunkRows, kinds, kindOf, LedgerChunk, outcomes, protocols, type ChunkRow } from './ledger-chunk';
import { AskingMatcher, LedgerAskings } from './ledger-askings';

/** Rows as they lie in the database. */
export interface RowSource {
  /** In order of their ids. */
  after(id: number, count: number): ChunkRow[];
  /** Newest first. */
  before(id: number, count: number): ChunkRow[];
  /** The ids there are; null for an empty ledger. */
  ends(): { readonly first: number; readonly last: number } | null;
}

/** What is kept: 33 bytes a row, and the texts. Older rows are read from the database for each search that gets to them. */
export interface IndexLimits {
  readonly rows: number;
  readonly textBytes: number;
}

const usualLimits: IndexLimits = { rows: 2_000_000, textBytes: 96 * 1024 * 1024 };

export class LedgerIndex {
  private askings = new LedgerAskings();
  private chunks: LedgerChunk[] = [];
  /** Rows dropped at the old end whose texts are still kept. */
  private droppedRows = 0;

  constructor(private readonly limits: IndexLimits = usualLimits) {}

  get rows(): number {
    return this.chunks.reduce((sum, chunk) => sum + chunk.count, 0);
  }

  /** Takes in what came since, `most` rows of it; true when nothing more is there. */
  follow(source: RowSource, most: number): boolean {
    const ends = source.ends();
    this.dropBefore(ends?.first ?? Infinity);
    if (!ends) return true;
    const newest = this.chunks.at(-1);
    if (!newest) return this.readOlder(source) === null;
    const rows = source.after(newest.lastId, most);
    for (const row of rows) {
      let chunk = this.chunks.at(-1);
      if (!chunk || chunk.full) this.chunks.push((chunk = new LedgerChunk(this.askings)));
      chunk.add(row);
    }
    if (this.rows > this.limits.rows * 1.25 || this.askings.texts.sizeBytes > this.limits.textBytes * 2) this.forget();
    return rows.length < most;
  }

  /** How many rows came since the last look. */
  behind(source: RowSource): number {
    const last = this.chunks.at(-1)?.lastId;
    return last === undefined ? 0 : (source.ends()?.last ?? last) - last;
  }

  /** Takes in one more piece of the past; null when all of it is there, or all that may be kept. */
  readOlder(source: RowSource): LedgerChunk | null {
    if (this.rows + chunkRows > this.limits.rows || this.askings.texts.sizeBytes > this.limits.textBytes) return null;
    const chunk = readChunk(source, this.oldestId(), this.askings);
    if (chunk) this.chunks.unshift(chunk);
    return chunk;
  }

  search(siteId: number, query: LedgerQuery, names: readonly ReadonlySet<string>[], source: RowSource): SearchedIds {
    const { beforeId = Infinity, limit, sinceAt = -Infinity, untilAt = Infinity } = query;
    const wantedKinds = kindsOf(query);
    const choosy = [query.remote, query.mac, query.phoneId, query.words[0]].some((one) => one !== undefined);
    const ids: number[] = [];
    let matcher: AskingMatcher | null = null;
    for (const chunk of this.newestFirst(source)) {
      if (chunk.firstId >= beforeId || chunk.toAt < sinceAt || chunk.fromAt > untilAt) continue;
      if (choosy && (matcher?.askings !== chunk.askings || !matcher.current))
        matcher = new AskingMatcher(chunk.askings, query, names);
      const { ids: rowIds, sites, ats, kinds: rowKinds, askedFor } = chunk;
      for (let index = chunk.count - 1; index >= 0; index--) {
        if (matcher && !matcher.fits(askedFor[index] as number)) continue;
        const id = rowIds[index] as number;
        if (id >= beforeId || sites[index] !== siteId || wantedKinds[rowKinds[index] as number] === 0) continue;
        const at = ats[index] as number;
        if (at < sinceAt || at > untilAt) continue;
        if (ids.length === limit) return { ids, more: true };
        ids.push(id);
      }
    }
    return { ids, more: false };
  }

  summary(
    siteId: number,
    { fromAt, toAt, bucketMs }: { readonly fromAt: number; readonly toAt: number; readonly bucketMs: number },
    source: RowSource,
  ): LedgerSummary {
    const buckets = new Map<number, LedgerBucket>();
    const counts = new Float64Array(kinds);
    const durations: Float32Array[] = [];
    let bytes = 0;
    let slowestMs = 0;
    let bucket: LedgerBucket | null = null;
    const bucketOf = (time: number): LedgerBucket => {
      const at = fromAt + Math.floor((time - fromAt) / bucketMs) * bucketMs;
      const known = buckets.get(at) ?? { at, served: 0, refused: 0, blocked: 0 };
      buckets.set(at, known);
      return known;
    };
    for (const chunk of this.newestFirst(source)) {
      if (chunk.toAt < fromAt || chunk.fromAt > toAt) continue;
      const answered = new Float32Array(chunk.count);
      let answeredCount = 0;
      for (let index = 0; index < chunk.count; index++) {
        const at = chunk.ats[index] as number;
        if (at < fromAt || at > toAt || chunk.sites[index] !== siteId) continue;
        const kind = chunk.kinds[index] as number;
        // Neighbours are nearly always of one bucket.
        if (!bucket || at < bucket.at || at >= bucket.at + bucketMs) bucket = bucketOf(at);
        counts[kind] = (counts[kind] as number) + 1;
        bytes += chunk.bytes[index] as number;
        const place = placeOfKind[kind];
        if (place === refusedPlace) bucket.refused++;
        else if (place === blockedPlace) bucket.blocked++;
        if (place !== servedPlace) continue;
        bucket.served++;
        const durationMs = chunk.durations[index] as number;
        answered[answeredCount++] = durationMs;
        if (durationMs > slowestMs) slowestMs = durationMs;
      }
      durations.push(answered.subarray(0, answeredCount));
    }
    const total = (place: number): number =>
      counts.reduce((sum, count, kind) => (placeOfKind[kind] === place ? sum + count : sum), 0);
    const times = joined(durations);
    return {
      buckets: [...buckets.values()].sort((a, b) => a.at - b.at),
      served: total(servedPlace),
      bytes,
      refused: total(refusedPlace),
      blocked: total(blockedPlace),
      slowestMs: times.length === 0 ? null : slowestMs,
      medianMs: times.length === 0 ? null : nthSmallest(times, (times.length - 1) >> 1),
      protocols: Object.fromEntries(
        protocols.map((protocol) => [
          protocol,
          (counts[kindOf(protocol, 'served')] ?? 0) + (counts[kindOf(protocol, 'unchanged')] ?? 0),
        ]),
      ) as LedgerSummary['protocols'],
    };
  }

  /** What is kept, then what is read in now to be kept, then what is read and not kept. */
  private *newestFirst(source: RowSource): Iterable<LedgerChunk> {
    for (let place = this.chunks.length - 1; place >= 0; place--) yield this.chunks[place] as LedgerChunk;
    for (let chunk = this.readOlder(source); chunk; chunk = this.readOlder(source)) yield chunk;
    let oldest = this.oldestId();
    for (;;) {
      const chunk = readChunk(source, oldest, new LedgerAskings());
      if (!chunk) return;
      oldest = chunk.firstId;
      yield chunk;
    }
  }

  private oldestId(): number {
    return this.chunks[0]?.firstId ?? Infinity;
  }

  /** Retention took away what is older. */
  private dropBefore(firstId: number): void {
    while (this.chunks[0] && this.chunks[0].lastId < firstId) this.droppedRows += this.chunks.shift()?.count ?? 0;
    if (this.droppedRows > Math.max(this.rows, chunkRows * 4)) this.forget();
  }

  /** Texts nobody needs any more go only with all of them; what is newest is read in anew. */
  private forget(): void {
    this.askings = new LedgerAskings();
    this.chunks = [];
    this.droppedRows = 0;
  }
}

export interface SearchedIds {
  readonly ids: readonly number[];
  readonly more: boolean;
}

/** Where a kind counts in a summary; what a peer broke off counts nowhere. */
const [nowhere, servedPlace, refusedPlace, blockedPlace] = [0, 1, 2, 3];
const places: Readonly<Record<RequestOutcome, number>> = {
  served: servedPlace,
  unchanged: servedPlace,
  refused: refusedPlace,
  blocked: blockedPlace,
  unfinished: nowhere,
};
const placeOfKind = Uint8Array.from(outcomes.flatMap((outcome) => protocols.map(() => places[outcome])));

function readChunk(source: RowSource, beforeId: number, askings: LedgerAskings): LedgerChunk | null {
  const rows = source.before(beforeId, chunkRows);
  if (rows.length === 0) return null;
  const chunk = new LedgerChunk(askings);
  for (let place = rows.length - 1; place >= 0; place--) chunk.add(rows[place] as ChunkRow);
  return chunk;
}

function kindsOf(query: LedgerQuery): Uint8Array {
  const wanted = new Uint8Array(kinds);
  for (const protocol of query.protocols ?? protocols)
    for (const outcome of query.outcomes ?? outcomes) wanted[kindOf(protocol, outcome)] = 1;
  return wanted;
}

function joined(parts: readonly Float32Array[]): Float32Array {
  const all = new Float32Array(parts.reduce((sum, part) => sum + part.length, 0));
  let place = 0;
  for (const part of parts) {
    all.set(part, place);
    place += part.length;
  }
  return all;
}

/** Quickselect (Hoare's FIND); changes the order. Sorting a million takes ten times as long. */
export function nthSmallest(values: Float32Array, place: number): number {
  let low = 0;
  let high = values.length - 1;
  while (low < high) {
    const pivot = values[(low + high) >> 1] as number;
    let left = low;
    let right = high;
    while (left <= right) {
      while ((values[left] as number) < pivot) left++;
      while ((values[right] as number) > pivot) right--;
      if (left > right) break;
      const swapped = values[left] as number;
      values[left++] = values[right] as number;
      values[right--] = swapped;
    }
    if (place <= right) high = right;
    else if (place >= left) low = left;
    else break;
  }
  return values[place] as number;
}
