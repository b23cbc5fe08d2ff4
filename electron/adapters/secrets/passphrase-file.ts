import { readFileSync } from 'node:fs';
import { fail, ok, type Result } from '../../core/shared/result';

/** The first line of the file. Problem PASSPHRASE_FILE_UNREADABLE, also when it is empty. */
export function readPassphraseFile(file: string): Result<string> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    return unreadable(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}.`);
  }
  const passphrase = text.replace(/^\uFEFF/, '').split(/\r?\n/, 1)[0] ?? '';
  return passphrase === '' ? unreadable(`${file} has an empty first line.`) : ok(passphrase);
}

function unreadable(message: string): Result<never> {
  return fail({
    code: 'PASSPHRASE_FILE_UNREADABLE',
    message,
    remedy: 'Give a text file whose first line is the passphrase, readable for the user who runs Cordboard.',
  });
}
