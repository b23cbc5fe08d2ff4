// Old rows of the ledger go in small pieces on the one writing connection: a second writer would make phones wait for it.
import type { LedgerAge, LedgerUpkeep, UnusedBodies } from '../../services/activity/request-ledger';
import type { Connection } from './connection';
import type { WriteBehind } from './write-behind';

export interface UpkeepParts {
  readonly gathered: WriteBehind;
  readonly findUnusedBodies: () => Promise<UnusedBodies>;
  /** These bodies are stored no more. */
  readonly forgetBodies: (hashes: readonly string[]) => void;
}

export function ledgerUpkeep(connection: Connection, parts: UpkeepParts): LedgerUpkeep {
  const selectOldest = connection.prepare<[number], { id: number; at: number; sha256: string | null }>(
    `SELECT id, at, sha256 FROM request WHERE id < (SELECT MAX(id) FROM request) ORDER BY id LIMIT ?`,
  );
  const selectNewest = connection.prepare<[], { at: number }>('SELECT at FROM request ORDER BY id DESC LIMIT 1');
  const deleteUpTo = connection.prepare<[number]>('DELETE FROM request WHERE id <= ?');
  const noteUnkept = connection.prepare<[string]>('INSERT INTO unkept_body (sha256) VALUES (?) ON CONFLICT DO NOTHING');
  const forgetUnkept = connection.prepare<[string]>('DELETE FROM unkept_body WHERE sha256 = ?');
  const selectNewer = connection.prepare<[number], { id: number; sha256: string | null }>(
    'SELECT id, sha256 FROM request WHERE id > ? ORDER BY id',
  );
  const deleteBody = connection.prepare<[string]>(
    'DELETE FROM blob WHERE hash = ? AND NOT EXISTS (SELECT 1 FROM revision_layer WHERE revision_layer.hash = blob.hash)',
  );

  return {
    removeOldest(count, age) {
      const oldest = selectOldest.all(count);
      const end = age === null ? oldest.length : countTooOld(oldest, age);
      const last = oldest[end - 1];
      if (!last) return 0;
      connection.write(() => {
        for (const { sha256 } of oldest.slice(0, end)) if (sha256 !== null) noteUnkept.run(sha256);
        deleteUpTo.run(last.id);
      });
      return end;
    },
    newestAt: () => selectNewest.get()?.at ?? null,
    findUnusedBodies: parts.findUnusedBodies,
    removeBodies({ unused, used, upToId }, count) {
      parts.gathered.flush();
      const inUse = new Set<string>();
      let newestId = upToId;
      for (const { id, sha256 } of selectNewer.iterate(upToId)) {
        newestId = id;
        if (sha256 !== null) inUse.add(sha256);
      }
      const still = unused.filter((sha256) => !inUse.has(sha256));
      const settled = [...used, ...unused.filter((sha256) => inUse.has(sha256))];
      const now = still.slice(0, count);
      connection.write(() => {
        for (const sha256 of now) {
          deleteBody.run(sha256);
          forgetUnkept.run(sha256);
        }
        for (const sha256 of settled.slice(0, count)) forgetUnkept.run(sha256);
      });
      parts.forgetBodies(now);
      return { unused: still.slice(count), used: settled.slice(count), upToId: newestId };
    },
    shrink(pages) {
      connection.raw.pragma(`incremental_vacuum(${pages})`);
      return connection.raw.pragma('freelist_count', { simple: true }) as number;
    },
  };
}

/** How many rows at the front may go. A clock that was wrong for a while must do no harm: a row from the future keeps none behind it, and
 *  one from long ago takes none in front of it along. */
function countTooOld(rows: readonly { readonly at: number }[], { beforeAt, now }: LedgerAge): number {
  let count = 0;
  for (const [index, { at }] of rows.entries()) {
    if (at < beforeAt) count = index + 1;
    else if (at <= now) break;
  }
  return count;
}
