// What a client offers when it opens TLS, read from the first bytes it sends. Old phones fail here, and this says why.
import { cipherSuiteName, isSignal, tlsVersionName } from './tls-names';

/** Names a person can look up; at most 20 versions and 100 cipher suites, in the client's order of preference. */
export interface ClientOffer {
  /** `TLS 1.2`, or a hex number where it has no name. Highest first when the client lists them (RFC 8446 §4.2.1). */
  readonly versions: readonly string[];
  readonly ciphers: readonly string[];
  /** Null when none was sent, or when it is no text: the name stands in lists of ours. */
  readonly serverName: string | null;
}

export type FirstBytes =
  | { readonly kind: 'hello'; readonly offer: ClientOffer }
  /** TLS, but the hello is not whole, or not understood. */
  | { readonly kind: 'tls' }
  /** Plain HTTP on the HTTPS port. */
  | { readonly kind: 'http' }
  | { readonly kind: 'other' }
  | { readonly kind: 'none' };

/** A hello is never larger; RFC 8446 §5.1 allows one record 16 KB. */
export const maxHelloBytes = 16 * 1024;
const maxVersions = 20;
const maxCiphers = 100;

const handshakeRecord = 22;
const clientHello = 1;
const serverNameExtension = 0;
const versionsExtension = 43;

/** Never throws. Only the first 16 KB are looked at. */
export function readFirstBytes(bytes: Uint8Array): FirstBytes {
  if (bytes.length === 0) return { kind: 'none' };
  if (bytes[0] === handshakeRecord && (bytes.length < 2 || bytes[1] === 3)) {
    const offer = readHello(handshakeBytes(bytes.subarray(0, maxHelloBytes)));
    return offer ? { kind: 'hello', offer } : { kind: 'tls' };
  }
  const old = readOldHello(bytes);
  if (old) return { kind: 'hello', offer: old };
  return { kind: /^[A-Z]{2,10} \S/.test(latin(bytes.subarray(0, 24))) ? 'http' : 'other' };
}

/** The handshake bytes of all records that follow each other: one hello may be cut over several (RFC 8446 §5.1). */
function handshakeBytes(bytes: Uint8Array): Uint8Array {
  const parts: number[] = [];
  for (let at = 0; at + 5 <= bytes.length && bytes[at] === handshakeRecord;) {
    const end = at + 5 + two(bytes, at + 3);
    for (const byte of bytes.subarray(at + 5, end)) parts.push(byte);
    at = end;
  }
  return Uint8Array.from(parts);
}

/** RFC 8446 §4.1.2; the same layout since SSL 3.0. Null when it is not whole. */
function readHello(bytes: Uint8Array): ClientOffer | null {
  const reader = new Reader(bytes);
  if (reader.number(1) !== clientHello) return null;
  const hello = new Reader(reader.vector(3) ?? new Uint8Array());
  const version = hello.number(2);
  if (hello.take(32) === null || hello.vector(1) === null) return null;
  const suites = hello.vector(2);
  if (version === null || suites === null || hello.vector(1) === null) return null;
  let versions = [version];
  let serverName: string | null = null;
  const extensions = new Reader(hello.vector(2) ?? new Uint8Array());
  for (;;) {
    const type = extensions.number(2);
    const content = extensions.vector(2);
    if (type === null || content === null) break;
    if (type === versionsExtension) versions = numbers(new Reader(content).vector(1) ?? new Uint8Array());
    else if (type === serverNameExtension) serverName = hostName(content);
  }
  return offerOf(versions, numbers(suites), serverName);
}

/** SSL 2.0 form, sent by clients of the nineties for compatibility (RFC 5246 appendix E.2): cipher numbers of three bytes. */
function readOldHello(bytes: Uint8Array): ClientOffer | null {
  if (bytes.length < 11 || (two(bytes, 0) & 0x8000) === 0 || bytes[2] !== clientHello) return null;
  const version = two(bytes, 3);
  if (version !== 2 && version >> 8 !== 3) return null;
  const specs = bytes.subarray(11, 11 + two(bytes, 5));
  const suites: number[] = [];
  for (let at = 0; at + 3 <= specs.length; at += 3) if (specs[at] === 0) suites.push(two(specs, at + 1));
  return offerOf([version], suites, null);
}

function offerOf(versions: readonly number[], suites: readonly number[], serverName: string | null): ClientOffer {
  const real = versions.filter((version) => !isSignal(version));
  return {
    versions: [...new Set(real)].slice(0, maxVersions).map(tlsVersionName),
    ciphers: suites
      .filter((suite) => !isSignal(suite))
      .slice(0, maxCiphers)
      .map(cipherSuiteName),
    serverName,
  };
}

/** RFC 6066 §3. Only what can be a name: strangers choose these bytes. */
function hostName(content: Uint8Array): string | null {
  const names = new Reader(new Reader(content).vector(2) ?? new Uint8Array());
  if (names.number(1) !== 0) return null;
  const name = latin(names.vector(2) ?? new Uint8Array());
  return /^[\w.:-]{1,255}$/.test(name) ? name : null;
}

function numbers(bytes: Uint8Array): number[] {
  const found: number[] = [];
  for (let at = 0; at + 2 <= bytes.length; at += 2) found.push(two(bytes, at));
  return found;
}

function two(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
}

function latin(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes.subarray(0, 256));
}

/** Reads on; everything behind the end is null. */
class Reader {
  private at = 0;

  constructor(private readonly bytes: Uint8Array) {}

  take(count: number): Uint8Array | null {
    if (this.at + count > this.bytes.length) return null;
    this.at += count;
    return this.bytes.subarray(this.at - count, this.at);
  }

  /** Big-endian, of so many bytes. */
  number(size: number): number | null {
    const bytes = this.take(size);
    return bytes && bytes.reduce((sum, byte) => sum * 256 + byte, 0);
  }

  /** Bytes behind a length of so many bytes (RFC 8446 §3.4). */
  vector(lengthSize: number): Uint8Array | null {
    const length = this.number(lengthSize);
    return length === null ? null : this.take(length);
  }
}
