// The bytes of the library as plain files, `library/<sha256>` in the data folder. No name that anybody chose touches the disk.
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { open, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../core/shared/clock';
import { fail, ok, type Result } from '../../core/shared/result';
import type { FileBody } from '../../services/provisioning/answer';
import type { LibraryFolder, LibraryUpload } from '../../services/library/library-folder';
import { folderTrouble } from './folder-trouble';
import { FileUpload, temporaryPrefix } from './file-upload';
import { hashOfFile, readPieces, stampOf } from './read-file';

const hashForm = /^[0-9a-f]{64}$/;

/** `clock` is the computer's own: it ends uploads that nobody goes on with. */
export function libraryFiles(dataFolder: string, clock: Clock): LibraryFolder {
  const folder = join(dataFolder, 'library');
  let uploads = 0;

  function pathOf(sha256: string): string {
    if (!hashForm.test(sha256)) throw new Error(`not a hash: ${sha256}`);
    return join(folder, sha256);
  }

  return {
    async begin(bytes): Promise<Result<LibraryUpload>> {
      try {
        mkdirSync(folder, { recursive: true, mode: 0o700 });
        const { bavail, bsize } = await statfs(folder);
        if (bavail * bsize < bytes) return fail(folderTrouble({ code: 'ENOSPC' }, folder));
        const temporary = join(folder, `${temporaryPrefix}${process.pid}-${++uploads}`);
        const handle = await open(temporary, 'wx', 0o600);
        const keep = (sha256: string): void => {
          renameSync(temporary, pathOf(sha256));
          syncFolder(folder);
        };
        return ok(
          new FileUpload({ temporary, handle, clock, folder, keep, stampOf: (sha256) => stampOf(pathOf(sha256)) }),
        );
      } catch (error) {
        return fail(folderTrouble(error, folder));
      }
    },

    stamp: (sha256) => stampOf(pathOf(sha256)),

    async isWhole(sha256) {
      try {
        return (await hashOfFile(pathOf(sha256))) === sha256;
      } catch {
        return false;
      }
    },

    body: (sha256, bytes, stamp): FileBody => ({
      bytes,
      read: (start, end) => readPieces(pathOf(sha256), stamp, start, end),
    }),

    remove(sha256) {
      try {
        rmSync(pathOf(sha256), { force: true });
      } catch {
        // Windows keeps a file that is being sent; the next start takes it away.
      }
    },

    clean(inUse) {
      for (const name of namesIn(folder)) {
        const ours = name.startsWith(temporaryPrefix) || (hashForm.test(name) && !inUse.has(name));
        try {
          if (ours && statSync(join(folder, name)).isFile()) rmSync(join(folder, name), { force: true });
        } catch {
          // It costs space, nothing else; the next start tries again.
        }
      }
    },
  };
}

/** None of a folder that cannot be read: who uploads or asks is told. */
function namesIn(folder: string): string[] {
  try {
    return existsSync(folder) ? readdirSync(folder) : [];
  } catch {
    return [];
  }
}

/** So that the name outlives a power cut; Windows knows no such call for folders. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const descriptor = openSync(folder, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}
