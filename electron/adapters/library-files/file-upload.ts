// A file on its way into the library: hashed as it comes, written beside the others under a temporary name.
import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import type { Clock } from '../../core/shared/clock';
import type { Problem } from '../../core/shared/problem';
import { fail, ok, type Result } from '../../core/shared/result';
import type { LibraryUpload } from '../../services/library/library-folder';
import { folderTrouble } from './folder-trouble';

export const temporaryPrefix = '.upload-';

/** Nobody goes on with an upload for so long: it is given up. */
const idleMs = 10 * 60_000;

export interface FileUploadParts {
  readonly temporary: string;
  readonly handle: FileHandle;
  readonly folder: string;
  readonly clock: Clock;
  readonly keep: (sha256: string) => void;
  readonly stampOf: (sha256: string) => string | null;
}

export class FileUpload implements LibraryUpload {
  private readonly hash = createHash('sha256');
  private received = 0;
  private over = false;
  private finished: string | null = null;
  /** Pieces are written in the order in which they came, whoever waits for what. */
  private turn: Promise<unknown> = Promise.resolve();
  private cancelTimer: () => void = () => undefined;

  constructor(private readonly parts: FileUploadParts) {
    this.wait();
  }

  append(bytes: Uint8Array): Promise<Result<number>> {
    return this.inTurn(async () => {
      await this.parts.handle.appendFile(bytes);
      this.hash.update(bytes);
      this.received += bytes.length;
      return this.received;
    });
  }

  finish(): Promise<Result<{ readonly sha256: string; readonly bytes: number }>> {
    return this.inTurn(async () => {
      await this.parts.handle.sync();
      await this.parts.handle.close();
      this.finished = this.hash.digest('hex');
      return { sha256: this.finished, bytes: this.received };
    });
  }

  keep(): Result<string> {
    const sha256 = this.finished;
    if (this.over || sha256 === null) return fail(unknownUpload);
    try {
      this.parts.keep(sha256);
      const stamp = this.parts.stampOf(sha256);
      if (stamp === null) throw new Error('ENOENT');
      this.end();
      return ok(stamp);
    } catch (error) {
      this.cancel();
      return fail(folderTrouble(error, this.parts.folder));
    }
  }

  cancel(): void {
    if (this.over) return;
    this.end();
    const { temporary, handle } = this.parts;
    const take = (): void => rmSync(temporary, { force: true });
    // Windows removes no open file. What cannot be removed is removed at the next start.
    void (this.finished === null ? handle.close() : Promise.resolve()).then(take).catch(() => undefined);
  }

  private end(): void {
    this.over = true;
    this.cancelTimer();
  }

  private wait(): void {
    this.cancelTimer();
    this.cancelTimer = this.parts.clock.after(idleMs, () => this.cancel());
  }

  private inTurn<T>(work: () => Promise<T>): Promise<Result<T>> {
    const done = this.turn.then(async (): Promise<Result<T>> => {
      if (this.over || this.finished !== null) return fail(unknownUpload);
      this.wait();
      try {
        return ok(await work());
      } catch (error) {
        this.cancel();
        return fail(folderTrouble(error, this.parts.folder));
      }
    });
    this.turn = done;
    return done;
  }
}

const unknownUpload: Problem = {
  code: 'LIBRARY_UPLOAD_UNKNOWN',
  message: 'This upload is not under way any more.',
  remedy: 'Upload the file again.',
};
