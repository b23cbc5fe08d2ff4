import { expect, test } from 'vitest';
import type { Clock } from '../../../electron/core/shared/clock';
import { lossyProxy } from './lossy-proxy';
import { fetchFile, someBytes, startTftp, until } from './tftp-bench';

/** Real time, forty times as fast: what is lost is repeated after 25 ms. */
const hurried: Clock = {
  now: () => Date.now(),
  monotonicMs: () => performance.now() * 40,
  after: (delayMs, callback) => {
    const timer = setTimeout(callback, delayMs / 40);
    return () => clearTimeout(timer);
  },
  every: () => expect.unreachable(),
};

test.each([
  [1, {}],
  [2, { blksize: 1428 }],
  [3, { blksize: 1428, windowsize: 4, tsize: 0 }],
  [4, { blksize: 512, windowsize: 16 }],
  [5, { windowsize: 64, timeout: 1 }],
])(
  'a file arrives whole where a tenth is lost, a tenth doubled and a tenth late (plan %i, %j)',
  async (seed, options) => {
    const file = someBytes(40_000);
    const { port, asked, settled, faults } = await startTftp({ '/file': file }, { clock: hurried });
    const proxy = await lossyProxy(port, { seed, lost: 0.1, doubled: 0.1, delayed: 0.1 });
    const fetched = await Promise.all(
      [1, 2, 3].map(() => fetchFile(proxy.port, 'file', options, { patienceMs: 60, dallyMs: 800 })),
    );
    for (const { bytes } of fetched) expect(bytes.equals(file)).toBe(true);
    expect(proxy.counts.lost).toBeGreaterThan(5);
    expect(proxy.counts.doubled).toBeGreaterThan(5);
    await until(() => settled.length === asked.length, 10_000);
    expect(settled.filter(({ completed }) => completed)).toHaveLength(3);
    expect(faults).toEqual([]);
  },
  30_000,
);
