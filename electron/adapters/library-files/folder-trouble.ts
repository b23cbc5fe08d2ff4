import type { Problem } from '../../core/shared/problem';

/** What the file system reports of the library folder, in the words of docs/problems.md. */
export function folderTrouble(error: unknown, folder: string): Problem {
  const code = (error as { readonly code?: string } | null)?.code ?? String(error);
  if (code === 'ENOSPC' || code === 'EDQUOT') {
    return {
      code: 'DISK_FULL',
      message: `The disk of ${folder} has no room for it.`,
      remedy: 'Free some space, then upload it again.',
    };
  }
  return {
    code: 'DATA_FOLDER_READ_ONLY',
    message: `The folder ${folder} cannot be written (${code}).`,
    remedy: 'Make the folder and the files in it writable for you, then upload the file again.',
  };
}
