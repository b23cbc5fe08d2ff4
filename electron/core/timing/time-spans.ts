/** Instants from `from` up to, not including, `to`. */
export interface TimeSpan {
  readonly from: number;
  readonly to: number;
}

/** Sorted, overlaps and touching ends joined, empty ones left out. */
export function joinSpans(spans: readonly TimeSpan[]): TimeSpan[] {
  const joined: TimeSpan[] = [];
  for (const span of spans.filter(({ from, to }) => to > from).toSorted((a, b) => a.from - b.from)) {
    const last = joined.at(-1);
    if (last && span.from <= last.to) joined[joined.length - 1] = { from: last.from, to: Math.max(last.to, span.to) };
    else joined.push(span);
  }
  return joined;
}

/** The first of joined spans that ends after `atMs`: the one it lies in, or the next. */
export function spanAtOrAfter(joined: readonly TimeSpan[], atMs: number): TimeSpan | null {
  return joined[firstIndex(joined, ({ to }) => to > atMs)] ?? null;
}

/** The last of joined spans that begins at `atMs` or before. */
export function lastSpanBegun(joined: readonly TimeSpan[], atMs: number): TimeSpan | null {
  const after = firstIndex(joined, ({ from }) => from > atMs);
  return joined[after - 1] ?? null;
}

export function isInSpans(joined: readonly TimeSpan[], atMs: number): boolean {
  const span = spanAtOrAfter(joined, atMs);
  return span !== null && span.from <= atMs;
}

/** Of spans in order, none after the first that is meant is not meant. */
function firstIndex(joined: readonly TimeSpan[], isMeant: (span: TimeSpan) => boolean): number {
  let low = 0;
  let high = joined.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isMeant(joined[middle] as TimeSpan)) high = middle;
    else low = middle + 1;
  }
  return low;
}
