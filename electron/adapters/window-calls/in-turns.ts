import { setImmediate } from 'node:timers/promises';

/** So long other calls and phones may wait for one slice of work. */
const sliceMs = 5;

/** Takes the steps of long work a slice at a time; in between everybody else has their turn, and once more at the end, so that what
 *  follows begins a slice of its own. */
export async function inTurns(steps: Iterable<void>): Promise<void> {
  let until = performance.now() + sliceMs;
  for (const _ of steps) {
    if (performance.now() < until) continue;
    await setImmediate();
    until = performance.now() + sliceMs;
  }
  await setImmediate();
}

/** The same for work that has a result. */
export async function finishInTurns<T>(work: Generator<void, T>): Promise<T> {
  let result: IteratorResult<void, T> | undefined;
  const steps = function* (): Generator<void> {
    for (result = work.next(); result.done !== true; result = work.next()) yield;
  };
  await inTurns(steps());
  if (result?.done !== true) throw new Error('work that did not end');
  return result.value;
}
