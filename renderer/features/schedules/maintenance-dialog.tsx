import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallInput } from '../../../electron/contract/contract';
import { useWindowState } from '../../app/window-state';
import { useCall, useCallMutation } from '../../client/use-call';
import { Button } from '../../components/button';
import { Dialog } from '../../components/dialog';
import { IconButton } from '../../components/icon-button';
import { ProblemNote } from '../../components/note';
import { SkeletonRows } from '../../components/skeleton';

type Window = CallInput<'maintenance.set'>['windows'][number];

/** 1 is Monday. */
const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const most = 20;
const clockTime = /^([01]\d|2[0-3]):[0-5]\d$/;

/** When nothing of ours disturbs phones. */
export function MaintenanceDialog({ onClose }: { onClose: () => void }): ReactNode {
  const { t } = useTranslation(['schedules', 'app']);
  const answer = useCall('maintenance.list', {}, { gcTime: 0 });
  const [edited, setEdited] = useState<readonly Window[] | null>(null);
  const save = useCallMutation('maintenance.set');
  const toast = useWindowState((window) => window.toast);
  const windows = edited ?? answer.data?.windows.map(({ weekdays: days, from, to }) => ({ weekdays: days, from, to }));
  const valid = windows?.every(
    ({ weekdays: days, from, to }) => days.length > 0 && clockTime.test(from) && clockTime.test(to),
  );
  const change = (index: number, part: Partial<Window>): void =>
    setEdited((windows ?? []).map((each, at) => (at === index ? { ...each, ...part } : each)));
  const submit = (): void => {
    if (!windows || !valid) return;
    save.mutate(
      { windows: windows.map(({ weekdays: days, from, to }) => ({ weekdays: [...days], from, to })) },
      {
        onSuccess: ({ windows: kept }) => {
          toast({
            tone: 'ok',
            title:
              kept.length === 0
                ? t('schedules:maintenance.savedNone')
                : t('schedules:maintenance.saved', { count: kept.length }),
          });
          onClose();
        },
      },
    );
  };
  return (
    <Dialog
      opened
      onClose={onClose}
      onSubmit={submit}
      title={t('schedules:maintenance.title')}
      text={t('schedules:maintenance.text')}
      width={620}
      footer={
        <>
          <Button
            icon="plus"
            className="foot-start"
            disabled={!windows || windows.length >= most}
            onClick={() => setEdited([...(windows ?? []), { weekdays: [1, 2, 3, 4, 5], from: '12:00', to: '13:00' }])}
          >
            {t('schedules:maintenance.add')}
          </Button>
          <Button look="gh" onClick={onClose}>
            {t('app:cancel')}
          </Button>
          <Button look="pri" type="submit" disabled={!valid || edited === null} busy={save.isPending}>
            {t('app:save')}
          </Button>
        </>
      }
    >
      {answer.error && !windows ? (
        <ProblemNote problem={answer.error.problem} />
      ) : !windows ? (
        <SkeletonRows rows={2} columns={[240, 120]} />
      ) : windows.length === 0 ? (
        <p className="sm m2">{t('schedules:maintenance.none')}</p>
      ) : (
        <ul className="windows">
          {windows.map((window, index) => (
            // They have no name of their own; only the last may go away without the others moving.
            <li key={index}>
              <WindowFields window={window} index={index + 1} onChange={(part) => change(index, part)} />
              <IconButton
                icon="trash"
                small
                label={t('schedules:maintenance.remove', { index: index + 1 })}
                onClick={() => setEdited(windows.filter((_, at) => at !== index))}
              />
            </li>
          ))}
        </ul>
      )}
      {save.error ? <ProblemNote problem={save.error.problem} /> : null}
    </Dialog>
  );
}

function WindowFields(props: { window: Window; index: number; onChange: (part: Partial<Window>) => void }): ReactNode {
  const { window, index, onChange } = props;
  const { t } = useTranslation('schedules');
  const { weekdays: days, from, to } = window;
  const times = clockTime.test(from) && clockTime.test(to);
  return (
    <div className="col g4 grow">
      <div className="row g10">
        <fieldset className="weekdays" aria-label={t('maintenance.days', { index })}>
          {weekdays.map((name, at) => {
            const day = at + 1;
            return (
              <button
                key={name}
                type="button"
                aria-pressed={days.includes(day)}
                className={days.includes(day) ? 'chip on' : 'chip'}
                onClick={() =>
                  onChange({
                    weekdays: days.includes(day)
                      ? days.filter((each) => each !== day)
                      : [...days, day].toSorted((a, b) => a - b),
                  })
                }
              >
                {t(`maintenance.weekday.${name}`)}
              </button>
            );
          })}
        </fieldset>
        <ClockField
          label={t('maintenance.fromOf', { index })}
          value={from}
          onChange={(value) => onChange({ from: value })}
        />
        <span className="sm m3">{t('maintenance.to')}</span>
        <ClockField label={t('maintenance.toOf', { index })} value={to} onChange={(value) => onChange({ to: value })} />
        {times && to <= from ? <span className="xs m3">{t('maintenance.nextDay')}</span> : null}
      </div>
      {days.length === 0 || !times ? (
        <span className="field-error" role="alert">
          {t(days.length === 0 ? 'maintenance.noDay' : 'maintenance.badTime')}
        </span>
      ) : null}
    </div>
  );
}

function ClockField({
  label,
  value,
  onChange,
}: {
  label: string;
  value: string;
  onChange: (value: string) => void;
}): ReactNode {
  const bad = !clockTime.test(value);
  return (
    <input
      className={`in mono clock-field${bad ? ' err' : ''}`}
      aria-label={label}
      aria-invalid={bad || undefined}
      maxLength={5}
      inputMode="numeric"
      autoComplete="off"
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
