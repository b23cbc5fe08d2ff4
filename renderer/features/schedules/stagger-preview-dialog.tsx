import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { StaggerPlanView } from '../../../electron/contract/stagger';
import { Button } from '../../components/button';
import { Dialog } from '../../components/dialog';
import { ListHead } from '../../components/list-head';
import { ScrollBox } from '../../components/scroll-box';
import { formatCount } from '../../strings/format-time';
import { macWithColons } from '../phones/mac-text';

/** More rows nobody reads, and the draft shows every one of them. */
const mostRows = 500;

/** Which phone gets which minute. */
export function StaggerPreviewDialog({ plan, onClose }: { plan: StaggerPlanView; onClose: () => void }): ReactNode {
  const { t } = useTranslation('stagger');
  const { phones } = plan;
  const shown = phones.toSorted((a, b) => a.time.localeCompare(b.time)).slice(0, mostRows);
  return (
    <Dialog
      opened
      onClose={onClose}
      title={t('dialog.title', { count: phones.length, phones: formatCount(phones.length) })}
      text={t('dialog.text')}
      width={620}
      footer={<Button onClick={onClose}>{t('dialog.close')}</Button>}
    >
      <ScrollBox className="dialog-list" label={t('dialog.table')}>
        <table className="list">
          <ListHead
            columns={[
              t('dialog.phone'),
              t('dialog.group'),
              t('dialog.before'),
              t('dialog.time'),
              { words: t('dialog.note'), as: 'unseen' },
            ]}
          />
          <tbody>
            {shown.map(({ mac, name, group, before, time, turnsOff }) => (
              <tr key={mac}>
                <td className="b5">{name || macWithColons(mac)}</td>
                <td className="m2">{group}</td>
                <td className="mono m2">{before ?? t('dialog.none')}</td>
                <td className="mono">{time}</td>
                <td className="xs c-miss">
                  {turnsOff.length > 0 ? t('dialog.turnsOff', { settings: turnsOff.join(', ') }) : null}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
      {phones.length > mostRows ? (
        <p className="sm m3">{t('dialog.more', { shown: mostRows, all: formatCount(phones.length) })}</p>
      ) : null}
    </Dialog>
  );
}
