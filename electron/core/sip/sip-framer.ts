// Cuts the bytes of a TCP or TLS connection into messages by Content-Length (RFC 3261 §18.3), and knows the empty lines between them
// that keep a connection alive (RFC 5626 §4.4.1).
import { endOfHead } from './read-sip-message';

export type Framed =
  | { readonly kind: 'message'; readonly bytes: Uint8Array }
  /** Two line ends: to be answered with one. */
  | { readonly kind: 'ping' }
  /** No place of a next message can be known: the connection must be closed. */
  | { readonly kind: 'broken'; readonly why: string };

/** A phone's REGISTER is 1 KB, a message with a body some KB. */
const mostHeadBytes = 65_536;
const mostBodyBytes = 262_144;

const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
const lineFeed = 10;
const carriageReturn = 13;

export class SipFramer {
  private waiting: Uint8Array = new Uint8Array(0);
  /** Up to here no end of the head was found. */
  private searched = 0;
  /** Of the message whose body is awaited; null while its head is. */
  private wanted: number | null = null;
  private lineEnds = 0;
  private isBroken = false;

  /** What the bytes so far complete, in order. */
  push(bytes: Uint8Array): Framed[] {
    const framed: Framed[] = [];
    if (this.isBroken) return framed;
    this.waiting = this.waiting.length === 0 ? bytes : joined(this.waiting, bytes);
    while (this.step(framed));
    return framed;
  }

  /** One message or line end; false when more bytes are needed. */
  private step(framed: Framed[]): boolean {
    if (this.isBroken || this.waiting.length === 0) return false;
    if (this.wanted === null) {
      if (this.takeLineEnd(framed)) return true;
      if (!this.readHead(framed)) return false;
    }
    const wanted = this.wanted ?? 0;
    if (this.waiting.length < wanted) return false;
    framed.push({ kind: 'message', bytes: this.waiting.slice(0, wanted) });
    this.drop(wanted);
    return true;
  }

  private takeLineEnd(framed: Framed[]): boolean {
    const [first, second] = this.waiting;
    if (first === carriageReturn && second === undefined) return false;
    const length =
      first === carriageReturn && second === lineFeed ? 2 : first === carriageReturn || first === lineFeed ? 1 : 0;
    if (length === 0) {
      this.lineEnds = 0;
      return false;
    }
    this.lineEnds++;
    if (this.lineEnds === 2) {
      this.lineEnds = 0;
      framed.push({ kind: 'ping' });
    }
    this.drop(length);
    return true;
  }

  private readHead(framed: Framed[]): boolean {
    const [first, second] = this.waiting;
    if (first === carriageReturn && second === undefined) return false;
    const end = endOfHead(this.waiting, this.searched);
    const isComplete = end < this.waiting.length || endsHead(this.waiting);
    if ((isComplete ? end : this.waiting.length) > mostHeadBytes) {
      this.waiting = new Uint8Array(0);
      return this.broken(framed, 'The head of a message is too long.');
    }
    if (!isComplete) {
      this.searched = Math.max(0, this.waiting.length - 3);
      return false;
    }
    const length = contentLength(decoder.decode(this.waiting.subarray(0, end)));
    if (length === null) return this.broken(framed, 'The Content-Length of a message cannot be read.');
    if (length > mostBodyBytes) return this.broken(framed, 'The body of a message is too long.');
    this.wanted = end + length;
    return true;
  }

  /** A whole head is handed on, so that its sender can be told. */
  private broken(framed: Framed[], why: string): boolean {
    if (this.waiting.length > 0) framed.push({ kind: 'message', bytes: this.waiting.slice(0, mostHeadBytes) });
    framed.push({ kind: 'broken', why });
    this.isBroken = true;
    this.waiting = new Uint8Array(0);
    return false;
  }

  private drop(count: number): void {
    this.waiting = this.waiting.subarray(count);
    this.searched = 0;
    this.wanted = null;
  }
}

function endsHead(bytes: Uint8Array): boolean {
  const [third, second, last] = bytes.subarray(-3);
  if (bytes.length < 3) return false;
  return last === lineFeed && (second === lineFeed || (second === carriageReturn && third === lineFeed));
}

/** 0 without (a stream has no other end), null when it is no number, or there twice with different ones. */
function contentLength(head: string): number | null {
  // Lines as the reader cuts them: `^` with the flag `m` would also match behind a lone CR or U+2028, and leave the two at odds.
  const lines = head.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/);
  const values = lines.flatMap((line) => /^(?:content-length|l)[ \t]*:(.*)$/is.exec(line)?.[1]?.trim() ?? []);
  const [value = '0'] = values;
  return /^\d{1,9}$/.test(value) && values.every((other) => other === value) ? Number(value) : null;
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const both = new Uint8Array(first.length + second.length);
  both.set(first);
  both.set(second, first.length);
  return both;
}
