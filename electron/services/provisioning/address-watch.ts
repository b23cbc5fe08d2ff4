// Notices when an address of this computer comes or goes, and remembers since when nobody answers where phones were told to ask.
import { isIpLiteral } from '../../core/provisioning/ip-network';
import type { Clock } from '../../core/shared/clock';
import { ProblemError } from '../../core/shared/problem';
import type { SiteStore } from '../settings/site-store';
import type { ToldState } from './host-addresses';
import type { InterfaceAddress, NameLookup, NetworkInterfaces } from './network-interfaces';
import { parseToldAddress } from './told-addresses';

/** A cable is pulled and put in again within seconds. */
const everyMs = 3_000;
/** Names are asked for again after this long; when a person looks, sooner. */
const nameKeptMs = 60_000;
const nameKeptForPersonMs = 5_000;
const addressesRemembered = 50;
const settingName = 'addresses seen';

/** The listeners, as far as the watch needs them. */
export interface WatchedListeners {
  addressesChanged(here: readonly InterfaceAddress[]): Promise<void>;
  answersAt(protocol: 'http' | 'https', address: string, port: number): boolean;
  /** The address phones are told now is gone from this computer. */
  readonly isStranded: boolean;
  toldBaseUrl(): string;
}

export interface WatchParts {
  readonly interfaces: NetworkInterfaces;
  readonly names: NameLookup;
  readonly listeners: WatchedListeners;
  /** That of phones: what is shown. */
  readonly clock: Clock;
  readonly realClock: Clock;
  /** Null before the data folder is open, and for a command. */
  readonly settings: () => Pick<SiteStore, 'setting' | 'saveSetting'> | null;
  /** Addresses the served phones were told; null while nothing is served. */
  readonly told: () => Iterable<string> | null;
  /** Something has changed that people see. */
  readonly changed: () => void;
}

interface Remembered {
  /** Told address → since when nobody answers there. */
  gone: Record<string, number>;
  /** Address → the interface it was last seen on. */
  seen: Record<string, { readonly name: string; readonly prefix: number }>;
}

export class AddressWatch {
  checkedAt = 0;
  here: readonly InterfaceAddress[] = [];
  private lookedLike = '';
  private remembered: Remembered | null = null;
  private readonly names = new Map<string, { readonly atMs: number; readonly addresses: readonly string[] }>();
  private stopTimer: (() => void) | null = null;
  private checking: Promise<void> | null = null;

  constructor(private readonly parts: WatchParts) {}

  /** Looks at once and then every few seconds, on the computer's own clock: a lab's may stand still. */
  async start(): Promise<void> {
    await this.check();
    this.stopTimer ??= this.parts.realClock.every(everyMs, () => void this.check());
  }

  async stop(): Promise<void> {
    this.stopTimer?.();
    this.stopTimer = null;
    await this.checking;
  }

  /** `asked`: by a person; what names mean is asked anew. Never rejects: what cannot be listed is as it was. */
  async check(asked = false): Promise<void> {
    // One that is under way may have looked before what this caller wants to see.
    if (this.checking) await this.checking;
    this.checking = this.look(asked).finally(() => (this.checking = null));
    await this.checking;
  }

  toldState(baseUrl: string): ToldState {
    const { listeners } = this.parts;
    if (baseUrl === listeners.toldBaseUrl()) return listeners.isStranded ? 'gone' : 'current';
    const place = parseToldAddress(baseUrl);
    if (!place) return 'gone';
    const { protocol, address, port } = place;
    // A name nobody has looked up yet may well be ours.
    if (!isIpLiteral(address) && !this.names.has(address)) return 'answered';
    const addresses = isIpLiteral(address) ? [address] : this.resolved(address);
    return addresses.some((one) => listeners.answersAt(protocol, one, port)) ? 'answered' : 'gone';
  }

  goneSince(baseUrl: string): number | null {
    return this.memory().gone[baseUrl] ?? null;
  }

  lastSeen(address: string): { readonly name: string; readonly prefix: number } | null {
    return this.memory().seen[address] ?? null;
  }

  /** As last asked; none before. */
  resolved(host: string): readonly string[] {
    return this.names.get(host)?.addresses ?? [];
  }

  /** After listeners moved by a person's hand. */
  noteListeners(): void {
    this.noteGone();
    this.parts.changed();
  }

  private async look(asked: boolean): Promise<void> {
    const { interfaces, listeners, clock, changed } = this.parts;
    let here: readonly InterfaceAddress[];
    try {
      here = interfaces.list();
    } catch {
      return;
    }
    this.checkedAt = clock.now();
    const looksLike = JSON.stringify(here);
    const moved = looksLike !== this.lookedLike;
    if (moved) {
      this.lookedLike = looksLike;
      this.here = here;
      await listeners.addressesChanged(here);
      this.noteSeen();
    }
    const named = this.lookUpNames(asked);
    // Nobody but the person who asked waits for a resolver.
    if (asked) await named;
    else void named.then((news) => (news ? this.noteListeners() : undefined));
    const gone = this.noteGone();
    if (moved || gone) changed();
  }

  private async lookUpNames(asked: boolean): Promise<boolean> {
    const { names, told, listeners, realClock } = this.parts;
    const now = realClock.monotonicMs();
    const hosts = new Set<string>();
    for (const baseUrl of [listeners.toldBaseUrl(), ...(told() ?? [])]) {
      const host = parseToldAddress(baseUrl)?.address;
      if (host && !isIpLiteral(host)) hosts.add(host);
    }
    const keptMs = asked ? nameKeptForPersonMs : nameKeptMs;
    const due = [...hosts].filter((host) => now - (this.names.get(host)?.atMs ?? -Infinity) > keptMs);
    // A resolver may tell the same addresses in another order each time.
    const meaning = (host: string): string => [...this.resolved(host)].sort().join();
    const before = due.map(meaning);
    await Promise.all(
      due.map(async (host) => void this.names.set(host, { atMs: now, addresses: await names.resolve(host) })),
    );
    return due.some((host, index) => meaning(host) !== before[index]);
  }

  /** Says whether anything is gone, or back, that was not before. */
  private noteGone(): boolean {
    const told = this.parts.told();
    if (!told) return false;
    const memory = this.memory();
    const gone: Remembered['gone'] = {};
    for (const baseUrl of new Set([this.parts.listeners.toldBaseUrl(), ...told])) {
      if (this.toldState(baseUrl) === 'gone') gone[baseUrl] = memory.gone[baseUrl] ?? this.parts.clock.now();
    }
    if (JSON.stringify(gone) === JSON.stringify(memory.gone)) return false;
    memory.gone = gone;
    this.keep();
    return true;
  }

  private noteSeen(): void {
    const memory = this.memory();
    const before = JSON.stringify(memory.seen);
    for (const { name, address, prefix } of this.here) {
      // Taken out first: what was seen last stands last, and the oldest are forgotten.
      delete memory.seen[address];
      memory.seen[address] = { name, prefix };
    }
    const newest = Object.entries(memory.seen).slice(-addressesRemembered);
    memory.seen = Object.fromEntries(newest);
    if (JSON.stringify(memory.seen) !== before) this.keep();
  }

  private memory(): Remembered {
    if (this.remembered) return this.remembered;
    const kept = this.parts.settings()?.setting(settingName) ?? null;
    const remembered: Remembered = { gone: {}, seen: {}, ...(kept === null ? {} : (JSON.parse(kept) as Remembered)) };
    if (this.parts.settings()) this.remembered = remembered;
    return remembered;
  }

  /** On a full disk it is kept in memory only, until the next change. */
  private keep(): void {
    try {
      this.parts.settings()?.saveSetting(settingName, JSON.stringify(this.remembered));
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
    }
  }
}
