// Builds the three parts of the app: main (Electron, headless host, command line, workers), preload and window.
import { globSync } from 'node:fs';
import { basename, join } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

const root = import.meta.dirname;

// Every worker thread is an entry of its own, so `new Worker(new URL('./NAME-worker.js', import.meta.url))` finds it
// beside whichever file starts it: all of main's output lies flat in one folder.
const workers = globSync('electron/**/*-worker.ts', { cwd: root });
const mainEntries = ['electron/main.ts', 'electron/serve.ts', 'electron/cli.ts', ...workers];

export default defineConfig({
  main: {
    build: {
      target: 'node20',
      // better-sqlite3 and node-cron stay outside; everything else is bundled.
      rolldownOptions: {
        input: Object.fromEntries(mainEntries.map((file) => [basename(file, '.ts'), join(root, file)])),
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  },
  preload: {
    build: {
      target: 'node20',
      // A sandboxed preload can require nothing but electron: one CommonJS file holds all of it.
      externalizeDeps: false,
      rolldownOptions: {
        input: join(root, 'electron/preload.ts'),
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: join(root, 'renderer'),
    plugins: [react()],
    html: { cspNonce: '__CSP_NONCE__' },
    build: { target: 'chrome130', rolldownOptions: { input: join(root, 'renderer/index.html') } },
  },
});
