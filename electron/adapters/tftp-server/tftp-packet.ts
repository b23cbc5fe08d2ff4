// TFTP packets to and from bytes (RFC 1350 §5, RFC 2347). Only what a read-only server hears and says.

export type TransferMode = 'octet' | 'netascii';

export interface ReadRequest {
  readonly kind: 'read';
  readonly filename: string;
  readonly mode: TransferMode;
  /** Names in lower case; of an option named twice the first counts (RFC 2347 forbids it). */
  readonly options: ReadonlyMap<string, string>;
}

export type TftpPacket =
  | ReadRequest
  | { readonly kind: 'write'; readonly filename: string }
  | { readonly kind: 'ack'; readonly block: number }
  | { readonly kind: 'error'; readonly code: number; readonly message: string }
  /** DATA and OACK: only a server says these. */
  | { readonly kind: 'not-for-a-server' }
  /** A request or unknown operation that can't be understood; an answer is in order (RFC 1350 §5, error 4). */
  | { readonly kind: 'illegal'; readonly request: boolean }
  /** Too little to be anything; nothing is answered. */
  | { readonly kind: 'noise' };

const opcodes = { read: 1, write: 2, data: 3, ack: 4, error: 5, optionAck: 6 } as const;

/** RFC 1350, appendix. */
export const tftpErrors = {
  notDefined: 0,
  fileNotFound: 1,
  accessViolation: 2,
  illegalOperation: 4,
  unknownTransferId: 5,
} as const;

/** Never throws, whatever the bytes. */
export function readTftpPacket(bytes: Uint8Array): TftpPacket {
  if (bytes.length < 4) return { kind: 'noise' };
  switch (twoBytes(bytes, 0)) {
    case opcodes.read:
    case opcodes.write:
      return request(bytes);
    case opcodes.ack:
      return { kind: 'ack', block: twoBytes(bytes, 2) };
    case opcodes.error:
      return { kind: 'error', code: twoBytes(bytes, 2), message: texts(bytes, 4)[0] ?? '' };
    case opcodes.data:
    case opcodes.optionAck:
      return { kind: 'not-for-a-server' };
    default:
      return { kind: 'illegal', request: false };
  }
}

function request(bytes: Uint8Array): TftpPacket {
  const [filename, modeText, ...options] = texts(bytes, 2);
  if (!filename || modeText === undefined) return { kind: 'illegal', request: true };
  if (twoBytes(bytes, 0) === opcodes.write) return { kind: 'write', filename };
  const mode = modeText.toLowerCase();
  if (mode !== 'octet' && mode !== 'netascii') return { kind: 'illegal', request: true };
  const named = new Map<string, string>();
  for (let index = 0; index + 1 < options.length; index += 2) {
    const name = (options[index] ?? '').toLowerCase();
    if (!named.has(name)) named.set(name, options[index + 1] ?? '');
  }
  return { kind: 'read', filename, mode, options: named };
}

/** The NUL-ended texts from `start` on; what no NUL ends does not count. */
function texts(bytes: Uint8Array, start: number): string[] {
  const found: string[] = [];
  for (let from = start; ;) {
    const end = bytes.indexOf(0, from);
    if (end === -1) return found;
    found.push(Buffer.from(bytes.subarray(from, end)).toString('utf8'));
    from = end + 1;
  }
}

/** What stands before a block of DATA; blocks count from 1, on the wire modulo 65536. */
export function dataHeader(block: number): Uint8Array {
  return Uint8Array.of(0, opcodes.data, (block >> 8) & 0xff, block & 0xff);
}

/** OACK (RFC 2347). */
export function optionAck(options: readonly (readonly [name: string, value: number])[]): Uint8Array {
  const text = options.map(([name, value]) => `${name}\0${value}\0`).join('');
  return Buffer.from(`\0${String.fromCharCode(opcodes.optionAck)}${text}`, 'latin1');
}

export function errorPacket(code: number, message: string): Uint8Array {
  return Buffer.from(`\0${String.fromCharCode(opcodes.error)}\0${String.fromCharCode(code)}${message}\0`, 'latin1');
}

function twoBytes(bytes: Uint8Array, at: number): number {
  return ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
}
