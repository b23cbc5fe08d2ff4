// Who may register: the accounts of the phones' own lines, as the phones hold them.
import { parseMacAddress } from '../../core/shared/mac-address';
import type { PhoneRecord } from '../phones/phone-store';
import type { SiteState, Surroundings } from '../site-state';

export interface LineAccount {
  readonly phoneId: number;
  readonly line: number;
  readonly user: string;
  readonly authId: string;
  readonly password: string;
}

/** Phones that share an account and differ in its password are a mistake; nobody tries thousands for one REGISTER. */
const mostOfOneName = 32;

export class LineAccounts {
  private readonly byAuthId = new Map<string, Set<number>>();
  private readonly byUser = new Map<string, Set<number>>();
  private readonly known = new Map<number, readonly LineAccount[]>();
  /** Of phones of which we do not know what they hold. */
  private readonly published = new Set<number>();
  private readonly changed = new Set<number>();
  private factsVersion: number;

  constructor(
    private readonly state: SiteState,
    private readonly around: Pick<Surroundings, 'family'>,
  ) {
    this.factsVersion = state.layers.factsVersion;
    for (const { id } of state.phones.all()) this.changed.add(id);
    // What a phone holds changes with its fetches, and those change the phone.
    state.phones.watch((id) => this.changed.add(id));
  }

  /** Those whose log-in has this name, without the ones that hold no password: nobody proves that. */
  withAuthId(authId: string): LineAccount[] {
    this.refresh();
    return this.accounts(this.byAuthId.get(authId))
      .filter((account) => account.authId === authId && account.password !== '')
      .slice(0, mostOfOneName);
  }

  hasUser(user: string): boolean {
    this.refresh();
    return this.byUser.has(user);
  }

  /** Of phones that share an account, the one that asks: by the MAC address it says it has, else by where its files went. */
  asking(accounts: readonly LineAccount[], userAgent: string, address: string): LineAccount | null {
    const phoneOf = ({ phoneId }: LineAccount): PhoneRecord | undefined => this.state.phones.get(phoneId);
    const named = parseMacAddress(/[0-9A-Fa-f]{12}|(?:[0-9A-Fa-f]{2}[:-]){5}[0-9A-Fa-f]{2}/.exec(userAgent)?.[0] ?? '');
    const byMac = named.ok ? accounts.find((account) => phoneOf(account)?.mac === named.value) : undefined;
    return byMac ?? accounts.find((account) => phoneOf(account)?.lastFetch?.peer === address) ?? accounts[0] ?? null;
  }

  private accounts(ids: ReadonlySet<number> | undefined): LineAccount[] {
    return [...(ids ?? [])].flatMap((id) => this.known.get(id) ?? []);
  }

  private refresh(): void {
    const { factsVersion } = this.state.layers;
    if (factsVersion !== this.factsVersion) {
      this.factsVersion = factsVersion;
      for (const id of this.published) this.changed.add(id);
    }
    for (const id of this.changed) this.read(id);
    this.changed.clear();
  }

  private read(id: number): void {
    for (const { authId, user } of this.known.get(id) ?? []) {
      leave(this.byAuthId, authId, id);
      leave(this.byUser, user, id);
    }
    this.published.delete(id);
    const phone = this.state.phones.get(id);
    const accounts = phone ? this.accountsOf(phone) : [];
    if (accounts.length === 0) this.known.delete(id);
    else this.known.set(id, accounts);
    for (const { authId, user } of accounts) {
      enter(this.byAuthId, authId, id);
      enter(this.byUser, user, id);
    }
  }

  private accountsOf({ id, mac }: PhoneRecord): LineAccount[] {
    const held = this.around.family.sipAccounts(this.state.held.of(id));
    if (held.length > 0) return held.map((account) => ({ phoneId: id, ...account }));
    this.published.add(id);
    return this.state.layers
      .phoneFacts(mac, 'published')
      .lines.filter(({ extension }) => extension !== '')
      .map(({ line, extension, authId, password }) => ({
        phoneId: id,
        line,
        user: extension,
        authId: authId || extension,
        password,
      }));
  }
}

function enter(index: Map<string, Set<number>>, name: string, id: number): void {
  const ids = index.get(name);
  if (ids) ids.add(id);
  else index.set(name, new Set([id]));
}

function leave(index: Map<string, Set<number>>, name: string, id: number): void {
  const ids = index.get(name);
  ids?.delete(id);
  if (ids?.size === 0) index.delete(name);
}
