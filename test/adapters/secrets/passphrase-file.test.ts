import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readPassphraseFile } from '../../../electron/adapters/secrets/passphrase-file';
import { temporaryFolder } from '../../support/database';

function read(content: string): ReturnType<typeof readPassphraseFile> {
  const file = join(temporaryFolder(), 'passphrase');
  writeFileSync(file, content);
  return readPassphraseFile(file);
}

test('the passphrase is the first line, blanks and all, whatever editor wrote it', () => {
  expect(read(' open  sesame \n')).toEqual({ ok: true, value: ' open  sesame ' });
  expect(read('\uFEFFopen sesame\r\nsecond line\r\n')).toEqual({ ok: true, value: 'open sesame' });
  expect(read('no line end')).toEqual({ ok: true, value: 'no line end' });
});

test('a missing file, a folder and an empty first line are problems', () => {
  const unreadable = { ok: false, problem: { code: 'PASSPHRASE_FILE_UNREADABLE' } };
  expect(read('')).toMatchObject(unreadable);
  expect(read('\nsesame\n')).toMatchObject(unreadable);
  const folder = temporaryFolder();
  expect(readPassphraseFile(folder)).toMatchObject(unreadable);
  expect(readPassphraseFile(join(folder, 'missing'))).toMatchObject(unreadable);
});
