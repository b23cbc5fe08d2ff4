// Schedules, timeline, catching up and staggering of the fake workstation.
import type { CallName, CallOutput, CheckedInput } from '../../electron/contract/contract';
import type { PhoneView } from '../../electron/contract/phones';
import type { ScheduleView } from '../../electron/contract/schedules';
import type { TimingSettings } from '../../electron/contract/timing';
import type { Problem } from '../../electron/core/shared/problem';
import type { FakeWorkstation } from './fake-workstation';
import type { SampleTiming } from './sample-timing';

type Handlers = { [N in CallName]?: (input: CheckedInput<N>) => CallOutput<N> | Promise<CallOutput<N>> };

/** Words the fake reads as cron; the workstation knows many more. */
const knownWords: Record<string, readonly [cron: string, words: string, at?: string]> = {
  'tonight at 3': ['0 3 25 11 *', 'Once, on Wednesday 25 November 2026 at 03:00', '2026-11-25T03:00:00+00:00'],
  'every weekday at 7 in the morning': ['0 7 * * 1-5', 'At 07:00, Monday through Friday'],
  '0 7 * * 1-5': ['0 7 * * 1-5', 'At 07:00, Monday through Friday'],
  '0 9 * * 1-5': ['0 9 * * 1-5', 'At 09:00, Monday through Friday'],
  '30 12 * * 1-5': ['30 12 * * 1-5', 'At 12:30, Monday through Friday'],
  'every night at 3': ['0 3 * * *', 'At 03:00'],
  '0 3 * * *': ['0 3 * * *', 'At 03:00'],
};

export function fakeTiming(fake: FakeWorkstation, timing: SampleTiming, refuse: (problem: Problem) => Error): Handlers {
  const nowText = (): string => new Date(fake.now()).toISOString();
  const find = (id: number): ScheduleView => {
    const schedule = timing.schedules.find((each) => each.id === id);
    if (!schedule)
      throw refuse({ code: 'SCHEDULE_UNKNOWN', message: `There is no schedule ${id}.`, remedy: 'It was removed.' });
    return schedule;
  };
  const read = (text: string): readonly [cron: string, words: string, at?: string] => {
    const known = knownWords[text.trim()];
    if (!known)
      throw refuse({
        code: 'SCHEDULE_INVALID',
        message: `“${text}” is not understood.`,
        remedy: 'Write five fields, or words such as “every weekday at 7 in the morning”.',
      });
    return known;
  };
  const put = (schedule: ScheduleView): { schedule: ScheduleView } => {
    timing.schedules = [...timing.schedules.filter(({ id }) => id !== schedule.id), schedule].toSorted(
      (a, b) => a.id - b.id,
    );
    fake.changed('schedules');
    return { schedule };
  };
  const wordsOf = (trigger: ScheduleView['trigger']): string => {
    if ('cron' in trigger) return read(trigger.cron)[1];
    return 'at' in trigger ? `Once at ${trigger.at}` : 'After this laptop wakes';
  };
  const inSpan = <Row extends { at: string }>(
    rows: readonly Row[],
    { from, to }: { from: string; to: string },
  ): Row[] => rows.filter(({ at }) => Date.parse(at) >= Date.parse(from) && Date.parse(at) < Date.parse(to));
  const answered = (at: number): 'reached' | 'unreachable' =>
    timing.away.some(({ from, to }) => Date.parse(from) <= at && at < Date.parse(to ?? nowText()))
      ? 'unreachable'
      : 'reached';
  const absent = (): PhoneView[] => fake.phones.filter(({ state }) => state === 'away' || state === 'missed');
  const catchUp = (): CallOutput<'absence.review'>['catchUp'] => timing.catchUp;

  const stagger = (input: CheckedInput<'stagger.plan'>): CallOutput<'stagger.plan'> => {
    const between = input.between ?? { from: '02:00', to: '03:00' };
    const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
    const first = minuteOf(between.from);
    const length = (minuteOf(between.to) - first + 1440) % 1440 || 1440;
    const meant = Array.from({ length: 74 }, (_, index) => {
      const phone = fake.phones[index % Math.max(fake.phones.length, 1)];
      const minute = (first + Math.floor((index * length) / 74)) % 1440;
      const two = (count: number): string => String(count).padStart(2, '0');
      return {
        mac: `0080F0E0${String(index).padStart(4, '0')}`,
        name: index < fake.phones.length ? (phone?.name ?? '') : `Ward C room ${index}`,
        group: phone?.group ?? null,
        before: '02:00',
        time: `${two(Math.floor(minute / 60))}:${two(minute % 60)}`,
        turnsOff: index % 20 === 3 ? (['CFG_CYCLIC'] as const).slice() : [],
      };
    });
    const after = new Map<number, number>();
    for (const { time } of meant) after.set(minuteOf(time), (after.get(minuteOf(time)) ?? 0) + 1);
    return {
      between,
      betweenWords: input.between ? 'As you chose.' : 'An hour from 02:00, the daily check of the site.',
      phones: meant,
      peakPerMinute: { before: 74, after: Math.max(...after.values()) },
      minutesBefore: [{ minute: 120, phones: 74 }],
      minutesAfter: [...after].map(([minute, phones]) => ({ minute, phones })),
      notes: [
        {
          code: 'STAGGER_AFTER_NEXT_FETCH',
          message: 'Sets CFG_RESYNC_TIME for 74 phones. Each uses its new time after its next fetch.',
        },
        {
          code: 'STAGGER_WHILE_ASLEEP',
          message: 'This laptop usually sleeps then: keep it awake, or choose a time in its day.',
        },
      ],
    };
  };

  return {
    'schedules.list': () => ({ schedules: timing.schedules }),
    'schedules.read': ({ text }) => {
      const [cron, words, at] = read(text);
      if (at !== undefined) return { cron, at, words, next: [at] };
      return { cron, words, next: ['2026-11-25T07:00:00Z', '2026-11-26T07:00:00Z', '2026-11-27T07:00:00Z'] };
    },
    'schedules.add': ({ name, trigger, work, missed }) =>
      put({
        id: Math.max(0, ...timing.schedules.map(({ id }) => id)) + 1,
        name: name || 'Resync phones',
        trigger,
        words: wordsOf(trigger),
        timeZone: 'Europe/London',
        work,
        workWords: work.do === 'resync' ? 'resync phones that are behind' : work.do,
        paused: false,
        missed,
        nextRunAt: '2026-11-25T07:00:00+00:00',
        nextRunNote: null,
        lastRun: null,
      }),
    'schedules.change': ({ id, ...part }) => {
      const known = find(id);
      const trigger = part.trigger ?? known.trigger;
      return put({
        ...known,
        name: part.name ?? known.name,
        trigger,
        words: part.trigger ? wordsOf(trigger) : known.words,
        work: part.work ?? known.work,
        missed: part.missed ?? known.missed,
      });
    },
    'schedules.pause': ({ id, paused }) => put({ ...find(id), paused }),
    'schedules.run': ({ id }) => {
      const { name } = find(id);
      const at = nowText();
      const outcome = 'Resync of 9 phones started.';
      const run = {
        id: 40,
        scheduleId: id,
        name,
        dueAt: null,
        startedAt: at,
        endedAt: null,
        outcome,
        resyncRunId: 119,
      };
      return { run: { ...run, state: 'running' as const } };
    },
    'schedules.remove': ({ id }) => {
      find(id);
      timing.schedules = timing.schedules.filter((each) => each.id !== id);
      fake.changed('schedules');
      return { removed: 1 };
    },
    'schedules.history': ({ id, limit }) => ({
      runs: timing.runs.filter(({ scheduleId }) => id === undefined || scheduleId === id).slice(0, limit),
    }),
    'maintenance.list': () => ({ windows: timing.windows }),
    'maintenance.set': ({ windows }) => {
      timing.windows = windows.map((each) => ({ ...each, words: `${each.from}–${each.to}` }));
      fake.changed('schedules');
      return { windows: timing.windows };
    },
    'checks.timeline': (span) => ({
      now: nowText(),
      timeZone: 'Europe/London',
      minutes: inSpan(timing.minutes, span),
      comfortablePerMinute: timing.settings.comfortablePerMinute,
      away: timing.away,
      recordedSince: '2026-11-01T08:00:00+00:00',
      awakeUntil: timing.awakeUntil,
      awakeHours: timing.awakeHours,
      schedules: inSpan(timing.marks, span),
      predicted: timing.sources.predicted,
      neverSeen: timing.sources.neverSeen,
    }),
    'checks.who': (span) => ({
      phones: inSpan(timing.minutes, span).flatMap(({ at, checks }) =>
        Array.from({ length: checks }, (_, index) => {
          const phone = fake.phones[index];
          return {
            mac: phone?.mac ?? `0080F0E0${String(index).padStart(4, '0')}`,
            name: phone?.name ?? `Ward C room ${index}`,
            extension: phone?.lines[0]?.extension ?? String(2500 + index),
            group: phone?.group ?? 'Wards',
            at,
            trigger: checks > 1 ? ('fixed-time' as const) : ('cyclic' as const),
            outcome: answered(Date.parse(at)),
          };
        }),
      ),
      more: false,
    }),
    'checks.sources': () => timing.sources,
    'phones.timeline': ({ mac, from, to }) => {
      const phone = fake.phones.find((each) => each.mac === mac);
      const asks = phone?.asksByItself === true;
      const nights = asks
        ? ['2026-11-24', '2026-11-25', '2026-11-26', '2026-11-27', '2026-11-28', '2026-11-29', '2026-11-30']
        : [];
      const came = phone?.lastFetchAt ?? null;
      return {
        now: nowText(),
        expected: inSpan(
          nights.map((date) => ({ at: `${date}T02:00:00+00:00`, trigger: 'fixed-time' as const })),
          { from, to },
        ).map((check) => ({ ...check, outcome: answered(Date.parse(check.at)) })),
        happened: inSpan(
          [
            ...(phone?.state === 'missed'
              ? [{ at: '2026-11-24T02:15:00+00:00', what: 'missed' as const, words: 'Did not ask at 02:00.' }]
              : []),
            ...(came ? [{ at: came, what: 'resync' as const, words: 'Resynced: took 3 files, r41' }] : []),
          ],
          { from, to },
        ),
        away: timing.away,
        notes: asks
          ? [{ code: 'FIXED_TIME', message: 'It asks each day at 02:00 (CFG_RESYNC_TIME).' }]
          : [{ code: 'START_NOT_KNOWN', message: 'It has never asked: when it starts is not known.' }],
      };
    },
    'absence.review': () => ({
      phones: absent().map(({ mac, name, group, state, lastFetchAt, nextCheckAt }) => ({
        mac,
        name,
        group,
        state: state === 'away' ? 'away' : 'missed',
        dueAt: '2026-11-24T02:00:00+00:00',
        lastFetchAt,
        nextCheckAt,
        why:
          state === 'away'
            ? 'This laptop was asleep from 23:52 to 07:46.'
            : 'It did not ask at 02:00 although this laptop was serving.',
      })),
      catchUp: catchUp(),
    }),
    'absence.catchUp': () => {
      const away = absent().filter(({ state }) => state === 'away');
      if (away.length === 0)
        throw refuse({ code: 'NOTHING_TO_CATCH_UP', message: 'No phone is away.', remedy: 'Nothing is to be done.' });
      const run = {
        id: 121,
        startedAt: nowText(),
        endedAt: null,
        cause: 'catch-up',
        total: away.length,
        done: 0,
        failed: 0,
      };
      timing.catchUp = { ...timing.catchUp, state: 'running', phones: away.length, run };
      fake.changed('resync', 'phones');
      return { run };
    },
    'absence.dismiss': () => {
      timing.catchUp = { ...timing.catchUp, state: 'none' };
      fake.changed('phones');
      return {};
    },
    'timing.settings': () => ({
      settings: timing.settings,
      keepAwake: timing.keepAwake,
      awakeHours: timing.awakeHours,
    }),
    'timing.set': (change) => {
      timing.settings = { ...timing.settings, ...(change as Partial<TimingSettings>) };
      timing.keepAwake = { ...timing.keepAwake, enabled: timing.settings.keepAwake };
      fake.changed('site');
      return { settings: timing.settings, keepAwake: timing.keepAwake };
    },
    'stagger.plan': stagger,
    'stagger.apply': (input) => {
      const plan = stagger(input);
      fake.changed('configs', 'site');
      return { ...plan, changed: plan.phones.length };
    },
  };
}
