// How contents lie in a blob: one byte that says how, then the bytes; compressed when that makes them shorter.
import { deflateRawSync, inflateRawSync } from 'node:zlib';

const asTheyAre = 0;
const deflated = 1;
/** Shorter ones gain little and cost as much to compress. */
const worthwhileBytes = 256;

export function pack(bytes: Uint8Array): Uint8Array {
  const compressed = bytes.length < worthwhileBytes ? null : deflateRawSync(bytes, { level: 1 });
  const smaller = compressed !== null && compressed.length < bytes.length ? compressed : null;
  const packed = new Uint8Array(1 + (smaller ?? bytes).length);
  packed[0] = smaller ? deflated : asTheyAre;
  packed.set(smaller ?? bytes, 1);
  return packed;
}

/** Throws on bytes that `pack` never wrote. */
export function unpack(packed: Uint8Array): Uint8Array {
  const bytes = packed.subarray(1);
  if (packed[0] === asTheyAre) return bytes;
  if (packed[0] === deflated) return inflateRawSync(bytes);
  throw new Error(`Packed content of an unknown kind: ${packed[0] ?? 'none'}`);
}
