import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall, useCallMutation } from '../../client/use-call';
import { ProblemNote } from '../../components/note';
import { Switch } from '../../components/switch';

/** Below the time service: whether its clock can be trusted, and the way out for a site without any other. */
export function SntpClock(): ReactNode {
  const { t } = useTranslation('server');
  const clock = useCall('server.clock', {});
  const set = useCallMutation('server.clock');
  if (!clock.data) return null;
  const { localClock, synchronised, how } = clock.data;
  const trust = synchronised === null ? 'unknown' : synchronised ? 'synchronised' : 'unsure';
  return (
    <tr className="server-sub">
      <td className="m2">{t('clock.label')}</td>
      <td colSpan={3} className="xs m3" title={how}>
        {localClock ? t('clock.on') : `${t(`clock.${trust}`)} ${t('clock.off')}`}
        {set.error ? <ProblemNote problem={set.error.problem} /> : null}
      </td>
      <td>
        <Switch
          on={localClock}
          label={t('clock.label')}
          busy={set.isPending}
          onClick={() => set.mutate({ localClock: !localClock })}
        />
      </td>
    </tr>
  );
}
