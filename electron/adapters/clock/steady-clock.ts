import { uptime } from 'node:os';

/** What a clock with a grain of a second may seem to leap. */
const grainMs = 2_000;

/** Milliseconds that pass evenly, that nobody sets, and that go on in sleep: `performance.now()` stands still then on Linux, so what the
 *  system's uptime has more of is added (Linux CLOCK_BOOTTIME, Windows GetTickCount64, macOS the time since kern.boottime). */
export function steadyClock(
  monotonicMs: () => number = () => performance.now(),
  uptimeMs: () => number = systemUptimeMs,
): () => number {
  let sleptMs = 0;
  let lead = uptimeMs() - monotonicMs();
  return () => {
    const now = monotonicMs();
    const leadNow = uptimeMs() - now;
    if (leadNow - lead > grainMs) sleptMs += leadNow - lead;
    if (leadNow < lead || leadNow - lead > grainMs) lead = leadNow;
    return now + sleptMs;
  };
}

function systemUptimeMs(): number {
  try {
    return uptime() * 1000;
  } catch {
    // Some sandboxes keep it from us: then a sleep nobody announces looks like a clock that was set.
    return performance.now();
  }
}
