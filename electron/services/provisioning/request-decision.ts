// Which file a request means, whose it is, and whether this peer may have it. The ledger gets the reason, the peer never.
import { requestPath, requestQuery } from '../../core/provisioning/request-path';
import { isSameText } from '../../core/provisioning/http-digest';
import type { RequestReason } from '../../core/provisioning/request-reason';
import type { FileRequest, ServedFileName } from '../../core/families/family';
import type { MacAddress } from '../../core/shared/mac-address';
import type { PhoneRecord } from '../phones/phone-store';
import type { SiteState, Surroundings } from '../site-state';
import type { Decision, GivenFile, GivenFiles, IncomingRequest, RefuseDecision, ServeDecision } from './answer';
import { FirstContactCheck } from './first-contact-check';
import { LoginCheck, type Login } from './login-check';
import type { NeighbourTable } from './neighbour-table';
import type { TokenRecord } from './provisioning-store';
import { RecentMap } from '../../core/shared/recent-map';

type Wanted = FileRequest | null;

/** What a target says by itself, whoever asks. */
interface Meaning {
  readonly path: string | null;
  readonly wanted: Wanted;
  readonly isBehindLogin: boolean;
}

type LoggedIn = Exclude<Login, { kind: 'none' }>;

export class RequestDecision {
  private readonly login: LoginCheck;
  private readonly contact: FirstContactCheck;
  private readonly servedTargets = new RecentMap<Meaning>();

  constructor(
    private readonly state: SiteState,
    private readonly around: Surroundings,
    neighbours: NeighbourTable,
    private readonly given: GivenFiles,
  ) {
    this.login = new LoginCheck(state, around);
    this.contact = new FirstContactCheck(state, around, neighbours);
  }

  /** A NOTIFY of ours left for this phone: evidence for a series that bootstraps at every start. */
  noteNotify(phoneId: number): void {
    this.state.evidence.note('notified', phoneId, this.around.clock.now(), null);
  }

  /** A person disarmed the phone: its grace is over as well. */
  endGrace(phoneId: number): void {
    this.state.evidence.forget('disarmed', phoneId);
  }

  /** The first fetch with its token ended the phone's arming; this peer has its grace. */
  beginGrace(phoneId: number, at: number, peer: string): void {
    this.state.evidence.note('disarmed', phoneId, at, peer);
  }

  /** The phone has taken its own file: from now on it knows an address with a login, or one without; and it may have come with one. */
  noteTaken(decision: ServeDecision, phoneId: number, at: number, peer: string): void {
    const { access, evidence } = this.state;
    // Factory fresh: an address typed into it is gone.
    if (decision.fresh) evidence.forget('address-by-hand', phoneId);
    if (access.asLogin) {
      if (!evidence.has('told-login', phoneId)) evidence.note('told-login', phoneId, at, peer);
      if (decision.byLogin && !evidence.has('came-by-login', phoneId))
        evidence.note('came-by-login', phoneId, at, peer);
    } else if (!decision.byLogin) {
      evidence.forget('told-login', phoneId);
      evidence.forget('came-by-login', phoneId);
    }
  }

  decide(request: IncomingRequest, at: number): Decision {
    const known = this.servedTargets.get(request.target);
    const meaning = known ?? this.meaningOf(request.target);
    const decision = this.decideMeaning(request, meaning, at);
    if (!known && decision.kind === 'serve') this.servedTargets.set(request.target, meaning);
    return decision;
  }

  private meaningOf(target: string): Meaning {
    const path = requestPath(target);
    if (path === null) return { path, wanted: null, isBehindLogin: false };
    const { family } = this.around;
    return { path, wanted: family.fileRequest(path), isBehindLogin: family.isBehindLogin(path) };
  }

  private decideMeaning(request: IncomingRequest, { path, wanted, isBehindLogin }: Meaning, at: number): Decision {
    if (!this.state.access.answersNetworkOf(request.remote))
      return this.notForUs('network-refused', path ?? '', request);
    if (path === null) return { kind: 'refuse', reason: 'malformed', phone: null, mac: null };
    if (isBehindLogin) return this.decideBehindLogin(request, path, wanted);
    if (request.method !== 'GET' && request.method !== 'HEAD') return this.notForUs('method-refused', path, request);
    switch (wanted?.kind) {
      case 'bootstrap':
        return this.serve('bootstrap', this.hinted(request, null), { model: wanted.model });
      case 'first':
        return this.decideFirst(wanted.mac, request.remote, at);
      case 'root-certificate':
        return this.give(this.given.rootCertificate(), null);
      default:
        return this.notForUs('unknown-path', path, request);
    }
  }

  private decideFirst(mac: MacAddress, peer: string, at: number): Decision {
    const phone = this.state.phones.find(mac);
    if (!phone) return { kind: 'refuse', reason: 'unknown-mac', phone: null, mac };
    const bootstrapsAtEveryStart = this.around.family.bootstrapsAtEveryStart(phone.model);
    if (this.state.access.isOpen) return this.serve('first', phone, { fresh: !bootstrapsAtEveryStart });
    const contact = this.contact.of(phone, peer, at);
    if (contact.kind === 'refuse') return { kind: 'refuse', reason: contact.because, phone, mac };
    const { evidence } = this.state;
    const notified = evidence.of('notified', phone.id);
    if (contact.because === 'evidence' && notified?.peer === null)
      evidence.note('notified', phone.id, notified.at, peer);
    if (contact.because !== 'armed' || !phone.armed) return this.serve('first', phone, {});
    const bound =
      phone.armed.boundPeer === null
        ? this.state.phones.update(phone.id, { armed: { ...phone.armed, boundPeer: peer } })
        : phone;
    // A series that bootstraps at every start proves nothing by it: what the phone held before may still be there.
    return this.serve('first', bound, { fresh: !bootstrapsAtEveryStart });
  }

  /** What the token in the path opens, else what a login opens. Where logins are asked for, everybody else gets the same challenge,
   *  whatever was asked for and whether or not there is such a phone. */
  private decideBehindLogin(request: IncomingRequest, path: string, wanted: Wanted): Decision {
    const { access } = this.state;
    const byPath = this.decideByPath(request, path, wanted);
    const kind = access.login;
    const tokened = wanted !== null && tokenOf(wanted) !== null;
    if (byPath.kind !== 'refuse' || kind === null || (tokened && !access.asLogin)) return byPath;
    const login = this.login.check(request, kind);
    const byLogin = login.kind === 'none' ? null : this.decideByLogin(login, request, path, wanted);
    if (byLogin && byLogin.kind !== 'refuse') return byLogin;
    if (byLogin && byLogin.reason !== 'token-of-another-phone') return byLogin;
    const unasked = login.kind === 'none' && login.reason === 'login-missing';
    const because = login.kind === 'none' ? login.reason : 'token-of-another-phone';
    const { phone, mac } = byPath;
    return {
      kind: 'challenge',
      challenges: this.login.challenges(kind, because === 'nonce-stale'),
      reason: unasked && tokened ? byPath.reason : because,
      phone,
      mac,
    };
  }

  private decideByPath(request: IncomingRequest, path: string, wanted: Wanted): Decision {
    const { method } = request;
    if (wanted === null || (tokenOf(wanted) === null && !this.state.access.isOpen))
      return this.notForUs('unknown-path', path, request);
    if (method === 'PUT' && (wanted.kind === 'upload' || wanted.kind === 'standard'))
      return this.decideUpload(wanted.token, uploadName(wanted));
    if (method !== 'GET' && method !== 'HEAD') return this.notForUs('method-refused', path, request);
    if (wanted.kind === 'standard') return this.decideStandard(wanted);
    if (wanted.kind === 'upload') return this.notForUs('unknown-path', path, request);
    const known = isSameText(tokenOf(wanted) ?? '', this.state.site.siteToken) || this.state.access.isOpen;
    if (!known) return { kind: 'refuse', reason: 'unknown-token', phone: null, mac: null };
    return this.shared(wanted, this.hinted(request, request.remote), path, request);
  }

  private decideByLogin(login: LoggedIn, request: IncomingRequest, path: string, wanted: Wanted): Decision {
    const { method } = request;
    const phone = login.kind === 'phone' ? login.phone : this.hinted(request, request.remote);
    if (wanted === null) return this.notForUs('unknown-path', path, request);
    if (wanted.kind === 'standard' || wanted.kind === 'upload') {
      const own = login.kind === 'phone' && (wanted.kind === 'upload' || wanted.mac === login.phone.mac);
      if (!own) return this.notForUs('token-of-another-phone', path, request);
      if (method === 'PUT') return this.upload(login.phone, uploadName(wanted));
      if (method !== 'GET' && method !== 'HEAD') return this.notForUs('method-refused', path, request);
      if (wanted.kind === 'upload') return this.notForUs('unknown-path', path, request);
      return this.serve('standard', login.phone, { token: login.token, byLogin: true });
    }
    if (method !== 'GET' && method !== 'HEAD') return this.notForUs('method-refused', path, request);
    return this.shared(wanted, phone, path, request);
  }

  private decideStandard(wanted: Extract<FileRequest, { kind: 'standard' }>): Decision {
    const named = this.state.phones.find(wanted.mac) ?? null;
    if (this.state.access.isOpen && named) return this.serve('standard', named, {});
    const token = this.state.tokens.find(wanted.token ?? '');
    if (!token)
      return { kind: 'refuse', reason: named ? 'unknown-token' : 'unknown-mac', phone: named, mac: wanted.mac };
    const phone = this.state.phones.get(token.phoneId) ?? null;
    if (!phone || phone.mac !== wanted.mac)
      return { kind: 'refuse', reason: 'token-of-another-phone', phone: named, mac: wanted.mac };
    if (token.state === 'revoked') return { kind: 'refuse', reason: 'revoked-token', phone, mac: phone.mac };
    return this.mayUsePath(phone)
      ? this.serve('standard', phone, { token })
      : { kind: 'refuse', reason: 'login-missing', phone, mac: phone.mac };
  }

  /** A token in the path is good until the phone has come with a login, where logins are asked for: then it knows better. */
  private mayUsePath(phone: PhoneRecord): boolean {
    return !this.state.access.asLogin || !this.state.evidence.has('came-by-login', phone.id);
  }

  /** Files that are the same for every phone of the site. */
  private shared(wanted: FileRequest, phone: PhoneRecord | null, path: string, request: IncomingRequest): Decision {
    switch (wanted.kind) {
      case 'master':
        return this.serve('master', phone, { model: '' });
      case 'product':
        return this.serve('product', phone, { model: wanted.model });
      case 'library':
        return this.give(this.given.library(wanted.name, phone?.model ?? null), phone);
      case 'contacts':
        return this.give(this.given.contacts(), phone);
      default:
        return this.notForUs('unknown-path', path, request);
    }
  }

  private decideUpload(pathToken: string | null, name: string): Decision {
    const token = this.state.tokens.find(pathToken ?? '');
    if (!token) return { kind: 'refuse', reason: 'unknown-token', phone: null, mac: null };
    const phone = this.state.phones.get(token.phoneId) ?? null;
    if (!phone || token.state === 'revoked')
      return { kind: 'refuse', reason: 'revoked-token', phone, mac: phone?.mac ?? null };
    return this.mayUsePath(phone)
      ? this.upload(phone, name)
      : { kind: 'refuse', reason: 'login-missing', phone, mac: phone.mac };
  }

  private upload(phone: PhoneRecord, name: string): Decision {
    const upload = this.given.upload(phone, name);
    return upload
      ? { kind: 'take', upload, phone, mac: phone.mac }
      : { kind: 'refuse', reason: 'method-refused', phone, mac: phone.mac };
  }

  private give(file: GivenFile | null, phone: PhoneRecord | null): Decision {
    const mac = phone?.mac ?? null;
    return file ? { kind: 'give', file, phone, mac } : { kind: 'refuse', reason: 'unknown-path', phone, mac };
  }

  private serve(
    file: ServedFileName,
    phone: PhoneRecord | null,
    more: { fresh?: boolean; token?: TokenRecord; byLogin?: boolean; model?: string },
  ): Decision {
    const model = more.model ?? phone?.model ?? '';
    return {
      kind: 'serve',
      file,
      phone,
      mac: phone?.mac ?? null,
      fresh: more.fresh ?? false,
      token: more.token ?? null,
      byLogin: more.byLogin ?? false,
      model,
    };
  }

  /** The MAC in the path or behind the question mark says whose request this may be, and is no identity. */
  private notForUs(reason: RequestReason, path: string, request: IncomingRequest): RefuseDecision {
    const { family } = this.around;
    const mac = family.macInPath(path) ?? family.macInPath(requestQuery(request.target));
    return { kind: 'refuse', reason, phone: (mac && this.state.phones.find(mac)) ?? null, mac };
  }

  /** Whose request for a file without identity this is. The bootstrap is for strangers too, so the User-Agent may say;
   *  for master and product only a phone that fetched from this peer counts, and the User-Agent chooses among several. */
  private hinted(request: IncomingRequest, peer: string | null): PhoneRecord | null {
    const hint = this.userAgentMac(request);
    if (peer === null) return (hint && this.state.phones.find(hint)) ?? null;
    return this.state.phones.atPeer(peer, hint);
  }

  private userAgentMac(request: IncomingRequest): MacAddress | null {
    const userAgent = request.header('user-agent');
    return userAgent === null ? null : this.around.family.userAgentHint(userAgent).mac;
  }
}

function tokenOf(wanted: FileRequest): string | null {
  if ('siteToken' in wanted) return wanted.siteToken;
  return 'token' in wanted ? wanted.token : null;
}

function uploadName(wanted: Extract<FileRequest, { kind: 'upload' | 'standard' }>): string {
  return wanted.kind === 'upload' ? wanted.name : `${wanted.mac}.cfg`;
}
