import cronstrue from 'cronstrue';
import type { ScheduleView } from '../../contract/schedules';
import { ok } from '../../core/shared/result';
import { rfc3339 } from '../../core/shared/rfc3339';
import type { ScheduleRunRecord } from '../../services/schedules/schedule-store';
import type { ScheduleState } from '../../services/schedules/schedule-service';
import type { HandlersOf } from './handlers';

export const schedulesHandlers: HandlersOf<'schedules'> = {
  'schedules.add': ({ cron, phones }, { services }) => {
    const schedule = services.schedules.add(cron, phones);
    return schedule.ok ? ok({ schedule: scheduleView(schedule.value) }) : schedule;
  },
  'schedules.list': (_input, { services }) => ok({ schedules: services.schedules.list().map(scheduleView) }),
  'schedules.run': ({ id }, { services }) => {
    const run = services.schedules.run(id);
    return run.ok ? ok({ run: runView(run.value, services.state.layers.siteFacts('draft').timeZone) }) : run;
  },
  'schedules.remove': ({ id }, { services }) => {
    const removed = services.schedules.remove(id);
    return removed.ok ? ok({ removed: removed.value }) : removed;
  },
};

function scheduleView({ record, timeZone, nextRunAt, lastRun }: ScheduleState): ScheduleView {
  return {
    id: record.id,
    cron: record.cron,
    words: cronstrue.toString(record.cron, { use24HourTimeFormat: true, throwExceptionOnParseError: false }),
    timeZone,
    do: record.action,
    phones: record.phones as ScheduleView['phones'],
    nextRunAt: nextRunAt === null ? null : rfc3339(nextRunAt, timeZone),
    lastRunAt: lastRun && rfc3339(lastRun.startedAt, timeZone),
    lastOutcome: lastRun?.outcome ?? null,
  };
}

function runView(
  { startedAt, ...run }: ScheduleRunRecord,
  zone: string,
): Omit<ScheduleRunRecord, 'startedAt'> & { startedAt: string } {
  return { ...run, startedAt: rfc3339(startedAt, zone) };
}
