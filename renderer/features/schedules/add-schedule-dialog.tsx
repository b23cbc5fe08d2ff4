import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useWindowState } from '../../app/window-state';
import { useSiteClock } from '../../client/site-clock';
import { useCall, useCallMutation } from '../../client/use-call';
import { Button } from '../../components/button';
import { Dialog } from '../../components/dialog';
import { ChoiceField, TextField } from '../../components/field';
import { Icon } from '../../components/icon';
import { ProblemNote } from '../../components/note';
import { cronWords } from './cron-words';

const examples = [
  ['0 9 * * 1-5', 'morning'],
  ['0 3 * * *', 'night'],
  ['0 * * * *', 'hour'],
] as const;

export function AddScheduleDialog({ onClose }: { onClose: () => void }): ReactNode {
  const { t } = useTranslation('schedules');
  const { timeZone } = useSiteClock();
  const add = useCallMutation('schedules.add');
  const toast = useWindowState((window) => window.toast);
  const groups = useCall('phones.groups', {}).data?.groups ?? [];
  const [cron, setCron] = useState('0 9 * * 1-5');
  /** `all`, `behind`, or `group:NAME`. */
  const [phones, setPhones] = useState('behind');
  const words = cronWords(cron);

  const create = (): void => {
    const selection =
      phones === 'all'
        ? { all: true as const }
        : phones === 'behind'
          ? { behind: true as const }
          : { group: phones.slice('group:'.length) };
    add.mutate(
      { cron: cron.trim(), phones: selection },
      {
        onSuccess: ({ schedule }) => {
          toast({ tone: 'ok', title: t('dialog.created'), text: schedule.words });
          onClose();
        },
      },
    );
  };

  return (
    <Dialog
      opened
      onClose={onClose}
      onSubmit={() => (words === null ? undefined : create())}
      title={t('dialog.title')}
      text={t('dialog.text')}
      width={460}
      footer={
        <>
          <Button look="gh" onClick={onClose}>
            {t('dialog.cancel')}
          </Button>
          <Button look="pri" type="submit" disabled={words === null} busy={add.isPending}>
            {t('dialog.save')}
          </Button>
        </>
      }
    >
      <div className="schedule-form">
        <TextField
          label={t('dialog.cron')}
          hint={t('dialog.cronHint')}
          error={words === null ? t('dialog.invalid') : null}
          className="mono"
          value={cron}
          onChange={(event) => setCron(event.target.value)}
          data-autofocus
        />
        <output className="schedule-words">
          {words === null ? null : (
            <>
              <Icon name="clock" size={14} />
              <span>
                <b className="b5">{words}</b>, <span className="m3">{timeZone}</span>
              </span>
            </>
          )}
        </output>
        <div className="row g6 sm m3 schedule-examples">
          {t('dialog.examples')}
          {examples.map(([expression, name]) => (
            <button key={expression} type="button" className="chip" onClick={() => setCron(expression)}>
              {t(`dialog.example.${name}`)}
            </button>
          ))}
        </div>
        <ChoiceField label={t('dialog.phones')} value={phones} onChange={(event) => setPhones(event.target.value)}>
          <option value="behind">{t('phones.behind')}</option>
          <option value="all">{t('phones.all')}</option>
          {groups.map(({ name }) => (
            <option key={name} value={`group:${name}`}>
              {t('phones.group', { group: name })}
            </option>
          ))}
        </ChoiceField>
      </div>
      {add.error ? <ProblemNote problem={add.error.problem} /> : null}
    </Dialog>
  );
}
