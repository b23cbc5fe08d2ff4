// Why a phone does not have what it should have, and what helps: one sentence or two for a report.
import type { Grace } from '../../core/timing/grace';
import type { AwaySpan } from '../../core/timing/away-span';
import type { PhoneRecord } from '../phones/phone-store';
import type { PhoneView } from '../phones/phone-view';
import { awayWords, clockWords, spanAround } from '../timing/absence-words';

export interface BehindContext {
  readonly now: number;
  readonly timeZone: string;
  readonly away: readonly AwaySpan[];
  readonly grace: Grace;
  /** The check a phone did not come to; null where there is none. */
  readonly dueAt: (phone: PhoneRecord) => number | null;
}

/** Says why of any phone. Ten thousand phones ask at a few hundred moments: each is put into words once. */
export function behindWords(context: BehindContext): (view: PhoneView) => string {
  const known = new Map<number, string>();
  const at = (instant: number): string => {
    const words = known.get(instant) ?? clockWords(instant, context.timeZone, true);
    known.set(instant, words);
    return words;
  };
  return (view) => whyBehind(view, context, at);
}

type At = (instant: number) => string;

function whyBehind(view: PhoneView, context: BehindContext, at: At): string {
  const { record, reason } = view;
  const dueAt = context.dueAt(record);
  const elsewhere = reason?.problem.code === 'PHONE_TOLD_ELSEWHERE';
  if (reason && (view.state === 'failed' || elsewhere)) return `${reason.problem.message} ${reason.problem.remedy}`;
  switch (view.state) {
    case 'resyncing':
      return 'A resync of it is under way.';
    case 'failed':
      return 'It asked and did not get its files, or a resync of it failed.';
    case 'neverSeen':
      return record.armed && record.armed.until > context.now
        ? `It has not asked for its first file yet. Start it before ${at(record.armed.until)}, until when it is armed.`
        : 'It has not asked for its first file yet, and is not armed: arm it, then start it.';
    case 'missed': {
      const due = dueAt === null ? 'when it was expected' : `on ${at(dueAt)}`;
      return `It did not ask ${due}, although this laptop was serving. See that it has power and is on the network.`;
    }
    case 'away': {
      const span = dueAt === null ? null : spanAround(context.away, dueAt, context.grace);
      const whose = span ? awayWords(span, context.timeZone) : 'This laptop was away';
      const due = dueAt === null ? '' : `; the phone was to ask on ${at(dueAt)}`;
      return `${whose}${due}. ${comesBack(view, at)}`;
    }
    case 'pending':
    case 'inSync':
      return comesBack(view, at);
  }
}

function comesBack({ nextCheckAt, nextCheck }: PhoneView, at: At): string {
  if (nextCheckAt !== null) return `It asks next on ${at(nextCheckAt)} (${nextCheck}).`;
  const because = nextCheck.replace(/^not by itself: /, '');
  return `It does not ask by itself${because === 'resync it' ? '' : ` (${because})`}: resync it.`;
}
