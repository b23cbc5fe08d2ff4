import type { FetchState, PhoneChange, PhoneRecord, PhoneStore, TroubleState } from '../../services/phones/phone-store';
import type { MacAddress } from '../../core/shared/mac-address';
import { ProblemError } from '../../core/shared/problem';
import type { Connection, SqlValue } from './connection';
import { errorCode } from './database-problem';
import type { WriteBehind } from './write-behind';

interface PhoneRow {
  readonly id: number;
  readonly site_id: number;
  readonly mac: MacAddress;
  readonly model: string;
  readonly ip: string | null;
  readonly added_at: number;
  readonly armed_until: number | null;
  readonly armed_peer: string | null;
  readonly fetched_at: number | null;
  readonly fetched_peer: string | null;
  readonly fetched_base_url: string | null;
  readonly fetched_generation: number | null;
  readonly firmware: string | null;
  readonly trouble: string | null;
  readonly taken_revision: number | null;
  readonly taken_hash: string | null;
  readonly taken_files: string;
}

const columns = `id, site_id, mac, model, ip, added_at, armed_until, armed_peer, fetched_at, fetched_peer,
  fetched_base_url, fetched_generation, firmware, trouble, taken_revision, taken_hash, taken_files`;

/** The part of the phone table that the journal writes to, inside its own transactions. */
export interface PhoneChanges {
  apply(id: number, change: PhoneChange): void;
}

export function phoneChanges(connection: Connection): PhoneChanges {
  const updates = new Map<string, ReturnType<typeof connection.prepare<SqlValue[]>>>();
  const noteFetch = connection.prepare<[number, string, string, number, number]>(
    `UPDATE phone SET fetched_at = ?, fetched_peer = ?, fetched_base_url = ?, fetched_generation = ? WHERE id = ?`,
  );

  return {
    apply(id, change) {
      const { lastFetch } = change;
      // What a phone that asks again and gets what it has leaves behind: by far the most there is.
      if (lastFetch && Object.keys(change).length === 1) {
        noteFetch.run(lastFetch.at, lastFetch.peer, lastFetch.toldBaseUrl, lastFetch.tokenGeneration, id);
        return;
      }
      const cells = toCells(change);
      if (cells.length === 0) return;
      const assignments = cells.map(([column]) => `${column} = ?`).join(', ');
      const update =
        updates.get(assignments) ?? connection.prepare<SqlValue[]>(`UPDATE phone SET ${assignments} WHERE id = ?`);
      updates.set(assignments, update);
      update.run(...cells.map(([, value]) => value), id);
    },
  };
}

export function phoneTable(connection: Connection, changes: PhoneChanges, gathered: WriteBehind): PhoneStore {
  const selectAll = connection.prepare<[number], PhoneRow>(
    `SELECT ${columns} FROM phone WHERE site_id = ? ORDER BY id`,
  );
  const insert = connection.prepare<[number, string, string, number, string]>(
    'INSERT INTO phone (site_id, mac, model, added_at, taken_files) VALUES (?, ?, ?, ?, ?)',
  );
  const remove = connection.prepare<[number]>('DELETE FROM phone WHERE id = ?');
  const updateTakenRevision = connection.prepare<[number, string]>(
    'UPDATE phone SET taken_revision = ? WHERE id IN (SELECT value FROM json_each(?))',
  );
  const saveName = connection.prepare<[string, string | null, number]>(
    'UPDATE phone SET name = ?, group_name = ? WHERE id = ?',
  );
  const deleteLines = connection.prepare<[number]>('DELETE FROM line WHERE phone_id = ?');
  const insertLine = connection.prepare<[number, number, string, string, string]>(
    'INSERT INTO line (phone_id, line, extension, name, auth_id) VALUES (?, ?, ?, ?, ?)',
  );

  return {
    all(siteId) {
      gathered.settle();
      return selectAll.all(siteId).map(toPhone);
    },
    insert(phone) {
      const { siteId, mac, ...rest } = phone;
      try {
        return connection.write(() => {
          const { lastInsertRowid } = insert.run(siteId, mac, phone.model, phone.addedAt, '{}');
          const id = Number(lastInsertRowid);
          changes.apply(id, rest);
          return { ...phone, id };
        });
      } catch (error) {
        throw errorCode(error) === 'SQLITE_CONSTRAINT_UNIQUE' ? duplicate(mac) : error;
      }
    },
    update(id, change) {
      // A change gathered earlier must not come after this one.
      gathered.settle();
      connection.write(() => changes.apply(id, change));
    },
    updateSoon: (id, change) => gathered.add(() => changes.apply(id, change)),
    updateTakenRevision(ids, takenRevision) {
      gathered.settle();
      connection.write(() => updateTakenRevision.run(takenRevision, JSON.stringify(ids)));
    },
    remove(ids) {
      gathered.settle();
      connection.write(() => {
        for (const id of ids) remove.run(id);
      });
    },
    saveSummary(id, { name, group, lines }) {
      connection.write(() => {
        saveName.run(name, group, id);
        deleteLines.run(id);
        for (const { line, extension, name: lineName, authId } of lines)
          insertLine.run(id, line, extension, lineName, authId);
      });
    },
  };
}

function toPhone(row: PhoneRow): PhoneRecord {
  const { id, mac, model, ip, firmware } = row;
  return {
    id,
    siteId: row.site_id,
    mac,
    model,
    ip,
    addedAt: row.added_at,
    armed: row.armed_until === null ? null : { until: row.armed_until, boundPeer: row.armed_peer },
    lastFetch: toFetch(row),
    firmware,
    trouble: row.trouble === null ? null : (JSON.parse(row.trouble) as TroubleState),
    takenRevision: row.taken_revision,
    takenHash: row.taken_hash,
    takenFiles: JSON.parse(row.taken_files) as PhoneRecord['takenFiles'],
  };
}

function toFetch(row: PhoneRow): FetchState | null {
  if (row.fetched_at === null) return null;
  return {
    at: row.fetched_at,
    peer: row.fetched_peer ?? '',
    toldBaseUrl: row.fetched_base_url ?? '',
    tokenGeneration: row.fetched_generation ?? 0,
  };
}

/** The columns a change writes. What is not in the change stays. */
function toCells(change: PhoneChange): [column: string, value: SqlValue][] {
  const { model, ip, addedAt, armed, lastFetch, firmware, trouble, takenRevision, takenHash, takenFiles } = change;
  const cells: [string, SqlValue][] = [];
  if (model !== undefined) cells.push(['model', model]);
  if (ip !== undefined) cells.push(['ip', ip]);
  if (addedAt !== undefined) cells.push(['added_at', addedAt]);
  if (armed !== undefined) cells.push(['armed_until', armed?.until ?? null], ['armed_peer', armed?.boundPeer ?? null]);
  if (lastFetch !== undefined)
    cells.push(
      ['fetched_at', lastFetch?.at ?? null],
      ['fetched_peer', lastFetch?.peer ?? null],
      ['fetched_base_url', lastFetch?.toldBaseUrl ?? null],
      ['fetched_generation', lastFetch?.tokenGeneration ?? null],
    );
  if (firmware !== undefined) cells.push(['firmware', firmware]);
  if (trouble !== undefined) cells.push(['trouble', trouble === null ? null : JSON.stringify(trouble)]);
  if (takenRevision !== undefined) cells.push(['taken_revision', takenRevision]);
  if (takenHash !== undefined) cells.push(['taken_hash', takenHash]);
  if (takenFiles !== undefined) cells.push(['taken_files', JSON.stringify(takenFiles)]);
  return cells;
}

function duplicate(mac: MacAddress): ProblemError {
  return new ProblemError({
    code: 'MAC_DUPLICATE',
    message: `A phone with the MAC ${mac} is there already.`,
    remedy: 'Change that phone instead, or remove it first. It may belong to another site of this database.',
  });
}
