// After a storm V8 keeps the pages it needed then, for hours on a program that is idle. This gives them back to the system.
import { performance } from 'node:perf_hooks';
import { getHeapStatistics, setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { Clock } from '../../core/shared/clock';

const lookMs = 15_000;
/** Worth a pause of some 50 ms: pages this large in all stand empty. */
const emptyBytes = 64 * 1024 * 1024;
/** Nobody waits for a program that did this little since the last look. */
const idleShare = 0.03;

type Collect = (how: { readonly type: 'major'; readonly flavor: 'last-resort' }) => void;

/** Looks every 15 s, on the real clock; returns how to stop. `collect` is V8's own unless a test hands in another. */
export function giveMemoryBack(clock: Clock, collect: Collect = collector()): () => void {
  let before = performance.eventLoopUtilization();
  return clock.every(lookMs, () => {
    const now = performance.eventLoopUtilization();
    const { utilization } = performance.eventLoopUtilization(now, before);
    before = now;
    const { total_heap_size: held, used_heap_size: used } = getHeapStatistics();
    if (utilization < idleShare && held - used > emptyBytes) collect({ type: 'major', flavor: 'last-resort' });
  });
}

/** Only what a context made after the flag was set can see is called `gc`; ours stays without it. */
function collector(): Collect {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as Collect;
  setFlagsFromString('--no-expose-gc');
  return collect;
}
