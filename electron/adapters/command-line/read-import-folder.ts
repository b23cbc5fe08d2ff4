// The files of a folder for `config import`: everything below it but hidden names and symbolic links.
import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { importLimits, refuseImport } from '../../core/configs/import/import-plan';
import { ProblemError } from '../../core/shared/problem';
import { unreadable } from './text-files';

export interface FolderFile {
  readonly path: string;
  readonly base64: string;
  readonly sizeBytes: number;
}

/** Sorted by path. Stops as soon as the folder is too large. Throws FILE_UNREADABLE, IMPORT_TOO_LARGE. */
export async function readImportFolder(folder: string): Promise<FolderFile[]> {
  const files: FolderFile[] = [];
  let totalBytes = 0;
  const folders = [''];
  for (let below = folders.shift(); below !== undefined; below = folders.shift()) {
    for (const entry of await listed(join(folder, below))) {
      if (entry.name.startsWith('.')) continue;
      const path = below === '' ? entry.name : `${below}/${entry.name}`;
      if (entry.isDirectory()) folders.push(path);
      if (!entry.isFile()) continue;
      const { bytes, sizeBytes } = await beginning(join(folder, path));
      totalBytes += bytes.length;
      files.push({ path, base64: Buffer.from(bytes).toString('base64'), sizeBytes });
      const refused = refuseImport(files.length, totalBytes);
      if (refused) throw new ProblemError(refused);
    }
  }
  return files.toSorted((a, b) => (a.path < b.path ? -1 : 1));
}

async function listed(folder: string): Promise<Awaited<ReturnType<typeof entries>>> {
  try {
    return await entries(folder);
  } catch (error) {
    throw unreadable(folder, error);
  }
}

const entries = (folder: string) => readdir(folder, { withFileTypes: true });

/** All of a file, or a sample of one that is larger than any config file. */
async function beginning(path: string): Promise<{ bytes: Uint8Array; sizeBytes: number }> {
  try {
    await using file = await open(path, 'r');
    const { size } = await file.stat();
    const wanted = size > importLimits.fileBytes ? importLimits.sampleBytes : size;
    const { buffer, bytesRead } = await file.read({ buffer: Buffer.alloc(wanted), length: wanted, position: 0 });
    return { bytes: buffer.subarray(0, bytesRead), sizeBytes: size > wanted ? size : bytesRead };
  } catch (error) {
    throw unreadable(path, error);
  }
}
