// The different texts of the ledger's rows, folded and laid end to end in one buffer: paths, peers, MACs and User-Agents come
// again and again, so a million rows have few of them, and a search looks at each text once instead of at each row.

const separator = 0x0a;
/** Texts looked at together: those of the newest rows may be all that a search needs. */
const blockTexts = 4096;
/** Texts known to be there; when these are too many, some are stored twice, which costs memory and nothing else. */
const rememberedTexts = 100_000;
const macLength = 12;

/** Bit n of a mask: pattern n occurs in the text. The empty pattern keeps its bit and is looked for nowhere. */
export interface TextPattern {
  readonly text: string;
  /** The text is the pattern and no more. */
  readonly whole?: boolean;
  /** MACs, folded, that count as if they held the pattern. */
  readonly macs?: ReadonlySet<string>;
}

export class LedgerTexts {
  private bytes = Buffer.alloc(1 << 16, separator);
  private used = 1;
  private starts = new Uint32Array(blockTexts);
  private count = 0;
  private readonly known = new Map<string, number>();

  /** Gives the text's number. */
  add(text: string): number {
    const there = this.known.get(text);
    if (there !== undefined) return there;
    const folded = text.toLowerCase().replaceAll('\n', ' ');
    this.makeRoom(folded.length * 3 + 1);
    const number = this.count++;
    this.starts[number] = this.used;
    this.used += this.bytes.write(folded, this.used, 'utf8');
    this.bytes[this.used++] = separator;
    if (this.known.size >= rememberedTexts) this.known.clear();
    this.known.set(text, number);
    return number;
  }

  get sizeBytes(): number {
    return this.used;
  }

  get size(): number {
    return this.count;
  }

  /** The texts from number `from` up to `to` that hold a pattern, as bits into `masks`. */
  mark(patterns: readonly TextPattern[], from: number, to: number, masks: Uint32Array): void {
    const first = (this.starts[from] ?? 0) - 1;
    const bytes = this.bytes.subarray(first, this.startOf(to));
    for (const [bit, { text, whole, macs }] of patterns.entries()) {
      if (text === '') continue;
      const wanted = Buffer.from(whole ? `\n${text}\n` : text, 'utf8');
      for (let at = bytes.indexOf(wanted); at >= 0;) {
        const number = this.numberAt(first + at + (whole ? 1 : 0), from, to);
        masks[number] = (masks[number] ?? 0) | (1 << bit);
        at = bytes.indexOf(wanted, this.startOf(number + 1) - 1 - first);
      }
      if (macs && macs.size > 0) this.markMacs(macs, bit, from, to, masks);
    }
  }

  private markMacs(macs: ReadonlySet<string>, bit: number, from: number, to: number, masks: Uint32Array): void {
    for (let number = from; number < to; number++) {
      const start = this.starts[number] ?? 0;
      if (this.startOf(number + 1) - 1 - start !== macLength) continue;
      if (macs.has(this.bytes.toString('latin1', start, start + macLength)))
        masks[number] = (masks[number] ?? 0) | (1 << bit);
    }
  }

  private startOf(number: number): number {
    return number < this.count ? (this.starts[number] ?? 0) : this.used;
  }

  /** The text that a byte belongs to. */
  private numberAt(position: number, from: number, to: number): number {
    let low = from;
    let high = to - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.starts[middle] ?? 0) <= position) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  private makeRoom(moreBytes: number): void {
    if (this.used + moreBytes > this.bytes.length) {
      const larger = Buffer.alloc(Math.max(this.bytes.length * 2, this.used + moreBytes));
      this.bytes.copy(larger, 0, 0, this.used);
      this.bytes = larger;
    }
    if (this.count === this.starts.length) {
      const larger = new Uint32Array(this.starts.length * 2);
      larger.set(this.starts);
      this.starts = larger;
    }
  }
}

/** Finds patterns in texts by their numbers, looking only at blocks of texts that somebody asks for. */
export class TextMatcher {
  private readonly masks: Uint32Array;
  private readonly looked: Uint8Array;

  constructor(
    private readonly texts: LedgerTexts,
    private readonly patterns: readonly TextPattern[],
  ) {
    this.masks = new Uint32Array(texts.size);
    this.looked = new Uint8Array(Math.ceil(texts.size / blockTexts));
  }

  /** How many texts it knows. */
  get size(): number {
    return this.masks.length;
  }

  maskOf(number: number): number {
    const block = (number / blockTexts) | 0;
    if (this.looked[block] === 0) {
      this.looked[block] = 1;
      const from = block * blockTexts;
      this.texts.mark(this.patterns, from, Math.min(from + blockTexts, this.texts.size), this.masks);
    }
    return this.masks[number] ?? 0;
  }
}
