// What a phone's timing settings come to, in words, before any check is planned.
import type { CheckNote } from './check-notes';
import { CheckNotes } from './check-notes';
import type { DownloadTiming, WrittenInterval } from './download-timing';
import type { TimingAssumptions } from './timing-assumptions';

/** Never empty. `clockSet` matters beside a fixed time only. */
export function timingNotes(timing: DownloadTiming, clockSet: boolean, assumptions: TimingAssumptions): CheckNote[] {
  const notes = new CheckNotes();
  const { names, cyclic, retry } = timing.written;
  if (!timing.enabled) {
    notes.add(
      'DOWNLOADS_OFF',
      `${names.enabled}="N" forbids downloads, so the phone never asks, not even at power-on.`,
    );
    return notes.all();
  }
  notes.add('POWER_ON', 'The phone always asks when it is powered on.');
  if (timing.fixedTimeMinutes !== null) {
    fixedTimeNotes(timing, clockSet, notes);
    return notes.all();
  }
  if (timing.written.fixedTimeIs === 'invalid') {
    const said = `${names.fixedTime}="${timing.written.fixedTime}"`;
    notes.add('FIXED_TIME_INVALID', `${said} is no time from 00:00 to 23:59, so it has no effect.`);
  }
  cyclicNotes(timing, assumptions, notes);
  if (timing.retryMinutes === null) {
    notes.add('RETRY_INTERVAL_INVALID', `${said(retry)} is no usable interval, so no retry is expected.`);
  } else {
    notes.add(
      'RETRY',
      `After a check that failed it tries again every ${minutesWords(timing.retryMinutes)} until one succeeds.`,
    );
    if (retry.is === 'assumed') notes.add('RETRY_INTERVAL_ASSUMED', assumed(retry, timing.retryMinutes));
  }
  if (timing.cyclicMinutes === null) {
    notes.add(
      'NOT_BY_ITSELF',
      `After a good download it does not ask by itself again: only at power-on or when resynced.`,
    );
  } else if (cyclic.is === 'assumed') {
    notes.add('CYCLIC_INTERVAL_ASSUMED', assumed(cyclic, timing.cyclicMinutes));
  }
  return notes.all();
}

/** `02:00` */
export function timeOfDay(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

function fixedTimeNotes(timing: DownloadTiming, clockSet: boolean, notes: CheckNotes): void {
  const { names, fixedTime } = timing.written;
  const setting = `${names.fixedTime}=${fixedTime}`;
  if (clockSet)
    notes.add('FIXED_TIME', `It asks every day at ${fixedTime} of its own clock, because ${setting} is valid.`);
  else notes.add('CLOCK_UNSET', `Its clock is not set, so ${setting} never comes: it asks at power-on only.`);
  notes.add('FIXED_TIME_SILENCES', `Cyclic is off because ${setting} is valid; that also disables retry.`);
}

function cyclicNotes(timing: DownloadTiming, assumptions: TimingAssumptions, notes: CheckNotes): void {
  const { names, cyclicOn, cyclic } = timing.written;
  if (!cyclicOn) {
    notes.add('CYCLIC_OFF', `It has no interval: ${names.cyclic} is not "Y".`);
  } else if (timing.cyclicMinutes === null) {
    const { shortestCyclicMinutes: least, longestCyclicMinutes: most } = assumptions;
    notes.add(
      'CYCLIC_INTERVAL_INVALID',
      `${said(cyclic)} is not from ${least} to ${most} minutes, so no cyclic check is expected.`,
    );
  } else {
    const from = assumptions.cyclicCountsFrom === 'start-up' ? 'its start' : 'its last good download';
    notes.add('CYCLIC', `It asks every ${minutesWords(timing.cyclicMinutes)}, counted from ${from}.`);
  }
}

function said({ name, text }: WrittenInterval): string {
  return `${name}="${text}"`;
}

function assumed({ name }: WrittenInterval, minutes: number): string {
  return `${name} is not set; ${minutes} minutes are taken, as in the vendor's sample files.`;
}

function minutesWords(minutes: number): string {
  return minutes === 1 ? 'minute' : `${minutes} minutes`;
}
