import cronstrue from 'cronstrue';
import type { ScheduleRunView, ScheduleView } from '../../contract/schedules';
import type { CheckedInput } from '../../contract/contract';
import { maintenanceWords, type MaintenanceWindow } from '../../core/schedules/maintenance';
import { instantWords, scheduleName, wakeWords, workWords } from '../../core/schedules/schedule-words';
import { ok } from '../../core/shared/result';
import { rfc3339 } from '../../core/shared/rfc3339';
import type { ScheduleState } from '../../services/schedules/schedule-service';
import type { ScheduleRunRecord, ScheduleTrigger } from '../../services/schedules/schedule-store';
import type { SiteServices } from '../../services/site-services';
import type { HandlersOf } from './handlers';
import { siteZone } from './phone-views';

export const schedulesHandlers: HandlersOf<'schedules' | 'maintenance'> = {
  'schedules.add': ({ trigger, ...wanted }, { services }) => {
    const schedule = services.schedules.add({ ...wanted, trigger: triggerOf(trigger) });
    return schedule.ok ? ok({ schedule: scheduleView(schedule.value) }) : schedule;
  },
  'schedules.change': ({ id, trigger, ...wanted }, { services }) => {
    const schedule = services.schedules.change(id, { ...wanted, trigger: trigger && triggerOf(trigger) });
    return schedule.ok ? ok({ schedule: scheduleView(schedule.value) }) : schedule;
  },
  'schedules.pause': ({ id, paused }, { services }) => {
    const schedule = services.schedules.pause(id, paused);
    return schedule.ok ? ok({ schedule: scheduleView(schedule.value) }) : schedule;
  },
  'schedules.list': (_input, { services }) => ok({ schedules: services.schedules.list().map(scheduleView) }),
  'schedules.run': ({ id }, { services }) => {
    const run = services.schedules.run(id);
    return run.ok ? ok({ run: runView(run.value, services) }) : run;
  },
  'schedules.remove': ({ id }, { services }) => {
    const removed = services.schedules.remove(id);
    return removed.ok ? ok({ removed: removed.value }) : removed;
  },
  'schedules.history': ({ id, limit }, { services }) => {
    const runs = services.schedules.history(id, limit);
    return runs.ok ? ok({ runs: runs.value.map((run) => runView(run, services)) }) : runs;
  },
  'schedules.read': ({ text }, { services }) => {
    const read = services.schedules.read(text);
    if (!read.ok) return read;
    const { cron, at, next } = read.value;
    const zone = siteZone(services);
    const words = triggerWords(at === null ? { cron } : { at }, zone);
    const once = at === null ? {} : { at: rfc3339(at, zone) };
    return ok({ cron, ...once, words, next: next.map((time) => rfc3339(time, zone)) });
  },
  'maintenance.list': (_input, { services }) => ok({ windows: services.maintenance.windows().map(windowView) }),
  'maintenance.set': ({ windows }, { services }) => {
    const kept = services.maintenance.set(windows);
    return kept.ok ? ok({ windows: kept.value.map(windowView) }) : kept;
  },
};

function triggerOf(trigger: CheckedInput<'schedules.add'>['trigger']): ScheduleTrigger {
  return 'at' in trigger ? { at: Date.parse(trigger.at) } : trigger;
}

function scheduleView({ record, timeZone, nextRunAt, nextRunNote, lastRun }: ScheduleState): ScheduleView {
  const { id, trigger, work, paused, missed } = record;
  return {
    id,
    name: scheduleName(record),
    trigger: 'at' in trigger ? { at: rfc3339(trigger.at, timeZone) } : trigger,
    words: triggerWords(trigger, timeZone),
    timeZone,
    work: {
      ...work,
      phones: work.phones as ScheduleView['work']['phones'],
      layers: work.layers && [...work.layers],
    },
    workWords: workWords(work),
    paused,
    missed,
    nextRunAt: nextRunAt === null ? null : rfc3339(nextRunAt, timeZone),
    nextRunNote,
    lastRun: lastRun && {
      at: rfc3339(lastRun.startedAt, timeZone),
      state: lastRun.state,
      outcome: lastRun.outcome,
      resyncRunId: lastRun.resyncRunId,
    },
  };
}

function runView(run: ScheduleRunRecord, services: SiteServices): ScheduleRunView {
  const zone = siteZone(services);
  const { dueAt, startedAt, endedAt } = run;
  return {
    ...run,
    name: services.schedules.nameOf(run.scheduleId),
    dueAt: dueAt === null ? null : rfc3339(dueAt, zone),
    startedAt: rfc3339(startedAt, zone),
    endedAt: endedAt === null ? null : rfc3339(endedAt, zone),
  };
}

function windowView(window: MaintenanceWindow): CheckedInput<'maintenance.set'>['windows'][number] & { words: string } {
  return { ...window, weekdays: [...window.weekdays], words: maintenanceWords(window) };
}

function triggerWords(trigger: ScheduleTrigger, timeZone: string): string {
  if ('at' in trigger) return `Once, on ${instantWords(trigger.at, timeZone)}`;
  return 'on' in trigger ? wakeWords : cronWords(trigger.cron);
}

/** What has no words for it stands for itself. */
function cronWords(cron: string): string {
  try {
    return cronstrue.toString(cron, { use24HourTimeFormat: true });
  } catch {
    return cron;
  }
}
