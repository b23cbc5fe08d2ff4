import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import type { PhoneView } from '../../../electron/contract/phones';
import { routes } from '../../app/routes';
import { useSiteClock } from '../../client/site-clock';
import { useCall } from '../../client/use-call';
import { Button } from '../../components/button';
import { IconButton } from '../../components/icon-button';
import { Menu } from '../../components/menu';
import { Fact, Facts, Panel, Section } from '../../components/panel';
import { StatusTag, statusLooks } from '../../components/status-tag';
import { dayDistance, formatFull, formatNear, formatRelative, formatSecond } from '../../strings/format-time';
import { PhoneRun } from '../resync/phone-run';
import { useStartResync } from '../resync/use-start-resync';
import { ConfirmDialog, type Confirmation } from './confirm-dialog';
import { EditPhoneDialog } from './edit-phone-dialog';
import { macWithColons } from './mac-text';
import { PhoneLogs } from './phone-logs';
import { PhoneTimeline } from './phone-timeline';
import { PhoneVerdict } from './phone-verdict';
import { firstExtension, usePhoneActions } from './use-phone-actions';

/** One phone: the verdict with its way out, what can be done, what is known, what happened. */
export function PhonePanel({
  phone,
  revision,
  onClose,
}: {
  phone: PhoneView;
  revision: number;
  onClose: () => void;
}): ReactNode {
  const { t } = useTranslation('phones');
  const [, go] = useLocation();
  const [editing, setEditing] = useState(false);
  const [asked, setAsked] = useState<Confirmation | null>(null);
  const resync = useStartResync();
  const actions = usePhoneActions();
  const name = phone.name || macWithColons(phone.mac);
  const startResync = (): void => resync.start({ macs: [phone.mac] }, { stay: true });
  const editConfig = (): void => go(routes.file(`phone:${phone.mac}`));

  return (
    <Panel label={name}>
      <div className="panel-head">
        <div className="row">
          <h2 className="t3 grow el">{name}</h2>
          <StatusTag status={phone.state} pill />
          <IconButton icon="close" small label={t('panel.close')} onClick={onClose} />
        </div>
        <div className="sm m2 el">
          {t('panel.subtitle', {
            model: phone.model,
            extension: firstExtension(phone) || t('panel.noExtension'),
            group: phone.group ?? t('panel.noGroup'),
          })}
        </div>
        <div className="panel-actions">
          <Button
            look="pri"
            icon="resync"
            busy={resync.pending}
            disabled={phone.state === 'resyncing'}
            onClick={startResync}
          >
            {t('panel.resync')}
          </Button>
          <Button icon="pencil" onClick={editConfig}>
            {t('panel.editConfig')}
          </Button>
          <Menu
            width={220}
            items={[
              { label: t('menu.editPhone'), icon: 'pencil', run: () => setEditing(true) },
              phone.armedUntil
                ? { label: t('menu.disarm'), icon: 'armed', run: () => actions.disarm(phone.mac) }
                : { label: t('menu.arm'), icon: 'armed', run: () => actions.arm([phone.mac]) },
              {
                label: t(phone.addressSetByHand ? 'menu.notByHand' : 'menu.byHand'),
                icon: 'pencil',
                run: () => actions.markAddress(phone.mac, !phone.addressSetByHand),
              },
              { label: t('menu.sip'), icon: 'swap', run: () => go(routes.sip(phone.mac)) },
              null,
              { label: t('menu.rotate'), icon: 'key', run: () => actions.rotateToken(phone.mac) },
              {
                label: t('menu.revoke'),
                icon: 'blocked',
                danger: true,
                run: () =>
                  setAsked({
                    title: t('confirm.revokeTitle', { name }),
                    text: t('confirm.revokeText'),
                    button: t('confirm.revoke'),
                    run: () => actions.revokeToken(phone.mac),
                  }),
              },
              {
                label: t('menu.remove'),
                icon: 'trash',
                danger: true,
                run: () =>
                  setAsked({
                    title: t('confirm.removeTitle', { count: 1 }),
                    text: t('confirm.removeText'),
                    button: t('confirm.remove', { count: 1 }),
                    run: () => actions.remove([phone.mac], onClose),
                  }),
              },
            ]}
          >
            <IconButton icon="more" label={t('panel.more')} className="boxed" />
          </Menu>
        </div>
      </div>
      <div className="panel-body">
        <PhoneVerdict phone={phone} onResync={startResync} onEditConfig={editConfig} />
        <PhoneRun phone={phone} />
        <Section>
          <PhoneFacts phone={phone} revision={revision} />
        </Section>
        <PhoneLines phone={phone} onEdit={() => setEditing(true)} />
        <PhoneTimeline key={phone.mac} phone={phone} />
        <PhoneLogs mac={phone.mac} />
      </div>
      {editing ? <EditPhoneDialog phone={phone} onClose={() => setEditing(false)} /> : null}
      <ConfirmDialog asked={asked} onClose={() => setAsked(null)} />
    </Panel>
  );
}

function PhoneFacts({ phone, revision }: { phone: PhoneView; revision: number }): ReactNode {
  const { t } = useTranslation('phones');
  const { now, timeZone } = useSiteClock();
  const { lastFetchAt, told, leftOvers } = phone;
  const behind = phone.revision === null ? 0 : revision - phone.revision;
  const tone = statusLooks[phone.state].tone;
  const fetched = lastFetchAt
    ? `${dayDistance(lastFetchAt, now, timeZone) === 0 ? `${formatSecond(lastFetchAt, timeZone)} ${t('panel.todayWord')}` : formatNear(lastFetchAt, now, timeZone)}`
    : null;
  return (
    <Facts>
      <Fact name={t('panel.mac')}>
        <span className="mono">{macWithColons(phone.mac)}</span>
      </Fact>
      <Fact name={t('panel.address')}>{phone.address ?? <span className="m3">{t('panel.addressUnknown')}</span>}</Fact>
      <Fact name={t('panel.lastFetch')}>
        {lastFetchAt ? (
          <span title={formatFull(lastFetchAt, timeZone)}>
            {fetched} <span className="m3">· {formatRelative(lastFetchAt, now)}</span>
          </span>
        ) : (
          <span className="m3">{t('panel.never')}</span>
        )}
      </Fact>
      <Fact name={t('panel.config')}>
        {phone.revision === null ? (
          <span className="m3">{t('panel.nothingFetched')}</span>
        ) : (
          t('panel.served', { revision: phone.revision })
        )}
        {behind > 0 ? (
          <>
            <span className="m3"> · </span>
            <span className={`c-${tone === 'ok' || tone === 'run' ? 'pend' : tone} b5`}>
              {t('panel.behind', { count: behind })}
            </span>
          </>
        ) : null}
      </Fact>
      <Fact name={t('panel.firmware')}>{phone.firmware}</Fact>
      <Fact name={t('panel.told')}>
        {told ? (
          <>
            {told}{' '}
            <span className={phone.toldOutdated ? 'c-miss b5' : 'c-ok'}>
              {phone.toldOutdated ? t('panel.toldOutdated') : t('panel.toldMatches')}
            </span>
            {phone.addressSetByHand ? <span className="m3"> · {t('panel.setByHand')}</span> : null}
          </>
        ) : null}
      </Fact>
      <Fact name={t('panel.leftOvers')}>
        {leftOvers > 0 ? (
          <Link href={routes.file(`phone:${phone.mac}`)}>{t('panel.leftOverCount', { count: leftOvers })}</Link>
        ) : null}
      </Fact>
    </Facts>
  );
}

function PhoneLines({ phone, onEdit }: { phone: PhoneView; onEdit: () => void }): ReactNode {
  const { t } = useTranslation('phones');
  const models = useCall('phones.models', {}).data?.models;
  const all = models?.find(({ name }) => phone.model.startsWith(name))?.lines;
  return (
    <Section
      title={
        <>
          {t('panel.lines')}
          {all ? <span className="m3 b4">{t('panel.linesUsed', { used: phone.lines.length, all })}</span> : null}
        </>
      }
      end={
        <button type="button" className="link" onClick={onEdit}>
          {t('panel.edit')}
        </button>
      }
    >
      {phone.lines.length === 0 ? <p className="sm m3">{t('panel.noLines')}</p> : null}
      <ul>
        {phone.lines.map(({ line, extension, name }) => (
          <li className="ln" key={line}>
            <span className="m3">{t('panel.line', { line })}</span>
            <span className="el">
              <span className="b5">{extension}</span> <span className="m2">{name}</span>
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
