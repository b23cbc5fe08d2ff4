// The phone's question for the time (RFC 4330 §5), written apart from the server's packets: 48 bytes there, 48 bytes back.
import { randomBytes } from 'node:crypto';
import dgram from 'node:dgram';
import { on, once } from 'node:events';
import type { Place, TimeTold } from './phone-transport';

const packetBytes = 48;
/** Real time, whatever the lab clock does. */
const patienceMs = 1_000;
/** From 1900, where NTP counts from, to 1970. */
const unixEpochSeconds = 2_208_988_800;

/** Null when nobody answered in time, or the answer tells no time; so nobody asks more often than once in that time, however fast its
 *  clock goes. Never rejects. */
export async function askTimeServer(server: Place, fromAddress: string): Promise<TimeTold | null> {
  const socket = dgram.createSocket('udp4').unref();
  try {
    const signal = AbortSignal.timeout(patienceMs);
    socket.bind({ address: fromAddress, port: 0 });
    await once(socket, 'listening', { signal });
    const question = timeQuestion(randomBytes(8));
    socket.send(question, server.port, server.address);
    for await (const [answer, from] of on(socket, 'message', { signal }) as AsyncIterable<[Buffer, dgram.RemoteInfo]>) {
      if (from.address !== server.address || from.port !== server.port) continue;
      const told = readTimeAnswer(answer, question);
      if (told) return told;
    }
    return null;
  } catch {
    return null;
  } finally {
    socket.close();
  }
}

/** Version 4, mode 3 (client). A random number stands where the phone would tell its own time, which it need not know (RFC 4330 §5
 *  compares it only with what comes back). */
export function timeQuestion(cookie: Uint8Array): Buffer {
  const question = Buffer.alloc(packetBytes);
  question[0] = (4 << 3) | 3;
  question.set(cookie.subarray(0, 8), 40);
  return question;
}

/** RFC 4330 §5: of an answer to another question, from a server that is not synchronised, or a kiss of death, nothing counts. */
export function readTimeAnswer(answer: Buffer, question: Buffer): TimeTold | null {
  if (answer.length < packetBytes) return null;
  const first = answer.readUInt8(0);
  const stratum = answer.readUInt8(1);
  if (first >> 6 === 3 || (first & 7) !== 4 || stratum < 1 || stratum > 15) return null;
  if (!answer.subarray(24, 32).equals(question.subarray(40, packetBytes))) return null;
  if (answer.readBigUInt64BE(40) === 0n) return null;
  return { receivedMs: timestampMs(answer, 32), sentMs: timestampMs(answer, 40) };
}

/** RFC 4330 §3: with the highest bit unset it counts from 2036 on. */
function timestampMs(packet: Buffer, at: number): number {
  const seconds = packet.readUInt32BE(at);
  const era = seconds < 2 ** 31 ? 2 ** 32 : 0;
  return (seconds + era - unixEpochSeconds) * 1_000 + (packet.readUInt32BE(at + 4) * 1_000) / 2 ** 32;
}
