// The night of the visual specification: 74 phones asked at 02:00 while the laptop slept from 23:52 to 07:46, then 68 were caught up.
import type { CallOutput } from '../../electron/contract/contract';
import type { ScheduleRunView, ScheduleView } from '../../electron/contract/schedules';
import type { KeepAwakeView, TimingSettings } from '../../electron/contract/timing';

type Timeline = CallOutput<'checks.timeline'>;

const day = (time: string): string => `2026-11-24T${time}:00+00:00`;
const tomorrow = (time: string): string => `2026-11-25T${time}:00+00:00`;

export interface SampleTiming {
  schedules: ScheduleView[];
  runs: ScheduleRunView[];
  minutes: Timeline['minutes'];
  away: Timeline['away'];
  marks: Timeline['schedules'];
  awakeUntil: string | null;
  awakeHours: Timeline['awakeHours'];
  sources: CallOutput<'checks.sources'>;
  windows: CallOutput<'maintenance.list'>['windows'];
  settings: TimingSettings;
  keepAwake: KeepAwakeView;
  catchUp: CallOutput<'absence.review'>['catchUp'];
}

/** Minutes in which one phone asks: those with a repeating check. */
const spread =
  '00:29 01:03 01:18 01:34 02:04 03:19 03:29 04:30 05:04 05:19 05:35 07:19 07:30 08:04 09:04 09:19 09:29 09:35 10:30 11:19 13:04 13:19 13:30 13:35 14:04 15:19 15:29 16:30 17:04 17:19 17:35 19:19 19:30 20:04 21:04 21:19 21:29 21:35 22:30 23:19';

function minutesOf(date: string, herd: boolean): Timeline['minutes'] {
  const at = (time: string): string => `${date}T${time}:00+00:00`;
  const one = spread.split(' ').map((time) => ({ at: at(time), checks: 1, resyncs: 0 }));
  const all = [...one, { at: at('02:00'), checks: 74, resyncs: 0 }];
  const caughtUp = [34, 22, 12].map((resyncs, index) => ({ at: at(`07:4${6 + index}`), checks: 0, resyncs }));
  return [...all, ...(herd ? caughtUp : [])].toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at));
}

const zone = 'Europe/London';
const phones = { behind: true } as const;

function schedule(
  part: Partial<ScheduleView> & Pick<ScheduleView, 'id' | 'name' | 'trigger' | 'words' | 'workWords'>,
): ScheduleView {
  return {
    timeZone: zone,
    work: { do: 'resync', phones },
    paused: false,
    missed: 'run-on-wake',
    nextRunAt: null,
    nextRunNote: null,
    lastRun: null,
    ...part,
  };
}

const done = (at: string, outcome: string, resyncRunId: number | null = null): ScheduleView['lastRun'] => ({
  at,
  state: 'done',
  outcome,
  resyncRunId,
});

export function sampleSchedules(): ScheduleView[] {
  return [
    schedule({
      id: 1,
      name: 'Catch-up on wake',
      trigger: { on: 'wake' },
      words: 'After this laptop wakes',
      work: { do: 'catch-up', phones: null },
      workWords: 'resync phones that missed a check',
      lastRun: done(day('07:46'), '66 of 68 phones came.', 117),
    }),
    schedule({
      id: 2,
      name: 'Morning sweep',
      trigger: { cron: '0 9 * * 1-5' },
      words: 'At 09:00, Monday through Friday',
      workWords: 'resync phones that are behind',
      nextRunAt: tomorrow('09:00'),
      lastRun: done(day('09:00'), '9 of 9 phones came.'),
    }),
    schedule({
      id: 3,
      name: 'Lunch check',
      trigger: { cron: '30 12 * * 1-5' },
      words: 'At 12:30, Monday through Friday',
      work: { do: 'resync', phones: { group: 'Consulting' } },
      workWords: 'resync the group Consulting',
      nextRunAt: day('12:30'),
      lastRun: done('2026-11-23T12:30:00+00:00', '17 of 17 phones came.'),
    }),
    schedule({
      id: 4,
      name: 'Evening publish',
      trigger: { at: day('18:30') },
      words: 'Today at 18:30',
      work: { do: 'publish', phones: null, message: 'Evening' },
      workWords: 'publish the draft and resync 48 phones',
      nextRunAt: day('18:30'),
    }),
    schedule({
      id: 5,
      name: 'Nightly backup',
      trigger: { cron: '0 3 * * *' },
      words: 'At 03:00',
      work: { do: 'backup', phones: null },
      workWords: 'save a copy to the backup folder',
      nextRunAt: tomorrow('03:00'),
      nextRunNote: 'asleep then, runs on wake',
      lastRun: { at: day('03:00'), state: 'skipped', outcome: 'This laptop was asleep.', resyncRunId: null },
    }),
    schedule({
      id: 6,
      name: 'Report of the day',
      trigger: { cron: '0 21 * * 2' },
      words: 'At 21:00, only on Tuesday',
      work: { do: 'report', phones: null },
      workWords: 'write the report of the day',
      paused: true,
      missed: 'skip',
      nextRunAt: day('21:00'),
      lastRun: done('2026-11-10T21:00:00+00:00', 'Report written.'),
    }),
  ];
}

export function sampleTiming(): SampleTiming {
  return {
    schedules: sampleSchedules(),
    runs: [
      {
        id: 31,
        scheduleId: 2,
        name: 'Morning sweep',
        dueAt: day('09:00'),
        startedAt: day('09:00'),
        endedAt: '2026-11-24T09:00:48+00:00',
        state: 'done',
        outcome: '9 of 9 phones came.',
        resyncRunId: 118,
      },
      {
        id: 30,
        scheduleId: 1,
        name: 'Catch-up on wake',
        dueAt: day('07:46'),
        startedAt: day('07:46'),
        endedAt: '2026-11-24T07:49:10+00:00',
        state: 'done',
        outcome: '66 of 68 phones came.',
        resyncRunId: 117,
      },
      {
        id: 29,
        scheduleId: 5,
        name: 'Nightly backup',
        dueAt: day('03:00'),
        startedAt: day('07:46'),
        endedAt: day('07:46'),
        state: 'skipped',
        outcome: 'This laptop was asleep.',
        resyncRunId: null,
      },
      {
        id: 28,
        scheduleId: 5,
        name: 'Nightly backup',
        dueAt: '2026-11-23T03:00:00+00:00',
        startedAt: '2026-11-23T03:00:00+00:00',
        endedAt: '2026-11-23T03:00:04+00:00',
        state: 'failed',
        outcome: 'The backup folder cannot be written. Choose another folder.',
        resyncRunId: null,
      },
    ],
    minutes: [
      ...minutesOf('2026-11-24', true),
      ...[25, 26, 27, 28, 29, 30].flatMap((date) => minutesOf(`2026-11-${date}`, false)),
    ],
    away: [{ from: '2026-11-23T23:52:00+00:00', to: day('07:46'), cause: 'asleep' }],
    marks: [
      { scheduleId: 5, name: 'Backup', at: day('03:00'), state: 'skipped' },
      { scheduleId: 1, name: 'Catch-up on wake', at: day('07:46'), state: 'done' },
      { scheduleId: 2, name: 'Morning sweep', at: day('09:00'), state: 'done' },
      { scheduleId: 3, name: 'Lunch check', at: day('12:30'), state: 'due' },
      { scheduleId: 4, name: 'Evening publish', at: day('18:30'), state: 'due' },
      { scheduleId: 6, name: 'Report', at: day('21:00'), state: 'paused' },
      { scheduleId: 5, name: 'Nightly backup', at: tomorrow('03:00'), state: 'due' },
      { scheduleId: 2, name: 'Morning sweep', at: tomorrow('09:00'), state: 'due' },
      { scheduleId: 3, name: 'Lunch check', at: tomorrow('12:30'), state: 'due' },
    ],
    awakeUntil: day('23:50'),
    awakeHours: { from: '07:40', to: '23:50', days: 12 },
    sources: {
      predicted: 83,
      neverSeen: 3,
      sources: [
        {
          words: 'Daily at 02:00',
          parameter: 'CFG_RESYNC_TIME',
          layer: 'Site file',
          phones: 74,
          nextAt: tomorrow('02:00'),
        },
        {
          words: 'Every 4 h after start',
          parameter: 'CFG_CYCLIC_INTVL',
          layer: 'Group Pharmacy',
          phones: 4,
          nextAt: day('10:05'),
        },
        {
          words: 'Every 6 h after start',
          parameter: 'CFG_CYCLIC_INTVL',
          layer: 'Model KX-HDV130',
          phones: 3,
          nextAt: day('10:20'),
        },
        {
          words: 'Every 12 h after start',
          parameter: 'CFG_CYCLIC_INTVL',
          layer: null,
          phones: 2,
          nextAt: day('13:05'),
        },
      ],
    },
    windows: [{ weekdays: [1, 2, 3, 4, 5], from: '12:00', to: '12:30', words: 'Monday to Friday, 12:00–12:30' }],
    settings: {
      graceBeforeMinutes: 10,
      graceAfterMinutes: 15,
      catchUp: 'ask',
      keepAwake: true,
      comfortablePerMinute: 12,
      cyclicCountsFrom: 'start-up',
    },
    keepAwake: {
      supported: true,
      enabled: true,
      holding: false,
      from: tomorrow('01:55'),
      to: tomorrow('02:20'),
      phones: 74,
      onMains: true,
      words:
        'Will keep this laptop awake for the checks from 01:55 to 02:20, if it is running in the evening. A closed lid or a rule of the system may send it to sleep all the same, and a sleeping laptop cannot be woken.',
    },
    catchUp: {
      mode: 'ask',
      state: 'none',
      phones: 0,
      why: '',
      run: null,
    },
  };
}

/** A site of which nothing is known yet. */
export function blankTiming(): SampleTiming {
  return {
    ...sampleTiming(),
    schedules: [],
    runs: [],
    minutes: [],
    away: [],
    marks: [],
    awakeUntil: null,
    awakeHours: null,
    sources: { sources: [], predicted: 0, neverSeen: 3 },
    windows: [],
    keepAwake: {
      supported: true,
      enabled: false,
      holding: false,
      from: null,
      to: null,
      phones: 0,
      onMains: true,
      words: 'No phone asks by itself: there is nothing to stay awake for.',
    },
  };
}
