// Where a transfer takes its blocks from: bytes in memory, or a large file of which only a stretch is held.
import type { FileBody } from '../../services/provisioning/answer';

export interface BlockSource {
  readonly bytes: number;
  /** From `start` up to `end`, exclusive: at once, where they are at hand. Rejects when the file is gone or shorter than it was. */
  read(start: number, end: number): Uint8Array | Promise<Uint8Array>;
}

/** Read at once and kept until a transfer has passed it: for 512 transfers 64 MB. */
const stretchBytes = 128 * 1024;

export function heldBytes(body: Uint8Array): BlockSource {
  return { bytes: body.length, read: (start, end) => body.subarray(start, end) };
}

/** Reads ahead, so that most blocks are at hand; a transfer that goes back a window finds it again. */
export function fileStretches(body: FileBody): BlockSource {
  let heldFrom = 0;
  let held: Uint8Array = new Uint8Array();

  async function fetchStretch(start: number, end: number): Promise<Uint8Array> {
    const to = Math.min(body.bytes, Math.max(end, start + stretchBytes));
    const stretch = new Uint8Array(to - start);
    let filled = 0;
    for await (const piece of body.read(start, to)) {
      stretch.set(piece, filled);
      filled += piece.length;
    }
    if (filled < stretch.length) throw new Error('The file is shorter than it was.');
    heldFrom = start;
    held = stretch;
    return stretch.subarray(0, end - start);
  }

  return {
    bytes: body.bytes,
    read(start, end) {
      if (start === end) return new Uint8Array();
      const isHeld = start >= heldFrom && end <= heldFrom + held.length;
      return isHeld ? held.subarray(start - heldFrom, end - heldFrom) : fetchStretch(start, end);
    },
  };
}
