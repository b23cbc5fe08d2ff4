// Who is registered with us and how they are reached, in memory and written through as far as a restart leaves it true.
import { isIpLiteral } from '../../core/provisioning/ip-network';
import { addressOfRecord } from '../../core/sip/registration';
import { readSipUri } from '../../core/sip/sip-uri';
import type { HostPort } from '../phones/sip-address';
import type { NotifyTarget } from '../resync/notify-sender';
import type { PhoneBinding, RegistrationStore } from './registration-store';

const usualPort = 5060;

export class RegistrationBook {
  private readonly byUser = new Map<string, readonly PhoneBinding[]>();
  private readonly usersOf = new Map<number, Set<string>>();
  /** Those that left three pings unanswered. */
  private readonly silent = new Set<string>();
  private readonly listeners = new Set<(phoneId: number) => void>();

  constructor(
    private readonly store: RegistrationStore,
    private readonly siteId: number,
    private readonly now: () => number,
  ) {}

  /** What was known before the program ended: once, where a registrar is on. */
  load(): void {
    for (const binding of this.store.all(this.siteId))
      this.keep(binding.user, [...(this.byUser.get(binding.user) ?? []), binding]);
  }

  *all(): IterableIterator<PhoneBinding> {
    const now = this.now();
    for (const bindings of this.byUser.values())
      for (const binding of bindings) if (binding.expiresAt > now) yield binding;
  }

  /** Of one address of record, expired ones as well. */
  of(user: string): readonly PhoneBinding[] {
    return this.byUser.get(user) ?? [];
  }

  put(user: string, bindings: readonly PhoneBinding[]): void {
    // One that was renewed is heard of now.
    for (const known of this.of(user)) if (!bindings.includes(known)) this.silent.delete(keyOf(known));
    this.keep(user, bindings);
    // Connections end with the program.
    const lasting = bindings.filter(({ transport }) => transport === 'udp');
    this.store.save(this.siteId, user, lasting);
  }

  /** Calls back for every REGISTER that left the phone a binding, renewals too. Returns how to stop. */
  onRegistered(listener: (phoneId: number) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  tellRegistered(phoneId: number): void {
    for (const listener of this.listeners) listener(phoneId);
  }

  /** Of the phone's first line; null when it is not registered. */
  flowOf(phoneId: number): string | null {
    return this.firstOf(phoneId)?.flow ?? null;
  }

  /** The contact it registered, as a request to it names it; null when it is not registered. */
  contactOf(phoneId: number): NotifyTarget | null {
    const { contact = '' } = this.firstOf(phoneId) ?? {};
    const uri = readSipUri(contact);
    if (!uri || !('host' in uri)) return null;
    return { address: uri.host, port: uri.port, user: addressOfRecord(contact) ?? '' };
  }

  /** Where that is; the address it registered from when its contact has a name. */
  addressOf(phoneId: number): HostPort | null {
    const binding = this.firstOf(phoneId);
    if (!binding) return null;
    const uri = readSipUri(binding.contact);
    if (uri && 'host' in uri && isIpLiteral(uri.host)) return { address: uri.host, port: uri.port ?? usualPort };
    return { address: binding.address, port: binding.port };
  }

  isReachable(binding: PhoneBinding): boolean {
    return !this.silent.has(keyOf(binding));
  }

  /** True when that is news. */
  noteReachable(binding: PhoneBinding, reachable: boolean): boolean {
    if (reachable) return this.silent.delete(keyOf(binding));
    if (!this.isReachable(binding)) return false;
    this.silent.add(keyOf(binding));
    return true;
  }

  /** True when there were some. */
  drop(isGone: (binding: PhoneBinding) => boolean): boolean {
    let dropped = false;
    for (const [user, bindings] of this.byUser) {
      const left = bindings.filter((binding) => !isGone(binding));
      if (left.length === bindings.length) continue;
      dropped = true;
      this.put(user, left);
    }
    return dropped;
  }

  dropPhone(phoneId: number): boolean {
    const users = [...(this.usersOf.get(phoneId) ?? [])];
    for (const user of users)
      this.put(
        user,
        this.of(user).filter((binding) => binding.phoneId !== phoneId),
      );
    this.usersOf.delete(phoneId);
    return users.length > 0;
  }

  dropExpired(): boolean {
    const now = this.now();
    return this.drop(({ expiresAt }) => expiresAt <= now);
  }

  clear(): void {
    this.byUser.clear();
    this.usersOf.clear();
    this.silent.clear();
    this.store.clear(this.siteId);
  }

  private keep(user: string, bindings: readonly PhoneBinding[]): void {
    for (const { phoneId } of this.of(user)) this.usersOf.get(phoneId)?.delete(user);
    if (bindings.length === 0) this.byUser.delete(user);
    else this.byUser.set(user, bindings);
    for (const { phoneId } of bindings) {
      const users = this.usersOf.get(phoneId);
      if (users) users.add(user);
      else this.usersOf.set(phoneId, new Set([user]));
    }
  }

  /** The lowest line that answers, and of that the newest: a phone that got another address leaves its old contact behind. */
  private firstOf(phoneId: number): PhoneBinding | null {
    const now = this.now();
    const bindings = [...(this.usersOf.get(phoneId) ?? [])]
      .flatMap((user) => this.of(user))
      .filter((binding) => binding.phoneId === phoneId && binding.expiresAt > now)
      .toSorted(
        (one, other) =>
          Number(this.isReachable(other)) - Number(this.isReachable(one)) ||
          one.line - other.line ||
          other.registeredAt - one.registeredAt,
      );
    return bindings[0] ?? null;
  }
}

function keyOf({ user, contact }: PhoneBinding): string {
  return `${user}\n${contact}`;
}
