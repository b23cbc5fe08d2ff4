import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallOutput } from '../../../electron/contract/contract';
import { waySettings, type WaySetting } from '../../../electron/core/resync/choose-way';
import { useWindowState } from '../../app/window-state';
import { useCall, useCallMutation } from '../../client/use-call';
import { Button } from '../../components/button';
import { Dialog } from '../../components/dialog';
import { ChoiceField, TextField } from '../../components/field';
import { ProblemNote } from '../../components/note';

type Settings = CallOutput<'resync.settings'>['settings'];

/** How the site's next runs reach its phones. */
export function PaceDialog({ onClose }: { onClose: () => void }): ReactNode {
  const settings = useCall('resync.settings', {});
  return settings.data ? <PaceForm settings={settings.data.settings} onClose={onClose} /> : null;
}

function PaceForm({ settings, onClose }: { settings: Settings; onClose: () => void }): ReactNode {
  const { t } = useTranslation(['resync', 'app']);
  const toast = useWindowState((state) => state.toast);
  const change = useCallMutation('resync.setSettings');
  const [way, setWay] = useState<WaySetting>(settings.way);
  const [rate, setRate] = useState(String(settings.ratePerSecond));
  const [inFlight, setInFlight] = useState(String(settings.inFlight));
  const badRate = !inRange(rate, 0.1, 1000);
  const badInFlight = !inRange(inFlight, 1, 500) || !Number.isInteger(Number(inFlight));

  const save = (): void => {
    if (badRate || badInFlight) return;
    change.mutate(
      { way, ratePerSecond: Number(rate), inFlight: Number(inFlight) },
      {
        onSuccess: () => {
          toast({ tone: 'ok', title: t('resync:pace.saved') });
          onClose();
        },
      },
    );
  };
  return (
    <Dialog
      opened
      onClose={onClose}
      title={t('resync:pace.dialog')}
      text={t('resync:pace.dialogText')}
      onSubmit={save}
      footer={
        <>
          <Button look="gh" onClick={onClose}>
            {t('app:cancel')}
          </Button>
          <Button look="pri" type="submit" busy={change.isPending} disabled={badRate || badInFlight}>
            {t('resync:pace.save')}
          </Button>
        </>
      }
    >
      <div className="col g12">
        {change.error ? <ProblemNote problem={change.error.problem} /> : null}
        <ChoiceField
          label={t('resync:pace.way')}
          hint={t(`resync:pace.wayHint.${way}`)}
          value={way}
          onChange={({ currentTarget }) => setWay(currentTarget.value as WaySetting)}
        >
          {waySettings.map((one) => (
            <option key={one} value={one}>
              {t(`resync:pace.ways.${one}`)}
            </option>
          ))}
        </ChoiceField>
        <TextField
          label={t('resync:pace.rate')}
          inputMode="decimal"
          value={rate}
          error={badRate ? t('resync:pace.badRate') : null}
          onChange={({ currentTarget }) => setRate(currentTarget.value)}
        />
        <TextField
          label={t('resync:pace.inFlight')}
          inputMode="numeric"
          value={inFlight}
          error={badInFlight ? t('resync:pace.badInFlight') : null}
          onChange={({ currentTarget }) => setInFlight(currentTarget.value)}
        />
      </div>
    </Dialog>
  );
}

function inRange(text: string, least: number, most: number): boolean {
  const value = text.trim() === '' ? Number.NaN : Number(text);
  return value >= least && value <= most;
}
