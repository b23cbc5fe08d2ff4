// One phone's way through a resync: NOTIFY, its answer, and what the ledger then says. What the phone said is believed only
// as far as its fetches bear it out.
import type { RequestReason } from '../../core/provisioning/request-reason';
import type { ResyncStep } from '../../core/resync/resync-step';
import { ProblemError, type Problem } from '../../core/shared/problem';
import { isLaptopAway } from '../../core/timing/away-span';
import type { PhoneRecord } from '../phones/phone-store';
import { parseHostPort } from '../phones/sip-address';
import type { PhoneFetch, ProvisioningService } from '../provisioning/provisioning-service';
import { neverCame, oldContent, provisioningOff, refusedProblem, toldElsewhere } from './fetch-problems';
import type { NotifyOutcome, NotifySender } from './notify-sender';
import { reachPhone, type ReachParts } from './reach-phone';
import { interrupted, outcomeProblem } from './resync-problems';
import type { ResyncStore, RunOptions } from './resync-store';

/** A phone that said yes has this long to come and take its files. */
const fetchPatienceMs = 60_000;
/** A phone that has taken part of its files and has the content goes on at most this long before it counts as done. */
const settlePatienceMs = 4_000;
/** A phone that was registered here, and has taken something new, has this long to start anew and register again. */
const registerPatienceMs = 30_000;

/** How it ended: done when `problem` is null. */
export interface ResyncEnd {
  readonly problem: Problem | null;
  readonly detail: string;
}

export interface ResyncParts extends ReachParts {
  readonly sender: Pick<NotifySender, 'send'>;
  readonly provisioning: ProvisioningService;
  readonly store: ResyncStore;
}

/** The one attempt this is about, and who hears of it. */
export interface Attempt {
  readonly runId: number;
  readonly options: Pick<RunOptions, 'way' | 'event'>;
  /** Of every step; those that only repeat one are not to be stored. */
  readonly tell: (step: ResyncStep, detail: string, stored: boolean) => void;
  /** Once, in the same turn as the fetch or answer that decided it. */
  readonly end: (end: ResyncEnd) => void;
}

export class PhoneResync {
  private readonly taken = new Set<string>();
  /** Its fetches count: it has answered, or nobody knows any more whether it did. */
  private following = false;
  private answered = false;
  /** The program ended between the NOTIFY and the end of this attempt. */
  private lostTrack = false;
  private byServer = false;
  private sentAt = 0;
  /** It came and was refused, perhaps before its answer to the NOTIFY arrived. */
  private refused: RequestReason | null = null;
  /** It was registered with us and is to get something new: it will be done when it has registered again. */
  private registersAgain = false;
  /** Since its last fetch. */
  private hasRegistered = false;
  /** It has all it is to take, and is only waited for to register. */
  private hasTaken = false;
  private cancelTimer: () => void = () => undefined;
  private leave: () => void = () => undefined;
  private over = false;

  constructor(
    private readonly phone: PhoneRecord,
    private readonly parts: ResyncParts,
    private readonly attempt: Attempt,
  ) {}

  async run(): Promise<void> {
    try {
      await this.notify();
    } catch (error) {
      this.finish(problemOf(error));
    }
  }

  /** Goes on with an attempt whose NOTIFY may have left before the program ended: it is never sent again, and what the phone fetched
   *  since then counts. */
  follow({ sentAt, answered }: { readonly sentAt: number; readonly answered: boolean }): void {
    this.lostTrack = true;
    this.watchRegistration();
    this.following = true;
    this.answered = answered;
    this.sentAt = sentAt;
    const { lastFetch } = this.current;
    if (lastFetch && lastFetch.at >= sentAt) this.taken.add('standard');
    this.wait(fetchPatienceMs);
    this.settle();
  }

  private async notify(): Promise<void> {
    const { around, sender, provisioning, store } = this.parts;
    const { runId, options } = this.attempt;
    const reached = reachPhone(this.current, this.parts, options);
    if (!reached.ok) return this.finish(reached.problem);
    const { way, reason, dropped, request, to } = reached.value;
    const { event } = request;
    this.byServer = way === 'server';
    this.sentAt = around.clock.now();
    this.watchRegistration();
    // A NOTIFY that may have left is never forgotten, whatever happens to this process.
    if (!store.claim(runId, this.phone.id, this.sentAt))
      return this.finish(interrupted('A NOTIFY has left for this phone in this run already.'));
    const outcome = await sender.send(request, {
      sent: (tries) => {
        // A repeat may leave in the same moment in which the answer arrives.
        if (this.following || this.over) return;
        if (tries === 1) provisioning.noteNotify(this.phone.id);
        const detail = tries === 1 ? `Event: ${event}, ${wayWords(way, to)}: ${reason}` : `try ${tries}`;
        this.attempt.tell('sent', detail, tries === 1);
      },
    });
    if (this.over) return;
    const problem = outcomeProblem(outcome, { way, to, event, dropped });
    if (problem === null && outcome.kind === 'answered') {
      this.answered = true;
      this.following = true;
      this.attempt.tell('answered', `${outcome.status} ${outcome.reason}`, true);
      this.wait(fetchPatienceMs);
      return this.settle();
    }
    // A phone may come although its answer was lost: files taken since count more than a missing answer.
    if (outcome.kind === 'silence' && this.hasContent() && this.taken.size > 0) {
      return this.finish(null, 'fetched without an answer');
    }
    this.finish(this.ownAbsence(outcome.kind) ?? problem);
  }

  /** The phone fetched a file, or was refused one. */
  noteFetch(fetch: PhoneFetch): void {
    if (fetch.file === 'bootstrap') return;
    if (fetch.file === null) {
      this.refused = fetch.reason;
    } else {
      this.refused = null;
      this.hasRegistered = false;
      this.taken.add(fetch.file === 'first' ? 'standard' : fetch.file);
      const expected = this.expectedFiles();
      this.attempt.tell('fetched', `${fetch.file}, ${Math.min(this.taken.size, expected)} of ${expected} files`, true);
    }
    this.settle();
  }

  /** Follows no further. */
  abandon(): void {
    this.over = true;
    this.cancelTimer();
    this.leave();
  }

  private watchRegistration(): void {
    const { registrations } = this.parts.state;
    this.registersAgain = registrations.flowOf(this.phone.id) !== null && !this.hasContent();
    if (!this.registersAgain) return;
    this.leave = registrations.onRegistered((phoneId) => {
      if (phoneId !== this.phone.id || this.over) return;
      this.hasRegistered = true;
      if (this.hasTaken) this.finishTaken();
    });
  }

  /** It has its content: done, once it is registered again. One that was moved to another server with it never is, and did well. */
  private finishTaken(): void {
    if (!this.registersAgain) return this.finish(null);
    if (!this.hasRegistered) {
      this.hasTaken = true;
      return this.wait(registerPatienceMs);
    }
    this.attempt.tell('registered', 'with the registrar here', true);
    this.finish(null);
  }

  /** Done when every file was taken and the content is the current one. */
  private settle(): void {
    if (!this.following || this.over) return;
    if (this.refused) return this.finish(refusedProblem(this.refused));
    if (!this.taken.has('standard')) return;
    const complete = this.taken.size >= this.expectedFiles();
    const current = this.hasContent();
    if (complete && current) return this.finishTaken();
    this.wait(complete || current ? settlePatienceMs : fetchPatienceMs);
  }

  private wait(patienceMs: number): void {
    this.cancelTimer();
    this.cancelTimer = this.parts.around.clock.after(patienceMs, () => this.patienceOver());
  }

  private patienceOver(): void {
    if (this.hasTaken) return this.finish(null, 'it has its files and has not registered again');
    if (this.taken.size > 0 && this.hasContent()) return this.finishTaken();
    const refusal = this.refusalInLedger();
    if (refusal) return this.finish(refusedProblem(refusal));
    if (this.taken.size > 0) return this.finish(oldContent());
    this.finish(this.whyItNeverCame());
  }

  private whyItNeverCame(): Problem {
    const { state, around } = this.parts;
    const { lastFetch } = this.current;
    const told = lastFetch?.toldBaseUrl ?? null;
    if (told !== null && around.toldState(told) === 'gone') return toldElsewhere(told);
    if (this.lostTrack) {
      return interrupted(
        this.answered
          ? 'It said OK, and Cordboard ended before it came; nothing was fetched since.'
          : 'Cordboard ended while this phone was under way: the NOTIFY may have been lost with it, and nothing was fetched since.',
      );
    }
    if (this.wasAway()) return interrupted('It said OK, but this laptop was away while it was to come.');
    if (!around.family.downloadTiming(state.held.of(this.phone.id)).enabled) return provisioningOff();
    return neverCame(this.byServer);
  }

  /** The phone is not to be blamed for our own absence. */
  private wasAway(): boolean {
    return this.parts.around.awaySpans(this.sentAt).length > 0;
  }

  /** A laptop that fell asleep under way hears no answer, and may find no network when it wakes. A network that is gone while it is
   *  awake is told as what it is. */
  private ownAbsence(outcome: NotifyOutcome['kind']): Problem | null {
    const away = this.parts.around.awaySpans(this.sentAt);
    const isOurs =
      outcome === 'silence'
        ? away.length > 0
        : outcome === 'unreachable' && away.some(({ cause }) => isLaptopAway(cause));
    return isOurs ? interrupted('This laptop was away while its answer was to come.') : null;
  }

  private refusalInLedger(): RequestReason | null {
    const { state, store } = this.parts;
    const { id, mac, ip, lastFetch } = this.current;
    const address = ip ? parseHostPort(ip, 0).address : (lastFetch?.peer ?? null);
    return store.lastRefusal(state.site.id, { phoneId: id, mac, address }, this.sentAt);
  }

  private finish(problem: Problem | null, detail = ''): void {
    this.cancelTimer();
    this.leave();
    if (this.over) return;
    this.over = true;
    this.attempt.end({ problem, detail });
  }

  private get current(): PhoneRecord {
    return this.parts.state.phones.get(this.phone.id) ?? this.phone;
  }

  private hasContent(): boolean {
    const phone = this.parts.state.phones.get(this.phone.id);
    return phone !== undefined && phone.takenHash === this.parts.state.contents.hash(phone, 'published');
  }

  private expectedFiles(): number {
    const content = this.parts.state.contents.of(this.phone, 'published');
    const told = { baseUrl: '', siteToken: '', phoneToken: '', asLogin: false };
    return this.parts.around.family.managedParameters(content, told).length;
  }
}

function wayWords(way: 'registrar' | 'server' | 'direct', to: string): string {
  if (way === 'direct') return 'direct';
  return way === 'server' ? `through its SIP server ${to}` : 'over its registration here';
}

/** What the phone holds may be text that no SIP message can carry. */
function problemOf(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem;
  return { code: 'INTERNAL_ERROR', message: String(error), remedy: 'Try again; if it happens again, report it.' };
}
