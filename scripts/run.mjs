// `npm run serve` and `npm run cli`: the built host or command line on the pinned Node, in this very process, built
// first when a source is newer. Nothing but the program itself writes to stdout.
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { ensureBuilt } from './build.mjs';
import { ready, root } from './setup.mjs';

/** @param {'serve' | 'cli'} program @param {string[]} args */
export async function runBuilt(program, args) {
  await ensureBuilt();
  const file = join(root, `out/main/${program}.js`);
  process.argv = [process.execPath, file, ...args];
  await import(pathToFileURL(file).href);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await ready();
  const [program, ...args] = process.argv.slice(2);
  await runBuilt(program === 'serve' ? 'serve' : 'cli', args);
}
