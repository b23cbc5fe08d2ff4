import { getHeapStatistics } from 'node:v8';
import { expect, test } from 'vitest';
import { giveMemoryBack } from '../../../electron/adapters/memory/give-memory-back';
import { TestClock } from '../../support/test-clock';

function emptyBytes(): number {
  const { total_heap_size: held, used_heap_size: used } = getHeapStatistics();
  return held - used;
}

/** Objects that live long enough to fill the old pages, and then no longer. */
function storm(): void {
  let kept: object[] = [];
  for (let index = 0; index < 3_000_000; index++) kept.push({ index, text: `row ${index}` });
  kept = [];
}

test('pages that stand empty after a storm go back to the system once nothing is going on', async () => {
  const clock = new TestClock();
  const stop = giveMemoryBack(clock);
  storm();
  const after = emptyBytes();
  // The first look sees the storm, a later one an idle program.
  for (let look = 0; look < 20 && emptyBytes() > 64 * 1024 * 1024; look++) {
    await new Promise((resolve) => setTimeout(resolve, 20));
    clock.advance(15_000);
  }
  stop();
  expect(after).toBeGreaterThan(emptyBytes());
  expect(emptyBytes()).toBeLessThanOrEqual(64 * 1024 * 1024);
});

test('a program that holds little empty memory is left alone', () => {
  const clock = new TestClock();
  let collected = 0;
  const stop = giveMemoryBack(clock, () => collected++);
  clock.advance(15_000);
  stop();
  clock.advance(60_000);
  expect(collected).toBe(0);
});
