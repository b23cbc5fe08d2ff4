import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ToldAddressView } from '../../../electron/contract/addresses';
import { useWindowState } from '../../app/window-state';
import { copyText } from '../../client/copy-text';
import { useSiteClock } from '../../client/site-clock';
import { useCall, useCallMutation } from '../../client/use-call';
import { Button } from '../../components/button';
import { Icon } from '../../components/icon';
import { ProblemNote } from '../../components/note';
import { Tag } from '../../components/tag';
import { formatNear } from '../../strings/format-time';
import { AnswerThereDialog } from './answer-there-dialog';
import { HandOutDialog } from './hand-out-dialog';
import { NameDialog } from './name-dialog';
import { PhonesThereDialog } from './phones-there-dialog';
import { hostOf, portOf } from './told-host';

/** Phones look where nobody answers: who, and the three ways out with what each of them costs. */
export function AddressChange({ address }: { address: string }): ReactNode {
  const told = useCall('addresses.show', {}).data?.told ?? [];
  const gone = told.filter(({ state, phones }) => state === 'gone' && phones > 0);
  return gone.map((each) => <GoneAddress key={each.address} gone={each} address={address} />);
}

function GoneAddress({ gone, address }: { gone: ToldAddressView; address: string }): ReactNode {
  const { t } = useTranslation('network');
  const { now, timeZone } = useSiteClock();
  const toast = useWindowState((window) => window.toast);
  const also = useCallMutation('addresses.also');
  const [opened, setOpened] = useState<'phones' | 'commands' | 'ways' | 'name' | null>(null);
  const host = hostOf(gone.address);
  const phones = gone.phones;
  const title = gone.goneSince
    ? t('change.title', { host, count: phones, at: formatNear(gone.goneSince, now, timeZone) })
    : t('change.titleUnknown', { host, count: phones });
  const answerThere = (): void =>
    also.mutate(
      { address: host, port: portOf(gone.address), on: true },
      {
        onSuccess: () => toast({ tone: 'ok', title: t('change.answering', { host }) }),
        onError: ({ problem }) => {
          // The laptop has to have the address first: that takes an administrator and one command.
          if (problem.code === 'ADDRESS_NOT_HERE') setOpened('commands');
        },
      },
    );
  const trouble = also.error && also.error.problem.code !== 'ADDRESS_NOT_HERE' ? also.error.problem : null;
  const close = (): void => setOpened(null);
  return (
    <section className="change" aria-label={t('change.label')}>
      <div className="row">
        <Icon name="warning" className="c-miss" />
        <h2 className="b6 grow">{title}</h2>
        <button type="button" className="link" onClick={() => setOpened('phones')}>
          {t('change.show', { count: phones })}
        </button>
      </div>
      <p className="sm m2">{t('change.means')}</p>
      {trouble ? <ProblemNote problem={trouble} /> : null}
      <div className="change-ways">
        <section className="way">
          <h3 className="row b6">
            <span className="grow">{t('change.also.title', { host })}</span>
            <Tag tone="ok">{t('change.also.quickest')}</Tag>
          </h3>
          <p className="m2">{t('change.also.text', { host, address: hostOf(address) })}</p>
          <div className="row g6">
            <Button size="sm" look="pri" busy={also.isPending} onClick={answerThere}>
              {t('change.also.do')}
            </Button>
            <Button size="sm" look="gh" onClick={() => setOpened('commands')}>
              {t('change.also.how')}
            </Button>
          </div>
        </section>
        <section className="way">
          <h3 className="b6">{t('change.dhcp.title')}</h3>
          <p className="m2">{t('change.dhcp.text', { count: phones })}</p>
          <div className="row g6">
            <Button
              size="sm"
              icon="copy"
              onClick={() =>
                void copyText(address).then(() => toast({ tone: 'ok', title: t('change.dhcp.copied'), text: address }))
              }
            >
              {t('change.dhcp.do')}
            </Button>
            <Button size="sm" look="gh" onClick={() => setOpened('ways')}>
              {t('change.dhcp.how')}
            </Button>
          </div>
        </section>
        <section className="way">
          <h3 className="b6">{t('change.name.title')}</h3>
          <p className="m2">{t('change.name.text')}</p>
          <div className="row g6">
            <Button size="sm" onClick={() => setOpened('name')}>
              {t('change.name.do')}
            </Button>
            <span className="m3">{t('change.name.price')}</span>
          </div>
        </section>
      </div>
      {opened === 'phones' ? <PhonesThereDialog address={gone.address} onClose={close} /> : null}
      {opened === 'commands' ? <AnswerThereDialog address={gone.address} onClose={close} /> : null}
      {opened === 'ways' ? <HandOutDialog onClose={close} /> : null}
      {opened === 'name' ? <NameDialog onClose={close} /> : null}
    </section>
  );
}
