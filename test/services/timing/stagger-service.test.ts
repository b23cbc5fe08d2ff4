import { expect, test } from 'vitest';
import { siteScope } from '../../../electron/core/configs/scope';
import type { PhoneSelection } from '../../../electron/services/phones/select-phones';
import type { StaggerChoice, StaggerPlan } from '../../../electron/services/timing/stagger-service';
import { hour, mac, minute, openSite, valueOf, type TestSite } from '../../support/site';

/** All steps at once. */
function finished<T>(steps: Generator<void, T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

const twoHours = { from: '02:00', to: '04:00' };

function planned(site: TestSite, choice: Partial<StaggerChoice> = {}): StaggerPlan {
  return valueOf(finished(site.services.stagger.plan({ order: 'mac', between: twoHours, ...choice })));
}

function applied(site: TestSite, choice: Partial<StaggerChoice> = {}): number {
  return finished(site.services.stagger.apply(planned(site, choice), 'test'));
}

const codes = ({ notes }: StaggerPlan): string[] => notes.map(({ code }) => code);
const checkTime = (site: TestSite, number: number): string | undefined =>
  site.services.state.layers.phoneFacts(mac(number), 'draft').checkTime;

test('phones that all ask at 02:00 get minutes of their own, through the draft', async () => {
  const site = await openSite({ facts: { ntp: '192.0.2.1', checkTime: '02:00' } });
  for (let number = 1; number <= 12; number++) {
    site.add(number);
    site.boot(number);
  }
  const plan = planned(site);
  expect(plan.phones).toHaveLength(12);
  expect(plan.phones.every(({ before }) => before === '02:00')).toBe(true);
  expect(plan.peakPerMinute.before).toBe(12);
  expect(plan.peakPerMinute.after).toBeLessThanOrEqual(2);
  expect(plan.phones.map(({ time }) => time)).toEqual(plan.phones.map(({ time }) => time).toSorted());
  expect(codes(plan)).toContain('STAGGER_AFTER_NEXT_FETCH');
  expect(checkTime(site, 1)).toBeUndefined();

  expect(applied(site)).toBe(12);
  const [first] = plan.phones;
  expect(site.services.state.layers.phoneFacts(first?.mac ?? mac(1), 'draft').checkTime).toBe(first?.time);
  // Nothing reaches a phone before it is published and the phone has fetched.
  site.takeFiles(1);
  expect(site.held(1).get('CFG_RESYNC_TIME')).toBe('02:00');
  site.publish();
  expect(site.held(1).get('CFG_RESYNC_TIME')).toBe('02:00');
  site.takeFiles(1);
  expect(site.held(1).get('CFG_RESYNC_TIME')).toBe(checkTime(site, 1));
});

test('applying it again changes nothing, and a new phone moves hardly anybody', async () => {
  const site = await openSite({ facts: { checkTime: '02:00' } });
  for (let number = 1; number <= 30; number++) site.add(number);
  expect(applied(site)).toBe(30);
  expect(applied(site)).toBe(0);
  site.publish();
  site.add(31);
  expect(applied(site)).toBeLessThanOrEqual(3);
});

test('a time of its own survives when name, group or lines are edited, and an empty one is the site’s again', async () => {
  const site = await openSite({ facts: { checkTime: '02:00' } });
  site.add(1);
  applied(site);
  const time = checkTime(site, 1);
  valueOf(site.services.phones.edit(mac(1), { name: 'Bar', group: 'Ground floor' }, 'test'));
  expect(checkTime(site, 1)).toBe(time);
  valueOf(site.services.phones.edit(mac(1), { checkTime: '' }, 'test'));
  expect(checkTime(site, 1)).toBeUndefined();
  const refused = site.services.phones.edit(mac(1), { checkTime: '2:00' }, 'test');
  expect(refused.ok ? '' : refused.problem.code).toBe('VALUE_INVALID');
});

test('a phone whose own file says when it asks keeps that, is named, and is counted', async () => {
  const site = await openSite({ facts: { checkTime: '02:00' } });
  site.add(1);
  site.add(2, { name: 'Lobby' });
  site.file(`phone:${mac(2)}`, 'CFG_RESYNC_TIME="02:00"');
  site.publish();
  const plan = planned(site);
  expect(plan.phones.map((phone) => phone.mac)).toEqual([mac(1)]);
  expect(plan.notes.find(({ code }) => code === 'STAGGER_FILE_KEEPS_TIME')?.message).toContain(
    'The phone file of Lobby sets CFG_RESYNC_TIME: its time stays.',
  );
  expect(plan.minutesAfter.find(({ minute: at }) => at === 120)?.phones).toBeGreaterThanOrEqual(1);
  expect(plan.minutesAfter.reduce((sum, { phones }) => sum + phones, 0)).toBe(2);
});

test('without a choice only phones with a daily check are spread; with one, cyclic and retry that it turns off are told', async () => {
  const site = await openSite();
  site.file(siteScope, 'CFG_CYCLIC="Y"', 'CFG_CYCLIC_INTVL="60"', 'CFG_RTRY_INTVL="10"');
  site.add(1);
  site.boot(1);
  expect(codes(planned(site))).toEqual(['STAGGER_NOBODY']);
  const plan = planned(site, { phones: { all: true } });
  expect(plan.phones).toMatchObject([{ before: null, turnsOff: ['CFG_CYCLIC', 'CFG_RTRY_INTVL'] }]);
  expect(plan.notes.filter(({ code }) => code === 'STAGGER_TURNS_OFF').map(({ message }) => message)).toEqual([
    'A daily check turns CFG_CYCLIC off, which one phone holds.',
    'A daily check turns CFG_RTRY_INTVL off, which one phone holds.',
  ]);
});

test('a time from a group file, or with a variable in it, counts as a daily check', async () => {
  const site = await openSite();
  site.add(1, { group: 'Sales' });
  site.add(2);
  site.file('group:Sales', 'CFG_RESYNC_TIME="03:30"');
  expect(planned(site).phones).toMatchObject([{ mac: mac(1), before: '03:30' }]);
  valueOf(site.services.phones.edit(mac(2), { vars: { check: '01:15' } }, 'test'));
  site.file('site', 'CFG_RESYNC_TIME="${phone.vars.check}"');
  expect(planned(site).phones.find((phone) => phone.mac === mac(2))?.before).toBe('01:15');
});

test('the peaks are those of the site, phones that are not chosen included', async () => {
  const site = await openSite({ facts: { checkTime: '02:00' } });
  for (let number = 1; number <= 6; number++) site.add(number, { group: number <= 2 ? 'Sales' : null });
  const plan = planned(site, { phones: { group: 'Sales' }, between: { from: '05:00', to: '06:00' } });
  expect(plan.phones).toHaveLength(2);
  expect(plan.peakPerMinute).toEqual({ before: 6, after: 4 });
});

test.each<[PhoneSelection, string]>([
  [{ group: 'Nowhere' }, 'GROUP_UNKNOWN'],
  [{ macs: [mac(9)] }, 'PHONE_UNKNOWN'],
])('a choice of nobody is a problem', async (phones, code) => {
  const site = await openSite();
  const plan = finished(site.services.stagger.plan({ order: 'mac', phones }));
  expect(plan.ok ? '' : plan.problem.code).toBe(code);
});

test('left alone it takes an hour from the site’s daily check, as long as nobody knows when this laptop is awake', async () => {
  const site = await openSite({ facts: { checkTime: '03:15' } });
  site.add(1);
  const { between, betweenWords } = valueOf(finished(site.services.stagger.plan({ order: 'mac' })));
  expect(between).toEqual({ from: '03:15', to: '04:15' });
  expect(betweenWords).toContain('not known yet');
});

test('what is learnt of this laptop’s hours is the usual window, and a window beside it is warned of', async () => {
  const site = await openSite({ facts: { checkTime: '02:00' } });
  site.add(1);
  const midnight = Math.floor(site.clock.now() / (24 * hour)) * 24 * hour;
  site.recordedSince = midnight - 8 * 24 * hour;
  site.away = Array.from({ length: 8 }, (_, day) => ({
    from: midnight - (day + 1) * 24 * hour + 18 * hour,
    to: midnight - day * 24 * hour + 8 * hour,
  }));
  const usual = valueOf(finished(site.services.stagger.plan({ order: 'mac' })));
  expect(usual.between).toEqual({ from: '08:15', to: '09:15' });
  expect(usual.betweenWords).toMatch(
    /^Within the hours this laptop is usually awake: 08:00 to 18:00, learnt from \d days\.$/,
  );
  expect(codes(usual)).not.toContain('STAGGER_WHILE_ASLEEP');
  expect(codes(planned(site))).toContain('STAGGER_WHILE_ASLEEP');
});

test('a model that cannot be told a daily check is left out and named', async () => {
  const site = await openSite({ facts: { checkTime: '02:00' } });
  site.add(1, { model: 'KX-UDS124' });
  const plan = planned(site, { phones: { all: true } });
  expect(plan.phones).toEqual([]);
  expect(codes(plan)).toContain('STAGGER_MODEL_WITHOUT');
});

test('a phone removed between plan and draft is left out', async () => {
  const site = await openSite({ facts: { checkTime: '02:00' } });
  site.add(1);
  site.add(2);
  const plan = planned(site);
  site.clock.advance(minute);
  valueOf(site.services.phones.remove([mac(2)], 'test'));
  expect(finished(site.services.stagger.apply(plan, 'test'))).toBe(1);
});
