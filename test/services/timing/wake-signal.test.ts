import { expect, test } from 'vitest';
import { WakeSignal } from '../../../electron/services/timing/wake-signal';

test('a listener that breaks keeps no other from hearing of the waking', () => {
  const faults: unknown[] = [];
  const wake = new WakeSignal((error) => faults.push(error));
  const heard: number[] = [];
  const broken = new Error('broken');
  wake.onWake(() => {
    throw broken;
  });
  const stop = wake.onWake(({ to }) => heard.push(to));
  wake.tell({ from: 1, to: 2, cause: 'asleep' });
  stop();
  wake.tell({ from: 3, to: 4, cause: 'asleep' });
  expect(heard).toEqual([2]);
  expect(faults).toEqual([broken, broken]);
});
