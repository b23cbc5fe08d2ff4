// The thread that searches the ledger. It opens the database read-only for each piece of work and closes it again: WAL readers
// never block the writer, and nothing is open when the program ends.
import { parentPort, workerData } from 'node:worker_threads';
import Database from 'better-sqlite3';
import { chunkColumns, type ChunkRow } from './ledger-chunk';
import { downloadMinutes, downloads } from './ledger-downloads';
import { LedgerIndex, type RowSource } from './ledger-index';
import type {
  LedgerAnswers,
  LedgerQuestion,
  LedgerQuestionName,
  LedgerReply,
  LedgerThreadData,
} from './ledger-questions';
import { toLedgerRow, type RequestRow } from './request-row';

/** How often the index is brought up to date, so that a question finds little to do. */
const followEveryMs = 1000;
/** Rows or hashes taken in at a time: some 30 ms, so that a question waits no longer for its turn. */
const pieceRows = 16_384;
/** Between pieces that nobody waits for: serving needs the processor more. */
const pauseMs = 20;
/** Nobody has asked for as long: a storm is then taken in when it is over. */
const unaskedMs = 10 * 60_000;
const quietRows = 2000;
/** How old the size of the tables may be, unless they have become much larger or smaller; asking reads all their pages. */
const sizeKeptMs = 60 * 60_000;

const { file } = workerData as LedgerThreadData;
const index = new LedgerIndex();
/** Upkeep asks the rest every hour by itself: if that counted, the index would follow every flood though nobody looks. */
const needsIndex: ReadonlySet<LedgerQuestionName> = new Set(['search', 'summary'] as const);
let askedAt = -Infinity;
let measured: { readonly atMs: number; readonly bytes: number; readonly rows: number } | null = null;

function reading<T>(work: (database: Database.Database, source: RowSource) => T): T {
  const database = new Database(file, { readonly: true, fileMustExist: true, timeout: 1000 });
  try {
    return work(database, rowSource(database));
  } finally {
    database.close();
  }
}

function rowSource(database: Database.Database): RowSource {
  const select = (condition: string, order: string): Database.Statement<[number, number], ChunkRow> =>
    database
      .prepare<[number, number], ChunkRow>(
        `SELECT ${chunkColumns} FROM request WHERE id ${condition} ? ORDER BY id ${order} LIMIT ?`,
      )
      .raw();
  return {
    after: (id, count) => select('>', 'ASC').all(id, count),
    before: (id, count) => select('<', 'DESC').all(Math.min(id, Number.MAX_SAFE_INTEGER), count),
    ends() {
      const first = database.prepare<[], number>('SELECT id FROM request ORDER BY id LIMIT 1').pluck().get();
      const last = database.prepare<[], number>('SELECT id FROM request ORDER BY id DESC LIMIT 1').pluck().get();
      return first === undefined || last === undefined ? null : { first, last };
    },
  };
}

function catchUp(source: RowSource): void {
  while (!index.follow(source, pieceRows)) continue;
}

const answers: LedgerAnswers = {
  search: (siteId, query) =>
    reading((database, source) => {
      catchUp(source);
      const names = query.words.map((word) => macsNamed(database, siteId, word));
      const { ids, more } = index.search(siteId, query, names, source);
      const select = database.prepare<[number], RequestRow>('SELECT * FROM request WHERE id = ?');
      return { rows: ids.flatMap((id) => select.all(id)).map(toLedgerRow), more };
    }),
  summary: (siteId, span) =>
    reading((_database, source) => {
      catchUp(source);
      return index.summary(siteId, span, source);
    }),
  row: (siteId, id) =>
    reading((database) => {
      const select = database.prepare<[number, number], RequestRow>(
        'SELECT * FROM request WHERE id = ? AND site_id = ?',
      );
      const row = select.get(id, siteId);
      return row ? toLedgerRow(row) : null;
    }),
  extent: () =>
    reading((database, source) => {
      const ends = source.ends();
      if (!ends) return { rows: 0, bytes: 0, oldestAt: null };
      // Only the oldest rows are ever removed, so the ids have no gaps.
      const rows = ends.last - ends.first + 1;
      const isOld = !measured || performance.now() - measured.atMs > sizeKeptMs;
      if (!measured || isOld || rows > measured.rows * 1.25 || rows < measured.rows * 0.8)
        measured = { atMs: performance.now(), bytes: tableBytes(database), rows };
      const oldestAt = database
        .prepare<[number], number>('SELECT at FROM request WHERE id = ?')
        .pluck()
        .get(ends.first);
      return { rows, bytes: Math.round((measured.bytes / measured.rows) * rows), oldestAt: oldestAt ?? null };
    }),
  downloadMinutes: (siteId, span) => downloadMinutes(reading, siteId, span, nextTurn),
  downloads: (siteId, span, most) => downloads(reading, siteId, span, most, nextTurn),
  unusedBodies,
  warm: () => undefined,
};

/** Phones whose name holds the word. Text in SQLite folds A to Z alone, so other words are compared here. */
function macsNamed(database: Database.Database, siteId: number, word: string): ReadonlySet<string> {
  if (/^[\x20-\x7e]+$/.test(word)) {
    const like = `%${word.replace(/[\\%_]/g, '\\$&')}%`;
    const select = database
      .prepare<[number, string], string>(`SELECT lower(mac) FROM phone WHERE site_id = ? AND name LIKE ? ESCAPE '\\'`)
      .pluck();
    return new Set(select.all(siteId, like));
  }
  const phones = database
    .prepare<[number], { mac: string; name: string }>('SELECT mac, name FROM phone WHERE site_id = ?')
    .all(siteId);
  return new Set(phones.filter(({ name }) => name.toLowerCase().includes(word)).map(({ mac }) => mac.toLowerCase()));
}

function tableBytes(database: Database.Database): number {
  const select = database
    .prepare<[string], number | null>('SELECT pgsize FROM dbstat WHERE name = ? AND aggregate = TRUE')
    .pluck();
  return ['request', 'request_by_time', 'blob'].reduce((sum, name) => sum + (select.get(name) ?? 0), 0);
}

/** Bodies of removed rows that no other row and no phone speaks of. In pieces, so that questions have their turn between. */
async function unusedBodies(): Promise<{ unused: string[]; used: string[]; upToId: number }> {
  const candidates = reading((database) =>
    database.prepare<[], string>('SELECT sha256 FROM unkept_body').pluck().all(),
  );
  const unused = new Set(candidates);
  if (candidates.length === 0) return { unused: [], used: [], upToId: 0 };
  let upToId = 0;
  for (let more = true; more; await pause()) {
    more = reading((database) => {
      const rows = database
        .prepare<[number, number], [id: number, sha256: string | null]>(
          'SELECT id, sha256 FROM request WHERE id > ? ORDER BY id LIMIT ?',
        )
        .raw()
        .all(upToId, pieceRows);
      for (const [id, sha256] of rows) {
        upToId = id;
        if (sha256 !== null) unused.delete(sha256);
      }
      return rows.length === pieceRows;
    });
  }
  const taken = reading((database) => database.prepare<[], string>('SELECT taken_files FROM phone').pluck().all());
  for (const files of taken)
    for (const sha256 of Object.values(JSON.parse(files) as Record<string, string>)) unused.delete(sha256);
  return { unused: [...unused], used: candidates.filter((sha256) => !unused.has(sha256)), upToId };
}

function pause(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, pauseMs));
}

/** Somebody waits, so others have their turn and no more. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** Reads the past in and follows what comes, a piece at a time, with pauses. */
function keepUp(): void {
  let idle = true;
  try {
    idle = reading((_database, source) => {
      if (performance.now() - askedAt > unaskedMs && index.behind(source) > quietRows) return true;
      return index.follow(source, pieceRows) && index.readOlder(source) === null;
    });
  } catch {
    // The database is being closed, or busy with its recovery: the next turn sees.
  }
  setTimeout(keepUp, idle ? followEveryMs : pauseMs);
}

async function answer({ number, name, parameters }: LedgerQuestion): Promise<LedgerReply> {
  if (needsIndex.has(name)) askedAt = performance.now();
  try {
    const ask = answers[name] as (...given: readonly unknown[]) => unknown;
    return { number, answer: await ask(...parameters) };
  } catch (error) {
    return { number, error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

parentPort?.on('message', (question: LedgerQuestion) => {
  void answer(question).then((reply) => parentPort?.postMessage(reply));
});
keepUp();
