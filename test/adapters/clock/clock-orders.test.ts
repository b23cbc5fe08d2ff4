// A story steers the clock through a file.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { followClockOrders } from '../../../electron/adapters/clock/clock-orders';
import { labClock } from '../../../electron/adapters/clock/lab-clock';
import { temporaryFolder } from '../../support/database';
import { TestClock } from '../../support/test-clock';

const startMs = Date.UTC(2026, 10, 23, 21);

test('orders are carried out once each, in order, and what falls due on the way is called', () => {
  const file = join(temporaryFolder(), 'clock.json');
  const real = new TestClock();
  const clock = labClock({ startMs, rate: 1 }, real);
  const stop = followClockOrders(clock, file, real);
  const rung: number[] = [];
  clock.every(3_600_000, () => rung.push(clock.now()));
  writeFileSync(file, '{"number": 1, "do"');
  real.advance(20);
  expect(existsSync(`${file}.done`)).toBe(false);

  const order = (number: number, what: object): void => {
    writeFileSync(file, JSON.stringify({ number, do: what }));
    real.advance(20);
    expect(readFileSync(`${file}.done`, 'utf8')).toBe(String(number));
  };
  order(1, { kind: 'pause' });
  const paused = clock.now();
  real.advance(60_000);
  expect(clock.now()).toBe(paused);
  order(2, { kind: 'step', to: '2026-11-23T23:30:00Z' });
  expect(clock.now()).toBe(Date.UTC(2026, 10, 23, 23, 30));
  expect(rung).toHaveLength(2);
  order(2, { kind: 'step', to: '2026-11-24T23:30:00Z' });
  expect(clock.now()).toBe(Date.UTC(2026, 10, 23, 23, 30));
  order(3, { kind: 'sleep', to: '2026-11-24T07:30:00Z' });
  expect(rung).toHaveLength(2);
  order(4, { kind: 'run' });
  real.advance(1000);
  expect(clock.now()).toBe(Date.UTC(2026, 10, 24, 7, 30, 1));
  stop();
});
