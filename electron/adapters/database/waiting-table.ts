import type { WaitingPhone, WaitingStore } from '../../services/phones/phone-store';
import type { MacAddress } from '../../core/shared/mac-address';
import type { ProvisioningEntry } from '../../services/provisioning/provisioning-store';
import type { Connection } from './connection';
import type { WriteBehind } from './write-behind';

interface WaitingRow {
  readonly mac: MacAddress;
  readonly model: string | null;
  readonly address: string;
  readonly path: string;
  readonly first_at: number;
  readonly last_at: number;
  readonly times: number;
}

/** What the journal writes: one more time that a phone asked which is not ours yet. */
export interface WaitingArrivals {
  note(waiting: NonNullable<ProvisioningEntry['waiting']>, at: number): void;
  /** Removes the waiting phones that nobody but this peer spoke of. */
  forgetInventionsOf(siteId: number, peer: string): void;
}

export function waitingArrivals(connection: Connection): WaitingArrivals {
  const upsert = connection.prepare<[number, string, string | null, string, string, number, number]>(
    `INSERT INTO waiting_phone (site_id, mac, model, address, path, first_at, last_at, times)
     VALUES (?, ?, ?, ?, ?, ?, ?, 1)
     ON CONFLICT DO UPDATE SET model = COALESCE(excluded.model, model), address = excluded.address,
       path = excluded.path, last_at = excluded.last_at, times = times + 1`,
  );
  const forgetOfPeer = connection.prepare<[number, string, string]>(
    `DELETE FROM waiting_phone WHERE site_id = ? AND address = ?
     AND NOT EXISTS (SELECT 1 FROM request WHERE request.mac = waiting_phone.mac AND request.remote <> ?)`,
  );
  return {
    forgetInventionsOf(siteId, peer) {
      forgetOfPeer.run(siteId, peer, peer);
    },
    note({ siteId, mac, model, address, path }, at) {
      upsert.run(siteId, mac, model, address, path, at, at);
    },
  };
}

export function waitingTable(connection: Connection, gathered: WriteBehind): WaitingStore {
  const selectAll = connection.prepare<[number], WaitingRow>(
    `SELECT mac, model, address, path, first_at, last_at, times FROM waiting_phone
     WHERE site_id = ? ORDER BY last_at DESC, mac`,
  );
  const remove = connection.prepare<[number, string]>('DELETE FROM waiting_phone WHERE site_id = ? AND mac = ?');
  const arrivals = waitingArrivals(connection);

  return {
    note(siteId, waiting, at) {
      gathered.add(() => arrivals.note({ siteId, ...waiting }, at));
    },
    all(siteId) {
      gathered.settle();
      return selectAll.all(siteId).map(toWaiting);
    },
    remove(siteId, mac) {
      gathered.settle();
      connection.write(() => remove.run(siteId, mac));
    },
  };
}

function toWaiting(row: WaitingRow): WaitingPhone {
  const { mac, model, address, path, times } = row;
  return { mac, model, address, path, firstAt: row.first_at, lastAt: row.last_at, times };
}
