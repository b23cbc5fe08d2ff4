import { mostChecks } from '../../contract/timing';
import { rfc3339 } from '../../core/shared/rfc3339';
import { fail, ok, type Result } from '../../core/shared/result';
import type { CheckNote } from '../../core/timing/check-notes';
import { asleepStretch } from '../../core/timing/awake-hours';
import type { PlannedCheck } from '../../core/timing/phone-circumstances';
import type { TimeSpan } from '../../core/timing/time-spans';
import type { PhoneRecord } from '../../services/phones/phone-store';
import type { SiteServices } from '../../services/site-services';
import type { CallOutput, CheckedInput } from '../../contract/contract';
import { checkSources } from '../../services/timing/check-sources';
import { phoneTimeline } from '../../services/timing/timeline-phone';
import type { Handlers, HandlersOf } from './handlers';
import { inTurns } from './in-turns';
import { siteZone } from './phone-views';

export const timingHandlers: HandlersOf<'checks'> & Handlers<'phones.timeline'> = {
  'checks.plan': async (input, { services }) => {
    const phones = chosenPhones(input.phones, services);
    if (!phones.ok) return phones;
    const span = { from: Date.parse(input.from), to: Date.parse(input.to) };
    const checks: (PlannedCheck & { readonly mac: string })[] = [];
    const notes = new Map<string, CheckNote & { phones: number }>();
    let tooMany = false;
    const planned = function* (): Generator<void> {
      for (const phone of phones.value) {
        const plan = services.timing.plan(phone, span, mostChecks - checks.length);
        tooMany = plan.more;
        if (tooMany) return;
        for (const check of plan.checks) checks.push({ mac: phone.mac, ...check });
        for (const note of plan.notes) {
          const key = `${note.code} ${note.message}`;
          const known = notes.get(key);
          if (known) known.phones++;
          else notes.set(key, { ...note, phones: 1 });
        }
        yield;
      }
    };
    await inTurns(planned());
    if (tooMany)
      return fail({
        code: 'VALUE_INVALID',
        message: `There are more than ${mostChecks} checks in that span.`,
        remedy: 'Choose a shorter span, or fewer phones.',
      });
    const zone = siteZone(services);
    checks.sort((a, b) => a.at - b.at);
    return ok({
      checks: checks.map((check) => ({ ...check, at: rfc3339(check.at, zone) })),
      notes: [...notes.values()],
    });
  },
  'checks.timeline': async (input, { services }) => {
    const span = pictureSpan(input);
    if (!span.ok) return span;
    const { timeline, timingSettings, awakeHours, schedules, around } = services;
    const zone = siteZone(services);
    const { minutes, ...counts } = await timeline.picture(span.value, inTurns);
    const now = around.clock.now();
    const since = around.recordedSince();
    const hours = awakeHours.learnt;
    const asleep = hours && asleepStretch(hours, awakeHours.timeZone, now);
    return ok({
      now: rfc3339(now, zone),
      timeZone: zone,
      minutes: minutes.map(({ at, ...minute }) => ({ at: rfc3339(at, zone), ...minute })),
      comfortablePerMinute: timingSettings.current.comfortablePerMinute,
      away: awayIn(span.value, services),
      recordedSince: since === null ? null : rfc3339(since, zone),
      awakeUntil: asleep && asleep.from > now ? rfc3339(asleep.from, zone) : null,
      awakeHours: hours && { ...hours },
      schedules: schedules.timesBetween(span.value.from, span.value.to).map(({ scheduleId, at, state: how }) => ({
        scheduleId,
        name: schedules.nameOf(scheduleId),
        at: rfc3339(at, zone),
        state: how,
      })),
      ...counts,
    });
  },
  'checks.who': async (input, { services }) => {
    const span = pictureSpan(input);
    if (!span.ok) return span;
    const zone = siteZone(services);
    const { phones, more } = await services.timeline.who(span.value, mostAsking, inTurns);
    return ok({
      phones: phones.map(({ phone, at, trigger, outcome }) => {
        const { name, group, lines } = services.state.layers.phoneFacts(phone.mac, 'draft');
        const extension = lines[0]?.extension ?? '';
        return { mac: phone.mac, name, extension, group, at: rfc3339(at, zone), trigger, outcome };
      }),
      more,
    });
  },
  'checks.sources': async (_input, { services }) => {
    const { sources, ...counts } = await checkSources(services.state, services.timing, inTurns);
    const zone = siteZone(services);
    return ok({
      ...counts,
      sources: sources.map(({ nextAt, ...source }) => ({
        ...source,
        nextAt: nextAt === null ? null : rfc3339(nextAt, zone),
      })),
    });
  },
  'phones.timeline': async ({ mac, ...input }, { services }) => {
    const phone = services.state.phones.require(mac);
    if (!phone.ok) return phone;
    const span = pictureSpan(input);
    if (!span.ok) return span;
    const { state, around, timing, stores, timingSettings } = services;
    const { ledger, resync } = stores;
    const parts = { state, around, plans: timing, ledger, resync, settings: timingSettings };
    const { expected, happened } = await phoneTimeline(phone.value, span.value, parts);
    const zone = siteZone(services);
    return ok({
      now: rfc3339(around.clock.now(), zone),
      expected: expected.map((check) => ({ ...check, at: rfc3339(check.at, zone) })),
      happened: happened.map((event) => ({ ...event, at: rfc3339(event.at, zone) })),
      away: awayIn(span.value, services),
      notes: timing.plan(phone.value, span.value, 0).notes,
    });
  },
};

/** A picture of eight days, and the hour of a night the clock is put back. */
const longestPictureMs = (8 * 24 + 2) * 60 * 60_000;
const mostAsking = 1000;

function pictureSpan({ from, to }: { readonly from: string; readonly to: string }): Result<TimeSpan> {
  const span = { from: Date.parse(from), to: Date.parse(to) };
  if (span.to > span.from && span.to - span.from <= longestPictureMs) return ok(span);
  return fail({
    code: 'VALUE_INVALID',
    message: `From ${from} to ${to} is no span of up to eight days.`,
    remedy: 'Give an end after the beginning, at most eight days later.',
  });
}

function awayIn({ from, to }: TimeSpan, services: SiteServices): CallOutput<'checks.timeline'>['away'] {
  const zone = siteZone(services);
  return services.around
    .awaySpans(from)
    .filter((gap) => gap.from < to)
    .map((gap) => ({
      from: rfc3339(gap.from, zone),
      to: gap.to === Infinity ? null : rfc3339(gap.to, zone),
      cause: gap.cause,
    }));
}

function chosenPhones(
  selection: CheckedInput<'checks.plan'>['phones'],
  { state }: SiteServices,
): Result<readonly PhoneRecord[]> {
  if ('all' in selection) return ok([...state.phones.all()]);
  const phones: PhoneRecord[] = [];
  for (const mac of new Set(selection.macs)) {
    const phone = state.phones.require(mac);
    if (!phone.ok) return phone;
    phones.push(phone.value);
  }
  return ok(phones);
}
