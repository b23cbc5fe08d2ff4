// Option values that commander does not know. What cannot be read is wrong usage.
import { InvalidArgumentError } from 'commander';
import { parseTimeSpan } from '../../core/shared/time-span';
import type { TimeSpan } from '../../core/timing/time-spans';

export function wholeNumber(min: number, max: number): (text: string) => number {
  return (text) => {
    const number = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
    if (number >= min && number <= max) return number;
    throw new InvalidArgumentError(`It must be a whole number from ${min} to ${max}.`);
  };
}

/** To milliseconds. */
export function timeSpan(text: string): number {
  const span = parseTimeSpan(text);
  if (span.ok) return span.value;
  throw new InvalidArgumentError(span.problem.remedy);
}

/** An RFC 3339 time, given back with seconds as the contract wants it. */
export function instant(text: string): string {
  const withOffset = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/i.test(text);
  const timeMs = withOffset ? Date.parse(text) : Number.NaN;
  if (!Number.isNaN(timeMs)) return new Date(timeMs).toISOString();
  throw new InvalidArgumentError('It must be a time with offset, for example 2026-01-05T09:00:00+01:00.');
}

/** `A,B` and repeated options alike. */
export function list(text: string, before: readonly string[] = []): string[] {
  const items = text.split(',').map((item) => item.trim());
  return [...before, ...items.filter((item) => item !== '')];
}

/** `FROM/TO`, two times with offset; may be repeated. */
export function instantSpan(text: string, before: readonly TimeSpan[] = []): TimeSpan[] {
  const [from = '', to = '', ...more] = text.split('/');
  const span = { from: Date.parse(instant(from)), to: Date.parse(instant(to)) };
  if (more.length === 0 && span.to > span.from) return [...before, span];
  throw new InvalidArgumentError('It must be two times, the first before the second: FROM/TO.');
}
