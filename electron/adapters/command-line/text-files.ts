// Files named on the command line; `-` is standard input.
import { open, readFile } from 'node:fs/promises';
import { ProblemError } from '../../core/shared/problem';
import type { ProblemCode } from '../../core/shared/problem-codes';
import type { CommandTools } from './command-tools';

/** Throws FILE_UNREADABLE. */
export async function readBytes(file: string, tools: CommandTools): Promise<Uint8Array> {
  if (file === '-') return tools.around.readStdin();
  const path = tools.path(file);
  try {
    return await readFile(path);
  } catch (error) {
    throw unreadable(path, error);
  }
}

export function unreadable(path: string, error: unknown): ProblemError {
  return new ProblemError({
    code: 'FILE_UNREADABLE',
    message: `${path} cannot be read: ${reason(error)}.`,
    remedy: 'Check the path, and that you may read the file.',
  });
}

/** Throws FILE_UNREADABLE, and `code` when the bytes are not UTF-8: a guess would change the text. A byte-order mark stays. */
export async function readText(file: string, code: ProblemCode, tools: CommandTools): Promise<string> {
  const bytes = await readBytes(file, tools);
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new ProblemError({
      code,
      message: `${file === '-' ? 'The text' : tools.path(file)} is not UTF-8 text.`,
      remedy: 'Save it as UTF-8 and repeat the command.',
    });
  }
}

/** Replaces a file that is there: its name was given. `secret`: for the owner's eyes only. Throws FILE_UNREADABLE, DISK_FULL. */
export async function writeBytes(path: string, content: string | Uint8Array, secret: boolean): Promise<void> {
  try {
    await using file = await open(path, 'w', secret ? 0o600 : 0o666);
    // The mode above counts for a new file only.
    if (secret) await file.chmod(0o600);
    await file.writeFile(content);
  } catch (error) {
    throw writeProblem(path, error);
  }
}

export function writeProblem(path: string, error: unknown): ProblemError {
  const full = (error as NodeJS.ErrnoException).code === 'ENOSPC';
  return new ProblemError({
    code: full ? 'DISK_FULL' : 'FILE_UNREADABLE',
    message: `${path} cannot be written: ${reason(error)}.`,
    remedy: full ? 'Make room on the disk.' : 'Check the path, and that you may write there.',
  });
}

function reason(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException;
  const words: Readonly<Record<string, string>> = {
    ENOENT: 'there is no such file or folder',
    EACCES: 'access is denied',
    EPERM: 'access is denied',
    EISDIR: 'it is a folder',
    ENOTDIR: 'part of its path is a file',
    ENOSPC: 'the disk is full',
    EROFS: 'it is on a read-only disk',
  };
  return words[code ?? ''] ?? message;
}
