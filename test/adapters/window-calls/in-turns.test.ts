// Long work leaves others their turn, in between and at its end.
import { expect, test } from 'vitest';
import { inTurns } from '../../../electron/adapters/window-calls/in-turns';

test('what follows long work comes after those who waited for its end', async () => {
  let waiting = true;
  function* work(): Iterable<void> {
    yield;
    setImmediate(() => (waiting = false));
  }
  await inTurns(work());
  expect(waiting).toBe(false);
});
