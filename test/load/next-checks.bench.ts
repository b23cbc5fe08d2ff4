// Ten thousand phones with every kind of timing: the next check of each, and all states after a batch of downloads.
import { expect, test } from 'vitest';
import { phoneStates } from '../../electron/core/phones/phone-state';
import { stateOf } from '../../electron/services/phones/phone-view';
import { CheckPlans } from '../../electron/services/timing/check-plans';
import { mac, minute, openSite, valueOf, type TestSite } from '../support/site';

const count = 10_000;
const batch = 1_000;

test('10,000 phones: next checks, and states after 1,000 downloads', { timeout: 600_000 }, async () => {
  const site = await openSite({ facts: { timeZone: 'Europe/Berlin', ntp: '192.0.2.9' } });
  const { services } = site;
  const list = ['mac,model,name,group'];
  for (let n = 1; n <= count; n++) list.push(`${mac(n)},KX-UT136,Phone ${n},Group ${n % 20}`);
  valueOf(services.list.import(list.join('\r\n'), false, 'bench'));
  site.publish();
  for (let n = 1; n <= count; n++) site.boot(n, { from: `10.${n >> 16}.${(n >> 8) & 255}.${n & 255}` });
  // What each holds, as if files of its own had said so.
  for (const phone of services.state.phones.all()) {
    const held = services.state.held.of(phone.id) as Map<string, string>;
    for (const [name, value] of timingOf(phone.id)) held.set(name, value);
  }
  site.clock.advance(5 * minute);

  const phones = [...services.state.phones.all()];
  const cold = measured(() => nextChecks(new CheckPlans(services.state, services.around), phones));
  const plans = new CheckPlans(services.state, services.around);
  nextChecks(plans, phones);
  const warm = measured(() => nextChecks(plans, phones));
  expect(cold.value).toBeGreaterThan(count / 2);

  const { states } = services;
  const first = measured(() => states.all());
  for (let n = 1; n <= batch; n++) {
    const phone = site.phone(n);
    if (phone.lastFetch)
      services.state.phones.note(phone.id, { lastFetch: { ...phone.lastFetch, at: site.clock.now() } });
  }
  const after = measured(() => states.all());
  const unchanged = measured(() => states.all());
  // A night nobody served: every phone is looked at once more.
  services.timingSettings.change({ catchUp: 'ask' }, 'bench');
  services.catchUp.start();
  const from = site.clock.now() + 14 * 60 * minute;
  site.clock.advance(22 * 60 * minute);
  site.wakeFrom(from);
  const woken = measured(() => states.all());
  expect(woken.value.away).toBeGreaterThan(count / 2);
  expect(woken.value).toEqual(counted(site));
  site.clock.advance(minute / 6);
  const review = measured(() => services.catchUp.view());

  expect(review.value.state).toBe('asking');
  const day = { from: site.clock.now() - 24 * 60 * minute, to: site.clock.now() + 24 * 60 * minute };
  const pieces: number[] = [];
  const picture = await measuredAsync(async () => services.timeline.picture(day, (steps) => inPieces(steps, pieces)));
  expect(picture.value.minutes.length).toBeGreaterThan(100);
  console.table({
    'phones that ask by themselves': cold.value,
    'next checks of 10,000 phones, first time, ms': cold.ms,
    'next checks of 10,000 phones, again, ms': warm.ms,
    'states of 10,000 phones, first time, ms': first.ms,
    'states after a batch of 1,000 downloads, ms': after.ms,
    'states when nothing happened, ms': unchanged.ms,
    'states after a night away, ms': woken.ms,
    'phones that found nobody': review.value.phones,
    'who they are, ms': review.ms,
    'picture of two days, ms': picture.ms,
    'its longest step, ms': Math.round(Math.max(...pieces) * 10) / 10,
  });
});

/** As the program takes them, but noting how long each step was. */
async function inPieces(steps: Iterable<void>, pieces: number[]): Promise<void> {
  let since = performance.now();
  for (const _ of steps) {
    pieces.push(performance.now() - since);
    if (pieces.length % 500 === 0) await new Promise((resolve) => setImmediate(resolve));
    since = performance.now();
  }
}

function* timingOf(n: number): Generator<[string, string]> {
  if (n % 4 !== 0) yield ['CFG_RESYNC_TIME', `0${n % 6}:${String(n % 60).padStart(2, '0')}`];
  else
    yield* [
      ['CFG_CYCLIC', 'Y'] as [string, string],
      ['CFG_CYCLIC_INTVL', String(1 + (n % 10_000))] as [string, string],
    ];
  if (n % 3 === 0) yield ['LOCAL_TIME_ZONE_POSIX', 'CET-1CEST,M3.5.0,M10.5.0/3'];
}

function nextChecks(
  plans: CheckPlans,
  phones: Parameters<ReturnType<CheckPlans['outlook']>['nextCheckAt']>[0][],
): number {
  const outlook = plans.outlook();
  return phones.filter((phone) => outlook.nextCheckAt(phone) !== null).length;
}

/** Looking at every phone. */
function counted({ services }: TestSite): Record<string, number> {
  const context = { state: services.state, inRun: () => false, outlook: services.timing.outlook() };
  const counts = Object.fromEntries(phoneStates.map((state) => [state, 0]));
  for (const phone of services.state.phones.all()) {
    const state = stateOf(phone, context);
    counts[state] = (counts[state] ?? 0) + 1;
  }
  return counts;
}

function measured<T>(work: () => T): { readonly value: T; readonly ms: number } {
  const startMs = performance.now();
  const value = work();
  return { value, ms: Math.round((performance.now() - startMs) * 10) / 10 };
}

async function measuredAsync<T>(work: () => Promise<T>): Promise<{ readonly value: T; readonly ms: number }> {
  const startMs = performance.now();
  const value = await work();
  return { value, ms: Math.round((performance.now() - startMs) * 10) / 10 };
}
