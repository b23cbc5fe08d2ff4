// One phone's checks beside each other: what was expected of it, and what it did.
import { isConfigFile, isOwnFile } from '../../core/activity/own-file';
import { requestOutcome } from '../../core/activity/request-outcome';
import { hidingGap } from '../../core/phones/absence';
import type { PlannedCheck } from '../../core/timing/phone-circumstances';
import { joinSpans, type TimeSpan } from '../../core/timing/time-spans';
import { requestEvent } from '../activity/phone-history';
import type { RequestLedger } from '../activity/request-ledger';
import type { PhoneRecord } from '../phones/phone-store';
import type { LedgerRow } from '../provisioning/provisioning-store';
import type { ResyncStepRecord, ResyncStore } from '../resync/resync-store';
import type { SiteState, Surroundings } from '../site-state';
import { clockWords } from './absence-words';
import { likelyTrigger } from './timeline';
import type { CheckOutlook, CheckPlans } from './check-plans';

export interface PhoneHappening {
  readonly at: number;
  readonly what: 'check' | 'resync' | 'refused' | 'missed';
  readonly words: string;
}

export interface PhoneTimelineParts {
  readonly state: Pick<SiteState, 'layers'>;
  readonly around: Pick<Surroundings, 'clock' | 'awaySpans' | 'recordedSince'>;
  readonly plans: Pick<CheckPlans, 'outlook'>;
  readonly ledger: Pick<RequestLedger, 'search'>;
  readonly resync: Pick<ResyncStore, 'stepsOfPhone'>;
  readonly settings: { readonly grace: { readonly beforeMs: number; readonly afterMs: number } };
}

/** What a phone asked for before counts from its last download before. */
const lookBackMs = 28 * 24 * 60 * 60_000;
/** Newest first; a phone that asks every minute fills half a day. */
const mostRows = 2000;
const mostExpected = 2000;
/** A resync that began before the span may have brought a download in it. */
const runSlackMs = 60 * 60_000;

/** Both in order of time. What was expected is told as far back as the phone has held what it holds now: before, its times may have
 *  been others, and it must not be blamed by them. */
export async function phoneTimeline(
  phone: PhoneRecord,
  span: TimeSpan,
  parts: PhoneTimelineParts,
): Promise<{ readonly expected: PlannedCheck[]; readonly happened: PhoneHappening[] }> {
  const { around, ledger, plans, resync } = parts;
  const query = { words: [], phoneId: phone.id, sinceAt: span.from - lookBackMs, untilAt: span.to, limit: mostRows };
  const { rows } = await ledger.search(phone.siteId, query);
  const steps = resync.stepsOfPhone(phone.id, span.from - runSlackMs);
  const outlook = plans.outlook();
  const now = around.clock.now();
  const files = rows.filter(isTaken).toReversed();
  const taken = files.filter(({ path }) => isOwnFile(path));
  const expected = [
    ...expectedSince(phone, files, span, outlook),
    ...expectedFrom(phone, { from: Math.max(span.from, now), to: span.to }, outlook),
  ].slice(0, mostExpected);
  const inSpan = ({ at }: { readonly at: number }): boolean => at >= span.from && at < span.to;
  const told = toldTimes(steps);
  const happened = [
    ...taken
      .filter((row) => !told.some(({ from, to }) => row.at >= from && row.at <= to))
      .map((row) => checkOf(row, phone, outlook, parts)),
    ...rows
      .filter(({ reason }) => requestOutcome(reason) === 'refused')
      .map(({ at, ...row }) => ({
        at,
        what: 'refused' as const,
        words: requestEvent({ at, ...row }).text,
      })),
    ...resyncsOf(steps),
    ...missedOf(expected, taken, phone, outlook, parts),
  ].filter(inSpan);
  return { expected, happened: happened.sort((a, b) => a.at - b.at) };
}

function isTaken({ reason, method, path }: LedgerRow): boolean {
  const outcome = requestOutcome(reason);
  return isConfigFile(path) && method !== 'HEAD' && (outcome === 'served' || outcome === 'unchanged');
}

/** From one download to the next, since the last file that it does not hold any more. */
function* expectedSince(
  phone: PhoneRecord,
  files: readonly LedgerRow[],
  span: TimeSpan,
  outlook: CheckOutlook,
): Generator<PlannedCheck> {
  const current = new Set(Object.values(phone.takenFiles));
  const lastOther = files.findLastIndex(({ sha256 }) => sha256 === null || !current.has(sha256));
  const since = files.slice(lastOther + 1).filter(({ path }) => isOwnFile(path));
  for (const [index, { at }] of since.entries()) {
    const next = since[index + 1]?.at ?? outlook.now;
    const part = { from: Math.max(at + 1, span.from), to: Math.min(next, span.to) };
    if (part.from < part.to) yield* outlook.checksCountedFrom(phone, at, part);
  }
}

function* expectedFrom(phone: PhoneRecord, { from, to }: TimeSpan, outlook: CheckOutlook): Generator<PlannedCheck> {
  if (from >= to) return;
  let count = 0;
  for (const check of outlook.checksAfter(phone, from - 1)) {
    if (check.at >= to || ++count > mostExpected) return;
    yield check;
  }
}

function checkOf(
  row: LedgerRow,
  phone: PhoneRecord,
  outlook: CheckOutlook,
  { settings }: PhoneTimelineParts,
): PhoneHappening {
  const words = {
    'fixed-time': 'Asked at its fixed time',
    cyclic: 'Asked at its interval',
    retry: 'Asked again after a failure',
    'power-on': 'Asked at another time, when it was switched on perhaps',
  }[likelyTrigger(phone, row.at, outlook, settings.grace)];
  return { at: row.at, what: 'check', words: row.reason === 'not-modified' ? `${words}; nothing was new` : words };
}

function toldTimes(steps: readonly ResyncStepRecord[]): TimeSpan[] {
  return [...byRun(steps)].flatMap(([, own]) => {
    const sent = own.find(({ step }) => step === 'sent');
    const end = own.find(({ step }) => step === 'done' || step === 'failed');
    return sent ? [{ from: sent.at, to: end?.at ?? Infinity }] : [];
  });
}

function resyncsOf(steps: readonly ResyncStepRecord[]): PhoneHappening[] {
  return [...byRun(steps)].flatMap(([, own]): PhoneHappening[] => {
    const begin = own.find(({ step }) => step === 'sent') ?? own.find(({ step }) => step === 'failed');
    const end = own.find(({ step }) => step === 'done' || step === 'failed');
    if (!begin) return [];
    const words = !end ? 'Resync under way' : end.step === 'done' ? 'Resynced' : `Resync failed: ${end.detail}`;
    return [{ at: begin.at, what: 'resync', words }];
  });
}

function byRun(steps: readonly ResyncStepRecord[]): Map<number, ResyncStepRecord[]> {
  const runs = new Map<number, ResyncStepRecord[]>();
  for (const step of steps) {
    const known = runs.get(step.runId);
    if (known) known.push(step);
    else runs.set(step.runId, [step]);
  }
  return runs;
}

/** Checks around which we served without a gap, and it took nothing. `expected` and `taken` in order of time. */
function missedOf(
  expected: readonly PlannedCheck[],
  taken: readonly LedgerRow[],
  phone: PhoneRecord,
  outlook: CheckOutlook,
  { around, settings, state }: PhoneTimelineParts,
): PhoneHappening[] {
  if (!outlook.isZoneKnown(phone)) return [];
  const { beforeMs, afterMs } = settings.grace;
  const zone = state.layers.siteFacts('draft').timeZone;
  const phase = outlook.phaseMs(phone);
  const since = around.recordedSince() ?? -Infinity;
  const away = joinSpans(around.awaySpans((expected[0]?.at ?? 0) - Math.max(beforeMs, phase)));
  const missed: PhoneHappening[] = [];
  let earlier = 0;
  for (const { at } of expected) {
    const [from, to] = [at - beforeMs, at + afterMs];
    if (to > outlook.now) break;
    while ((taken[earlier]?.at ?? Infinity) < from) earlier++;
    if (from < since || (taken[earlier]?.at ?? Infinity) <= to) continue;
    const sinceMs = taken[earlier - 1]?.at ?? since;
    if (hidingGap(at, away, { beforeMs, afterMs }, { phaseMs: phase, sinceMs })) continue;
    missed.push({
      at,
      what: 'missed',
      words: `Did not ask at ${clockWords(at, zone)}, although this laptop was serving`,
    });
  }
  return missed;
}
