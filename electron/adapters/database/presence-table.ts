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
  const endCrashed = connection.prepare<[]>(`UPDATE presence SET ended_by = 'crash' WHERE ended_by IS NULL`);
  const insert = connection.prepare<[number, number]>('INSERT INTO presence (from_at, heartbeat_at) VALUES (?, ?)');
  const beat = connection.prepare<[number]>('UPDATE presence SET heartbeat_at = ? WHERE ended_by IS NULL');
  const end = connection.prepare<[number, string]>(
    'UPDATE presence SET heartbeat_at = ?, ended_by = ? WHERE ended_by IS NULL',
  );
  const select = connection.prepare<[number], PresenceRow>(
    'SELECT from_at, heartbeat_at, ended_by FROM presence WHERE heartbeat_at >= ? ORDER BY from_at, id',
  );

  return {
    open(at) {
      gathered.add(() => {
        endCrashed.run();
        insert.run(at, at);
      });
    },
    heartbeat: (at) => gathered.add(() => beat.run(at)),
    close: (at, endedBy) => gathered.add(() => end.run(at, endedBy)),
    spans(sinceAt) {
      gathered.settle();
      return select.all(sinceAt).map(toSpan);
    },
  };
}

function toSpan(row: PresenceRow): PresenceSpan {
  return { from: row.from_at, to: row.heartbeat_at, endedBy: row.ended_by };
}
