import type { PresenceSpan, PresenceStore } from '../../services/provisioning/presence-store';
import type { Connection } from './connection';
import type { WriteBehind } from './write-behind';

interface PresenceRow {
  readonly from_at: number;
  readonly heartbeat_at: number;
  readonly ended_by: PresenceSpan['endedBy'];
}

/** Written behind: a heartbeat comes from a timer, where trouble of the disk would end the program. */
export function presenceTable(connection: Connection, gathered: WriteBehind): PresenceStore {
  const newest = 'id = (SELECT max(id) FROM presence) AND ended_by IS NULL';
  const endCrashed = connection.prepare<[]>(`UPDATE presence SET ended_by = 'crash' WHERE ended_by IS NULL`);
  const insert = connection.prepare<[number, number, string | null]>(
    'INSERT INTO presence (from_at, heartbeat_at, ended_by) VALUES (?, ?, ?)',
  );
  const beat = connection.prepare<[number]>(`UPDATE presence SET heartbeat_at = ? WHERE ${newest}`);
  const end = connection.prepare<[number, string]>(
    `UPDATE presence SET heartbeat_at = ?, ended_by = ? WHERE ${newest}`,
  );
  const move = connection.prepare<[number, number, number]>(
    'UPDATE presence SET from_at = from_at + ?, heartbeat_at = heartbeat_at + ? WHERE id >= ?',
  );
  const forget = connection.prepare<[number]>('DELETE FROM presence WHERE heartbeat_at < ?');
  const select = connection.prepare<[number], PresenceRow>(
    'SELECT from_at, heartbeat_at, ended_by FROM presence ORDER BY id DESC LIMIT ?',
  );
  /** The first row this run wrote. */
  let firstId: number | bigint | null = null;

  function put(from: number, endedBy: string | null): void {
    endCrashed.run();
    const { lastInsertRowid } = insert.run(from, from, endedBy);
    firstId ??= lastInsertRowid;
  }

  return {
    open: (at) => gathered.add(() => put(at, null)),
    heartbeat: (at) => gathered.add(() => beat.run(at)),
    close(at, endedBy) {
      gathered.add(() => {
        if (firstId === null || end.run(at, endedBy).changes === 0) put(at, endedBy);
      });
    },
    shift: (byMs) => gathered.add(() => void (firstId !== null && move.run(byMs, byMs, Number(firstId)))),
    settle: () => gathered.settle(),
    forget: (beforeAt) => gathered.add(() => forget.run(beforeAt)),
    spans(most) {
      gathered.settle();
      return select.all(most).map(toSpan).toReversed();
    },
  };
}

function toSpan(row: PresenceRow): PresenceSpan {
  return { from: row.from_at, to: row.heartbeat_at, endedBy: row.ended_by };
}
