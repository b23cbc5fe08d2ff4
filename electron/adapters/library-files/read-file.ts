import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { open } from 'node:fs/promises';

const pieceBytes = 64 * 1024;

/** Size and time of the last change, as exactly as the file system has it; null when there is no such file. */
export function stampOf(path: string): string | null {
  const found = statSync(path, { bigint: true, throwIfNoEntry: false });
  return found?.isFile() ? `${found.size}-${found.mtimeNs}-${found.ino}` : null;
}

/** Throws what the file system throws. */
export async function hashOfFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  const handle = await open(path, 'r');
  try {
    for await (const piece of handle.createReadStream({ autoClose: false, highWaterMark: pieceBytes }))
      hash.update(piece as Buffer);
    return hash.digest('hex');
  } finally {
    await handle.close();
  }
}

/** One piece after the other, only as fast as they are taken. Throws when the file is gone, shorter, or no longer what it was. */
export async function* readPieces(path: string, stamp: string, start: number, end: number): AsyncGenerator<Uint8Array> {
  const handle = await open(path, 'r');
  try {
    if (stampOf(path) !== stamp) throw new Error('The file was changed.');
    for (let at = start; at < end;) {
      // Each its own buffer: a socket may still hold the one before.
      const piece = Buffer.allocUnsafe(Math.min(pieceBytes, end - at));
      const { bytesRead } = await handle.read(piece, 0, piece.length, at);
      if (bytesRead === 0) throw new Error('The file is shorter than it was.');
      at += bytesRead;
      yield piece.subarray(0, bytesRead);
    }
  } finally {
    await handle.close();
  }
}
