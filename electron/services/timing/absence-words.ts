// Why phones found nobody, in a sentence for a person: whose fault it was, from when to when.
import { isLaptopAway, type AwayCause, type AwaySpan } from '../../core/timing/away-span';

const subjects: Readonly<Record<AwayCause, string>> = {
  asleep: 'This laptop was asleep',
  'powered-off': 'This laptop was off',
  closed: 'Cordboard was closed',
  crashed: 'Cordboard had ended unexpectedly and was not running',
  'listener-down': 'Cordboard did not listen for phones',
  'address-gone': 'The address that phones ask at was gone',
};

const dayMs = 24 * 60 * 60_000;

/** `This laptop was asleep from 23:52 to 07:46`; no full stop. While it lasts nobody needs to know how it began. */
export function awayWords({ from, to, cause }: AwaySpan, timeZone: string): string {
  if (to === Infinity) return `Phones have not been able to reach this laptop since ${clockWords(from, timeZone)}`;
  // Times alone where nobody can mistake the day.
  const withDay = to - from >= dayMs;
  return `${subjects[cause]} from ${clockWords(from, timeZone, withDay)} to ${clockWords(to, timeZone, withDay)}`;
}

/** Of several spans those in which most checks fell, two at most: `… from 23:52 to 07:46, and … from 12:00 to 12:40`. */
export function awaySentence(
  faults: readonly { readonly span: AwaySpan; readonly count: number }[],
  timeZone: string,
): string {
  const counts = new Map<AwaySpan, number>();
  for (const { span, count } of faults) counts.set(span, (counts.get(span) ?? 0) + count);
  const most = [...counts].sort((a, b) => b[1] - a[1]).slice(0, 2);
  const words = most.sort((a, b) => a[0].from - b[0].from).map(([span]) => awayWords(span, timeZone));
  return words.map((text, index) => (index === 0 ? text : lowerFirst(text))).join(', and ');
}

/** `…; 3 phones found nobody at their check.` */
export function foundNobody(away: string, phones: number): string {
  const who = phones === 1 ? '1 phone found nobody at its check' : `${phones} phones found nobody at their check`;
  return `${away}; ${who}.`;
}

/** The span that kept a phone from finding us at a check. Of one that began just around it, the laptop's own absence says more than
 *  an address that came a moment later. */
export function spanAround(
  spans: readonly AwaySpan[],
  dueAt: number,
  { beforeMs, afterMs }: { readonly beforeMs: number; readonly afterMs: number },
): AwaySpan | null {
  const around = spans.filter(({ from, to }) => from <= dueAt + afterMs && to > dueAt - beforeMs);
  const rank = ({ from, to, cause }: AwaySpan): number =>
    (from <= dueAt && to > dueAt ? 2 : 0) + (isLaptopAway(cause) ? 1 : 0);
  return around.toSorted((a, b) => rank(b) - rank(a))[0] ?? null;
}

export function clockWords(atMs: number, timeZone: string, withDay = false): string {
  return new Intl.DateTimeFormat('en-GB', {
    timeZone,
    ...(withDay && { weekday: 'short', day: 'numeric', month: 'short' }),
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(atMs);
}

function lowerFirst(text: string): string {
  return text.startsWith('Cordboard') ? text : text.charAt(0).toLowerCase() + text.slice(1);
}
