// How many phones are in which state, kept while phones come and go: everybody who looks asks for it, ten thousand phones or not.
import { phoneStates, type PhoneState } from '../../core/phones/phone-state';
import type { SiteState } from '../site-state';
import type { CheckOutlook, CheckPlans } from '../timing/check-plans';
import type { PhoneRecord } from './phone-store';
import { hasCurrentContent, stateOf } from './phone-view';

interface KnownState {
  phone: PhoneRecord;
  state: PhoneState;
  /** Time alone does not change it before. */
  until: number;
}

export class StateCounts {
  private readonly known = new Map<number, KnownState>();
  private readonly changed = new Set<number>();
  private counts = noPhones();
  /** What all absences rest on; another one, and all phones are looked at again. */
  private outlookBasis: string | null = null;
  private contentsVersion = -1;
  private lookedAt = -Infinity;
  private nextByTime = Infinity;

  constructor(
    private readonly state: SiteState,
    private readonly timing: Pick<CheckPlans, 'outlook'>,
    private readonly inRun: (phoneId: number) => boolean,
  ) {
    state.phones.watch((id) => this.note(id));
  }

  /** A phone may be in another state now. */
  note(phoneId: number): void {
    this.changed.add(phoneId);
  }

  all(): Readonly<Record<PhoneState, number>> {
    const outlook = this.timing.outlook();
    const { now, basis } = outlook;
    const contentsVersion = this.state.contents.versionOf(0);
    if (basis !== this.outlookBasis || now < this.lookedAt) this.noteAll();
    else if (contentsVersion !== this.contentsVersion) this.compareContents();
    if (now >= this.nextByTime) this.noteDue(now);
    this.outlookBasis = basis;
    this.contentsVersion = contentsVersion;
    this.lookedAt = now;
    for (const id of this.changed) this.count(id, outlook);
    this.changed.clear();
    return { ...this.counts };
  }

  /** The phones in a state, right now. */
  idsIn(state: PhoneState): number[] {
    this.all();
    return [...this.known].filter(([, known]) => known.state === state).map(([id]) => id);
  }

  private count(id: number, outlook: CheckOutlook): void {
    const before = this.known.get(id);
    if (before) this.counts[before.state]--;
    const phone = this.state.phones.get(id);
    if (!phone) {
      this.known.delete(id);
      return;
    }
    const state = stateOf(phone, { state: this.state, inRun: this.inRun, outlook });
    const until = outlook.absenceUntil(phone);
    this.counts[state]++;
    this.known.set(id, { phone, state, until });
    this.nextByTime = Math.min(this.nextByTime, until);
  }

  private noteAll(): void {
    this.known.clear();
    this.counts = noPhones();
    this.nextByTime = Infinity;
    for (const { id } of this.state.phones.all()) this.changed.add(id);
  }

  /** Something was published: phones that are neither away nor in trouble may be behind, or not any more. */
  private compareContents(): void {
    for (const known of this.known.values()) {
      if (known.state !== 'inSync' && known.state !== 'pending') continue;
      this.counts[known.state]--;
      known.state = hasCurrentContent(known.phone, this.state) ? 'inSync' : 'pending';
      this.counts[known.state]++;
    }
  }

  private noteDue(now: number): void {
    this.nextByTime = Infinity;
    for (const [id, { until }] of this.known) {
      if (until <= now) this.changed.add(id);
      else this.nextByTime = Math.min(this.nextByTime, until);
    }
  }
}

function noPhones(): Record<PhoneState, number> {
  return Object.fromEntries(phoneStates.map((state) => [state, 0])) as Record<PhoneState, number>;
}
