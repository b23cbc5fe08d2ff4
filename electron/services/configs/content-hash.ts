// Says whether two sets of values are equal without keeping them, and lets one value be exchanged without looking at the others.
import type { Parameter } from '../../core/configs/layers';
import type { Sha256 } from '../../core/shared/digest';

/** A set is the sum of the keyed hashes of its values, in five lanes of 48 bits (AdHash: order does not matter, and what is added
 *  can be taken away again). Plain numbers hold such lanes exactly. */
export const laneCount = 5;
const laneDigits = 12;
const laneSize = 2 ** 48;
const halfSize = 2 ** 24;

const keptAtMost = 20_000;

export class ContentHash {
  /** Values that thousands of phones share are hashed once; two generations bound the memory. */
  private recent = new Map<string, Float64Array>();
  private older = new Map<string, Float64Array>();

  constructor(
    private readonly fingerprint: Sha256,
    /** What of a value counts: addresses of this laptop do not. */
    private readonly comparable: (parameter: Parameter) => string = ({ value }) => value,
  ) {}

  /** The lanes of one value. Not to be changed. */
  lanes(parameter: Parameter): Float64Array {
    const text = `${parameter.name}=${this.comparable(parameter)}`;
    const known = this.recent.get(text);
    if (known) return known;
    const lanes = this.older.get(text) ?? lanesOf(this.fingerprint(text));
    if (this.recent.size >= keptAtMost) {
      this.older = this.recent;
      this.recent = new Map();
    }
    this.recent.set(text, lanes);
    return lanes;
  }

  /** Of values whose names are all different. */
  of(values: Iterable<Parameter>): string {
    const sum = new Float64Array(laneCount);
    for (const value of values) addLanes(sum, this.lanes(value), 0, 1);
    return hashText(sum);
  }
}

/** Adds the lanes found at `at` to a sum, or takes them away (`sign` -1). */
export function addLanes(sum: Float64Array, lanes: Float64Array, at: number, sign: 1 | -1): void {
  for (let lane = 0; lane < laneCount; lane++) {
    const added = (sum[lane] ?? 0) + sign * (lanes[at + lane] ?? 0);
    sum[lane] = added >= laneSize ? added - laneSize : added < 0 ? added + laneSize : added;
  }
}

/** In halves, for V8 writes small integers several times faster; joined, for text put together by `+` is slow to compare. */
export function hashText(sum: Float64Array): string {
  const halves: string[] = [];
  for (const lane of sum) {
    const high = Math.floor(lane / halfSize);
    halves.push(halfText(high), halfText(lane - high * halfSize));
  }
  return halves.join('');
}

/** With its leading zeros. */
function halfText(half: number): string {
  return (halfSize + half).toString(16).slice(1);
}

function lanesOf(hex: string): Float64Array {
  return Float64Array.from({ length: laneCount }, (_, lane) =>
    Number.parseInt(hex.slice(lane * laneDigits, (lane + 1) * laneDigits), 16),
  );
}
