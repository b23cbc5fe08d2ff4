// Which part of the night a laptop must be kept awake for its phones, and when it is let go.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { TimingChange } from '../../../electron/core/timing/timing-settings';
import { planNight, type NightCircumstances, type NightPlan } from '../../../electron/services/timing/keep-awake-plan';
import { hour, minute, openSite, settled, type TestSite } from '../../support/site';

const day = 24 * hour;
const monday = Date.UTC(2026, 0, 5);
const officeHours = { from: '08:00', to: '18:00' };

function plan(checks: readonly number[], more: Partial<NightCircumstances> = {}): NightPlan | null {
  return planNight(checks, {
    now: monday + 12 * hour,
    hours: officeHours,
    timeZone: 'UTC',
    graceAfterMs: 15 * minute,
    before: null,
    ...more,
  });
}

test('from an hour before it usually sleeps, to five minutes after the grace of the last check', () => {
  const two = monday + day + 2 * hour;
  expect(plan([two + 3 * minute, two, two + minute])).toEqual({
    holdFrom: monday + 17 * hour,
    sleepsFrom: monday + 18 * hour,
    from: two - 5 * minute,
    to: two + 23 * minute,
    checks: 3,
  });
});

test('checks in hours it is awake anyway need nobody', () => {
  expect(plan([monday + 14 * hour, monday + day + 9 * hour])).toBeNull();
  expect(plan([])).toBeNull();
  expect(plan([monday + day + 2 * hour], { hours: { from: '00:00', to: '00:00' } })).toBeNull();
});

test('while its hours are not known, the evening and the night are taken for sleep', () => {
  expect(plan([monday + day + 2 * hour], { hours: null })?.holdFrom).toBe(monday + 19 * hour);
  expect(plan([monday + 15 * hour], { hours: null })).toBeNull();
});

test('when tonight is over, the next night is planned', () => {
  const late = monday + day + 3 * hour;
  expect(plan([monday + 2 * day + 2 * hour], { now: late })?.holdFrom).toBe(monday + day + 17 * hour);
});

test('a check that came stays planned until its grace is over, though the phone names the next night by then', () => {
  const before = plan([monday + day + 2 * hour]);
  const now = monday + day + 2 * hour + minute;
  const tomorrow = monday + 2 * day + 2 * hour;
  expect(plan([tomorrow], { now, before })).toEqual(before);
  expect(plan([tomorrow], { now: monday + day + 2 * hour + 20 * minute, before })?.from).toBe(tomorrow - 5 * minute);
});

test('what is planned always covers the checks of its night, and is held before it begins', () => {
  const clockTime = fc.integer({ min: 0, max: 95 }).map((slot) => {
    const [hours, minutes] = [Math.floor(slot / 4), (slot % 4) * 15];
    return `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`;
  });
  fc.assert(
    fc.property(
      fc.record({ from: clockTime, to: clockTime }),
      fc.array(fc.integer({ min: 1, max: day }), { minLength: 1, maxLength: 20 }),
      (hours, delays) => {
        const now = monday + 12 * hour;
        const checks = delays.map((delay) => now + delay);
        const night = plan(checks, { hours });
        if (!night) return;
        expect(night.holdFrom).toBeLessThanOrEqual(night.from);
        expect(night.to - night.from).toBeGreaterThanOrEqual(25 * minute);
        const covered = checks.filter((at) => at >= night.from && at < night.to);
        expect(covered.length).toBeGreaterThanOrEqual(night.checks);
      },
    ),
  );
});

/** One phone that asks at 02:00; it is Monday, nine o'clock. */
async function site(change: TimingChange = { keepAwake: true }): Promise<TestSite> {
  const opened = await openSite({ facts: { timeZone: 'UTC', ntp: '192.0.2.9', checkTime: '02:00' } });
  opened.add(1, { model: 'KX-UT136' });
  opened.boot(1);
  opened.services.timingSettings.change(change, 'test');
  opened.services.keepAwake.start();
  await settled();
  return opened;
}

/** Lets time pass and says when it held the laptop, in hours since Monday midnight. */
async function held(opened: TestSite, until: number): Promise<string[]> {
  const spans: string[] = [];
  let from: number | null = null;
  for (; opened.clock.now() < until; opened.clock.advance(minute)) {
    await settled();
    const isHeld = opened.power.blocks > 0;
    if (isHeld === (from !== null)) continue;
    const now = (opened.clock.now() - monday) / hour;
    if (from !== null) spans.push(`${from}–${now.toFixed(2)}`);
    from = isHeld ? now : null;
  }
  return from === null ? spans : [...spans, `${from}–`];
}

test('it is held from the evening until the check and its grace are over, night for night', async () => {
  const opened = await site();
  expect(await held(opened, monday + 2 * day + 12 * hour)).toEqual(['19–26.33', '43–50.33']);
});

test('it is not held unless somebody wants that', async () => {
  const opened = await site({});
  expect(await held(opened, monday + 2 * day)).toEqual([]);
  expect(await opened.services.keepAwake.state()).toMatchObject({ enabled: false, holding: false });
});

test('on battery it is let go; back on mains it is held again; a system that does not say counts as mains', async () => {
  const opened = await site();
  await held(opened, monday + 22 * hour);
  expect(opened.power.blocks).toBe(1);
  opened.power.plug(false);
  expect(opened.power.blocks).toBe(0);
  expect(await opened.services.keepAwake.state()).toMatchObject({ holding: false, onMains: false });
  expect((await opened.services.keepAwake.state()).words).toContain('mains power');
  opened.power.plug(true);
  expect(opened.power.blocks).toBe(1);
  opened.power.plug(null);
  expect(opened.power.blocks).toBe(1);
});

test('switched off, or stopped, it lets go at once', async () => {
  const opened = await site();
  await held(opened, monday + 22 * hour);
  opened.services.timingSettings.change({ keepAwake: false }, 'test');
  expect(opened.power.blocks).toBe(0);
  opened.services.timingSettings.change({ keepAwake: true }, 'test');
  expect(opened.power.blocks).toBe(1);
  opened.services.keepAwake.stop();
  expect(opened.power.blocks).toBe(0);
  opened.power.plug(true);
  expect(opened.power.blocks).toBe(0);
});

test('it is told what is coming, in the words of the wall, with the honest one about a lid', async () => {
  const opened = await site();
  const { keepAwake } = opened.services;
  expect(await keepAwake.state()).toMatchObject({
    supported: true,
    enabled: true,
    holding: false,
    night: { from: monday + 26 * hour - 5 * minute, to: monday + 26 * hour + 20 * minute, checks: 1 },
    onMains: true,
  });
  expect((await keepAwake.state()).words).toMatch(/from 01:55 to 02:20.*lid.*cannot be woken/);
  expect(keepAwake.heldUntil).toBeNull();
  opened.announced.length = 0;
  await held(opened, monday + 20 * hour);
  expect((await keepAwake.state()).words).toMatch(/^Keeps this laptop awake until 02:20\./);
  expect(keepAwake.heldUntil).toBe('02:20');
  expect(opened.announced).toContain('server');
});

test('hours it learnt decide when to begin', async () => {
  const opened = await site();
  opened.recordedSince = monday - 7 * day;
  for (let night = -7; night < 0; night++)
    opened.away.push({ from: monday + night * day + 16 * hour, to: monday + night * day + 30 * hour, cause: 'asleep' });
  // The serving that was off in between was no sleep.
  opened.away.push({ from: monday - 2 * day + 8 * hour, to: monday - 2 * day + 10 * hour, cause: 'listener-down' });
  expect(opened.services.awakeHours.learnt).toEqual({ from: '06:00', to: '16:00', days: 8 });
  opened.services.timingSettings.change({ comfortablePerMinute: 5 }, 'test');
  expect(await held(opened, monday + 2 * day)).toEqual(['15–26.33', '39–']);
});

test('a longer grace holds it longer', async () => {
  const opened = await site({ keepAwake: true, graceAfterMinutes: 60 });
  expect(await held(opened, monday + day + 12 * hour)).toEqual(['19–27.08']);
  opened.services.timingSettings.change({ graceAfterMinutes: 5 }, 'test');
  expect((await opened.services.keepAwake.state()).words).toContain('from 01:55 to 02:10');
});

async function passTo(opened: TestSite, at: number): Promise<void> {
  while (opened.clock.now() < at) {
    opened.clock.advance(Math.min(30 * minute, at - opened.clock.now()));
    await settled();
  }
}

test('nights it was held awake do not teach that it is awake at night: thirty nights on it is held still', async () => {
  const opened = await site({ keepAwake: false });
  opened.recordedSince = monday - 5 * day;
  for (let night = -5; night < 0; night++)
    opened.away.push({ from: monday + night * day + 20 * hour, to: monday + night * day + 31 * hour });
  opened.services.timingSettings.change({ keepAwake: true }, 'test');
  const held: (string | null)[] = [];
  for (let night = 0; night < 30; night++) {
    const midnight = monday + (night + 1) * day;
    await passTo(opened, midnight - 4 * hour + minute);
    held.push(opened.services.keepAwake.heldUntil);
    await passTo(opened, midnight + 2 * hour);
    opened.takeFiles(1);
    await passTo(opened, midnight + 3 * hour);
    opened.clock.advance(4 * hour);
    opened.away.push({ from: midnight + 3 * hour, to: midnight + 7 * hour });
  }
  expect(new Set(held)).toEqual(new Set(['02:20']));
  expect(opened.services.awakeHours.learnt).toMatchObject({ from: '07:00', to: '20:00' });
});

test('of a phone on an interval every check of the night is planned, and told at once', async () => {
  const opened = await openSite({ facts: { timeZone: 'UTC', ntp: '192.0.2.9' } });
  opened.file('site', 'CFG_CYCLIC="Y"', 'CFG_CYCLIC_INTVL="240"');
  opened.add(1, { model: 'KX-UT136' });
  opened.boot(1);
  // From 09:00 on every four hours: of 21:00, 01:00 and 05:00.
  opened.services.timingSettings.change({ keepAwake: true }, 'test');
  const { night } = await opened.services.keepAwake.state();
  expect(night).toMatchObject({
    checks: 3,
    from: monday + 20 * hour + 55 * minute,
    to: monday + day + 5 * hour + 20 * minute,
  });
});
