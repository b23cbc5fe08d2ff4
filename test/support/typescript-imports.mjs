// Lets a child process of a test run our TypeScript as it is: `node --experimental-transform-types --import THIS FILE.ts`.
import { registerHooks } from 'node:module';

registerHooks({
  resolve(specifier, context, next) {
    const ours = specifier.startsWith('.') && !/\.[a-z]+$/.test(specifier) && context.parentURL?.endsWith('.ts');
    return next(ours ? `${specifier}.ts` : specifier, context);
  },
});
