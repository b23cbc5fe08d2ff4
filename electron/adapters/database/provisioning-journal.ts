// The ledger with all that one answered request leaves behind. Entries of one batch share a transaction, so what belongs
// to one request is written together or not at all.
import type { PhoneChange } from '../../services/phones/phone-store';
import type { Body, ProvisioningJournal } from '../../services/provisioning/provisioning-store';
import type { Vault } from '../../services/settings/vault';
import { blobTable } from './blob-table';
import type { Connection } from './connection';
import { heldTable } from './held-table';
import type { PhoneChanges } from './phone-table';
import { requestTable } from './request-table';
import { waitingArrivals } from './waiting-table';
import type { WriteBehind } from './write-behind';

/** Bodies known to be stored, so that the same bytes are not compressed again for every phone. */
const knownBodies = 20_000;

interface HeldToWrite {
  readonly phoneId: number;
  values: ReadonlyMap<string, string>;
}

interface ChangeToWrite {
  readonly id: number;
  change: PhoneChange;
}

export interface StoredJournal extends ProvisioningJournal {
  /** These bodies are stored no more: the next time they are answered, they are stored again. */
  forgetBodies(hashes: readonly string[]): void;
}

export function provisioningJournal(
  connection: Connection,
  vault: Vault,
  changes: PhoneChanges,
  gathered: WriteBehind,
): StoredJournal {
  const requests = requestTable(connection);
  const blobs = blobTable(connection, vault);
  const held = heldTable(connection, vault);
  const waiting = waitingArrivals(connection);
  const known = new Set<string>();
  /** Of several held configurations of one phone in one batch, only the last is worth writing. */
  const latestHeld = new Map<number, HeldToWrite>();
  /** So it is with changes of a phone; together they are one. */
  const latestChange = new Map<number, ChangeToWrite>();

  gathered.onFlushed((written) => {
    latestHeld.clear();
    latestChange.clear();
    // Taken back: what was thought to be stored is not.
    if (!written) known.clear();
  });

  function storeBody(body: Body): void {
    if (known.has(body.sha256)) return;
    if (!blobs.has(body.sha256)) blobs.insert(body.sha256, body.bytes, body.secret);
    if (known.size >= knownBodies) known.delete(known.values().next().value ?? '');
    known.add(body.sha256);
  }

  /** Null when an earlier entry of this batch writes these values for us. */
  function heldToWrite(phoneId: number, values: ReadonlyMap<string, string>): HeldToWrite | null {
    const latest = latestHeld.get(phoneId);
    if (latest) latest.values = values;
    else latestHeld.set(phoneId, { phoneId, values });
    return latest ? null : (latestHeld.get(phoneId) ?? null);
  }

  /** The same for a phone's row. */
  function changeToWrite(id: number, change: PhoneChange): ChangeToWrite | null {
    const latest = latestChange.get(id);
    if (latest) {
      latest.change = { ...latest.change, ...change };
      return null;
    }
    const first = { id, change };
    latestChange.set(id, first);
    return first;
  }

  return {
    record(siteId, entry) {
      const heldNow = entry.held && heldToWrite(entry.held.phoneId, entry.held.values);
      const changeNow = entry.phone && changeToWrite(entry.phone.id, entry.phone.change);
      gathered.add(() => {
        if (entry.body) storeBody(entry.body);
        requests.append(siteId, entry.request);
        if (changeNow) changes.apply(changeNow.id, changeNow.change);
        if (heldNow) held.save(heldNow.phoneId, heldNow.values);
        if (entry.waiting) waiting.note(entry.waiting, entry.request.at);
        if (typeof entry.caught === 'string') waiting.forgetInventionsOf(siteId, entry.caught);
      });
    },
    flush: () => gathered.flush(),
    requests(siteId, filter) {
      gathered.settle();
      return requests.select(siteId, filter);
    },
    body(sha256) {
      gathered.settle();
      return blobs.read(sha256);
    },
    held(siteId) {
      gathered.settle();
      return held.all(siteId);
    },
    forgetBodies(hashes) {
      for (const sha256 of hashes) known.delete(sha256);
    },
    forgetHeld(phoneId) {
      gathered.settle();
      connection.write(() => held.forget(phoneId));
    },
  };
}
