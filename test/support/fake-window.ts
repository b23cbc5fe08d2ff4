// The window over the fake workstation, in a real browser: for pictures of states that a real host needs a night for. Vite serves
// the renderer's sources as they are.
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import { createServer } from 'vite';

const root = join(import.meta.dirname, '../..');

export interface FakeWindow {
  /** Add `?scene=NAME` (fake-window-main.ts) and `#/page`. */
  readonly url: string;
  stop: () => Promise<void>;
}

export async function startFakeWindow(): Promise<FakeWindow> {
  const server = await createServer({
    configFile: false,
    root: join(root, 'renderer'),
    cacheDir: join(root, '.cache/fake-window'),
    logLevel: 'error',
    server: { host: '127.0.0.1', port: 0, hmr: false, watch: null, fs: { allow: [root] } },
    plugins: [
      react(),
      {
        name: 'fake-workstation',
        transformIndexHtml: {
          order: 'pre',
          handler: (html) => html.replace('/main.tsx', `/@fs${join(root, 'test/support/fake-window-main.ts')}`),
        },
      },
    ],
  });
  await server.listen();
  const [url] = server.resolvedUrls?.local ?? [];
  if (url === undefined) throw new Error('Vite gave no address.');
  return { url, stop: () => server.close() };
}
