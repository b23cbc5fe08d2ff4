// A day as a picture: which minutes phones ask in. What was comes from the ledger, what will be from the plans; of hours nobody
// served, what was expected.
import type { DownloadTiming } from '../../core/timing/download-timing';
import type { PlannedCheck } from '../../core/timing/phone-circumstances';
import { joinSpans, type TimeSpan } from '../../core/timing/time-spans';
import type { RequestLedger } from '../activity/request-ledger';
import type { PhoneRecord } from '../phones/phone-store';
import type { SiteState, Surroundings } from '../site-state';
import type { CheckOutlook, CheckPlans } from './check-plans';

const minuteMs = 60_000;

export interface TimelineMinute {
  readonly at: number;
  readonly checks: number;
  readonly resyncs: number;
}

export interface AskingPhone {
  readonly phone: PhoneRecord;
  readonly at: number;
  readonly trigger: PlannedCheck['trigger'];
  readonly outcome: PlannedCheck['outcome'];
}

export interface TimelineParts {
  readonly state: Pick<SiteState, 'site' | 'phones'>;
  readonly around: Pick<Surroundings, 'clock' | 'awaySpans'>;
  readonly plans: Pick<CheckPlans, 'outlook'>;
  readonly ledger: Pick<RequestLedger, 'downloadMinutes' | 'downloads'>;
  /** A check counts as made so long around its time. */
  readonly settings: { readonly grace: { readonly beforeMs: number; readonly afterMs: number } };
}

export class Timeline {
  constructor(private readonly parts: TimelineParts) {}

  /** Minutes in which something happens, in order; how many phones ask by themselves, and how many were never seen. `inTurns` takes steps a few at a time, so that phones are served meanwhile. */
  async picture(
    span: TimeSpan,
    inTurns: (steps: Iterable<void>) => Promise<void>,
  ): Promise<{ readonly minutes: TimelineMinute[]; readonly predicted: number; readonly neverSeen: number }> {
    const { state, around, ledger } = this.parts;
    const now = around.clock.now();
    const past = { fromAt: span.from, toAt: Math.min(span.to, now) };
    const was = past.toAt > past.fromAt ? await ledger.downloadMinutes(state.site.id, past) : [];
    const counts = new Map<number, { checks: number; resyncs: number }>();
    for (const { at, checks, resyncs } of was) counts.set(at, { checks, resyncs });
    const outlook = this.parts.plans.outlook();
    const gaps = this.gaps(span, now);
    const note = (at: number): void => {
      const minute = Math.floor(at / minuteMs) * minuteMs;
      const known = counts.get(minute);
      if (known) known.checks++;
      else counts.set(minute, { checks: 1, resyncs: 0 });
    };
    let predicted = 0;
    let neverSeen = 0;
    const steps = function* (): Generator<void> {
      for (const phone of state.phones.all()) {
        if (!phone.lastFetch) neverSeen++;
        if (outlook.nextCheckAt(phone) !== null) predicted++;
        for (const { at } of unanswered(phone, gaps, outlook)) note(at);
        yield;
        let steps = 0;
        for (const at of expectedInstants(phone, { from: Math.max(span.from, now), to: span.to }, outlook)) {
          note(at);
          // A phone may ask every minute of eight days.
          if (++steps % 1000 === 0) yield;
        }
      }
    };
    await inTurns(steps());
    const minutes = [...counts].map(([at, count]) => ({ at, ...count })).sort((a, b) => a.at - b.at);
    return { minutes, predicted, neverSeen };
  }

  /** Who asks in a span, in order of time, at most `most`. */
  async who(
    span: TimeSpan,
    most: number,
    inTurns: (steps: Iterable<void>) => Promise<void>,
  ): Promise<{ readonly phones: AskingPhone[]; readonly more: boolean }> {
    const { state, around, ledger, settings } = this.parts;
    const now = around.clock.now();
    const past = { fromAt: span.from, toAt: Math.min(span.to, now) };
    const was = past.toAt > past.fromAt ? await ledger.downloads(state.site.id, past, most + 1) : [];
    const outlook = this.parts.plans.outlook();
    const first = new Earliest<AskingPhone>(most + 1);
    for (const { phoneId, at } of was) {
      const phone = state.phones.get(phoneId);
      const trigger = phone && likelyTrigger(phone, at, outlook, settings.grace);
      if (phone && trigger) first.add({ phone, at, trigger, outcome: 'reached' });
    }
    const gaps = this.gaps(span, now);
    const steps = function* (): Generator<void> {
      for (const phone of state.phones.all()) {
        let looked = 0;
        for (const { at, trigger } of unanswered(phone, gaps, outlook)) {
          if (!first.add({ phone, at, trigger, outcome: 'unreachable' })) break;
          if (++looked % 1000 === 0) yield;
        }
        for (const check of checksIn(phone, { from: Math.max(span.from, now), to: span.to }, outlook)) {
          if (!first.add({ phone, ...check })) break;
          if (++looked % 1000 === 0) yield;
        }
        yield;
      }
    };
    await inTurns(steps());
    const found = first.all();
    return { phones: found.slice(0, most), more: found.length > most };
  }

  /** What is over of our absences in a span. */
  private gaps(span: TimeSpan, now: number): TimeSpan[] {
    const to = Math.min(span.to, now);
    return joinSpans(
      this.parts.around
        .awaySpans(span.from)
        .map((gap) => ({ from: Math.max(gap.from, span.from), to: Math.min(gap.to, to) })),
    );
  }
}

/** The earliest of very many, of which few are kept. */
class Earliest<One extends { readonly at: number }> {
  private kept: One[] = [];
  private limit = Infinity;

  constructor(private readonly most: number) {}

  /** False when it came too late to be one of them, as all after it will. */
  add(one: One): boolean {
    if (one.at >= this.limit) return false;
    this.kept.push(one);
    if (this.kept.length >= 4 * this.most) this.limit = this.all().at(-1)?.at ?? Infinity;
    return true;
  }

  /** In order of time, the first come first. */
  all(): readonly One[] {
    this.kept = this.kept.sort((a, b) => a.at - b.at).slice(0, this.most);
    return this.kept;
  }
}

/** Checks that fell into our absences. Of a phone on an interval that has come since, nobody knows any more when it tried. */
function* unanswered(
  phone: PhoneRecord,
  gaps: readonly TimeSpan[],
  outlook: Pick<CheckOutlook, 'timing' | 'checksCountedFrom' | 'checksAfter'>,
): Generator<PlannedCheck> {
  if (!phone.lastFetch || gaps.length === 0) return;
  const isFixed = outlook.timing(phone).fixedTimeMinutes !== null;
  for (const gap of gaps) {
    const from = Math.max(gap.from, phone.addedAt);
    if (from >= gap.to) continue;
    if (isFixed) yield* outlook.checksCountedFrom(phone, from - 1, { from, to: gap.to });
    else if (phone.lastFetch.at <= gap.from) yield* checksIn(phone, { from, to: gap.to }, outlook);
  }
}

function* checksIn(
  phone: PhoneRecord,
  { from, to }: TimeSpan,
  outlook: Pick<CheckOutlook, 'checksAfter'>,
): Generator<PlannedCheck> {
  if (from >= to) return;
  for (const check of outlook.checksAfter(phone, from - 1)) {
    if (check.at >= to) return;
    yield check;
  }
}

/** The first few as the engine says; from then on a phone on an interval goes by its interval alone. */
function* expectedInstants(phone: PhoneRecord, span: TimeSpan, outlook: CheckOutlook): Generator<number> {
  const stepMs = stepOf(outlook.timing(phone));
  const last: number[] = [];
  for (const { at, outcome } of checksIn(phone, span, outlook)) {
    yield at;
    last.push(at);
    const [one, two, three] = last.slice(-3);
    const isSteady = stepMs !== null && outcome === 'reached' && last.length >= 3;
    if (!isSteady || (two ?? 0) - (one ?? 0) !== stepMs || (three ?? 0) - (two ?? 0) !== stepMs) continue;
    for (let next = at + stepMs; next < span.to; next += stepMs) yield next;
    return;
  }
}

function stepOf({ fixedTimeMinutes, cyclicMinutes }: DownloadTiming): number | null {
  return fixedTimeMinutes !== null || cyclicMinutes === null ? null : cyclicMinutes * minuteMs;
}

/** Nobody hears a phone say why it asks: near its fixed time it is that, else its interval, else it was switched on. */
export function likelyTrigger(
  phone: PhoneRecord,
  at: number,
  outlook: Pick<CheckOutlook, 'timing' | 'checksCountedFrom'>,
  { beforeMs, afterMs }: { readonly beforeMs: number; readonly afterMs: number },
): PlannedCheck['trigger'] {
  const timing = outlook.timing(phone);
  if (timing.fixedTimeMinutes === null) return timing.cyclicMinutes === null ? 'power-on' : 'cyclic';
  const span = { from: at - afterMs, to: at + beforeMs + 1 };
  for (const _ of outlook.checksCountedFrom(phone, span.from - 1, span)) return 'fixed-time';
  return 'power-on';
}
