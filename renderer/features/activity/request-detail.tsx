import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { routes } from '../../app/routes';
import { useWindowState } from '../../app/window-state';
import { useSiteClock } from '../../client/site-clock';
import { useCallMutation } from '../../client/use-call';
import { Button } from '../../components/button';
import { IconButton } from '../../components/icon-button';
import { ProblemNote } from '../../components/note';
import { Facts, Panel, Section } from '../../components/panel';
import {
  dayDistance,
  formatFull,
  formatMillisecond,
  formatNear,
  formatRelative,
  formatSize,
} from '../../strings/format-time';
import { Answer, type RequestRow } from './request-columns';

interface RequestDetailProps {
  readonly row: RequestRow;
  readonly onOnly: (mac: string) => void;
  readonly onClose: () => void;
}

/** One request: how it was answered, what that means, and what helps. */
export function RequestDetail({ row, onOnly, onClose }: RequestDetailProps): ReactNode {
  const { t } = useTranslation('activity');
  const { now, timeZone } = useSiteClock();
  const day = dayDistance(row.at, now, timeZone) === 0 ? '' : `${formatNear(row.at, now, timeZone)} · `;
  const refused = row.reason !== 'served' && row.reason !== 'not-modified';
  return (
    <Panel label={t('detail.label')}>
      <header className="request-head">
        <div className="col grow">
          <h2 className="t4 mono el selectable" title={row.path}>
            {row.path}
          </h2>
          <time className="sm m3" dateTime={row.at} title={formatFull(row.at, timeZone)}>
            {day}
            {formatMillisecond(row.at, timeZone)} · {formatRelative(row.at, now)}
          </time>
        </div>
        <IconButton icon="close" small label={t('detail.close')} onClick={onClose} />
      </header>
      <div className="panel-scroll">
        <Section title={t('detail.why')} end={<Answer row={row} />}>
          <p className="sm m2">
            {t(`reason.${row.reason}.means`)} {refused && row.status === 404 ? t('detail.stranger') : null}
          </p>
        </Section>
        {refused ? (
          <Section title={t('detail.helps')}>
            <p className="sm m2">{t(`reason.${row.reason}.helps`)}</p>
            <WayOut row={row} />
          </Section>
        ) : null}
        <Section title={t('detail.facts')}>
          <Facts
            rows={[
              [
                t('detail.phone'),
                row.phone ? (
                  <Link key="phone" href={routes.phone(row.phone.mac)}>
                    {row.phone.name || row.phone.mac}
                  </Link>
                ) : (
                  row.mac
                ),
              ],
              [t('detail.peer'), row.remote],
              [t('detail.over'), row.protocol.toUpperCase()],
              [t('detail.request'), <span key="request" className="mono break">{`${row.method} ${row.path}`}</span>],
              [t('detail.answer'), row.status],
              [t('detail.took'), t('ms', { count: Math.round(row.ms * 10) / 10 })],
              [t('detail.body'), row.bytes > 0 ? formatSize(row.bytes) : null],
              [
                t('detail.sha256'),
                row.sha256 ? (
                  <span key="sha256" className="mono break">
                    {row.sha256}
                  </span>
                ) : null,
              ],
              [
                t('detail.agent'),
                row.userAgent ? (
                  <span key="agent">
                    <span className="mono break">{row.userAgent}</span>
                    <br />
                    <span className="xs m3">{t('detail.agentHint')}</span>
                  </span>
                ) : (
                  t('detail.noAgent')
                ),
              ],
            ]}
          />
        </Section>
      </div>
      {row.mac ? (
        <footer className="request-foot">
          <Button size="sm" onClick={() => onOnly(row.mac ?? '')}>
            {t('detail.onlyThis')}
          </Button>
        </footer>
      ) : null}
    </Panel>
  );
}

/** The one thing that can be done from here about a refusal. */
function WayOut({ row }: { row: RequestRow }): ReactNode {
  const { t } = useTranslation('activity');
  const arm = useCallMutation('phones.arm');
  const toast = useWindowState((window) => window.toast);
  const setWindow = useWindowState((window) => window.set);
  const { mac, phone, reason } = row;
  if (mac && phone && (reason === 'not-armed' || reason === 'second-peer'))
    return (
      <div className="request-way">
        <Button
          look={reason === 'not-armed' ? 'pri' : 'plain'}
          icon="armed"
          size="sm"
          busy={arm.isPending}
          onClick={() =>
            arm.mutate(
              { macs: [mac] },
              { onSuccess: () => toast({ tone: 'ok', title: t('detail.armed'), text: t('detail.armedText') }) },
            )
          }
        >
          {t('detail.arm')}
        </Button>
        {arm.error ? <ProblemNote problem={arm.error.problem} /> : null}
      </div>
    );
  if (mac && !phone && reason === 'unknown-mac')
    return (
      <div className="request-way">
        <Button icon="plus" size="sm" look="pri" onClick={() => setWindow({ addPhone: { mac } })}>
          {t('detail.addPhone')}
        </Button>
      </div>
    );
  return null;
}
