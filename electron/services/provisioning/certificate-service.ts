// The certificates of a site: issued for every address phones are told, renewed in time, or brought along.
import { fail, ok, type Result } from '../../core/shared/result';
import type { Problem } from '../../core/shared/problem';
import type { AuditEntry, AuditStore } from '../phones/phone-store';
import type { SiteStore } from '../settings/site-store';
import type { SiteState, Surroundings } from '../site-state';
import type { GivenFile } from './answer';
import type {
  CertificateAuthority,
  CertificateFacts,
  CertificateKey,
  CertificateRecord,
  CertificateRole,
  CertificateStore,
  KeyedCertificate,
} from './certificate-store';

const dayMs = 24 * 60 * 60_000;
const rootDays = 3652;
/** What browsers took at most when this was written; phones are not known to care. */
const issuedDays = 397;
const renewDays = 30;
/** A phone without a battery starts in 2000 or later and may ask before it knows the time; and so may the laptop that issues
 *  have a wrong clock. A certificate that is good only from today on would then be none. */
const goodSince = Date.UTC(2000, 0, 1);

/** What older series are sure to know. */
const defaultKey: CertificateKey = 'rsa-2048';

export type ToldProtocol = 'http' | 'https';

export interface ListedCertificate extends CertificateFacts {
  readonly role: CertificateRole;
  readonly inUse: boolean;
  readonly daysLeft: number;
  readonly state: 'fine' | 'expiring' | 'expired' | 'name-missing';
}

export interface CertificatePorts {
  readonly store: CertificateStore;
  readonly authority: CertificateAuthority;
  readonly audit: AuditStore;
  readonly settings: Pick<SiteStore, 'setting' | 'saveSetting'>;
  /** Addresses and host names phones are told now, the foremost first. */
  readonly names: () => readonly string[];
}

const roles = ['root', 'issued', 'imported'] as const satisfies readonly CertificateRole[];

interface Known extends CertificateRecord {
  readonly facts: CertificateFacts;
}

export class CertificateService {
  private readonly known = new Map<CertificateRole, Known>();
  private readonly listeners = new Set<() => void>();
  /** One after the other: two that issue at once would make two roots. */
  private turn: Promise<unknown> = Promise.resolve();
  private stopChecks: (() => void) | null = null;
  private rootFile: GivenFile | null = null;
  /** Names for which a certificate was issued at last and still misses one: to issue again would be in vain. */
  private issuedInVain = '';
  private told: ToldProtocol;

  constructor(
    private readonly state: SiteState,
    private readonly around: Surroundings,
    private readonly ports: CertificatePorts,
  ) {
    for (const record of ports.store.all(state.site.id)) this.take(record);
    this.told = ports.settings.setting(this.toldSetting) === 'https' ? 'https' : 'http';
  }

  /** What HTTPS answers with; null before the first. A certificate brought along goes before the issued one. */
  get inUse(): KeyedCertificate | null {
    return this.known.get('imported') ?? this.known.get('issued') ?? null;
  }

  get toldProtocol(): ToldProtocol {
    return this.told;
  }

  list(): ListedCertificate[] {
    const inUse = this.inUse;
    return roles
      .flatMap((role) => this.known.get(role) ?? [])
      .map((record) => {
        const daysLeft = Math.floor((record.facts.notAfter - this.around.clock.now()) / dayMs);
        return { ...record.facts, role: record.role, inUse: record === inUse, daysLeft, state: this.stateOf(record) };
      });
  }

  /** PEM. Our own root only: that of an imported certificate is for its issuer to give. */
  rootPem(): string | null {
    return this.known.get('root')?.certificate ?? null;
  }

  /** The root phones need for the certificate in use, DER: the form that UT's own files name (`.cer`). */
  root(): GivenFile | null {
    return this.rootFile;
  }

  /** Calls back when HTTPS is to answer with another certificate, or phones are told the other protocol. */
  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Looks every day, and now, whether the issued certificate must be renewed. `trouble` is told of what goes wrong. */
  start(trouble: (error: unknown) => void): void {
    const check = (): void => void this.renew().catch(trouble);
    this.stopChecks ??= this.around.clock.every(dayMs, check);
    check();
  }

  /** Ends the checks; what is being issued is finished. */
  async stop(): Promise<void> {
    this.stopChecks?.();
    this.stopChecks = null;
    await this.turn;
  }

  /** Issues one when there is none at all: HTTPS is wanted. */
  ensure(actor: string): Promise<void> {
    return this.inTurn(async () => {
      if (!this.inUse) await this.issueNow(defaultKey, actor);
    });
  }

  /** A new certificate for all names of now. Makes the root when there is none of this kind of key, or it ends soon: phones must
   *  then take the new one. Problem CERTIFICATE_ROOT_IN_USE: phones that come by HTTPS would be left with the old one. */
  issue(key: CertificateKey | undefined, actor: string): Promise<Result<void>> {
    return this.inTurn(async () => {
      const wanted = key ?? this.issuedKey;
      const root = this.known.get('root');
      const refused = this.known.has('imported') || root?.facts.key === wanted ? null : this.rootInUse();
      if (refused) return fail(refused);
      await this.issueNow(wanted, actor);
      return ok(undefined);
    });
  }

  /** Issues anew what ends within 30 days or misses an address phones are told; nothing when none was ever issued. */
  renew(): Promise<boolean> {
    return this.inTurn(async () => {
      const issued = this.known.get('issued');
      const state = issued && this.stateOf(issued);
      const names = this.ports.names().join(' ');
      if (!state || state === 'fine' || (state === 'name-missing' && names === this.issuedInVain)) return false;
      await this.issueNow(this.issuedKey, 'Cordboard');
      const renewed = this.known.get('issued');
      this.issuedInVain = renewed && this.stateOf(renewed) === 'name-missing' ? names : '';
      return true;
    });
  }

  /** Problems CERTIFICATE_INVALID, CERTIFICATE_KEY_MISMATCH, CERTIFICATE_EXPIRED, and CERTIFICATE_ROOT_IN_USE as of `issue`. */
  import(given: KeyedCertificate, actor: string): Promise<Result<void>> {
    return this.inTurn(async () => {
      const accepted = this.ports.authority.accept(given, this.around.clock.now());
      if (!accepted.ok) return accepted;
      const refused = this.rootInUse(this.ports.authority.rootOf(accepted.value.certificate));
      if (refused) return fail(refused);
      this.save('imported', accepted.value);
      this.audit('certificate-imported', actor, this.known.get('imported')?.facts);
      this.changed();
      return ok(undefined);
    });
  }

  /** The imported one goes, the issued one is used again; made when there is none, so that HTTPS goes on. Problem
   *  CERTIFICATE_ROOT_IN_USE as of `issue`. */
  forget(actor: string): Promise<Result<void>> {
    return this.inTurn(async () => {
      const imported = this.known.get('imported');
      if (!imported) return ok(undefined);
      const refused = this.rootInUse(this.known.get('root')?.facts.der ?? null);
      if (refused) return fail(refused);
      if (!this.known.has('issued')) await this.issueNow(defaultKey, actor);
      this.ports.store.remove(this.state.site.id, 'imported');
      this.known.delete('imported');
      this.audit('certificate-forgotten', actor, imported.facts);
      this.changed();
      return ok(undefined);
    });
  }

  /** Which addresses phones are told, as far as HTTPS listens. */
  tell(protocol: ToldProtocol, actor: string): void {
    if (protocol === this.told) return;
    this.ports.settings.saveSetting(this.toldSetting, protocol);
    this.told = protocol;
    this.audit('told-protocol', actor, undefined, protocol);
    this.changed();
    this.around.announce('phones');
  }

  private get toldSetting(): string {
    return `told protocol of site ${this.state.site.id}`;
  }

  private get issuedKey(): CertificateKey {
    return this.known.get('issued')?.facts.key === 'ecdsa-p256' ? 'ecdsa-p256' : defaultKey;
  }

  private async issueNow(key: CertificateKey, actor: string): Promise<void> {
    const { authority, names } = this.ports;
    const now = this.around.clock.now();
    const notBefore = Math.min(goodSince, now - dayMs);
    const root = this.usableRoot(key) ?? (await this.newRoot(key, notBefore));
    const { notAfter: rootEnds } = authority.describe(root.certificate);
    const notAfter = Math.min(now + issuedDays * dayMs, rootEnds);
    const issued = await authority.issue(root, { key, names: [...new Set(names())], notBefore, notAfter });
    this.save('issued', issued);
    this.audit('certificate-issued', actor, this.known.get('issued')?.facts);
    this.changed();
  }

  /** Phones take the new root by a file whose address stands in their own file. One that checks the old root and knows only HTTPS
   *  addresses cannot fetch that file any more once we answer with another one. `next`, DER, is the root to come, null where phones
   *  are given none. */
  private rootInUse(next: Uint8Array | null = null): Problem | null {
    const vouching = this.known.get('imported') ?? this.known.get('root');
    if (!this.rootFile || !vouching || vouching.facts.notAfter <= this.around.clock.now()) return null;
    if (next && this.around.sha256(next) === this.rootFile.sha256) return null;
    const { phones } = this.state;
    const byHttps = [...phones.toldAddresses()]
      .filter((baseUrl) => baseUrl.startsWith('https:'))
      .reduce((count, baseUrl) => count + phones.toldAt(baseUrl).length, 0);
    if (byHttps === 0) return null;
    const phonesWords = byHttps === 1 ? '1 phone knows' : `${byHttps} phones know`;
    return {
      code: 'CERTIFICATE_ROOT_IN_USE',
      message: `Another root would vouch for HTTPS then, and ${phonesWords} only HTTPS addresses, for which the root of now vouches.`,
      remedy: `${this.told === 'https' ? 'Tell phones HTTP, and wait' : 'Wait'} until they have come for their files, or resync them; remove those that will never come again. Then do this once more, and tell them HTTPS when they have come again.`,
    };
  }

  private usableRoot(key: CertificateKey): KeyedCertificate | null {
    const root = this.known.get('root');
    const lasts = root !== undefined && root.facts.notAfter - this.around.clock.now() > renewDays * dayMs;
    return lasts && root.facts.key === key ? root : null;
  }

  private async newRoot(key: CertificateKey, notBefore: number): Promise<KeyedCertificate> {
    const notAfter = this.around.clock.now() + rootDays * dayMs;
    const root = await this.ports.authority.makeRoot(key, { notBefore, notAfter });
    this.save('root', root);
    return root;
  }

  private stateOf({ role, certificate, facts }: Known): ListedCertificate['state'] {
    const leftMs = facts.notAfter - this.around.clock.now();
    if (leftMs <= 0) return 'expired';
    if (leftMs < renewDays * dayMs) return 'expiring';
    const covers = (name: string): boolean => this.ports.authority.covers(certificate, name);
    return role === 'root' || this.ports.names().every(covers) ? 'fine' : 'name-missing';
  }

  private save(role: CertificateRole, keyed: KeyedCertificate): void {
    const record = { ...keyed, role, createdAt: this.around.clock.now() };
    this.ports.store.save(this.state.site.id, record);
    this.take(record);
  }

  private take(record: CertificateRecord): void {
    this.known.set(record.role, { ...record, facts: this.ports.authority.describe(record.certificate) });
    this.rootFile = this.findRoot();
  }

  private findRoot(): GivenFile | null {
    const imported = this.known.get('imported');
    const own = this.known.get('root');
    const der = imported ? this.ports.authority.rootOf(imported.certificate) : (own?.facts.der ?? null);
    if (!der) return null;
    const changedAt = Math.floor((imported ?? own)?.createdAt ?? 0);
    return { body: der, sha256: this.around.sha256(der), contentType: 'application/x-x509-ca-cert', changedAt };
  }

  private changed(): void {
    this.rootFile = this.findRoot();
    this.around.announce('server');
    for (const listener of this.listeners) listener();
  }

  private audit(
    action: AuditEntry['action'],
    actor: string,
    facts: CertificateFacts | undefined,
    detail = `${facts?.subject ?? ''}, ${facts?.key ?? ''}, ${facts?.fingerprint ?? ''}`,
  ): void {
    this.ports.audit.append(this.state.site.id, { at: this.around.clock.now(), actor, action, phoneId: null, detail });
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.turn.then(work);
    this.turn = done.catch(() => undefined);
    return done;
  }
}
