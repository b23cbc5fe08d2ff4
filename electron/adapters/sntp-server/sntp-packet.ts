// SNTP packets to and from bytes (RFC 4330 §4, RFC 5905 §7.3): 48 bytes, times in seconds since 1900 and their fractions.
import type { TimeAnswer } from '../../services/provisioning/clock-quality';

export interface TimeRequest {
  readonly version: number;
  /** 3: a client; 1: another server that takes us for its peer (symmetric active). */
  readonly mode: 1 | 3;
  readonly poll: number;
  /** The client's own time as it wrote it; it comes back unread (RFC 4330 §5). */
  readonly transmitted: Uint8Array;
}

export const packetBytes = 48;

/** Null when no answer is due: too short, a version nobody speaks, or no request. What follows the 48 bytes (extension fields,
 *  a MAC) is not looked at. Never throws. */
export function readTimeRequest(bytes: Uint8Array): TimeRequest | null {
  if (bytes.length < packetBytes) return null;
  const first = bytes[0] ?? 0;
  const version = (first >> 3) & 7;
  const mode = first & 7;
  if (version < 1 || version > 4 || (mode !== 1 && mode !== 3)) return null;
  return { version, mode, poll: bytes[2] ?? 0, transmitted: bytes.slice(40, packetBytes) };
}

/** One millisecond, as a power of two: what a clock in milliseconds can tell. */
const precision = -10;
/** Both in seconds. A client adds them up to how far the time may be off; ntpd takes up to 1.5 s. */
const dispersion = { synchronised: 0.1, local: 0.5, refuse: 16 } as const;

/** `receivedMs` and `sentMs` are epoch milliseconds; of years from 2036 on the era is left out, as RFC 4330 §3 has it.
 *
 *  A refusal is leap indicator 3, stratum 0 and the kiss code INIT, "not synchronised yet": a client throws it away and asks
 *  again later (RFC 4330 §5, §8), while DENY and RSTR would send it away for good and silence would look like a network that
 *  does not work. The times are filled in all the same, as ntpd does: a client that looks at nothing else is then not in 1900. */
export function timeReply(request: TimeRequest, answer: TimeAnswer, receivedMs: number, sentMs: number): Uint8Array {
  const bytes = new Uint8Array(packetBytes);
  const view = new DataView(bytes.buffer);
  const refused = answer.kind === 'refuse';
  bytes[0] = ((refused ? 3 : 0) << 6) | (request.version << 3) | (request.mode === 3 ? 4 : 2);
  bytes[1] = refused ? 0 : answer.stratum;
  bytes[2] = request.poll;
  view.setInt8(3, precision);
  view.setUint32(8, Math.round(dispersion[answer.kind] * 0x1_0000));
  bytes.set(referenceId(answer), 12);
  if (!refused) writeTimestamp(view, 16, Math.floor(receivedMs / 1_000) * 1_000);
  bytes.set(request.transmitted, 24);
  writeTimestamp(view, 32, receivedMs);
  writeTimestamp(view, 40, sentMs);
  return bytes;
}

function referenceId(answer: TimeAnswer): Uint8Array {
  switch (answer.kind) {
    case 'synchronised':
      // Whom the system itself asks is not known; this is ntpd's name for "the system's own clock".
      return Uint8Array.of(127, 127, 1, 0);
    case 'local':
      return Buffer.from(answer.referenceId.padEnd(4, '\0').slice(0, 4), 'latin1');
    case 'refuse':
      return Buffer.from('INIT', 'latin1');
  }
}

/** From 1900, where the seconds of NTP begin, to 1970. */
const unixEpochS = 2_208_988_800;
const eraS = 2 ** 32;

function writeTimestamp(view: DataView, at: number, epochMs: number): void {
  const wholeMs = Math.floor(epochMs);
  const seconds = Math.floor(wholeMs / 1_000);
  const inEra = (((seconds + unixEpochS) % eraS) + eraS) % eraS;
  view.setUint32(at, inEra);
  view.setUint32(at + 4, Math.floor(((wholeMs - seconds * 1_000) * eraS) / 1_000));
}
