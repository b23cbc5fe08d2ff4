// All phones of a site in memory, written through to the store; serving and listing read here.
import { fail, ok, type Result } from '../../core/shared/result';
import type { MacAddress } from '../../core/shared/mac-address';
import type { PhoneChange, PhoneRecord, PhoneStore } from './phone-store';

export class PhoneBook {
  private readonly byMac = new Map<MacAddress, PhoneRecord>();
  private readonly byId = new Map<number, PhoneRecord>();
  /** Phones by the peer of their last good fetch: names the phone behind a request for a file that is the same for all. */
  private readonly byPeer = new Map<string, Set<number>>();

  constructor(
    private readonly store: PhoneStore,
    readonly siteId: number,
  ) {
    for (const phone of store.all(siteId)) this.put(phone);
  }

  get size(): number {
    return this.byMac.size;
  }

  all(): IterableIterator<PhoneRecord> {
    return this.byMac.values();
  }

  find(mac: MacAddress): PhoneRecord | undefined {
    return this.byMac.get(mac);
  }

  get(id: number): PhoneRecord | undefined {
    return this.byId.get(id);
  }

  require(mac: MacAddress): Result<PhoneRecord> {
    const phone = this.byMac.get(mac);
    if (phone) return ok(phone);
    return fail({
      code: 'PHONE_UNKNOWN',
      message: `There is no phone ${mac} in this site.`,
      remedy: 'Check the MAC address, or add the phone first.',
    });
  }

  atPeer(peer: string): PhoneRecord[] {
    return [...(this.byPeer.get(peer) ?? [])].flatMap((id) => this.byId.get(id) ?? []);
  }

  insert(phone: Omit<PhoneRecord, 'id'>): PhoneRecord {
    const stored = this.store.insert(phone);
    this.put(stored);
    return stored;
  }

  update(id: number, change: PhoneChange): PhoneRecord {
    this.store.update(id, change);
    return this.note(id, change);
  }

  /** For very many phones: in memory at once, in the store by and by (writeTakenRevision). */
  noteTakenRevision(ids: readonly number[], takenRevision: number): void {
    for (const id of ids) {
      const phone = this.byId.get(id);
      if (!phone) continue;
      const changed = { ...phone, takenRevision };
      this.byMac.set(phone.mac, changed);
      this.byId.set(id, changed);
    }
  }

  /** Phones that took something newer meanwhile are left as they are. */
  writeTakenRevision(ids: readonly number[], takenRevision: number): void {
    const still = ids.filter((id) => this.byId.get(id)?.takenRevision === takenRevision);
    if (still.length > 0) this.store.updateTakenRevision(still, takenRevision);
  }

  /** Takes over a change that is already on its way to the store with a ledger entry. */
  note(id: number, change: PhoneChange): PhoneRecord {
    const before = this.byId.get(id);
    if (!before) throw new Error(`phone ${id} is not in the book`);
    this.dropPeer(before);
    const phone = { ...before, ...change };
    this.put(phone);
    return phone;
  }

  remove(phones: readonly PhoneRecord[]): void {
    this.store.remove(phones.map((phone) => phone.id));
    for (const phone of phones) {
      this.dropPeer(phone);
      this.byMac.delete(phone.mac);
      this.byId.delete(phone.id);
    }
  }

  private put(phone: PhoneRecord): void {
    this.byMac.set(phone.mac, phone);
    this.byId.set(phone.id, phone);
    if (!phone.lastFetch) return;
    const ids = this.byPeer.get(phone.lastFetch.peer);
    if (ids) ids.add(phone.id);
    else this.byPeer.set(phone.lastFetch.peer, new Set([phone.id]));
  }

  private dropPeer(phone: PhoneRecord): void {
    if (!phone.lastFetch) return;
    const ids = this.byPeer.get(phone.lastFetch.peer);
    ids?.delete(phone.id);
    if (ids?.size === 0) this.byPeer.delete(phone.lastFetch.peer);
  }
}
