// Traced messages as a capture file Wireshark opens (draft-ietf-opsawg-pcapng): each as one IP packet with a UDP or TCP header made
// up around it. TLS is written as TCP, since what was said is known here and what went over the wire helps nobody.
import type { TracedMessage } from './traced-message';

const rawIp = 101;
const mostPayload = 65_000;
const encoder = new TextEncoder();

/** `application`: who wrote it, for the header of the file. */
export function writePcapng(messages: readonly TracedMessage[], application: string): Uint8Array {
  const blocks = [sectionHeader(application), interfaceDescription()];
  /** Bytes so far from one end of a TCP connection to the other. */
  const sequence = new Map<string, number>();
  for (const message of messages) {
    for (let from = 0; from === 0 || from < message.bytes.length; from += mostPayload) {
      blocks.push(packetBlock(message.at, packet(message, message.bytes.subarray(from, from + mostPayload), sequence)));
    }
  }
  return concatenated(blocks);
}

function sectionHeader(application: string): Uint8Array {
  const name = encoder.encode(application);
  const unknownLength = [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff];
  const options = [...little16(4), ...little16(name.length), ...padded(name), ...little16(0), ...little16(0)];
  return block(0x0a0d0d0a, [...little32(0x1a2b3c4d), ...little16(1), ...little16(0), ...unknownLength, ...options]);
}

/** Time in microseconds, which is the default. */
function interfaceDescription(): Uint8Array {
  return block(1, [...little16(rawIp), ...little16(0), ...little32(0)]);
}

function packetBlock(at: number, bytes: Uint8Array): Uint8Array {
  const micros = BigInt(Math.max(0, Math.round(at))) * 1000n;
  const time = [...little32(Number(micros >> 32n)), ...little32(Number(micros & 0xffff_ffffn))];
  const head = [...little32(0), ...time, ...little32(bytes.length), ...little32(bytes.length)];
  return block(6, [...head, ...padded(bytes)]);
}

function block(type: number, body: readonly number[]): Uint8Array {
  const length = little32(body.length + 12);
  return Uint8Array.from([...little32(type), ...length, ...body, ...length]);
}

function packet(message: TracedMessage, payload: Uint8Array, sequence: Map<string, number>): Uint8Array {
  const { direction, local, peer, transport } = message;
  const [from, to] = direction === 'out' ? [local, peer] : [peer, local];
  const [source, target] = addresses(from.address, to.address);
  const segment = transport === 'udp' ? udp(from.port, to.port, payload) : tcp(from, to, payload, sequence);
  const protocol = transport === 'udp' ? 17 : 6;
  const checked = Uint8Array.from([...source, ...target, ...big32(segment.length), 0, 0, 0, protocol, ...segment]);
  const at = transport === 'udp' ? 6 : 16;
  const sum = checksum(checked);
  // RFC 768: 0 would say that there is none.
  segment.set(big16(sum === 0 && transport === 'udp' ? 0xffff : sum), at);
  return concatenated([ipHeader(source, target, protocol, segment.length), segment]);
}

function udp(from: number, to: number, payload: Uint8Array): Uint8Array {
  return Uint8Array.from([...big16(from), ...big16(to), ...big16(payload.length + 8), 0, 0, ...payload]);
}

function tcp(
  from: { readonly address: string; readonly port: number },
  to: { readonly address: string; readonly port: number },
  payload: Uint8Array,
  sequence: Map<string, number>,
): Uint8Array {
  const way = (one: typeof from, other: typeof to): string =>
    `${one.address} ${one.port} ${other.address} ${other.port}`;
  const sent = sequence.get(way(from, to)) ?? 1;
  const received = sequence.get(way(to, from)) ?? 1;
  sequence.set(way(from, to), (sent + payload.length) >>> 0);
  const flags = [0x50, 0x18, 0xff, 0xff, 0, 0, 0, 0];
  return Uint8Array.from([
    ...big16(from.port),
    ...big16(to.port),
    ...big32(sent),
    ...big32(received),
    ...flags,
    ...payload,
  ]);
}

function ipHeader(source: readonly number[], target: readonly number[], protocol: number, length: number): Uint8Array {
  if (source.length === 16)
    return Uint8Array.from([0x60, 0, 0, 0, ...big16(length), protocol, 64, ...source, ...target]);
  const header = Uint8Array.from([
    0x45,
    0,
    ...big16(length + 20),
    0,
    0,
    0x40,
    0,
    64,
    protocol,
    0,
    0,
    ...source,
    ...target,
  ]);
  header.set(big16(checksum(header)), 10);
  return header;
}

/** Both of one kind: an IPv4 address is written as a mapped one beside an IPv6 address. What is no address is the unspecified one. */
function addresses(from: string, to: string): [number[], number[]] {
  const [one, other] = [ipv4(from), ipv4(to)];
  if (one && other) return [one, other];
  const mapped = (address: readonly number[]): number[] => [
    ...Array.from({ length: 10 }, () => 0),
    0xff,
    0xff,
    ...address,
  ];
  return [one ? mapped(one) : ipv6(from), other ? mapped(other) : ipv6(to)];
}

function ipv4(text: string): number[] | null {
  const bytes = text.split('.').map((part) => (/^\d{1,3}$/.test(part) ? Number(part) : 256));
  return bytes.length === 4 && bytes.every((byte) => byte < 256) ? bytes : null;
}

function ipv6(text: string): number[] {
  const plain = text.replace(/%.*/, '');
  const tail = /^(.*:)([\d.]+)$/.exec(plain);
  const embedded = tail?.[2]?.includes('.') ? ipv4(tail[2]) : null;
  const hex = embedded ? `${tail?.[1]}${hex16(embedded, 0)}:${hex16(embedded, 2)}` : plain;
  const [left = '', right] = hex.split('::');
  const words = (part: string): number[] =>
    part === '' ? [] : part.split(':').map((word) => parseInt(word, 16) & 0xffff);
  const [before, after] = [words(left), words(right ?? '')];
  const zeros = Array.from({ length: Math.max(0, 8 - before.length - after.length) }, () => 0);
  return [...before, ...(right === undefined ? [] : zeros), ...after, ...zeros].slice(0, 8).flatMap(big16);
}

function hex16(bytes: readonly number[], at: number): string {
  return (((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0)).toString(16);
}

/** RFC 1071. */
function checksum(bytes: Uint8Array): number {
  let sum = 0;
  for (let at = 0; at < bytes.length; at += 2) sum += ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
  while (sum > 0xffff) sum = (sum & 0xffff) + Math.floor(sum / 0x10000);
  return ~sum & 0xffff;
}

function padded(bytes: Uint8Array): number[] {
  return [...bytes, ...Array.from({ length: (4 - (bytes.length % 4)) % 4 }, () => 0)];
}

function little16(value: number): number[] {
  return [value & 0xff, (value >> 8) & 0xff];
}

function little32(value: number): number[] {
  return [value & 0xff, (value >>> 8) & 0xff, (value >>> 16) & 0xff, (value >>> 24) & 0xff];
}

function big16(value: number): number[] {
  return little16(value).reverse();
}

function big32(value: number): number[] {
  return little32(value).reverse();
}

function concatenated(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
