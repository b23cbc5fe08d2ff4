// Who logged in: Basic or Digest, with the phone's own token or the site's as the password.
import { basicChallenge, loginName, loginRealm, parseBasicCredentials } from '../../core/provisioning/access-login';
import type { DigestAlgorithm } from '../../core/provisioning/access-settings';
import {
  digestChallenge,
  digestResponse,
  isSameTarget,
  isSameText,
  parseDigestCredentials,
} from '../../core/provisioning/http-digest';
import { HttpDigestNonces } from '../../core/provisioning/http-digest-nonces';
import type { RequestReason } from '../../core/provisioning/request-reason';
import { randomToken } from '../../core/shared/digest';
import type { PhoneRecord } from '../phones/phone-store';
import type { SiteState, Surroundings } from '../site-state';
import type { LoginKind } from './access-service';
import type { IncomingRequest } from './answer';
import type { TokenRecord } from './provisioning-store';

export type Login =
  | { readonly kind: 'phone'; readonly phone: PhoneRecord; readonly token: TokenRecord }
  | { readonly kind: 'site' }
  | { readonly kind: 'none'; readonly reason: Extract<RequestReason, 'login-missing' | 'login-wrong' | 'nonce-stale'> };

interface Account {
  readonly password: string;
  readonly login: Exclude<Login, { kind: 'none' }> | null;
}

const missing: Login = { kind: 'none', reason: 'login-missing' };
const wrong: Login = { kind: 'none', reason: 'login-wrong' };
const stale: Login = { kind: 'none', reason: 'nonce-stale' };

/** So many passwords are tried for every name, known or not: what it costs must not tell. */
const triedAtLeast = 2;

export class LoginCheck {
  private readonly nonces: HttpDigestNonces;
  /** Of names nobody has. */
  private readonly nobodysPassword: string;

  constructor(
    private readonly state: Pick<SiteState, 'site' | 'phones' | 'tokens' | 'access'>,
    private readonly around: Surroundings,
  ) {
    this.nonces = new HttpDigestNonces(around.randomBytes, around.sha256);
    this.nobodysPassword = randomToken(around.randomBytes);
  }

  /** A scheme other than the one asked for counts as none: a phone may send what it used elsewhere before it is asked. */
  check(request: IncomingRequest, kind: LoginKind): Login {
    const header = request.header('authorization');
    const scheme = header?.trimStart().split(/\s/, 1)[0]?.toLowerCase();
    if (header === null || scheme !== kind) return missing;
    return kind === 'basic' ? this.checkBasic(header) : this.checkDigest(header, request);
  }

  /** Values of WWW-Authenticate. The stronger algorithm comes first: a client takes the first it knows (RFC 7616 §3.7), and one
   *  that knows MD5 alone passes over the other. */
  challenges(kind: LoginKind, isStale: boolean): string[] {
    if (kind === 'basic') return [basicChallenge];
    const nonce = this.nonces.make(this.around.realMonotonicMs());
    return this.algorithms.map((algorithm) => digestChallenge(loginRealm, algorithm, nonce, isStale));
  }

  private checkBasic(header: string): Login {
    const given = parseBasicCredentials(header);
    if (!given) return wrong;
    let found: Login = wrong;
    for (const { password, login } of this.accounts(given.user))
      if (isSameText(given.password, password) && login) found = login;
    return found;
  }

  private checkDigest(header: string, request: IncomingRequest): Login {
    const given = parseDigestCredentials(header);
    if (!given || given.realm !== loginRealm || !this.algorithms.includes(given.algorithm)) return wrong;
    if (!isSameTarget(given.uri, request.target)) return wrong;
    let found: Account['login'] = null;
    for (const { password, login } of this.accounts(given.user)) {
      const response = digestResponse(given, request.method, password, (algorithm, text) => this.hash(algorithm, text));
      if (isSameText(given.response, response) && login) found = login;
    }
    if (!found) return wrong;
    const fresh = this.nonces.isFresh(given.nonce, this.around.realMonotonicMs());
    const taken = fresh && this.nonces.use(given.nonce, given.qop?.count ?? null);
    return taken ? found : stale;
  }

  private accounts(user: string): Account[] {
    const { site, phones, tokens } = this.state;
    const name = loginName(user);
    const phone = name?.kind === 'phone' ? phones.find(name.mac) : undefined;
    const accounts: Account[] = phone
      ? tokens.valid(phone.id).map((token) => ({ password: token.token, login: { kind: 'phone', phone, token } }))
      : [];
    if (name?.kind === 'site') accounts.push({ password: site.siteToken, login: { kind: 'site' } });
    while (accounts.length < triedAtLeast) accounts.push({ password: this.nobodysPassword, login: null });
    return accounts;
  }

  private hash(algorithm: DigestAlgorithm, text: string): string {
    return algorithm === 'MD5' ? this.around.md5(text) : this.around.sha256(text);
  }

  private get algorithms(): readonly DigestAlgorithm[] {
    return this.state.access.settings.digestAlgorithms;
  }
}
