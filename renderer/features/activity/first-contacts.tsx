import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ListHead } from '../../components/list-head';
import { When } from '../../client/when';
import { Link } from 'wouter';
import { routes } from '../../app/routes';
import { useSiteClock } from '../../client/site-clock';
import { useCall, useCallMutation } from '../../client/use-call';
import { Button } from '../../components/button';
import { ErrorState } from '../../components/error-state';
import { ProblemNote } from '../../components/note';
import { SkeletonRows } from '../../components/skeleton';
import { formatNear, formatRelative } from '../../strings/format-time';
import type { LogFilter } from './log-filter';
import { Answer } from './request-columns';

const shown = 200;

/** Phones that may take their first file now, and what came to first addresses: the moment in which a phone gets its secrets. */
export function FirstContacts({ onShow }: { onShow: (filter: Partial<LogFilter>) => void }): ReactNode {
  const { t } = useTranslation('activity');
  const { now, timeZone } = useSiteClock();
  const phones = useCall('phones.list', {});
  const blocked = useCall('guard.show', {}).data?.blocked;
  const came = useCall('requests.search', {
    text: '/first/',
    outcomes: ['served', 'unchanged', 'refused', 'unfinished'],
    limit: shown,
  });
  const disarm = useCallMutation('phones.disarm');
  const arm = useCallMutation('phones.arm');
  const error = phones.error ?? came.error;
  if (error && !(phones.data && came.data)) return <ErrorState error={error} onRetry={() => void came.refetch()} />;
  if (!phones.data || !came.data) return <SkeletonRows rows={6} columns={[120, 90, 160, 90]} />;
  const byMac = new Map(phones.data.phones.map((phone) => [phone.mac, phone]));
  const expected = phones.data.phones
    .filter(({ armedUntil }) => armedUntil !== null && Date.parse(armedUntil) > now)
    .toSorted((a, b) => Date.parse(a.armedUntil ?? '') - Date.parse(b.armedUntil ?? ''));
  // What a blocked peer guessed is told elsewhere.
  const guessers = new Set(blocked?.map(({ peer }) => peer));
  const contacts = came.data.requests.filter(({ mac, remote }) => (mac && byMac.has(mac)) || !guessers.has(remote));
  const problem = (disarm.error ?? arm.error)?.problem;
  return (
    <div className="list-page">
      {problem ? <ProblemNote problem={problem} /> : null}
      <h2 className="list-title t4">{t('contact.expected')}</h2>
      {expected.length === 0 ? (
        <p className="list-note sm m2">{t('contact.noneExpected')}</p>
      ) : (
        <table className="list" aria-label={t('contact.expected')}>
          <ListHead
            columns={[
              t('column.phone'),
              t('contact.model'),
              t('contact.until'),
              { words: t('blockedPeer.column.actions'), as: 'unseen' },
            ]}
          />
          <tbody>
            {expected.map(({ mac, name, model, armedUntil }) => (
              <tr key={mac}>
                <td>
                  <Link href={routes.phone(mac)}>{name || mac}</Link>
                </td>
                <td className="m2">{model}</td>
                <td>
                  {armedUntil ? `${formatNear(armedUntil, now, timeZone)} · ${formatRelative(armedUntil, now)}` : null}
                </td>
                <td className="list-actions">
                  <Button
                    size="sm"
                    disabled={disarm.isPending}
                    aria-label={t('contact.disarmOf', { name: name || mac })}
                    onClick={() => disarm.mutate({ macs: [mac] })}
                  >
                    {t('contact.disarm')}
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <h2 className="list-title t4">{t('contact.came')}</h2>
      {contacts.length === 0 ? (
        <p className="list-note sm m2">{t('contact.noneCame')}</p>
      ) : (
        <table className="list" aria-label={t('contact.came')}>
          <ListHead
            columns={[
              t('column.time'),
              t('column.phone'),
              t('column.peer'),
              t('column.answer'),
              t('detail.why'),
              { words: t('blockedPeer.column.actions'), as: 'unseen' },
            ]}
          />
          <tbody>
            {contacts.map((row) => {
              const phone = row.mac ? byMac.get(row.mac) : undefined;
              return (
                <tr key={row.id}>
                  <td>
                    <When at={row.at} />
                  </td>
                  <td>
                    {phone ? (
                      <Link href={routes.phone(phone.mac)}>{phone.name || phone.mac}</Link>
                    ) : (
                      <button
                        type="button"
                        className="link mono"
                        onClick={() => onShow(row.mac ? { mac: row.mac } : { remote: row.remote })}
                      >
                        {row.mac ?? t('unknownPhone')}
                      </button>
                    )}
                  </td>
                  <td className="m2">{row.remote}</td>
                  <td>
                    <Answer row={row} />
                  </td>
                  <td className="m2">{t(`reason.${row.reason}.means`)}</td>
                  <td className="list-actions">
                    {phone && row.reason === 'not-armed' && phone.armedUntil === null ? (
                      <Button
                        size="sm"
                        icon="armed"
                        disabled={arm.isPending}
                        aria-label={t('contact.armOf', { name: phone.name || phone.mac })}
                        onClick={() => arm.mutate({ macs: [phone.mac] })}
                      >
                        {t('contact.arm')}
                      </Button>
                    ) : null}
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      )}
      {came.data.more ? <p className="list-note sm m3">{t('contact.newest', { count: shown })}</p> : null}
    </div>
  );
}
