// The spans in which this laptop served, and the gaps between them: in memory, written behind. What this run of the program recorded is
// kept in time that nobody sets and that goes on in sleep, so that a clock put right moves it as a whole, and makes no gap and loses none.
import type { AwayCause, AwaySpan } from '../../core/timing/away-span';
import type { Clock } from '../../core/shared/clock';
import type { PresenceEnd, PresenceSpan, PresenceStore } from './presence-store';

export interface PresenceClocks {
  /** That of phones. */
  readonly clock: Pick<Clock, 'now'>;
  /** Passes as that clock does, but nobody sets it, and it goes on in sleep. */
  readonly steadyMs: () => number;
}

/** In steady time; `to` is the last heartbeat while the span is open. */
interface OwnSpan {
  readonly from: number;
  to: number;
  endedBy: PresenceEnd | null;
}

interface View {
  readonly since: number | null;
  /** Oldest first. */
  readonly gaps: readonly AwaySpan[];
}

const dayMs = 24 * 60 * 60_000;
const keptMs = 90 * dayMs;
/** A laptop with a loose cable makes a few hundred a day. */
const keptSpans = 2_000;
/** Clocks are kept right in smaller steps all the time, and one of ours has a grain of a second. */
const setByMs = 5_000;

export class PresenceBook {
  private past: readonly PresenceSpan[] | null = null;
  private own: OwnSpan[] = [];
  private offsetMs: number;
  private viewed: View | null = null;
  private part: { readonly of: View; readonly first: number; readonly gaps: readonly AwaySpan[] } | null = null;

  constructor(
    private readonly store: PresenceStore,
    private readonly clocks: PresenceClocks,
  ) {
    this.offsetMs = clocks.clock.now() - clocks.steadyMs();
  }

  get isOpen(): boolean {
    return this.own.at(-1)?.endedBy === null;
  }

  open(): void {
    if (this.isOpen) return;
    this.load();
    this.noteClock();
    const at = this.clocks.steadyMs();
    this.add({ from: at, to: at, endedBy: null });
    this.store.open(this.wall(at));
  }

  /** Serving still. */
  beat(): void {
    const last = this.own.at(-1);
    if (last?.endedBy !== null) return;
    last.to = this.clocks.steadyMs();
    this.store.heartbeat(this.wall(last.to));
  }

  /** From now on, or from the last heartbeat on. What is closed already is away for another reason from now on. */
  close(endedBy: PresenceEnd, since: 'now' | 'last-beat' = 'now'): void {
    this.load();
    this.noteClock();
    const last = this.own.at(-1);
    if (last?.endedBy === endedBy) return;
    const at = since === 'last-beat' && last ? last.to : this.clocks.steadyMs();
    if (last?.endedBy === null) {
      last.to = at;
      last.endedBy = endedBy;
      this.viewed = null;
    } else {
      this.add({ from: at, to: at, endedBy });
    }
    this.store.close(this.wall(at), endedBy);
    if (endedBy === 'suspend' || endedBy === 'shutdown') this.store.settle();
  }

  /** Looks whether the clock was set, and moves what this run recorded if so. */
  noteClock(): boolean {
    const byMs = this.clocks.clock.now() - this.clocks.steadyMs() - this.offsetMs;
    if (Math.abs(byMs) <= setByMs) return false;
    this.offsetMs += byMs;
    this.viewed = null;
    if (this.own.length > 0) this.store.shift(byMs);
    return true;
  }

  /** The gaps that reach beyond an instant, oldest first; the last one has no end while nobody serves. The very same array until
   *  something changes. */
  away(sinceAt: number): readonly AwaySpan[] {
    const view = this.view();
    let first = view.gaps.length;
    while (first > 0 && (view.gaps[first - 1] as AwaySpan).to > sinceAt) first--;
    if (this.part?.of !== view || this.part.first !== first)
      this.part = { of: view, first, gaps: first === 0 ? view.gaps : view.gaps.slice(first) };
    return this.part.gaps;
  }

  /** Of all that is known. */
  get since(): number | null {
    return this.view().since;
  }

  /** The whole time away before the span that is open, by its longest cause. Null when there was none. */
  lastAway(): AwaySpan | null {
    const last = this.own.at(-1);
    if (last?.endedBy !== null) return null;
    const pieces: AwaySpan[] = [];
    let edge = this.wall(last.from);
    for (const gap of this.view().gaps.toReversed()) {
      if (gap.to !== edge) break;
      pieces.unshift(gap);
      edge = gap.from;
    }
    const longest = pieces.toSorted((a, b) => b.to - b.from - (a.to - a.from))[0];
    return longest ? { from: edge, to: this.wall(last.from), cause: longest.cause } : null;
  }

  /** Not where time leapt since anything was recorded: a clock that is wrong would take everything. */
  forgetOld(): void {
    this.load();
    const now = this.clocks.clock.now();
    const began = this.own[0] ? this.wall(this.own[0].from) : now;
    const newest = this.past?.at(-1)?.to ?? began;
    if (Math.abs(began - newest) < keptMs) this.store.forget(now - keptMs);
  }

  private load(): void {
    // Before this run writes its first: these are the others, and one of them that is open was killed.
    this.past ??= this.store.spans(keptSpans);
  }

  private add(span: OwnSpan): void {
    this.own.push(span);
    if (this.own.length > keptSpans) {
      // With what is dropped all that was before goes as well, or the hole would look like a gap.
      this.own = this.own.slice(-keptSpans / 2);
      this.past = [];
    }
    this.viewed = null;
  }

  private wall(steadyMs: number): number {
    return Math.round(steadyMs + this.offsetMs);
  }

  private view(): View {
    this.load();
    return (this.viewed ??= this.look());
  }

  private look(): View {
    const beganAt = this.own[0] ? this.wall(this.own[0].from) : Infinity;
    const oldestAt = this.clocks.clock.now() - keptMs;
    // What earlier runs recorded after this one began was recorded by another clock: a wrong one, or another lab's.
    const past = (this.past ?? [])
      .filter(({ from, to }) => from < beganAt && to >= oldestAt)
      .map((span) => ({ ...span, to: Math.min(span.to, beganAt), endedBy: span.endedBy ?? ('crash' as const) }))
      .toSorted((a, b) => a.from - b.from);
    const own = this.own.map(({ from, to, endedBy }) => ({ from: this.wall(from), to: this.wall(to), endedBy }));
    const [first, ...rest] = [...past, ...own];
    if (!first) return { since: null, gaps: [] };
    const gaps: AwaySpan[] = [];
    let served: PresenceSpan = first;
    for (const span of rest) {
      if (span.from > served.to) gaps.push({ from: served.to, to: span.from, cause: causeOf(served) });
      if (span.to >= served.to) served = span;
    }
    if (served.endedBy !== null) gaps.push({ from: served.to, to: Infinity, cause: causeOf(served) });
    return { since: first.from, gaps };
  }
}

const causes: Readonly<Record<PresenceEnd | 'crash', AwayCause>> = {
  stop: 'closed',
  suspend: 'asleep',
  shutdown: 'powered-off',
  'listener-down': 'listener-down',
  'address-gone': 'address-gone',
  crash: 'crashed',
};

function causeOf({ endedBy }: PresenceSpan): AwayCause {
  return causes[endedBy ?? 'crash'];
}
