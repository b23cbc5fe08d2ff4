// One phone's way through a resync: NOTIFY, its answer, and what the ledger then says. What the phone said is believed only
// as far as its fetches bear it out.
import type { RequestReason } from '../../core/provisioning/request-reason';
import type { ResyncStep } from '../../core/resync/resync-step';
import { ProblemError, type Problem } from '../../core/shared/problem';
import type { PhoneRecord } from '../phones/phone-store';
import { sipTarget, type HostPort } from '../phones/sip-address';
import type { PhoneFetch, ProvisioningService } from '../provisioning/provisioning-service';
import type { SiteState, Surroundings } from '../site-state';
import type { NotifyOutcome, NotifySender } from './notify-sender';
import {
  answerProblem,
  fetchProblem,
  interrupted,
  noAddress,
  silenceProblem,
  strandedProblem,
  unreachableProblem,
} from './resync-problems';

/** A phone that said yes has this long to come and take its files. */
const fetchPatienceMs = 60_000;
/** A phone that has taken part of its files and has the content goes on at most this long before it counts as done. */
const settlePatienceMs = 4_000;

/** How it ended: done when `problem` is null. */
export interface ResyncEnd {
  readonly problem: Problem | null;
  readonly detail: string;
}

export interface ResyncParts {
  readonly state: SiteState;
  readonly around: Surroundings;
  readonly sender: Pick<NotifySender, 'send'>;
  readonly provisioning: ProvisioningService;
}

export class PhoneResync {
  private readonly taken = new Set<string>();
  private answered = false;
  /** It came and was refused, perhaps before its answer to the NOTIFY arrived. */
  private refused: RequestReason | null = null;
  private cancelTimer: () => void = () => undefined;
  private over = false;

  /** `tell` hears of every step (those that only repeat one are not to be stored), `end` once, in the same turn as the fetch or
   *  answer that decided it. */
  constructor(
    private readonly phone: PhoneRecord,
    private readonly parts: ResyncParts,
    private readonly tell: (step: ResyncStep, detail: string, stored: boolean) => void,
    private readonly end: (end: ResyncEnd) => void,
  ) {}

  async run(): Promise<void> {
    try {
      await this.notify();
    } catch (error) {
      this.finish(problemOf(error));
    }
  }

  private async notify(): Promise<void> {
    const { state, around, sender, provisioning } = this.parts;
    const { family } = around;
    const told = (state.phones.get(this.phone.id) ?? this.phone).lastFetch?.toldBaseUrl;
    if (told && around.toldState(told) === 'gone') return this.finish(strandedProblem(told));
    const held = state.held.of(this.phone.id);
    const target = sipTarget(this.phone, held, family);
    if (!target) return this.finish(noAddress());
    const account = family.sipAccount(held);
    const event = family.notifyEvent(held);
    const outcome = await sender.send(
      {
        target: { ...target, user: account.user },
        event,
        credentials: account.password ? { authId: account.authId, password: account.password } : null,
      },
      {
        sent: (tries) => {
          // A repeat may leave in the same moment in which the answer arrives.
          if (this.answered || this.over) return;
          if (tries === 1) provisioning.noteNotify(this.phone.id);
          this.tell('sent', tries === 1 ? `Event: ${event}` : `try ${tries}`, tries === 1);
        },
      },
    );
    if (outcome.kind === 'answered' && outcome.status < 300) {
      this.answered = true;
      this.tell('answered', `${outcome.status} ${outcome.reason}`, true);
      this.wait(fetchPatienceMs);
      return this.settle();
    }
    // A phone may come although its answer was lost: files taken since count more than a missing answer.
    if (outcome.kind === 'silence' && this.hasContent() && this.taken.size > 0) {
      return this.finish(null, 'fetched without an answer');
    }
    this.finish(this.outcomeProblem(outcome, target, event));
  }

  /** The phone fetched a file, or was refused one. */
  noteFetch(fetch: PhoneFetch): void {
    if (fetch.file === 'bootstrap') return;
    if (fetch.file === null) {
      this.refused = fetch.reason;
    } else {
      this.refused = null;
      this.taken.add(fetch.file === 'first' ? 'standard' : fetch.file);
      const expected = this.expectedFiles();
      this.tell('fetched', `${fetch.file}, ${Math.min(this.taken.size, expected)} of ${expected} files`, true);
    }
    this.settle();
  }

  /** Follows no further. */
  abandon(): void {
    this.over = true;
    this.cancelTimer();
  }

  /** Done when every file was taken and the content is the current one. */
  private settle(): void {
    if (!this.answered || this.over) return;
    if (this.refused) return this.finish(fetchProblem('refused', this.refused));
    if (!this.taken.has('standard')) return;
    const complete = this.taken.size >= this.expectedFiles();
    const current = this.hasContent();
    if (complete && current) return this.finish(null);
    this.wait(complete || current ? settlePatienceMs : fetchPatienceMs);
  }

  private wait(patienceMs: number): void {
    this.cancelTimer();
    this.cancelTimer = this.parts.around.clock.after(patienceMs, () => this.patienceOver());
  }

  private patienceOver(): void {
    if (this.taken.size > 0) return this.finish(this.hasContent() ? null : fetchProblem('old-content', null));
    const { state, around } = this.parts;
    const phone = state.phones.get(this.phone.id) ?? this.phone;
    const told = phone.lastFetch?.toldBaseUrl ?? null;
    if (told !== null && around.toldState(told) === 'gone') return this.finish(fetchProblem('told-elsewhere', told));
    const off = !around.family.downloadTiming(state.held.of(phone.id)).enabled;
    this.finish(fetchProblem(off ? 'provisioning-off' : 'never-came', null));
  }

  private finish(problem: Problem | null, detail = ''): void {
    this.cancelTimer();
    if (this.over) return;
    this.over = true;
    this.end({ problem, detail });
  }

  private outcomeProblem(outcome: NotifyOutcome, target: HostPort, event: string): Problem {
    const { state, around } = this.parts;
    switch (outcome.kind) {
      case 'answered':
        return answerProblem(outcome.status, outcome.reason, event);
      case 'silence':
        return silenceProblem(target, outcome.tries, around.family.filtersSipSource(state.held.of(this.phone.id)));
      case 'unreachable':
        return unreachableProblem(target, outcome.detail);
      case 'cancelled':
        return interrupted();
    }
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

/** What the phone holds may be text that no SIP message can carry. */
function problemOf(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem;
  return { code: 'INTERNAL_ERROR', message: String(error), remedy: 'Try again; if it happens again, report it.' };
}
