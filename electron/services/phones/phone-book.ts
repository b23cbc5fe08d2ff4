// All phones of a site in memory, written through to the store; serving and listing read here.
import { fail, ok, type Result } from '../../core/shared/result';
import type { MacAddress } from '../../core/shared/mac-address';
import type { PhoneChange, PhoneRecord, PhoneStore } from './phone-store';

export class PhoneBook {
  private readonly byMac = new Map<MacAddress, PhoneRecord>();
  private readonly byId = new Map<number, PhoneRecord>();
  /** Phones by the peer of their last good fetch: names the phone behind a request for a file that is the same for all. */
  private readonly byPeer = new Map<string, Set<number>>();
  /** Phones by the address they were told at their last good fetch. */
  private readonly byTold = new Map<string, Set<number>>();
  private readonly watchers: ((id: number) => void)[] = [];

  constructor(
    private readonly store: PhoneStore,
    readonly siteId: number,
  ) {
    for (const phone of store.all(siteId)) this.put(phone);
  }

  /** Calls back for every phone that comes, changes or goes. */
  watch(watcher: (id: number) => void): void {
    this.watchers.push(watcher);
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

  /** The phone of this MAC if its last good fetch came from the peer; without a MAC the only one that did. Behind one address there
   *  may be thousands. */
  atPeer(peer: string, mac: MacAddress | null): PhoneRecord | null {
    const ids = this.byPeer.get(peer);
    if (!ids) return null;
    const named = mac && this.byMac.get(mac);
    if (mac) return named && ids.has(named.id) ? named : null;
    const [only] = ids;
    return ids.size === 1 && only !== undefined ? (this.byId.get(only) ?? null) : null;
  }

  /** How many phones were last told which address of ours. */
  *toldCounts(): IterableIterator<[baseUrl: string, phones: number]> {
    for (const [baseUrl, ids] of this.byTold) yield [baseUrl, ids.size];
  }

  toldAddresses(): IterableIterator<string> {
    return this.byTold.keys();
  }

  toldAt(baseUrl: string): PhoneRecord[] {
    return [...(this.byTold.get(baseUrl) ?? [])].flatMap((id) => this.byId.get(id) ?? []);
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

  /** For whoever has nobody to tell that the disk is full: in memory at once, in the store as soon as it takes it. */
  updateSoon(id: number, change: PhoneChange): PhoneRecord {
    this.store.updateSoon(id, change);
    return this.note(id, change);
  }

  /** For very many phones: in memory at once, in the store by and by (writeTakenRevision). */
  noteTakenRevision(phones: readonly PhoneRecord[], takenRevision: number): void {
    for (const phone of phones) phone.takenRevision = takenRevision;
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
    const phone = { ...before, ...change };
    if (!isSamePlace(phone.lastFetch, before.lastFetch)) this.dropPlaces(before);
    this.put(phone);
    return phone;
  }

  remove(phones: readonly PhoneRecord[]): void {
    this.store.remove(phones.map((phone) => phone.id));
    for (const phone of phones) {
      this.dropPlaces(phone);
      this.byMac.delete(phone.mac);
      this.byId.delete(phone.id);
      this.tell(phone.id);
    }
  }

  private put(phone: PhoneRecord): void {
    this.byMac.set(phone.mac, phone);
    this.byId.set(phone.id, phone);
    this.tell(phone.id);
    if (!phone.lastFetch) return;
    addTo(this.byPeer, phone.lastFetch.peer, phone.id);
    addTo(this.byTold, phone.lastFetch.toldBaseUrl, phone.id);
  }

  private tell(id: number): void {
    for (const watcher of this.watchers) watcher(id);
  }

  private dropPlaces(phone: PhoneRecord): void {
    if (!phone.lastFetch) return;
    takeFrom(this.byPeer, phone.lastFetch.peer, phone.id);
    takeFrom(this.byTold, phone.lastFetch.toldBaseUrl, phone.id);
  }
}

function isSamePlace(one: PhoneRecord['lastFetch'], other: PhoneRecord['lastFetch']): boolean {
  return one?.peer === other?.peer && one?.toldBaseUrl === other?.toldBaseUrl;
}

function addTo(index: Map<string, Set<number>>, key: string, id: number): void {
  const ids = index.get(key);
  if (ids) ids.add(id);
  else index.set(key, new Set([id]));
}

function takeFrom(index: Map<string, Set<number>>, key: string, id: number): void {
  const ids = index.get(key);
  ids?.delete(id);
  if (ids?.size === 0) index.delete(key);
}
