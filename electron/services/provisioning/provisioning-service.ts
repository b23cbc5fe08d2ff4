// A request's straight way: path → which file is meant → may this peer have it → exact bytes → ledger.
// Every kind of stranger gets the same 404; the ledger and the phone's own page say why.
import { decideFirstContact } from '../../core/provisioning/first-contact';
import { EnumerationGuard } from '../../core/provisioning/enumeration-guard';
import { ledgerPath, requestPath } from '../../core/provisioning/request-path';
import type { RequestReason } from '../../core/provisioning/request-reason';
import type { FileRequest, ServedFileName } from '../../core/families/family';
import type { MacAddress } from '../../core/shared/mac-address';
import type { PhoneChange, PhoneRecord } from '../phones/phone-store';
import type { SiteState, Surroundings } from '../site-state';
import { SiteFiles } from './site-files';
import { graverTrouble, refusalTrouble, troubleAfterFetch } from './refusal-trouble';
import type { PhoneFile } from './held-book';
import type { NeighbourTable } from './neighbour-table';
import type { ProvisioningEntry, ProvisioningJournal, RequestRecord, TokenRecord } from './provisioning-store';

export interface IncomingRequest {
  readonly protocol: RequestRecord['protocol'];
  /** IP address of the peer. */
  readonly remote: string;
  readonly method: string;
  /** As sent, undecoded. */
  readonly target: string;
  readonly userAgent: string | null;
  readonly ifNoneMatch: string | null;
}

export interface Answer {
  readonly status: 200 | 304 | 404;
  /** Null where the protocol sends none (304, 404: the carrier has one text for all). */
  readonly body: Uint8Array | null;
  readonly etag: string | null;
  /** To be called once, when the answer has left or the peer has gone; only then has a phone taken anything. */
  settle(outcome: { readonly completed: boolean; readonly durationMs: number }): void;
}

/** What a phone did, for whoever follows it: a resync run. */
export interface PhoneFetch {
  readonly phoneId: number;
  readonly at: number;
  /** Null when it was refused. */
  readonly file: ServedFileName | null;
  readonly reason: RequestReason;
}

type Decision =
  | {
      readonly kind: 'serve';
      readonly file: ServedFileName;
      readonly phone: PhoneRecord | null;
      readonly mac: MacAddress | null;
      readonly fresh: boolean;
      readonly token: TokenRecord | null;
      readonly model: string;
    }
  | {
      readonly kind: 'refuse';
      readonly reason: RequestReason;
      readonly phone: PhoneRecord | null;
      readonly mac: MacAddress | null;
    };

export class ProvisioningService {
  private readonly guard = new EnumerationGuard();
  private readonly watchers = new Set<(fetch: PhoneFetch) => void>();
  private readonly notified = new Map<number, { readonly at: number; readonly boundPeer: string | null }>();
  private readonly disarmed = new Map<number, { readonly at: number; readonly peer: string }>();
  private readonly files: SiteFiles;

  constructor(
    private readonly state: SiteState,
    private readonly around: Surroundings,
    private readonly journal: ProvisioningJournal,
    private readonly neighbours: NeighbourTable,
  ) {
    this.files = new SiteFiles(state, around);
  }

  /** Tells of every fetch of a known phone, and of every refusal that looks like the phone's own request and not like somebody
   *  else's in its name; returns how to stop. */
  watch(watcher: (fetch: PhoneFetch) => void): () => void {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  }

  /** A NOTIFY of ours left for this phone: evidence for a series that bootstraps at every start. */
  noteNotify(phoneId: number): void {
    this.notified.set(phoneId, { at: this.around.clock.now(), boundPeer: null });
  }

  /** A person disarmed the phone: its grace is over as well. */
  endGrace(phoneId: number): void {
    this.disarmed.delete(phoneId);
  }

  answer(request: IncomingRequest): Answer {
    const at = this.around.clock.now();
    const decision = this.decide(request, at);
    if (decision.kind === 'refuse') return this.refusal(request, decision, at);

    const bytes = this.files.bytes(decision.file, decision.phone, decision.model, at);
    const sha256 = this.around.sha256(bytes);
    const etag = `"${sha256.slice(0, 32)}"`;
    const unchanged =
      request.ifNoneMatch !== null &&
      request.ifNoneMatch.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag);
    return {
      status: unchanged ? 304 : 200,
      body: unchanged ? null : bytes,
      etag,
      settle: ({ completed, durationMs }) => {
        const taken = completed && request.method === 'GET';
        const reason = !completed ? 'aborted' : unchanged ? 'not-modified' : 'served';
        const bodyBytes = unchanged || request.method === 'HEAD' ? 0 : bytes.length;
        const row = this.row(request, at, {
          status: unchanged ? 304 : 200,
          reason,
          bytes: bodyBytes,
          sha256,
          durationMs,
          phone: decision.phone,
          mac: decision.mac,
        });
        const effects = taken
          ? this.taken(decision, { sha256, bytes }, request.remote, request.userAgent, at)
          : noEffects;
        const secret = decision.file === 'standard' || decision.file === 'first';
        this.write({ ...effects, request: row, body: { sha256, bytes, secret }, waiting: null });
        if (taken && decision.phone) this.tell({ phoneId: decision.phone.id, at, file: decision.file, reason });
      },
    };
  }

  private decide(request: IncomingRequest, at: number): Decision {
    const path = requestPath(request.target);
    if (path === null) return { kind: 'refuse', reason: 'malformed', phone: null, mac: null };
    if (request.method !== 'GET' && request.method !== 'HEAD') return this.notForUs('method-refused', path);
    const wanted = this.around.family.fileRequest(path);
    if (!wanted) return this.notForUs('unknown-path', path);
    switch (wanted.kind) {
      case 'bootstrap':
        return this.serve('bootstrap', this.hinted(request, null), { model: wanted.model });
      case 'first':
        return this.decideFirst(wanted.mac, request.remote, at);
      case 'standard':
        return this.decideStandard(wanted);
      case 'master':
      case 'product':
        return this.decideShared(wanted, request);
    }
  }

  private decideFirst(mac: MacAddress, peer: string, at: number): Decision {
    const phone = this.state.phones.find(mac);
    if (!phone) return { kind: 'refuse', reason: 'unknown-mac', phone: null, mac };
    const bootstrapsAtEveryStart = this.around.family.bootstrapsAtEveryStart(phone.model);
    if (this.around.openLab) return this.serve('first', phone, { fresh: !bootstrapsAtEveryStart });
    const notified = this.notified.get(phone.id) ?? null;
    const contact = decideFirstContact({
      now: at,
      peer,
      mac,
      armed: phone.armed,
      disarmed: this.disarmed.get(phone.id) ?? null,
      bootstrapsAtEveryStart,
      notified,
      lastGoodPeer: phone.lastFetch?.peer ?? null,
      neighbourMac: this.neighbours.macOf(peer),
    });
    if (contact.kind === 'refuse') return { kind: 'refuse', reason: contact.because, phone, mac };
    if (contact.because === 'evidence' && notified)
      this.notified.set(phone.id, { at: notified.at, boundPeer: notified.boundPeer ?? peer });
    if (contact.because !== 'armed' || !phone.armed) return this.serve('first', phone, {});
    const bound =
      phone.armed.boundPeer === null
        ? this.state.phones.update(phone.id, { armed: { ...phone.armed, boundPeer: peer } })
        : phone;
    // A series that bootstraps at every start proves nothing by it: what the phone held before may still be there.
    return this.serve('first', bound, { fresh: !bootstrapsAtEveryStart });
  }

  private decideStandard(wanted: Extract<FileRequest, { kind: 'standard' }>): Decision {
    const named = this.state.phones.find(wanted.mac) ?? null;
    if (this.around.openLab && named) return this.serve('standard', named, {});
    const token = this.state.tokens.find(wanted.token);
    if (!token)
      return { kind: 'refuse', reason: named ? 'unknown-token' : 'unknown-mac', phone: named, mac: wanted.mac };
    const phone = this.state.phones.get(token.phoneId) ?? null;
    if (!phone || phone.mac !== wanted.mac)
      return { kind: 'refuse', reason: 'token-of-another-phone', phone: named, mac: wanted.mac };
    if (token.state === 'revoked') return { kind: 'refuse', reason: 'revoked-token', phone, mac: phone.mac };
    return this.serve('standard', phone, { token });
  }

  private decideShared(
    wanted: Extract<FileRequest, { kind: 'master' | 'product' }>,
    request: IncomingRequest,
  ): Decision {
    const known = wanted.siteToken === this.state.site.siteToken || this.around.openLab;
    if (!known) return { kind: 'refuse', reason: 'unknown-token', phone: null, mac: null };
    const phone = this.hinted(request, request.remote);
    const model = wanted.kind === 'product' ? wanted.model : '';
    return this.serve(wanted.kind, phone, { model });
  }

  private serve(
    file: ServedFileName,
    phone: PhoneRecord | null,
    more: { fresh?: boolean; token?: TokenRecord; model?: string },
  ): Decision {
    const model = more.model ?? phone?.model ?? '';
    return {
      kind: 'serve',
      file,
      phone,
      mac: phone?.mac ?? null,
      fresh: more.fresh ?? false,
      token: more.token ?? null,
      model,
    };
  }

  private notForUs(reason: RequestReason, path: string): Decision {
    const mac = this.around.family.macInPath(path);
    return { kind: 'refuse', reason, phone: (mac && this.state.phones.find(mac)) ?? null, mac };
  }

  /** Whose request for a file without identity this is. The bootstrap is for strangers too, so the User-Agent may say;
   *  for master and product only a phone that fetched from this peer counts, and the User-Agent chooses among several. */
  private hinted(request: IncomingRequest, peer: string | null): PhoneRecord | null {
    const hint = request.userAgent ? this.around.family.userAgentHint(request.userAgent).mac : null;
    if (peer === null) return (hint && this.state.phones.find(hint)) ?? null;
    const candidates = this.state.phones.atPeer(peer);
    if (hint) return candidates.find((phone) => phone.mac === hint) ?? null;
    return candidates.length === 1 ? (candidates[0] ?? null) : null;
  }

  /** What a completed fetch changes: what the phone holds, what it took, where it was, its token and arming. */
  private taken(
    decision: Extract<Decision, { kind: 'serve' }>,
    body: { readonly sha256: string; readonly bytes: Uint8Array },
    peer: string,
    userAgent: string | null,
    at: number,
  ): Pick<ProvisioningEntry, 'phone' | 'held'> {
    const phone = decision.phone && this.state.phones.get(decision.phone.id);
    if (!phone || decision.file === 'bootstrap') return noEffects;
    const own = decision.file === 'first' || decision.file === 'standard';
    const file: PhoneFile = decision.file === 'master' || decision.file === 'product' ? decision.file : 'standard';
    const alone = own && this.state.layers.siteFacts('published').served === 'one-file';
    const { held, takenFiles, takenHash } = this.state.held.take(phone, file, body, { fresh: decision.fresh, alone });
    if (decision.token) this.state.tokens.used(decision.token, at);
    const firmware = userAgent ? this.around.family.userAgentHint(userAgent).firmware : null;
    const change: PhoneChange = {
      takenFiles,
      takenHash,
      ...(firmware ? { firmware } : {}),
      ...(own
        ? {
            lastFetch: {
              at,
              peer,
              toldBaseUrl: this.around.toldBaseUrl(),
              tokenGeneration: this.state.tokens.current(phone.id, at).generation,
            },
            trouble: troubleAfterFetch(phone.trouble, at),
          }
        : {}),
      ...(decision.token && phone.armed ? { armed: null } : {}),
    };
    if (decision.token && phone.armed) this.disarmed.set(phone.id, { at, peer });
    this.state.phones.note(phone.id, change);
    return { phone: { id: phone.id, change }, held: { phoneId: phone.id, values: held } };
  }

  private refusal(request: IncomingRequest, decision: Extract<Decision, { kind: 'refuse' }>, at: number): Answer {
    const { mac } = decision;
    const guess = `${decision.reason} ${decision.reason === 'unknown-mac' ? mac : request.target}`;
    const guarded = guesses.has(decision.reason) && this.guard.note(request.remote, guess, at);
    return {
      status: 404,
      body: null,
      etag: null,
      settle: ({ durationMs }) => {
        const phone = (decision.phone && this.state.phones.get(decision.phone.id)) ?? null;
        const reason = guarded ? 'guarded' : decision.reason;
        const row = this.row(request, at, { status: 404, reason, bytes: 0, sha256: null, durationMs, phone, mac });
        const hint = request.userAgent ? this.around.family.userAgentHint(request.userAgent) : null;
        const stranger = mac && !phone && !guarded && decision.reason !== 'unknown-token';
        const waiting = stranger
          ? { siteId: this.state.site.id, mac, model: hint?.model ?? null, address: request.remote, path: row.path }
          : null;
        const met = phone && !guarded ? refusalTrouble(decision.reason, phone, request.remote, at) : null;
        const change = phone && met ? { id: phone.id, change: { trouble: graverTrouble(phone.trouble, met) } } : null;
        if (change) this.state.phones.note(change.id, change.change);
        this.write({ request: row, body: null, phone: change, held: null, waiting });
        if (waiting) this.around.announce('waiting');
        if (phone && met?.kind === 'request') this.tell({ phoneId: phone.id, at, file: null, reason });
      },
    };
  }

  private row(
    request: IncomingRequest,
    at: number,
    answered: Pick<RequestRecord, 'status' | 'reason' | 'bytes' | 'sha256' | 'durationMs'> & {
      phone: PhoneRecord | null;
      mac: MacAddress | null;
    },
  ): RequestRecord {
    const { phone, ...rest } = answered;
    return {
      at,
      protocol: request.protocol,
      remote: request.remote,
      method: request.method,
      path: ledgerPath(request.target),
      userAgent: request.userAgent?.slice(0, 256) ?? null,
      phoneId: phone?.id ?? null,
      ...rest,
    };
  }

  private write(entry: ProvisioningEntry): void {
    this.journal.record(this.state.site.id, entry);
    this.around.announce('requests');
    if (entry.phone) this.around.announce('phones');
  }

  private tell(fetch: PhoneFetch): void {
    for (const watcher of this.watchers) watcher(fetch);
  }
}

/** What somebody who tries out addresses meets; a phone of ours that is refused for its own state meets none of these. */
const guesses: ReadonlySet<RequestReason> = new Set([
  'unknown-mac',
  'unknown-token',
  'token-of-another-phone',
  'unknown-path',
  'method-refused',
  'malformed',
] as const);

const noEffects: Pick<ProvisioningEntry, 'phone' | 'held'> = { phone: null, held: null };
