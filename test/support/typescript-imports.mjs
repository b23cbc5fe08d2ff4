// Lets a child process or a worker thread of a test run our TypeScript as it is:
// `node --experimental-transform-types --import THIS FILE.ts`. Worker threads take over the options of their process.
import { existsSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';

registerHooks({
  resolve(specifier, context, next) {
    const ours = specifier.startsWith('.') && !/\.[a-z]+$/.test(specifier) && context.parentURL?.endsWith('.ts');
    return next(ours ? `${specifier}.ts` : (sourceOfWorker(specifier) ?? specifier), context);
  },
});

/** A worker is started by the name it has when built.
 *  @param {string} specifier */
function sourceOfWorker(specifier) {
  if (!/^file:.*-worker\.js$/.test(specifier)) return null;
  const source = specifier.replace(/\.js$/, '.ts');
  return existsSync(fileURLToPath(source)) ? source : null;
}
