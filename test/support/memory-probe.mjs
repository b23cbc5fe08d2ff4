// Preloaded into a host that a soak test runs with --expose-gc: at SIGUSR2 it collects its garbage and says on stderr what is left,
// so that memory which is needed can be told from memory that nobody has swept yet.
import process from 'node:process';
import { isMainThread } from 'node:worker_threads';

// Threads of the host are preloaded with it as well.
if (isMainThread)
  process.on('SIGUSR2', () => {
    // As V8 does it when memory is short: any other collection keeps the pages it has emptied for later.
    globalThis.gc?.({ type: 'major', execution: 'sync', flavor: 'last-resort' });
    const { heapUsed, external } = process.memoryUsage();
    process.stderr.write(`memory ${JSON.stringify({ heapUsed, external })}\n`);
  });
