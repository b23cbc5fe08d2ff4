// The files of a folder a person chose or dropped, as the workstation takes them: bounded before anything is read into memory.
import type { CallInput } from '../../../electron/contract/contract';
import { importLimits, refuseImport } from '../../../electron/core/configs/import/import-plan';
import { ProblemError } from '../../../electron/core/shared/problem';

export type FolderFiles = CallInput<'configs.import'>['files'];

export interface FoundFile {
  /** Below the folder, `/` between names. */
  readonly path: string;
  readonly file: File;
}

/** Hidden files and those in hidden folders are passed by, as on the command line. */
export function chosenFiles(list: Iterable<File>): FoundFile[] {
  return [...list]
    .map((file) => ({ path: file.webkitRelativePath.split('/').slice(1).join('/') || file.name, file }))
    .filter(({ path }) => !isHidden(path));
}

/** Must be called while the drop event lasts; the browser forgets the items afterwards. */
export function droppedEntries(items: DataTransferItemList): FileSystemEntry[] {
  return [...items].flatMap((item) => item.webkitGetAsEntry() ?? []);
}

/** Goes through dropped folders. A single folder is the root of all paths. Throws ProblemError IMPORT_TOO_LARGE. */
export async function droppedFiles(entries: readonly FileSystemEntry[]): Promise<FoundFile[]> {
  const found: FoundFile[] = [];
  const [only] = entries;
  const queue = entries.length === 1 && only?.isDirectory ? await children(only) : [...entries];
  const skipped = entries.length === 1 && only?.isDirectory ? only.fullPath.length + 1 : 1;
  for (let entry = queue.shift(); entry; entry = queue.shift()) {
    const path = entry.fullPath.slice(skipped);
    if (isHidden(path)) continue;
    if (entry.isDirectory) queue.push(...(await children(entry)));
    else found.push({ path, file: await fileOf(entry as FileSystemFileEntry) });
    refuse(found.length, 0);
  }
  return found;
}

/** Throws ProblemError IMPORT_TOO_LARGE before reading. */
export async function readFolder(found: readonly FoundFile[]): Promise<FolderFiles> {
  const wanted = found.map(({ file }) => (file.size > importLimits.fileBytes ? importLimits.sampleBytes : file.size));
  refuse(
    found.length,
    wanted.reduce((sum, bytes) => sum + bytes, 0),
  );
  const files: FolderFiles = [];
  for (const [at, { path, file }] of found.entries()) {
    const bytes = new Uint8Array(await file.slice(0, wanted[at]).arrayBuffer());
    files.push({ path, base64: base64(bytes), sizeBytes: file.size });
  }
  return files;
}

function refuse(files: number, bytes: number): void {
  const problem = refuseImport(files, bytes);
  if (problem) throw new ProblemError(problem);
}

function isHidden(path: string): boolean {
  return path.split('/').some((name) => name.startsWith('.'));
}

/** A reader gives at most a hundred entries at a time, and none when it is done. */
async function children(entry: FileSystemEntry): Promise<FileSystemEntry[]> {
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return all;
    all.push(...some);
    if (all.length > importLimits.files) return all;
  }
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject));
}

function base64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}
