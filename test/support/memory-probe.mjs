// Preloaded into a host that a soak test runs with --expose-gc: at SIGUSR2 it collects its garbage and says on stderr what is left,
// so that memory which is needed can be told from memory that nobody has swept yet.
import process from 'node:process';
import { isMainThread } from 'node:worker_threads';

// Threads of the host are preloaded with it as well.
if (isMainThread)
  process.on('SIGUSR2', () => {
    globalThis.gc?.();
    globalThis.gc?.();
    const { rss, heapUsed, external, arrayBuffers } = process.memoryUsage();
    process.stderr.write(`memory ${JSON.stringify({ rss, heapUsed, external, arrayBuffers })}\n`);
  });
