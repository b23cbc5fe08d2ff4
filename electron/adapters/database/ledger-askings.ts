// Who asked for what: the same phone asks for the same file again and again, so a million rows hold few different askings, and
// whether one fits a search is found out once.
import type { LedgerQuery } from '../../services/activity/request-ledger';
import { LedgerTexts, TextMatcher, type TextPattern } from './ledger-texts';

/** Texts by their numbers; phone 0 is nobody. */
const parts = 5;

export class LedgerAskings {
  readonly texts = new LedgerTexts();
  private values = new Uint32Array(1024 * parts);
  private count = 0;
  /** Open addressing: number + 1 of the asking, 0 for an empty place; at most half full. */
  private places = new Uint32Array(2048);

  get size(): number {
    return this.count;
  }

  /** Gives the asking's number. Null is the empty text, in which nothing is found. */
  add(remote: string, path: string, mac: string | null, agent: string | null, phoneId: number | null): number {
    const { texts } = this;
    const from = this.count * parts;
    if (from === this.values.length) this.grow();
    // Written where it would stay; when it is there already, the next one writes over it.
    this.values[from] = texts.add(remote);
    this.values[from + 1] = texts.add(path);
    this.values[from + 2] = texts.add(mac ?? '');
    this.values[from + 3] = texts.add(agent ?? '');
    this.values[from + 4] = phoneId ?? 0;
    const place = this.placeOf(this.count);
    const there = this.places[place] as number;
    if (there > 0) return there - 1;
    this.places[place] = ++this.count;
    return this.count - 1;
  }

  part(asking: number, part: number): number {
    return this.values[asking * parts + part] as number;
  }

  private placeOf(asking: number): number {
    let hash = 0;
    for (let part = 0; part < parts; part++)
      hash = Math.imul(hash ^ this.part(asking, part), 0x9e3779b1) ^ (hash >>> 15);
    const last = this.places.length - 1;
    for (let place = (hash ^ (hash >>> 13)) & last; ; place = (place + 1) & last) {
      const there = this.places[place] as number;
      if (there === 0 || this.equal(there - 1, asking)) return place;
    }
  }

  private equal(one: number, other: number): boolean {
    for (let part = 0; part < parts; part++) if (this.part(one, part) !== this.part(other, part)) return false;
    return true;
  }

  private grow(): void {
    const larger = new Uint32Array(this.values.length * 2);
    larger.set(this.values);
    this.values = larger;
    this.places = new Uint32Array(this.places.length * 2);
    for (let asking = 0; asking < this.count; asking++) this.places[this.placeOf(asking)] = asking + 1;
  }
}

const unknown = 0;
const fits = 1;
const fitsNot = 2;

/** Which askings fit what a query says of texts and phones; each is looked at when a row has it. */
export class AskingMatcher {
  private readonly found: Uint8Array;
  private readonly texts: TextMatcher;
  private readonly wordBits: number;
  private readonly remoteBit: number;
  private readonly macBit: number;
  private readonly phoneId: number;

  /** `names`: for each word the MACs, folded, of phones whose name holds it. */
  constructor(
    readonly askings: LedgerAskings,
    query: LedgerQuery,
    names: readonly ReadonlySet<string>[],
  ) {
    const { words, remote, mac, phoneId = 0 } = query;
    this.found = new Uint8Array(askings.size);
    this.texts = new TextMatcher(askings.texts, patternsOf(query, names));
    this.wordBits = (1 << words.length) - 1;
    this.remoteBit = remote === undefined ? 0 : 1 << words.length;
    this.macBit = mac === undefined ? 0 : 1 << (words.length + 1);
    this.phoneId = phoneId;
  }

  /** False when askings have come since it was made. */
  get current(): boolean {
    return this.found.length === this.askings.size;
  }

  fits(asking: number): boolean {
    let found = this.found[asking];
    if (found === unknown) this.found[asking] = found = this.look(asking) ? fits : fitsNot;
    return found === fits;
  }

  private look(asking: number): boolean {
    const { askings, texts, wordBits } = this;
    if (this.phoneId !== 0 && askings.part(asking, 4) !== this.phoneId) return false;
    const remote = texts.maskOf(askings.part(asking, 0));
    if ((remote & this.remoteBit) !== this.remoteBit) return false;
    const mac = texts.maskOf(askings.part(asking, 2));
    if ((mac & this.macBit) !== this.macBit) return false;
    const held = remote | mac | texts.maskOf(askings.part(asking, 1)) | texts.maskOf(askings.part(asking, 3));
    return (held & wordBits) === wordBits;
  }
}

/** The words, then the peer, then the MAC: in the order of their bits. */
function patternsOf({ words, remote, mac }: LedgerQuery, names: readonly ReadonlySet<string>[]): TextPattern[] {
  const patterns: TextPattern[] = words.map((text, place) => ({ text, macs: names[place] ?? new Set<string>() }));
  const none: TextPattern = { text: '' };
  if (remote === undefined && mac === undefined) return patterns;
  patterns.push(remote === undefined ? none : { text: remote.toLowerCase(), whole: true });
  patterns.push(mac === undefined ? none : { text: mac.toLowerCase(), whole: true });
  return patterns;
}
