// Daily checks at a time of the phone's own clock (KX-UT670 guide p. 30, "At a specified time each day").
import type { CheckNotes } from './check-notes';
import { zoneOffsetMs } from './local-zone';
import { localDayMs, localMoment, type LocalMoment } from './local-moment';
import type { PhoneCircumstances, PlannedCheck } from './phone-circumstances';
import { isInSpans, joinSpans, type TimeSpan } from './time-spans';
import type { TimingAssumptions } from './timing-assumptions';
import { timeOfDay } from './timing-notes';

const dayMs = 86_400_000;

/** The start included, in order of time. `span.to` may be infinite. Nights that needed the daylight rule are noted. */
export function* fixedTimeChecks(
  minutes: number,
  phone: PhoneCircumstances,
  span: TimeSpan,
  assumptions: TimingAssumptions,
  notes: CheckNotes | null,
): Generator<PlannedCheck> {
  const unreachable = joinSpans(phone.unreachable ?? []);
  const check = (at: number, trigger: PlannedCheck['trigger']): PlannedCheck => {
    const reached = !isInSpans(unreachable, at);
    if (!reached)
      notes?.add('FIXED_TIME_WAITS', waitsFor(phone.clockSet ? 'at its next fixed time' : 'at its next power-on'));
    return { at, trigger, outcome: reached ? 'reached' : 'unreachable' };
  };
  const { startedAt } = phone;
  if (phone.start === 'power-on' && startedAt >= span.from && startedAt < span.to) yield check(startedAt, 'power-on');
  if (!phone.clockSet) return;
  const from = Math.max(span.from, startedAt);
  // A day early: a night may put a day's check before or behind its date.
  for (let day = localDayMs(from, phone.zone) - dayMs; ; day += dayMs) {
    if (day - 2 * dayMs >= span.to) return;
    const moment = localMoment(day + minutes * 60_000, phone.zone);
    for (const at of instantsOf(moment, assumptions.fixedTimeOnDstNight)) {
      if (at < from || at >= span.to) continue;
      if (at === startedAt && phone.start === 'power-on') {
        notes?.add('FIXED_TIME_AT_POWER_ON', atPowerOn(assumptions));
        if (assumptions.powerOnAtFixedTime === 'power-on-alone') continue;
      }
      if (at === startedAt && phone.start === 'download') continue;
      yield check(at, 'fixed-time');
    }
    if (notes) noteNight(moment, day, minutes, phone, span, assumptions, notes);
  }
}

function instantsOf(moment: LocalMoment, rule: TimingAssumptions['fixedTimeOnDstNight']): number[] {
  if (moment.kind === 'once' || rule === 'once-a-day') return [moment.atMs];
  return moment.kind === 'missing' ? [] : [moment.atMs, moment.secondMs];
}

function noteNight(
  moment: LocalMoment,
  day: number,
  minutes: number,
  { startedAt, zone }: PhoneCircumstances,
  span: TimeSpan,
  { fixedTimeOnDstNight }: TimingAssumptions,
  notes: CheckNotes,
): void {
  if (moment.kind === 'once' || moment.atMs >= span.to) return;
  if ((moment.kind === 'twice' ? moment.secondMs : moment.atMs) < Math.max(span.from, startedAt)) return;
  const date = new Date(day).toISOString().slice(0, 10);
  const time = timeOfDay(minutes);
  const onceADay = fixedTimeOnDstNight === 'once-a-day';
  if (moment.kind === 'missing') {
    // Where the clock stands then, after it was moved.
    const shown = new Date(localDayMs(moment.atMs, zone) + timeShown(moment.atMs, zone)).toISOString().slice(11, 16);
    const then = onceADay ? `it asks at ${shown}, as if the clock had not been moved` : 'it does not ask that night';
    notes.add('DST_TIME_MISSING', `On ${date} there is no ${time} on its clock: ${then}.`);
  } else {
    const then = onceADay ? 'it asks the first time only' : 'it asks both times';
    notes.add('DST_TIME_TWICE', `On ${date} its clock shows ${time} twice: ${then}.`);
  }
}

function timeShown(atMs: number, zone: PhoneCircumstances['zone']): number {
  return (((atMs + zoneOffsetMs(zone, atMs)) % dayMs) + dayMs) % dayMs;
}

function waitsFor(next: string): string {
  return `It finds nobody once, and does not retry, because a fixed time disables that: it asks again ${next}.`;
}

function atPowerOn({ powerOnAtFixedTime }: TimingAssumptions): string {
  return powerOnAtFixedTime === 'both'
    ? 'It was powered on at its fixed time: it asks for both reasons.'
    : 'It was powered on at its fixed time: the check at power-on is the only one that day.';
}
