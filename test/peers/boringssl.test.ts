// The certificates and the TLS of the program in Electron, whose BoringSSL is not Node's OpenSSL.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'vite';
import { expect, test } from 'vitest';
import { fallbackFolder } from '../../scripts/electron-fallback.mjs';
import { temporaryFolder } from '../support/database';

const run = promisify(execFile);

test('Electron issues, serves and explains as Node does', async (context) => {
  const dist = process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(fallbackFolder(), 'dist');
  const program = join(dist, 'electron');
  if (!existsSync(program)) context.skip('no Electron is here: npm run check:electron fetches one');
  const folder = temporaryFolder();
  const root = join(import.meta.dirname, '../..');
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: {
      ssr: join(root, 'test/support/boringssl-check.ts'),
      target: 'node20',
      outDir: folder,
      rolldownOptions: { output: { entryFileNames: 'check.mjs', chunkFileNames: '[name].mjs' } },
    },
  });
  const { stdout } = await run(program, [join(folder, 'check.mjs')], {
    env: { ...process.env, ELECTRON_RUN_AS_NODE: '1' },
  });
  const each = {
    fetched: ['200', '200', expect.any(String) as string],
    failures: ['It speaks only TLS 1.0; served are TLS 1.2 and TLS 1.3.'],
    imported: true,
  };
  expect(JSON.parse(stdout)).toEqual({
    electron: expect.any(String) as string,
    'rsa-2048': each,
    'ecdsa-p256': each,
  });
});
