// What somebody wants a schedule to be, checked before it is kept.
import { readScheduleText } from '../../core/schedules/read-schedule-text';
import { fail, ok, type Result } from '../../core/shared/result';
import { scopesOf } from './schedule-actions';
import type { ScheduleTrigger, ScheduleWork } from './schedule-store';
import type { Scheduler } from './scheduler';

/** Cron as it is kept: one blank between its fields, plain English turned into it. Problem SCHEDULE_INVALID. */
export function checkTrigger(
  trigger: ScheduleTrigger,
  { scheduler, timeZone, now }: { readonly scheduler: Scheduler; readonly timeZone: string; readonly now: number },
): Result<ScheduleTrigger> {
  if ('on' in trigger) return ok({ on: 'wake' });
  if ('at' in trigger) return trigger.at > now ? ok({ at: trigger.at }) : fail(over());
  const cron = readCron(trigger.cron, scheduler, timeZone);
  return cron.ok ? ok({ cron: cron.value }) : cron;
}

/** Cron, or plain English as cron. Problem SCHEDULE_INVALID. */
export function readCron(text: string, scheduler: Pick<Scheduler, 'validate'>, timeZone: string): Result<string> {
  const trimmed = text.trim().replace(/\s+/g, ' ');
  const valid = scheduler.validate(trimmed, timeZone);
  if (valid.ok) return ok(trimmed);
  const read = readScheduleText(trimmed);
  if (read) return ok(read);
  if (/^@|\*|^[\d/,-]+ [\d/,-]+ /.test(trimmed)) return valid;
  return fail({
    code: 'SCHEDULE_INVALID',
    message: `"${trimmed}" is no time that is understood.`,
    remedy: `Write cron ("0 2 * * *": every night at 02:00) or plain words: ${examples.map((example) => `"${example}"`).join(', ')}.`,
  });
}

/** What does not belong to the work is left out. Problems VALUE_INVALID, SCOPE_INVALID. */
export function checkWork(work: ScheduleWork): Result<ScheduleWork> {
  const { do: action, phones, message, layers, firmware } = work;
  switch (action) {
    case 'resync':
      return phones
        ? ok({ do: action, phones })
        : incomplete('A resync needs phones.', 'Say which: those behind, say.');
    case 'firmware-wave':
      if (!firmware) return incomplete('A firmware wave needs a file of the library and a group.', 'Say which.');
      return ok({ do: action, phones: null, firmware });
    case 'publish': {
      const scopes = layers === undefined ? null : scopesOf(layers);
      if (scopes && !scopes.ok) return scopes;
      return ok({ do: action, phones, ...(message ? { message } : {}), ...(layers ? { layers } : {}) });
    }
    default:
      return ok({ do: action, phones: null });
  }
}

const examples = ['every weekday at 7 in the morning', 'every 2 hours', 'first of the month at 4am'];

function over(): { readonly code: 'SCHEDULE_INVALID'; readonly message: string; readonly remedy: string } {
  return {
    code: 'SCHEDULE_INVALID',
    message: 'That moment is over.',
    remedy: "Choose one to come, by the site's clock.",
  };
}

function incomplete(message: string, remedy: string): Result<never> {
  return fail({ code: 'VALUE_INVALID', message, remedy });
}
