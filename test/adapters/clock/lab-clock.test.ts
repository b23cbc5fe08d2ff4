import fc from 'fast-check';
import { expect, test } from 'vitest';
import { labClock, type LabClock } from '../../../electron/adapters/clock/lab-clock';
import { TestClock } from '../../support/test-clock';

const startMs = Date.UTC(2026, 2, 28, 23);

function lab(rate = 60): { clock: LabClock; real: TestClock } {
  const real = new TestClock();
  return { clock: labClock({ startMs, rate }, real), real };
}

test('it starts when it is told to and runs as fast as it is told to', () => {
  const { clock, real } = lab(60);
  expect(clock.now()).toBe(startMs);
  real.advance(1_000);
  expect(clock.now()).toBe(startMs + 60_000);
  expect(clock.monotonicMs()).toBe(60_000);
});

test('waiting is scaled with it', () => {
  const { clock, real } = lab(60);
  const at: number[] = [];
  clock.after(3_600_000, () => at.push(clock.now()));
  real.advance(59_999);
  expect(at).toEqual([]);
  real.advance(1);
  expect(at).toEqual([startMs + 3_600_000]);
});

test('paused it stands, its callbacks wait, and it goes on where it stood', () => {
  const { clock, real } = lab(10);
  let calls = 0;
  clock.every(1_000, () => calls++);
  real.advance(250);
  clock.pause();
  real.advance(60_000);
  expect([calls, clock.now()]).toEqual([2, startMs + 2_500]);
  expect(clock.state).toEqual({ running: false, rate: 10 });
  clock.run();
  real.advance(50);
  expect([calls, clock.now()]).toEqual([3, startMs + 3_000]);
});

test('a new rate holds from now on, also for what already waits', () => {
  const { clock, real } = lab(1);
  const at: number[] = [];
  clock.after(10_000, () => at.push(clock.now()));
  real.advance(4_000);
  clock.setRate(6);
  real.advance(1_000);
  expect(at).toEqual([startMs + 10_000]);
  expect(() => clock.setRate(0)).toThrow(RangeError);
});

test('a step calls back in order, each at its own moment, with what callbacks add', () => {
  const { clock } = lab();
  clock.pause();
  const seen: [string, number][] = [];
  const note = (name: string) => (): void => void seen.push([name, clock.now() - startMs]);
  clock.after(300, note('c'));
  clock.after(100, () => {
    note('a')();
    clock.after(100, note('b'));
  });
  clock.after(5_000, note('late'));
  clock.step(1_000);
  expect(seen).toEqual([
    ['a', 100],
    ['b', 200],
    ['c', 300],
  ]);
  expect(clock.now()).toBe(startMs + 1_000);
});

test('a step of a running clock leads on from where it is', () => {
  const { clock, real } = lab(60);
  real.advance(1_000);
  clock.step(86_400_000);
  real.advance(1_000);
  expect(clock.monotonicMs()).toBe(86_400_000 + 120_000);
});

test('while the computer sleeps time passes and nobody is called; what was due comes as much later', () => {
  const { clock, real } = lab(10);
  const at: number[] = [];
  clock.after(60_000, () => at.push(clock.now()));
  real.advance(1_000);
  clock.sleep(3_600_000);
  expect([at, clock.now(), clock.monotonicMs()]).toEqual([[], startMs + 3_610_000, 3_610_000]);
  real.advance(5_000);
  expect(at).toEqual([startMs + 3_660_000]);
  clock.pause();
  clock.step(1_000);
  expect(clock.now()).toBe(startMs + 3_661_000);
});

test('a callback that pauses the clock stops it at its own moment', () => {
  const { clock, real } = lab(1_000);
  let later = 0;
  clock.after(1_500, () => clock.pause());
  clock.after(1_600, () => later++);
  real.advance(1_000);
  expect([clock.monotonicMs(), later]).toEqual([1_500, 0]);
});

test('one callback that throws does not stop the clock', () => {
  const { clock, real } = lab(1);
  let calls = 0;
  clock.after(10, () => {
    throw new Error('broken');
  });
  clock.after(20, () => calls++);
  expect(() => real.advance(15)).toThrow('broken');
  real.advance(15);
  expect(calls).toBe(1);
});

test('a clock too fast for its callbacks leaves room, and its time never overtakes one', () => {
  const { clock, real } = lab(100_000);
  const at: number[] = [];
  const again = (): void => void clock.after(1_000, () => (at.push(clock.now()), again()));
  again();
  real.advance(1);
  expect(at.length).toBeGreaterThan(0);
  expect(at.every((one, index) => one === startMs + (index + 1) * 1_000)).toBe(true);
});

test('whatever is asked of it, time never goes back and callbacks come in order, at or after their time', () => {
  const action = fc.oneof(
    fc.record({ kind: fc.constant('after' as const), ms: fc.integer({ min: 0, max: 5_000 }) }),
    fc.record({ kind: fc.constant('step' as const), ms: fc.integer({ min: 0, max: 3_000 }) }),
    fc.record({ kind: fc.constant('real' as const), ms: fc.integer({ min: 0, max: 100 }) }),
    fc.record({ kind: fc.constant('rate' as const), ms: fc.integer({ min: 1, max: 500 }) }),
    fc.record({ kind: fc.constantFrom('pause' as const, 'run' as const, 'cancel' as const), ms: fc.constant(0) }),
  );
  fc.assert(
    fc.property(fc.array(action, { maxLength: 40 }), (actions) => {
      const { clock, real } = lab(7);
      const seen = [clock.now()];
      const cancels: (() => void)[] = [];
      const called = new Set<number>();
      const wrong: string[] = [];
      const cancelled = new Set<number>();
      for (const { kind, ms } of actions) {
        if (kind === 'after') {
          const dueMs = clock.now() + ms;
          const number = cancels.length;
          cancels.push(
            clock.after(ms, () => {
              if (called.has(number) || cancelled.has(number)) wrong.push(`${number} again or after all`);
              called.add(number);
              if (clock.now() < dueMs) wrong.push(`${number} too early`);
              seen.push(clock.now());
            }),
          );
        } else if (kind === 'cancel') {
          cancels.at(-1)?.();
          cancelled.add(cancels.length - 1);
        } else if (kind === 'step') clock.step(ms);
        else if (kind === 'real') real.advance(ms);
        else if (kind === 'rate') clock.setRate(ms / 10);
        else clock[kind]();
        seen.push(clock.now());
      }
      expect(seen).toEqual(seen.toSorted((a, b) => a - b));
      clock.step(10_000);
      expect(wrong).toEqual([]);
      expect(cancels.every((_, number) => called.has(number) || cancelled.has(number))).toBe(true);
    }),
  );
});
