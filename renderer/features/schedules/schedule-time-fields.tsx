import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSiteClock } from '../../client/site-clock';
import { TextField } from '../../components/field';
import { Icon } from '../../components/icon';
import { Note } from '../../components/note';
import { useNextTimes } from './next-times';
import type { ScheduleForm } from './schedule-form';
import type { Reading } from './use-reading';

const examples = [
  ['0 9 * * 1-5', 'morning'],
  ['0 3 * * *', 'night'],
  ['0 * * * *', 'hour'],
] as const;

/** When: again and again, once, or on wake; with what the workstation understands. */
export function ScheduleTimeFields(props: {
  form: ScheduleForm;
  onChange: (part: Partial<ScheduleForm>) => void;
  reading: Reading;
  /** Of a one-off; null while it is not written out. */
  at: number | null;
}): ReactNode {
  const { form, onChange, reading, at } = props;
  const { t } = useTranslation('schedules');
  const { now, timeZone } = useSiteClock();
  const nextTimes = useNextTimes();
  if (form.way === 'wake') return <Note tone="quiet">{t('dialog.wakeText')}</Note>;
  if (form.way === 'once')
    return (
      <div className="fields">
        <TextField
          type="date"
          label={t('dialog.at')}
          hint={t('dialog.atHint', { zone: timeZone })}
          error={at === null ? t('dialog.atMissing') : at <= now ? t('dialog.atPast') : null}
          value={form.date}
          onChange={(event) => onChange({ date: event.target.value })}
        />
        <TextField
          type="time"
          label={t('dialog.time')}
          value={form.time}
          onChange={(event) => onChange({ time: event.target.value.slice(0, 5) })}
        />
      </div>
    );
  const { data, problem } = reading;
  return (
    <>
      <TextField
        label={t('dialog.cron')}
        hint={t('dialog.cronHint')}
        error={problem ? `${problem.message} ${problem.remedy}` : null}
        maxLength={200}
        value={form.cron}
        onChange={(event) => onChange({ cron: event.target.value })}
        data-autofocus
      />
      <output className="schedule-words">
        {data ? (
          <>
            <Icon name="clock" size={14} />
            <span>
              <b className="b5">{data.words}</b> <span className="mono m2">{data.cron}</span>
              <span className="m3">
                {' '}
                {t('dialog.next', { times: nextTimes(data.next) })}, {timeZone}
              </span>
            </span>
          </>
        ) : null}
      </output>
      <div className="row g6 sm m3 schedule-examples">
        {t('dialog.examples')}
        {examples.map(([cron, name]) => (
          <button key={cron} type="button" className="chip" onClick={() => onChange({ cron })}>
            {t(`dialog.example.${name}`)}
          </button>
        ))}
      </div>
    </>
  );
}
