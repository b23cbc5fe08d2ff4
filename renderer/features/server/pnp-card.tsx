import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PnpView } from '../../../electron/contract/pnp';
import { useCall, useCallMutation } from '../../client/use-call';
import { When } from '../../client/when';
import { Card } from '../../components/card';
import { ErrorState } from '../../components/error-state';
import { Icon } from '../../components/icon';
import { ListHead } from '../../components/list-head';
import { Note, ProblemNote } from '../../components/note';
import { ScrollBox } from '../../components/scroll-box';
import { SkeletonRows } from '../../components/skeleton';
import { StatusTag } from '../../components/status-tag';
import { Switch } from '../../components/switch';
import { formatCount } from '../../strings/format-time';

/** Phones fresh from the carton that ask the network where their files are. */
export function PnpCard(): ReactNode {
  const { t } = useTranslation('pnp');
  const pnp = useCall('pnp.show', {});
  const set = useCallMutation('pnp.set');
  const { data } = pnp;
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
      {pnp.error && !data ? (
        <ErrorState error={pnp.error} onRetry={() => void pnp.refetch()} />
      ) : !data ? (
        <SkeletonRows rows={2} columns={[160, 80, 60]} />
      ) : (
        <>
          {data.seen.length > 0 ? <Seen seen={data.seen} /> : null}
          <div className="card-body">
            {data.on ? <Answering view={data} /> : <p className="sm m2">{t('off')}</p>}
            <p className="xs m3">{t('text')}</p>
            {set.error ? <ProblemNote problem={set.error.problem} /> : null}
          </div>
        </>
      )}
    </Card>
  );
}

function Answering({ view }: { view: PnpView }): ReactNode {
  const { t } = useTranslation('pnp');
  const { interfaces, asked, answered, warning, told } = view;
  return (
    <>
      {warning ? (
        <Note role="alert" className="top">
          <b>{warning.message}</b> {warning.remedy} <code className="mono m3">{warning.code}</code>
        </Note>
      ) : null}
      {interfaces.length === 0 ? <p className="sm c-miss">{t('nowhere')}</p> : null}
      {interfaces.map(({ name, address, state, problem }) => (
        <div key={`${name} ${address}`}>
          <p className="row g6 sm">
            <Icon name={state === 'up' ? 'check' : 'failed'} size={14} className={state === 'up' ? 'c-ok' : 'c-fail'} />
            {t(state, { name, address })}
          </p>
          {problem ? <ProblemNote problem={problem} /> : null}
        </div>
      ))}
      {told ? <p className="sm m2 break">{t('told', { url: told })}</p> : null}
      <p className="sm m2">
        {asked === 0
          ? t('none')
          : t('asked', { count: asked, asked: formatCount(asked), answered: formatCount(answered) })}
      </p>
      <p className="xs m3">{t('others')}</p>
    </>
  );
}

function Seen({ seen }: { seen: PnpView['seen'] }): ReactNode {
  const { t } = useTranslation('pnp');
  return (
    <ScrollBox className="pnp-seen" label={t('list')}>
      <table className="server-table" aria-label={t('list')}>
        <ListHead
          columns={[t('column.at'), t('column.phone'), t('column.what'), t('column.from'), t('column.answer')]}
        />
        <tbody>
          {seen.map(({ at, mac, vendor, model, address, answered }, index) => (
            // Two questions of one phone may bear the same second; the list has no other key.
            <tr key={`${at} ${mac} ${seen.length - index}`}>
              <td>
                <When at={at} />
              </td>
              <td className="mono">{mac}</td>
              <td className="break">{[vendor, model].filter(Boolean).join(' ') || t('unsaid')}</td>
              <td>{address}</td>
              <td>
                <StatusTag status={answered ? 'inSync' : 'neverSeen'}>{t(answered ? 'answered' : 'silent')}</StatusTag>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}
