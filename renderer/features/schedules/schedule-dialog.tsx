import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ScheduleView } from '../../../electron/contract/schedules';
import {
  missedPolicies,
  scheduleActions,
  type MissedPolicy,
  type ScheduleAction,
} from '../../../electron/core/schedules/schedule';
import { useWindowState } from '../../app/window-state';
import { useSiteClock } from '../../client/site-clock';
import { useCall, useCallMutation } from '../../client/use-call';
import { Button } from '../../components/button';
import { Dialog } from '../../components/dialog';
import { ChoiceField, TextField } from '../../components/field';
import { Note, ProblemNote } from '../../components/note';
import { onceAt, scheduleOf, startForm, ways, type ScheduleForm } from './schedule-form';
import { ScheduleTimeFields } from './schedule-time-fields';
import { useScheduleName } from './schedule-words';
import { useReading } from './use-reading';

/** A new schedule, or a change of one. The workstation says what the time means while it is typed. */
export function ScheduleDialog({
  start,
  onClose,
}: {
  start: { schedule?: ScheduleView; cron?: string | null };
  onClose: () => void;
}): ReactNode {
  const { t } = useTranslation('schedules');
  const { now, timeZone } = useSiteClock();
  const nameOf = useScheduleName();
  const toast = useWindowState((window) => window.toast);
  const { schedule: before } = start;
  const [form, setForm] = useState(() => startForm(start, now, timeZone));
  const set = (part: Partial<ScheduleForm>): void => setForm((known) => ({ ...known, ...part }));
  const add = useCallMutation('schedules.add');
  const change = useCallMutation('schedules.change');
  const reading = useReading(form.way === 'cron' ? form.cron : '');
  const at = onceAt(form, timeZone);
  const firmwareMissing = form.action === 'firmware-wave' && (form.firmware.file === '' || form.firmware.group === '');
  const ready =
    !firmwareMissing &&
    (form.way === 'wake' || (form.way === 'once' ? at !== null && at > now : reading.data !== null));
  const problem = (add.error ?? change.error)?.problem;

  const save = (): void => {
    if (!ready) return;
    const made = scheduleOf(form, reading.data ?? { cron: form.cron }, timeZone, before);
    const onSuccess = ({ schedule }: { schedule: ScheduleView }): void => {
      toast({ tone: 'ok', title: t(before ? 'dialog.changed' : 'dialog.created'), text: schedule.words });
      onClose();
    };
    if (before) change.mutate({ ...made, id: before.id }, { onSuccess });
    else add.mutate(made, { onSuccess });
  };

  return (
    <Dialog
      opened
      onClose={onClose}
      onSubmit={save}
      title={before ? t('dialog.changeTitle', { name: nameOf(before) }) : t('dialog.title')}
      width={500}
      footer={
        <>
          <Button look="gh" onClick={onClose}>
            {t('dialog.cancel')}
          </Button>
          <Button look="pri" type="submit" disabled={!ready} busy={add.isPending || change.isPending}>
            {t(before ? 'dialog.saveChange' : 'dialog.save')}
          </Button>
        </>
      }
    >
      <div className="schedule-form">
        <fieldset className="field">
          <legend className="field-name">{t('dialog.how')}</legend>
          <div className="seg">
            {ways.map((way) => (
              <button
                key={way}
                type="button"
                aria-pressed={form.way === way}
                className={form.way === way ? 'on' : ''}
                onClick={() => set({ way })}
              >
                {t(`dialog.${way}Way`)}
              </button>
            ))}
          </div>
        </fieldset>
        <ScheduleTimeFields form={form} onChange={set} reading={reading} at={at} />
        <ChoiceField
          label={t('dialog.what')}
          value={form.action}
          onChange={(event) => set(ofAction(form, event.target.value as ScheduleAction))}
        >
          {scheduleActions.map((action) => (
            <option key={action} value={action}>
              {t(`action.${action}`)}
            </option>
          ))}
        </ChoiceField>
        <WorkFields form={form} onChange={set} />
        {form.way === 'wake' ? null : (
          <ChoiceField
            label={t('dialog.missed')}
            value={form.missed}
            onChange={(event) => set({ missed: event.target.value as MissedPolicy })}
          >
            {missedPolicies.map((policy) => (
              <option key={policy} value={policy}>
                {t(`dialog.missedPolicy.${policy}`)}
              </option>
            ))}
          </ChoiceField>
        )}
        <TextField
          label={t('dialog.name')}
          hint={t('dialog.nameHint')}
          maxLength={80}
          value={form.name}
          onChange={(event) => set({ name: event.target.value })}
        />
      </div>
      {problem ? <ProblemNote problem={problem} /> : null}
    </Dialog>
  );
}

/** Publishing resyncs nobody unless it is told to, a resync needs somebody. */
function ofAction(form: ScheduleForm, action: ScheduleAction): Partial<ScheduleForm> {
  if (action === 'publish') return { action, phones: 'none' };
  return form.phones === 'none' ? { action, phones: 'behind' } : { action };
}

/** What the chosen action needs to know besides its time. */
function WorkFields({
  form,
  onChange,
}: {
  form: ScheduleForm;
  onChange: (part: Partial<ScheduleForm>) => void;
}): ReactNode {
  const { t } = useTranslation('schedules');
  const groups = useCall('phones.groups', {}).data?.groups ?? [];
  const library = useCall('library.list', {}, { enabled: form.action === 'firmware-wave' });
  const firmware = library.data?.files.filter(({ kind }) => kind === 'firmware') ?? [];
  const phones = (
    <ChoiceField
      label={t(form.action === 'publish' ? 'dialog.thenResync' : 'dialog.phones')}
      value={form.phones}
      onChange={(event) => onChange({ phones: event.target.value })}
    >
      {form.action === 'publish' ? <option value="none">{t('dialog.nobody')}</option> : null}
      <option value="behind">{t('phones.behind')}</option>
      <option value="all">{t('phones.all')}</option>
      {form.phones === 'kept' ? <option value="kept">{t('dialog.phonesKept')}</option> : null}
      {groups.map(({ name }) => (
        <option key={name} value={`group:${name}`}>
          {t('phones.group', { group: name })}
        </option>
      ))}
    </ChoiceField>
  );
  if (form.action === 'resync') return phones;
  if (form.action === 'publish')
    return (
      <>
        <TextField
          label={t('dialog.message')}
          placeholder={t('dialog.messageDefault')}
          maxLength={500}
          value={form.message}
          onChange={(event) => onChange({ message: event.target.value })}
        />
        {phones}
      </>
    );
  if (form.action !== 'firmware-wave') return null;
  if (library.data && (firmware.length === 0 || groups.length === 0))
    return <Note tone="quiet">{t(firmware.length === 0 ? 'dialog.firmwareNone' : 'dialog.groupNone')}</Note>;
  return (
    <div className="fields">
      <ChoiceField
        label={t('dialog.firmware')}
        value={form.firmware.file}
        onChange={(event) => onChange({ firmware: { ...form.firmware, file: event.target.value } })}
      >
        <option value="">{t('dialog.choose')}</option>
        {firmware.map(({ name, version }) => (
          <option key={name} value={name}>
            {version ? `${name} (${version})` : name}
          </option>
        ))}
      </ChoiceField>
      <ChoiceField
        label={t('dialog.group')}
        value={form.firmware.group}
        onChange={(event) => onChange({ firmware: { ...form.firmware, group: event.target.value } })}
      >
        <option value="">{t('dialog.choose')}</option>
        {groups.map(({ name }) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </ChoiceField>
    </div>
  );
}
