// A lab steers its clock through the contract; real time is nobody's to steer.
import { expect, test } from 'vitest';
import { labClock } from '../../../electron/adapters/clock/lab-clock';
import { clockHandlers } from '../../../electron/adapters/window-calls/clock-handlers';
import { openSite, valueOf } from '../../support/site';
import { TestClock } from '../../support/test-clock';

test('a lab clock is paused, stepped, slept through and made faster', async () => {
  const { services } = await openSite({ facts: { timeZone: 'UTC' } });
  const clock = labClock({ startMs: Date.parse('2026-03-01T00:00:00Z'), rate: 60 }, new TestClock());
  const context = { actor: 'test', services: { ...services, around: { ...services.around, clock } } };
  const handlers = clockHandlers({ labTime: clock });
  const steer = handlers['clock.steer'];
  let due = 0;
  clock.every(60 * 60_000, () => due++);
  expect(valueOf(await steer({ do: 'pause' }, context))).toMatchObject({ lab: true, running: false });
  const stepped = valueOf(await steer({ do: 'step', spanMs: 3 * 60 * 60_000 }, context));
  expect([stepped.now, due]).toEqual(['2026-03-01T03:00:00.000+00:00', 3]);
  const slept = valueOf(await steer({ do: 'sleep', spanMs: 60 * 60_000 }, context));
  expect([slept.now, due]).toEqual(['2026-03-01T04:00:00.000+00:00', 3]);
  expect(valueOf(await steer({ do: 'rate', rate: 600 }, context))).toMatchObject({ rate: 600, running: false });
  expect(valueOf(await handlers['clock.show']({}, context))).toMatchObject({ lab: true, rate: 600 });
});

test('real time is shown, and refused with what helps', async () => {
  const { services } = await openSite();
  const context = { actor: 'test', services };
  const handlers = clockHandlers({ labTime: null });
  expect(valueOf(await handlers['clock.show']({}, context))).toMatchObject({ lab: false, running: true, rate: 1 });
  expect(await handlers['clock.steer']({ do: 'run' }, context)).toMatchObject({
    ok: false,
    problem: { code: 'CLOCK_IS_REAL' },
  });
});
