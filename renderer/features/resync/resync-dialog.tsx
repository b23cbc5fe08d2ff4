import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PhoneView } from '../../../electron/contract/phones';
import { useSiteClock } from '../../client/site-clock';
import { useCall } from '../../client/use-call';
import { Button } from '../../components/button';
import { Dialog } from '../../components/dialog';
import { Note } from '../../components/note';
import { formatNear } from '../../strings/format-time';
import { useStartResync } from './use-start-resync';

type Which = 'behind' | 'shown' | 'all';

export interface ResyncDialogProps {
  phones: readonly PhoneView[];
  shown: readonly PhoneView[];
  onClose: () => void;
}

/** Which phones to resync; the gentlest choice stands first. */
export function ResyncDialog({ phones, shown, onClose }: ResyncDialogProps): ReactNode {
  const { t } = useTranslation(['resync', 'app']);
  const resync = useStartResync();
  const { now, timeZone } = useSiteClock();
  const behind = phones.filter(({ state }) => state === 'pending' || state === 'away' || state === 'missed');
  const counts: Record<Which, number> = { behind: behind.length, shown: shown.length, all: phones.length };
  const [which, setWhich] = useState<Which>(behind.length > 0 ? 'behind' : 'all');
  const choices: readonly Which[] = shown.length === phones.length ? ['behind', 'all'] : ['behind', 'shown', 'all'];

  const selected = which === 'behind' ? behind : which === 'shown' ? shown : null;
  const selection = selected ? { macs: selected.map(({ mac }) => mac) } : { all: true as const };
  const plan = useCall('resync.plan', { phones: selection, each: false }, { enabled: counts[which] > 0 }).data;

  const start = (): void => {
    resync.start(selection);
    onClose();
  };
  return (
    <Dialog
      opened
      onClose={onClose}
      title={t('resync:dialog.title')}
      text={t('resync:dialog.text')}
      onSubmit={start}
      footer={
        <>
          <Button look="gh" onClick={onClose}>
            {t('app:cancel')}
          </Button>
          <Button look="pri" type="submit" disabled={counts[which] === 0} data-autofocus>
            {t('resync:dialog.start', { count: counts[which] })}
          </Button>
        </>
      }
    >
      <fieldset className="choices">
        <legend className="unseen">{t('resync:dialog.which')}</legend>
        {choices.map((choice) => (
          <label key={choice} className="row sm">
            <input
              type="radio"
              name="which"
              className="rb"
              checked={which === choice}
              disabled={counts[choice] === 0}
              onChange={() => setWhich(choice)}
            />
            <span className={which === choice ? 'b5' : ''}>{t(`resync:dialog.${choice}`)}</span>
            <span className="end m3">{counts[choice]}</span>
          </label>
        ))}
      </fieldset>
      {plan?.quietUntil ? (
        <Note tone="info">{t('resync:dialog.quiet', { time: formatNear(plan.quietUntil, now, timeZone) })}</Note>
      ) : null}
      {plan?.warnings.map(({ problem, phones: count }) => (
        <Note key={problem.code} className="top">
          <b>{t('resync:dialog.warning', { count })}</b> {problem.message} {problem.remedy}{' '}
          <code className="mono m3">{problem.code}</code>
        </Note>
      ))}
    </Dialog>
  );
}
