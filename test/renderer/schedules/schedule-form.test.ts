import { expect, test } from 'vitest';
import { onceAt, scheduleOf, startForm } from '../../../renderer/features/schedules/schedule-form';
import { sampleSchedules } from '../../support/sample-timing';

const zone = 'Europe/Berlin';
const now = Date.parse('2026-11-24T09:42:00Z');

test('a one-off is meant on the wall of the site, not of this window', () => {
  const form = { ...startForm({}, now, zone), way: 'once' as const, date: '2026-11-25', time: '18:30' };
  expect(scheduleOf(form, { cron: '' }, zone, undefined).trigger).toEqual({ at: '2026-11-25T17:30:00.000Z' });
  expect(onceAt({ date: '2026-11-25', time: '' }, zone)).toBeNull();
});

test('every schedule that is opened for a change and saved as it is stays what it was', () => {
  for (const schedule of sampleSchedules()) {
    const form = startForm({ schedule }, now, zone);
    const { name, trigger, work, missed } = scheduleOf(form, { cron: form.cron }, zone, schedule);
    expect({ name, work, missed }).toEqual({ name: schedule.name, work: schedule.work, missed: schedule.missed });
    // The same instant may be written with another offset.
    const exact = (given: typeof trigger): unknown => ('at' in given ? Date.parse(given.at) : given);
    expect(exact(trigger)).toEqual(exact(schedule.trigger));
  }
});

test('phones chosen by hand and layers are kept though the form does not show them', () => {
  const [sample] = sampleSchedules();
  if (!sample) throw new Error('no sample');
  const macs = ['0080F0A1B2C3' as never];
  const byHand = { ...sample, trigger: { cron: '0 9 * * *' }, work: { do: 'resync' as const, phones: { macs } } };
  expect(scheduleOf(startForm({ schedule: byHand }, now, zone), { cron: '0 9 * * *' }, zone, byHand).work).toEqual(
    byHand.work,
  );
  const layered = { ...sample, work: { do: 'publish' as const, phones: null, layers: ['group:Wards'], message: 'x' } };
  expect(scheduleOf(startForm({ schedule: layered }, now, zone), { cron: '' }, zone, layered).work).toEqual(
    layered.work,
  );
});

test('words that mean one moment make a one-off of it', () => {
  const form = { ...startForm({ cron: 'tonight at 3' }, now, zone) };
  const read = { cron: '0 3 25 11 *', at: '2026-11-25T03:00:00+01:00' };
  expect(scheduleOf(form, read, zone, undefined).trigger).toEqual({ at: read.at });
});

test('a schedule named after what it does gets no name by being changed', () => {
  const [sample] = sampleSchedules();
  if (!sample) throw new Error('no sample');
  const unnamed = { ...sample, name: 'Resync phones that are behind', workWords: 'resync phones that are behind' };
  expect(startForm({ schedule: unnamed }, now, zone).name).toBe('');
});
