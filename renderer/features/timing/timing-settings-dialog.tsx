import { useId, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallOutput } from '../../../electron/contract/contract';
import { catchUpModes, cyclicOrigins } from '../../../electron/core/timing/timing-settings';
import type { TimingSettings } from '../../../electron/contract/timing';
import { useWindowState } from '../../app/window-state';
import { useCall, useCallMutation } from '../../client/use-call';
import { Button } from '../../components/button';
import { CheckField } from '../../components/check-field';
import { Dialog } from '../../components/dialog';
import { ChoiceField, TextField } from '../../components/field';
import { ProblemNote } from '../../components/note';
import { SkeletonRows } from '../../components/skeleton';
import './timing.css';

const ranges = {
  graceBeforeMinutes: [0, 120],
  graceAfterMinutes: [1, 240],
  comfortablePerMinute: [1, 10_000],
} as const;

type NumberName = keyof typeof ranges;

/** When a check counts as made, what happens to phones that found nobody, and whether this laptop stays awake. */
export function TimingSettingsDialog(): ReactNode {
  const { t } = useTranslation('timing');
  const set = useWindowState((window) => window.set);
  const close = (): void => set({ timingOpen: false });
  const answer = useCall('timing.settings', {});
  if (answer.data) return <SettingsForm known={answer.data} onClose={close} />;
  return (
    <Dialog opened onClose={close} title={t('settings.title')} width={480}>
      {answer.error ? <ProblemNote problem={answer.error.problem} /> : <SkeletonRows rows={4} columns={[240]} />}
    </Dialog>
  );
}

function SettingsForm({ known, onClose }: { known: CallOutput<'timing.settings'>; onClose: () => void }): ReactNode {
  const { t } = useTranslation(['timing', 'app']);
  const group = useId();
  const toast = useWindowState((window) => window.toast);
  const save = useCallMutation('timing.set');
  const { settings, keepAwake, awakeHours } = known;
  const [numbers, setNumbers] = useState<Record<NumberName, string>>({
    graceBeforeMinutes: String(settings.graceBeforeMinutes),
    graceAfterMinutes: String(settings.graceAfterMinutes),
    comfortablePerMinute: String(settings.comfortablePerMinute),
  });
  const [catchUp, setCatchUp] = useState(settings.catchUp);
  const [cyclicCountsFrom, setCyclicCountsFrom] = useState(settings.cyclicCountsFrom);
  const [stayAwake, setStayAwake] = useState(settings.keepAwake);
  const errorOf = (name: NumberName): string | null => {
    const [least, most] = ranges[name];
    const text = numbers[name].trim();
    const valid = /^\d{1,5}$/.test(text) && Number(text) >= least && Number(text) <= most;
    return valid ? null : t('timing:settings.range', { least, most });
  };
  const valid = (Object.keys(ranges) as NumberName[]).every((name) => errorOf(name) === null);
  const number = (name: NumberName): number => Number(numbers[name]);
  const submit = (): void => {
    if (!valid) return;
    const wanted: TimingSettings = {
      graceBeforeMinutes: number('graceBeforeMinutes'),
      graceAfterMinutes: number('graceAfterMinutes'),
      comfortablePerMinute: number('comfortablePerMinute'),
      catchUp,
      keepAwake: stayAwake,
      cyclicCountsFrom,
    };
    save.mutate(wanted, {
      onSuccess: () => {
        toast({ tone: 'ok', title: t('timing:settings.saved') });
        onClose();
      },
    });
  };
  const field = (name: NumberName, label: string, hint?: string): ReactNode => (
    <TextField
      label={label}
      hint={hint}
      error={errorOf(name)}
      inputMode="numeric"
      maxLength={5}
      value={numbers[name]}
      onChange={(event) => setNumbers({ ...numbers, [name]: event.target.value })}
    />
  );
  return (
    <Dialog
      opened
      onClose={onClose}
      onSubmit={submit}
      title={t('timing:settings.title')}
      width={480}
      footer={
        <>
          <Button look="gh" onClick={onClose}>
            {t('app:cancel')}
          </Button>
          <Button look="pri" type="submit" disabled={!valid} busy={save.isPending}>
            {t('app:save')}
          </Button>
        </>
      }
    >
      <div className="timing-form">
        <fieldset>
          <legend>{t('timing:settings.grace')}</legend>
          <div className="fields">
            {field('graceBeforeMinutes', t('timing:settings.graceBefore'))}
            {field('graceAfterMinutes', t('timing:settings.graceAfter'))}
          </div>
          <p className="xs m3 field-below">{t('timing:settings.graceHint')}</p>
        </fieldset>
        <fieldset>
          <legend>{t('timing:settings.catchUp')}</legend>
          {catchUpModes.map((mode) => (
            <div className="timing-choice" key={mode}>
              <input
                type="radio"
                id={`${group}-${mode}`}
                name={group}
                aria-describedby={`${group}-${mode}-means`}
                checked={catchUp === mode}
                onChange={() => setCatchUp(mode)}
              />
              <span className="col">
                <label htmlFor={`${group}-${mode}`} className="b5">
                  {t(`timing:settings.catchUpMode.${mode}.name`)}
                </label>
                <span id={`${group}-${mode}-means`} className="xs m3">
                  {t(`timing:settings.catchUpMode.${mode}.means`)}
                </span>
              </span>
            </div>
          ))}
        </fieldset>
        <div className="col g4">
          <CheckField
            label={t('timing:settings.keepAwake')}
            checked={stayAwake}
            disabled={!keepAwake.supported}
            onChange={(event) => setStayAwake(event.target.checked)}
          />
          <p className="xs m3">
            {keepAwake.supported ? keepAwake.words : t('timing:settings.keepAwakeUnsupported')}{' '}
            {awakeHours
              ? t('timing:settings.learnt', { count: awakeHours.days, from: awakeHours.from, to: awakeHours.to })
              : t('timing:settings.learntNone')}
          </p>
        </div>
        <div className="timing-number">
          {field('comfortablePerMinute', t('timing:settings.comfortable'), t('timing:settings.comfortableHint'))}
        </div>
        <ChoiceField
          label={t('timing:settings.cyclic')}
          hint={t('timing:settings.cyclicHint')}
          value={cyclicCountsFrom}
          onChange={(event) =>
            setCyclicCountsFrom(cyclicOrigins.find((each) => each === event.target.value) ?? 'start-up')
          }
        >
          {cyclicOrigins.map((each) => (
            <option key={each} value={each}>
              {t(`timing:settings.cyclicFrom.${each}`)}
            </option>
          ))}
        </ChoiceField>
      </div>
      {save.error ? <ProblemNote problem={save.error.problem} /> : null}
    </Dialog>
  );
}
