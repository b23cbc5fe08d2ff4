import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { RegistrationView } from '../../../electron/contract/registrar';
import { routes } from '../../app/routes';
import { useCall, useCallMutation } from '../../client/use-call';
import { When } from '../../client/when';
import { Card } from '../../components/card';
import { ErrorState } from '../../components/error-state';
import { ListHead } from '../../components/list-head';
import { ProblemNote } from '../../components/note';
import { SkeletonRows } from '../../components/skeleton';
import { StatusTag } from '../../components/status-tag';
import { Switch } from '../../components/switch';
import { formatCount } from '../../strings/format-time';

const shown = 50;

/** Phones that register with this laptop, where nobody else is there to register with. */
export function RegistrarCard(): ReactNode {
  const { t } = useTranslation('registrar');
  const registrar = useCall('registrar.show', {});
  const set = useCallMutation('registrar.set');
  const { data } = registrar;
  return (
    <Card
      title={t('title')}
      label={t('title')}
      end={
        data ? (
          <Switch on={data.on} label={t('switch')} busy={set.isPending} onClick={() => set.mutate({ on: !data.on })} />
        ) : null
      }
    >
      {registrar.error && !data ? (
        <ErrorState error={registrar.error} onRetry={() => void registrar.refetch()} />
      ) : !data ? (
        <SkeletonRows rows={2} columns={[160, 80, 60]} />
      ) : (
        <>
          {data.bindings.length > 0 ? <Registrations bindings={data.bindings} /> : null}
          <div className="card-body">
            {data.on && data.bindings.length === 0 ? <p className="sm m2">{t('none')}</p> : null}
            <p className="sm m2">{data.on ? data.note : t('off')}</p>
            {data.strangersRefused > 0 ? (
              <p className="sm c-miss">
                {t('refused', { count: data.strangersRefused, refused: formatCount(data.strangersRefused) })}
              </p>
            ) : null}
            <p className="xs m3">{t('text')}</p>
            {set.error ? <ProblemNote problem={set.error.problem} /> : null}
          </div>
        </>
      )}
    </Card>
  );
}

function Registrations({ bindings }: { bindings: readonly RegistrationView[] }): ReactNode {
  const { t } = useTranslation('registrar');
  const more = bindings.length - shown;
  return (
    <>
      <table className="server-table" aria-label={t('title')}>
        <ListHead
          columns={[t('column.phone'), t('column.user'), t('column.from'), t('column.until'), t('column.state')]}
        />
        <tbody>
          {bindings
            .slice(0, shown)
            .map(({ mac, name, line, user, address, transport, expiresAt, userAgent, reachable }) => (
              <tr key={`${mac} ${line} ${user} ${address}`}>
                <td>
                  <Link href={routes.phone(mac)}>{name || mac}</Link>
                </td>
                <td>
                  {user} <span className="m3">{t('line', { line })}</span>
                </td>
                <td title={userAgent}>
                  {address} <span className="m3">{transport}</span>
                </td>
                <td>
                  <When at={expiresAt} />
                </td>
                <td>
                  <StatusTag status={reachable ? 'inSync' : 'missed'}>{t(reachable ? 'answers' : 'silent')}</StatusTag>
                </td>
              </tr>
            ))}
        </tbody>
      </table>
      {more > 0 ? <p className="card-text sm m3">{t('more', { count: more, more: formatCount(more) })}</p> : null}
    </>
  );
}
