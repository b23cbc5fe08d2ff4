// A request's straight way: path → which file is meant → may this peer have it → exact bytes → ledger.
// Every kind of stranger gets the same 404; the ledger and the phone's own page say why.
import { ledgerPath } from '../../core/provisioning/request-path';
import type { RequestReason } from '../../core/provisioning/request-reason';
import type { ServedFileName } from '../../core/families/family';
import type { MacAddress } from '../../core/shared/mac-address';
import type { PhoneChange, PhoneRecord } from '../phones/phone-store';
import type { SiteState, Surroundings } from '../site-state';
import { SiteFiles } from './site-files';
import { graverTrouble, refusalTrouble, troubleAfterFetch } from './refusal-trouble';
import type { PhoneFile } from './held-book';
import {
  bareAnswer,
  type Answer,
  type ChallengeDecision,
  type Decision,
  type GiveDecision,
  type GivenFiles,
  type IncomingRequest,
  type RefuseDecision,
  type ServeDecision,
  type TakeDecision,
} from './answer';
import type { NeighbourTable } from './neighbour-table';
import type { ProvisioningEntry, ProvisioningJournal, RequestRecord } from './provisioning-store';
import { RecentMap } from '../../core/shared/recent-map';
import { RequestDecision } from './request-decision';

/** What a phone did, for whoever follows it: a resync run. */
export interface PhoneFetch {
  readonly phoneId: number;
  readonly at: number;
  /** Null when it was refused. */
  readonly file: ServedFileName | null;
  readonly reason: RequestReason;
}

export class ProvisioningService {
  private readonly watchers = new Set<(fetch: PhoneFetch) => void>();
  private readonly files: SiteFiles;
  /** Of served targets only: strangers would fill it with anything. */
  private readonly ledgerPaths = new RecentMap<string>();
  private readonly decision: RequestDecision;

  constructor(
    private readonly state: SiteState,
    private readonly around: Surroundings,
    private readonly journal: ProvisioningJournal,
    neighbours: NeighbourTable,
    given: GivenFiles,
  ) {
    this.files = new SiteFiles(state, around);
    this.decision = new RequestDecision(state, around, neighbours, given);
  }

  /** Tells of every fetch of a known phone, and of every refusal that looks like the phone's own request and not like somebody
   *  else's in its name; returns how to stop. */
  watch(watcher: (fetch: PhoneFetch) => void): () => void {
    this.watchers.add(watcher);
    return () => this.watchers.delete(watcher);
  }

  /** A NOTIFY of ours left for this phone: evidence for a series that bootstraps at every start. */
  noteNotify(phoneId: number): void {
    this.decision.noteNotify(phoneId);
  }

  /** A person disarmed the phone: its grace is over as well. */
  endGrace(phoneId: number): void {
    this.decision.endGrace(phoneId);
  }

  answer(incoming: IncomingRequest): Answer {
    const at = this.around.clock.now();
    const request = this.state.access.received(incoming);
    const decision = this.decision.decide(request, at);
    switch (decision.kind) {
      case 'serve':
        return this.served(request, decision, at);
      case 'give':
        return this.given(request, decision, at);
      case 'take':
        return this.taking(request, decision, at);
      case 'challenge':
      case 'refuse':
        return this.refusal(request, decision, at);
    }
  }

  private served(request: IncomingRequest, decision: ServeDecision, at: number): Answer {
    const { bytes, sha256, etag } = this.files.served(decision.file, decision.phone, decision.model, at);
    const unchanged = isUnchanged(request, etag, null);
    // Spelled out: this is made for every file of a storm.
    return {
      status: unchanged ? 304 : 200,
      body: unchanged ? null : bytes,
      contentType: bareAnswer.contentType,
      etag,
      lastModified: null,
      challenges: bareAnswer.challenges,
      upload: null,
      settle: ({ completed, durationMs, status = unchanged ? 304 : 200, bytes: sent }) => {
        const taken = completed && request.method === 'GET' && (status === 200 || status === 304);
        const reason = !completed ? 'aborted' : unchanged ? 'not-modified' : 'served';
        const bodyBytes = sent ?? (unchanged || request.method === 'HEAD' ? 0 : bytes.length);
        const { phone, mac } = decision;
        const answered = { status, reason, bytes: bodyBytes, sha256, durationMs, phone, mac } as const;
        const row = this.row(request, at, answered, this.servedPath(request.target));
        const effects = taken
          ? this.taken(decision, { sha256, bytes }, request.remote, request.header('user-agent'), at)
          : noEffects;
        const secret = decision.file === 'standard' || decision.file === 'first';
        this.write({ request: row, body: { sha256, bytes, secret }, ...effects, waiting: null });
        if (taken && decision.phone) this.tell({ phoneId: decision.phone.id, at, file: decision.file, reason });
      },
    };
  }

  private given(request: IncomingRequest, decision: GiveDecision, at: number): Answer {
    const { body, sha256, contentType, changedAt } = decision.file;
    const etag = `"${sha256.slice(0, 32)}"`;
    const lastModified = Math.floor(changedAt / 1000) * 1000;
    const unchanged = isUnchanged(request, etag, lastModified);
    const size = 'read' in body ? body.bytes : body.length;
    return {
      ...bareAnswer,
      status: unchanged ? 304 : 200,
      body: unchanged ? null : body,
      contentType,
      etag,
      lastModified,
      settle: ({ completed, durationMs, status = unchanged ? 304 : 200, bytes }) => {
        const reason = !completed ? 'aborted' : unchanged ? 'not-modified' : 'served';
        const bodyBytes = bytes ?? (unchanged || request.method === 'HEAD' ? 0 : size);
        const row = this.row(request, at, { status, reason, bytes: bodyBytes, sha256, durationMs, ...whose(decision) });
        this.write({ ...noEffects, request: row, body: null, waiting: null });
      },
    };
  }

  private taking(request: IncomingRequest, decision: TakeDecision, at: number): Answer {
    return {
      ...bareAnswer,
      status: 201,
      upload: decision.upload,
      settle: ({ completed, durationMs, status = 201, bytes = 0 }) => {
        const reason = completed ? 'received' : 'aborted';
        const row = this.row(request, at, { status, reason, bytes, sha256: null, durationMs, ...whose(decision) });
        this.write({ ...noEffects, request: row, body: null, waiting: null });
      },
    };
  }

  /** What a completed fetch changes: what the phone holds, what it took, where it was, its token and arming. */
  private taken(
    decision: ServeDecision,
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
    const taken = this.state.held.take(phone, file, body, { fresh: decision.fresh, alone });
    if (decision.token) this.state.tokens.used(decision.token, at);
    const firmware = userAgent ? this.around.family.userAgentHint(userAgent).firmware : null;
    const change: Changing = {};
    if (taken.changed) {
      change.takenFiles = taken.takenFiles;
      change.takenHash = taken.takenHash;
    }
    if (firmware && firmware !== phone.firmware) change.firmware = firmware;
    if (own) {
      const tokenGeneration = this.state.tokens.current(phone.id, at).generation;
      change.lastFetch = { at, peer, toldBaseUrl: this.around.toldBaseUrl(), tokenGeneration };
      const trouble = troubleAfterFetch(phone.trouble, at);
      if (trouble !== phone.trouble) change.trouble = trouble;
    }
    if (decision.token && phone.armed) {
      change.armed = null;
      this.decision.beginGrace(phone.id, at, peer);
    }
    if (!own && !taken.changed && Object.keys(change).length === 0) return noEffects;
    if (own) this.decision.noteTaken(decision, phone.id, at, peer);
    this.state.phones.note(phone.id, change);
    const held = taken.changed ? { phoneId: phone.id, values: taken.held } : null;
    return { phone: { id: phone.id, change }, held };
  }

  private refusal(request: IncomingRequest, decision: RefuseDecision | ChallengeDecision, at: number): Answer {
    const { mac } = decision;
    const status = decision.kind === 'challenge' ? 401 : 404;
    return {
      ...bareAnswer,
      status,
      challenges: decision.kind === 'challenge' ? decision.challenges : bareAnswer.challenges,
      settle: ({ durationMs }) => {
        const guess = guesses.has(decision.reason)
          ? this.state.access.noteGuess(request.remote, this.guessOf(request, decision), at)
          : 'free';
        const guarded = guess !== 'free';
        const caught = guess === 'caught' ? request.remote : null;
        const phone = (decision.phone && this.state.phones.get(decision.phone.id)) ?? null;
        const reason = guarded ? 'guarded' : decision.reason;
        const row = this.row(request, at, { status, reason, bytes: 0, sha256: null, durationMs, phone, mac });
        const userAgent = request.header('user-agent');
        const hint = userAgent === null ? null : this.around.family.userAgentHint(userAgent);
        const stranger = mac && !phone && !guarded && !nobodyWaits.has(decision.reason);
        const waiting = stranger
          ? { siteId: this.state.site.id, mac, model: hint?.model ?? null, address: request.remote, path: row.path }
          : null;
        const met = phone && !guarded ? refusalTrouble(decision.reason, phone, request.remote, at) : null;
        const change = phone && met ? { id: phone.id, change: { trouble: graverTrouble(phone.trouble, met) } } : null;
        if (change) this.state.phones.note(change.id, change.change);
        this.write({ request: row, body: null, phone: change, held: null, waiting, caught });
        if (waiting || caught !== null) this.around.announce('waiting');
        if (phone && met?.kind === 'request') this.tell({ phoneId: phone.id, at, file: null, reason });
      },
    };
  }

  /** What makes a wrong guess different from another. */
  private guessOf(request: IncomingRequest, { reason, mac }: RefuseDecision | ChallengeDecision): string {
    if (reason === 'unknown-mac') return `mac ${mac}`;
    // All of it: the answers to one challenge differ only towards their end.
    if (reason === 'login-wrong') return `login ${this.around.sha256(request.header('authorization') ?? '')}`;
    return `${reason} ${request.target}`;
  }

  private row(
    request: IncomingRequest,
    at: number,
    answered: Pick<RequestRecord, 'status' | 'reason' | 'bytes' | 'sha256' | 'durationMs'> & {
      phone: PhoneRecord | null;
      mac: MacAddress | null;
    },
    path = ledgerPath(request.target),
  ): RequestRecord {
    const { status, reason, bytes, sha256, durationMs, phone, mac } = answered;
    return {
      at,
      protocol: request.protocol,
      remote: request.remote,
      method: request.method,
      path,
      userAgent: request.header('user-agent')?.slice(0, 256) ?? null,
      mac,
      phoneId: phone?.id ?? null,
      status,
      reason,
      bytes,
      sha256,
      durationMs,
    };
  }

  private servedPath(target: string): string {
    const known = this.ledgerPaths.get(target);
    if (known !== undefined) return known;
    const path = ledgerPath(target);
    this.ledgerPaths.set(target, path);
    return path;
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
  'login-wrong',
] as const);

/** A wrong token says that a phone is somebody else's; from a network that is not answered nobody is waited for. */
const nobodyWaits: ReadonlySet<RequestReason> = new Set(['unknown-token', 'network-refused'] as const);

type Changing = { -readonly [Name in keyof PhoneChange]: PhoneChange[Name] };

const noEffects: Pick<ProvisioningEntry, 'phone' | 'held'> = { phone: null, held: null };

function whose({ phone, mac }: Decision): { phone: PhoneRecord | null; mac: MacAddress | null } {
  return { phone, mac };
}

/** RFC 9110 §13.2.2: an entity tag, where one is sent, counts alone; dates have whole seconds. */
function isUnchanged(request: IncomingRequest, etag: string, lastModified: number | null): boolean {
  const tags = request.header('if-none-match');
  if (tags !== null)
    return tags.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag || tag.trim() === '*');
  const since = lastModified === null ? null : request.header('if-modified-since');
  return since !== null && lastModified !== null && Date.parse(since) >= lastModified;
}
