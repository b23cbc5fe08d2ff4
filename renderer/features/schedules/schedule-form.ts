// What the schedule dialog holds while it is filled in, and the schedule it makes. No DOM.
import type { CallInput } from '../../../electron/contract/contract';
import type { ScheduleView } from '../../../electron/contract/schedules';
import type { MissedPolicy, ScheduleAction } from '../../../electron/core/schedules/schedule';
import { instantOf, localTime } from '../../client/local-days';

export const ways = ['cron', 'once', 'wake'] as const;
export type Way = (typeof ways)[number];

export interface ScheduleForm {
  readonly name: string;
  readonly way: Way;
  /** Cron or words. */
  readonly cron: string;
  /** `YYYY-MM-DD` and `HH:MM`, on the wall of the site. */
  readonly date: string;
  readonly time: string;
  readonly action: ScheduleAction;
  /** `none`, `all`, `behind`, `kept` or `group:NAME`. */
  readonly phones: string;
  readonly message: string;
  readonly firmware: { readonly file: string; readonly group: string };
  readonly missed: MissedPolicy;
}

const groupPrefix = 'group:';
const two = (count: number): string => String(count).padStart(2, '0');

/** Empty, or filled with a schedule that is to be changed. Times are of the zone. */
export function startForm(
  start: { schedule?: ScheduleView; cron?: string | null },
  now: number,
  zone: string,
): ScheduleForm {
  const { schedule } = start;
  const soon = localTime(now + 3_600_000, zone);
  const once = schedule && 'at' in schedule.trigger ? localTime(Date.parse(schedule.trigger.at), zone) : soon;
  return {
    name: schedule && !isNamedAfterWork(schedule) ? schedule.name : '',
    way: !schedule || 'cron' in schedule.trigger ? 'cron' : 'at' in schedule.trigger ? 'once' : 'wake',
    cron: schedule && 'cron' in schedule.trigger ? schedule.trigger.cron : (start.cron ?? '0 9 * * 1-5'),
    date: `${once.year}-${two(once.month)}-${two(once.day)}`,
    time: `${two(once.hour)}:${two(schedule ? once.minute : 0)}`,
    action: schedule?.work.do ?? 'resync',
    phones: schedule?.work.do === 'publish' && !schedule.work.phones ? 'none' : choiceOf(schedule?.work.phones ?? null),
    message: schedule?.work.message ?? '',
    firmware: schedule?.work.firmware ?? { file: '', group: '' },
    missed: schedule?.missed ?? 'run-on-wake',
  };
}

/** The workstation names one without a name after what it does: that is not to become its name. */
export function isNamedAfterWork({ name, workWords }: Pick<ScheduleView, 'name' | 'workWords'>): boolean {
  return name.toLowerCase() === workWords.toLowerCase();
}

function choiceOf(phones: ScheduleView['work']['phones']): string {
  if (phones === null || 'behind' in phones) return 'behind';
  if ('all' in phones) return 'all';
  return 'group' in phones ? `${groupPrefix}${phones.group}` : 'kept';
}

/** The instant of a one-off; null while date or time is not written out. */
export function onceAt({ date, time }: Pick<ScheduleForm, 'date' | 'time'>, zone: string): number | null {
  const [, year, month, day] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(date) ?? [];
  const [, hour, minute] = /^([01]\d|2[0-3]):([0-5]\d)$/.exec(time) ?? [];
  if (year === undefined || hour === undefined) return null;
  return instantOf(
    { year: Number(year), month: Number(month), day: Number(day), hour: Number(hour), minute: Number(minute) },
    zone,
  );
}

/** What is sent. `read` is what the workstation made of the words, which may mean one moment; `before` keeps what the form does not
 *  show. */
export function scheduleOf(
  form: ScheduleForm,
  read: { readonly cron: string; readonly at?: string | undefined },
  zone: string,
  before: ScheduleView | undefined,
): CallInput<'schedules.add'> {
  const { action, phones, message, firmware } = form;
  const kept = before?.work;
  return {
    name: form.name.trim(),
    trigger:
      form.way === 'wake'
        ? { on: 'wake' }
        : form.way === 'once'
          ? { at: new Date(onceAt(form, zone) ?? 0).toISOString() }
          : read.at === undefined
            ? { cron: read.cron }
            : { at: read.at },
    work: {
      do: action,
      phones: takesPhones(action) ? phonesOf(phones, kept?.phones ?? null) : null,
      ...(action === 'publish' && message.trim() !== '' ? { message: message.trim() } : {}),
      ...(action === 'publish' && kept?.layers ? { layers: kept.layers } : {}),
      ...(action === 'firmware-wave' ? { firmware } : {}),
    },
    missed: form.missed,
  };
}

/** A publish may resync what it changes afterwards. */
function takesPhones(action: ScheduleAction): boolean {
  return action === 'resync' || action === 'publish';
}

function phonesOf(choice: string, kept: ScheduleView['work']['phones']): ScheduleView['work']['phones'] {
  if (choice === 'none') return null;
  if (choice === 'kept') return kept;
  if (choice === 'all') return { all: true };
  return choice.startsWith(groupPrefix) ? { group: choice.slice(groupPrefix.length) } : { behind: true };
}
