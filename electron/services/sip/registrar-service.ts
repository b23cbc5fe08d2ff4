// A registrar for sites without a telephone system, and for labs (RFC 3261 §10): phones register the lines they hold, so that they can be
// reached and seen. It carries no calls (docs/decisions/0023). Off until somebody turns it on.
import { parseDigestCredentials, type DigestHash } from '../../core/provisioning/http-digest';
import { HttpDigestNonces } from '../../core/provisioning/http-digest-nonces';
import { DigestServer } from '../../core/sip/digest-server';
import { addressOfRecord, contactValue, readRegistration, register } from '../../core/sip/registration';
import { readNameAddr } from '../../core/sip/sip-parameters';
import type { AuditStore } from '../phones/phone-store';
import type { SiteStore } from '../settings/site-store';
import type { SiteState, Surroundings } from '../site-state';
import { LineAccounts, type LineAccount } from './line-accounts';
import { MessageWaiting, messageSummary } from './message-waiting';
import { PhonePings } from './phone-pings';
import { OfferedHashes } from './offered-hashes';
import type { PhoneBinding } from './registration-store';
import type { ReceivedSipRequest, SipAnswer, SipEndpoint } from './sip-endpoint';

const realm = 'Cordboard';
const sweepMs = 5_000;
const longestUserAgent = 200;
const allow = ['Allow', 'REGISTER, SUBSCRIBE, OPTIONS'] as const;
const allowEvents = ['Allow-Events', messageSummary] as const;

export interface RegistrarParts {
  readonly state: SiteState;
  readonly around: Surroundings;
  readonly endpoint: SipEndpoint;
  readonly settings: Pick<SiteStore, 'setting' | 'saveSetting'>;
  readonly audit: Pick<AuditStore, 'append'>;
}

export class RegistrarService {
  private isOn: boolean;
  /** How often somebody came with a wrong password or an account nobody has, since the start. */
  private refused = 0;
  private isServing = false;
  private close: readonly (() => void)[] = [];
  private readonly accounts: LineAccounts;
  private readonly digest: DigestServer;
  private readonly messages: MessageWaiting;
  private readonly hashes = new OfferedHashes();

  constructor(private readonly parts: RegistrarParts) {
    const { state, around, endpoint, settings } = parts;
    this.isOn = settings.setting(this.settingName) === 'on';
    this.accounts = new LineAccounts(state, around);
    const hash: DigestHash = (algorithm, text) => (algorithm === 'MD5' ? around.md5(text) : around.sha256(text));
    this.digest = new DigestServer({
      realm,
      algorithms: OfferedHashes.all,
      nonces: new HttpDigestNonces(around.randomBytes, around.sha256),
      hash,
    });
    const { randomBytes } = around;
    state.phones.watch((id) => {
      if (!state.phones.get(id) && this.book.dropPhone(id)) around.announce('server');
    });
    this.messages = new MessageWaiting({ endpoint, randomBytes, now: () => around.clock.now() });
  }

  get on(): boolean {
    return this.isOn;
  }

  get strangersRefused(): number {
    return this.refused;
  }

  bindings(): PhoneBinding[] {
    return [...this.book.all()];
  }

  /** Where phones are served, once. */
  start(): void {
    this.isServing = true;
    if (this.isOn) this.open();
  }

  stop(): void {
    for (const undo of this.close) undo();
    this.close = [];
    this.isServing = false;
    this.messages.forget();
  }

  /** Turned off it forgets who was registered: it would not hear of anybody who goes. */
  set(on: boolean, actor: string): void {
    if (on === this.isOn) return;
    const { state, around, settings, audit } = this.parts;
    settings.saveSetting(this.settingName, on ? 'on' : 'off');
    this.isOn = on;
    const detail = `registrar ${on ? 'on' : 'off'}`;
    audit.append(state.site.id, { at: around.clock.now(), actor, action: 'registrar-switched', phoneId: null, detail });
    const wasServing = this.isServing;
    if (!on) {
      this.stop();
      this.book.clear();
    }
    this.isServing = wasServing;
    if (on && wasServing) this.open();
    around.announce('phones');
    around.announce('server');
  }

  private open(): void {
    const { around, endpoint } = this.parts;
    const { clock, realMonotonicMs, randomBytes } = around;
    const changed = (): void => around.announce('server');
    this.book.load();
    const pings = new PhonePings({ book: this.book, endpoint, realMonotonicMs, randomBytes, changed });
    this.close = [
      endpoint.onRequest((request) => this.answer(request)),
      endpoint.onFlowClosed((flow) => {
        if (this.book.drop((binding) => binding.flow === flow)) changed();
      }),
      clock.every(PhonePings.tickMs, () => pings.tick()),
      clock.every(sweepMs, () => {
        if (this.book.dropExpired()) changed();
        this.messages.dropExpired();
      }),
    ];
  }

  /** Null: as if there were no registrar. */
  private answer(request: ReceivedSipRequest): SipAnswer | null {
    const isInside = readNameAddr(request.header('to') ?? '')?.parameters.has('tag') === true;
    switch (request.method) {
      case 'REGISTER':
        return this.register(request);
      case 'SUBSCRIBE':
        return isInside ? this.messages.renew(request) : this.subscribe(request);
      case 'OPTIONS':
        return isInside ? null : { status: 200, headers: [allow, allowEvents] };
      case 'INVITE':
        return isInside ? null : noCalls;
      case 'BYE':
      case 'NOTIFY':
        return null;
      default:
        return isInside ? null : { status: 405, headers: [allow] };
    }
  }

  private register(request: ReceivedSipRequest): SipAnswer {
    const known = this.known(request);
    if ('status' in known) return known;
    const user = addressOfRecord(readNameAddr(request.header('to') ?? '')?.uri ?? '');
    // Only who has proved an account learns whether another one exists (§10.3, steps 4 and 5).
    if (user === null || !this.accounts.hasUser(user)) return { status: 404, headers: [allow] };
    const own = known.accounts.filter((account) => account.user === user);
    const userAgent = (request.header('user-agent') ?? '').slice(0, longestUserAgent);
    const account = this.accounts.asking(own, userAgent, request.flow.address);
    if (!account) return { status: 403, headers: [allow] };
    return this.bind(request, account, userAgent);
  }

  private bind(request: ReceivedSipRequest, account: LineAccount, userAgent: string): SipAnswer {
    const { around } = this.parts;
    const { user, phoneId, line } = account;
    const now = around.clock.now();
    const wish = readRegistration(request.headers('contact'), request.header('expires'));
    if ('status' in wish) return { ...wish, headers: [allow, ...(wish.headers ?? [])] };
    const callId = request.header('call-id') ?? '';
    const cseq = Number.parseInt(request.header('cseq') ?? '', 10);
    const { name: flow, transport, address, port } = request.flow;
    const before = this.book.of(user);
    const way = { user, phoneId, line, registeredAt: now, flow, transport, address, port, userAgent };
    const registered = register(before, wish, { callId, cseq, now }, (binding) => ({ ...binding, ...way }));
    if (!registered.ok) return { ...registered.refusal, headers: [allow] };
    const { bindings } = registered;
    if (wish.kind !== 'query') {
      this.book.put(user, bindings);
      around.announce('server');
      if (bindings.some((binding) => !before.includes(binding))) this.book.tellRegistered(phoneId);
    }
    return {
      status: 200,
      headers: [
        allow,
        allowEvents,
        ...bindings.map((binding) => ['Contact', contactValue(binding, now)] as const),
        ['Date', new Date(now).toUTCString()],
      ],
    };
  }

  private subscribe(request: ReceivedSipRequest): SipAnswer {
    const event = (request.header('event') ?? '').split(';')[0]?.trim().toLowerCase();
    // Presence as well: an empty answer would show every colleague as gone.
    if (event !== messageSummary) return { status: 489, headers: [allow, allowEvents] };
    const user = addressOfRecord(readNameAddr(request.header('to') ?? '')?.uri ?? '') ?? '';
    const now = this.parts.around.clock.now();
    const isBound = this.book.of(user).some(({ flow, expiresAt }) => flow === request.flow.name && expiresAt > now);
    if (!isBound) {
      const known = this.known(request);
      if ('status' in known) return known;
      if (!known.accounts.some((account) => account.user === user)) return { status: 403, headers: [allow] };
    }
    return this.messages.subscribe(request);
  }

  /** The accounts whose password was proved, or what to answer. */
  private known(request: ReceivedSipRequest): { readonly accounts: readonly LineAccount[] } | SipAnswer {
    const { method, uri, flow } = request;
    const authorizations = request.headers('authorization');
    const asked = { method, uri, authorizations };
    const who = `${flow.address} ${readNameAddr(request.header('to') ?? '')?.uri ?? ''}`;
    const proofs = authorizations.map(parseDigestCredentials);
    const used = proofs.find((proof) => proof?.realm === realm)?.algorithm ?? null;
    const now = this.parts.around.realMonotonicMs();
    let passwords: readonly string[] = [];
    let accounts: readonly LineAccount[] = [];
    for (let turn = 0; ; turn++) {
      const verdict = this.digest.check(
        asked,
        (authId) => {
          accounts = this.accounts.withAuthId(authId);
          passwords = [...new Set(accounts.map(({ password }) => password))];
          return passwords[turn] ?? null;
        },
        now,
      );
      if (verdict.kind === 'known') {
        if (used !== null) this.hashes.proved(who, used);
        return { accounts: accounts.filter(({ password }) => password === passwords[turn]) };
      }
      if (verdict.kind === 'wrong' && turn + 1 < passwords.length) continue;
      if (verdict.kind === 'wrong') this.noteStranger();
      const offered = this.hashes.offer(who, used);
      return { status: 401, headers: [allow, ...this.digest.challenges(now, verdict.kind === 'stale', offered)] };
    }
  }

  private noteStranger(): void {
    this.refused += 1;
    this.parts.around.announce('server');
  }

  private get book(): SiteState['registrations'] {
    return this.parts.state.registrations;
  }

  private get settingName(): string {
    return `registrar of site ${this.parts.state.site.id}`;
  }
}

/** 403: it was understood, and neither a log-in nor another try will help (RFC 3261 §21.4.4). */
const noCalls: SipAnswer = {
  status: 403,
  reason: 'This Registrar Carries No Calls',
  headers: [allow, ['Warning', '399 cordboard "This registrar carries no calls"']],
};
