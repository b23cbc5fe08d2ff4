// Who may have a site's files: the settings of its access, the networks it answers, and the peers that are held for guessing.
import {
  changeAccess,
  describeAccessChange,
  usualAccess,
  type AccessChange,
  type AccessSettings,
} from '../../core/provisioning/access-settings';
import { EnumerationGuard, type HeldPeer } from '../../core/provisioning/enumeration-guard';
import { forwardedPeer } from '../../core/provisioning/forwarded-peer';
import { isInNetwork, parseIpAddress, parseNetwork, type Network } from '../../core/provisioning/peer-network';
import type { Problem } from '../../core/shared/problem';
import { fail, ok, type Result } from '../../core/shared/result';
import type { AuditEntry, AuditStore } from '../phones/phone-store';
import type { SiteRecord, SiteStore } from '../settings/site-store';
import type { Surroundings } from '../site-state';
import type { IncomingRequest } from './answer';
import type { EvidenceBook } from './evidence-book';

export type LoginKind = 'basic' | 'digest';

interface Saved {
  readonly access: AccessSettings;
  /** What phones that were told a login answer to, also after the mode has changed. */
  readonly lastLogin: LoginKind | null;
}

export interface AccessParts {
  readonly site: SiteRecord;
  readonly around: Surroundings;
  readonly evidence: EvidenceBook;
  readonly settings: Pick<SiteStore, 'setting' | 'saveSetting'>;
  readonly audit: AuditStore;
}

export class AccessService {
  private readonly guard: EnumerationGuard;
  private current: AccessSettings = usualAccess;
  private lastLogin: LoginKind | null = null;
  private networks: readonly Network[] = [];
  private proxies: readonly Network[] = [];

  constructor(private readonly parts: AccessParts) {
    const saved = parts.settings.setting(this.settingName);
    if (saved !== null) {
      const { access, lastLogin } = JSON.parse(saved) as Saved;
      this.take({ ...usualAccess, ...access, guard: { ...usualAccess.guard, ...access.guard } }, lastLogin);
    }
    this.guard = new EnumerationGuard(() => this.current.guard);
    for (const { peer, since } of this.savedBlocks()) this.guard.block(peer, since);
  }

  get settings(): AccessSettings {
    return this.current;
  }

  /** Nothing is asked of phones, by setting or by the option the program was started with. */
  get isOpen(): boolean {
    return this.parts.around.openLab || this.current.mode === 'open';
  }

  /** Phones are told addresses with a login in them, and must come with it. */
  get asLogin(): boolean {
    return !this.isOpen && (this.current.mode === 'basic' || this.current.mode === 'digest');
  }

  /** What is asked for at addresses without a token. After a change from logins to tokens it goes on as long as a phone was told
   *  one, or that phone would be lost. */
  get login(): LoginKind | null {
    if (this.isOpen) return null;
    if (this.current.mode === 'basic' || this.current.mode === 'digest') return this.current.mode;
    return this.parts.evidence.any('told-login') ? this.lastLogin : null;
  }

  /** Problems NETWORK_INVALID, PROXY_INVALID; nothing is changed then. */
  change(change: AccessChange, actor: string): Result<AccessSettings> {
    const changed = changeAccess(this.current, change);
    if (!changed.ok) return changed;
    const detail = describeAccessChange(this.current, changed.value);
    if (detail === '') return ok(this.current);
    const { mode } = changed.value;
    this.take(changed.value, mode === 'basic' || mode === 'digest' ? mode : this.lastLogin);
    const saved: Saved = { access: changed.value, lastLogin: this.lastLogin };
    this.parts.settings.saveSetting(this.settingName, JSON.stringify(saved));
    this.note('access-changed', actor, detail);
    this.parts.around.announce('phones');
    return ok(this.current);
  }

  /** The request as its real peer made it, where a named proxy passed it on. */
  received(request: IncomingRequest): IncomingRequest {
    if (this.proxies.length === 0) return request;
    const remote = forwardedPeer(request.remote, request.header('x-forwarded-for'), (address) =>
      isIn(address, this.proxies),
    );
    return remote === request.remote ? request : { ...request, remote };
  }

  answersNetworkOf(peer: string): boolean {
    return this.networks.length === 0 || isIn(peer, this.networks);
  }

  /** Counts a wrong guess; `caught` is the one that was too many, `held` every later one. */
  noteGuess(peer: string, guess: string, at: number): 'free' | 'caught' | 'held' {
    const before = this.guard.holdCount;
    const heldBefore = this.guard.isHeld(peer, at);
    const held = this.guard.note(peer, guess, at);
    if (this.guard.holdCount !== before) this.parts.around.announce('server');
    if (!held) return 'free';
    return heldBefore ? 'held' : 'caught';
  }

  blocked(): HeldPeer[] {
    return this.guard.held(this.now());
  }

  watched(): number {
    return this.guard.watched(this.now());
  }

  /** By hand, until it is taken back. Problem VALUE_INVALID. */
  block(peer: string, actor: string): Result<HeldPeer[]> {
    const address = peer
      .trim()
      .toLowerCase()
      .replace(/^::ffff:(?=\d+\.)/, '');
    if (!parseIpAddress(address)) return fail(noAddress(peer));
    this.guard.block(address, this.now());
    this.saveBlocks();
    this.note('peer-blocked', actor, address);
    return ok(this.blocked());
  }

  /** Its counts are forgotten too. One that is not held is none the worse. */
  unblock(peer: string, actor: string): HeldPeer[] {
    const address = peer.trim().toLowerCase();
    if (this.guard.unblock(address)) {
      this.saveBlocks();
      this.note('peer-unblocked', actor, address);
    }
    return this.blocked();
  }

  private take(access: AccessSettings, lastLogin: LoginKind | null): void {
    this.current = access;
    this.lastLogin = lastLogin;
    this.networks = access.networks.flatMap((text) => parseNetwork(text) ?? []);
    this.proxies = access.proxies.flatMap((text) => parseNetwork(text) ?? []);
  }

  private note(action: AuditEntry['action'], actor: string, detail: string): void {
    const { site, around, audit } = this.parts;
    audit.append(site.id, { at: this.now(), actor, action, phoneId: null, detail });
    around.announce('server');
  }

  private now(): number {
    return this.parts.around.clock.now();
  }

  private savedBlocks(): readonly Pick<HeldPeer, 'peer' | 'since'>[] {
    const saved = this.parts.settings.setting(this.blocksName);
    return saved === null ? [] : (JSON.parse(saved) as Pick<HeldPeer, 'peer' | 'since'>[]);
  }

  private saveBlocks(): void {
    const byHand = this.blocked().filter((held) => held.byHand);
    this.parts.settings.saveSetting(
      this.blocksName,
      JSON.stringify(byHand.map(({ peer, since }) => ({ peer, since }))),
    );
  }

  private get settingName(): string {
    return `access of site ${this.parts.site.id}`;
  }

  private get blocksName(): string {
    return `blocked peers of site ${this.parts.site.id}`;
  }
}

function isIn(peer: string, networks: readonly Network[]): boolean {
  const address = parseIpAddress(peer);
  return address !== null && networks.some((network) => isInNetwork(address, network));
}

function noAddress(peer: string): Problem {
  return {
    code: 'VALUE_INVALID',
    message: `"${peer}" is no IP address.`,
    remedy: 'Give the address as it stands in the request log, for example 192.168.10.77.',
  };
}
