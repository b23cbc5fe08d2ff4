import { useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PhoneView } from '../../../electron/contract/phones';
import { useCall } from '../../client/use-call';
import { Icon } from '../../components/icon';
import { statusLooks } from '../../components/status-tag';
import { Tag } from '../../components/tag';
import { formatCount } from '../../strings/format-time';
import { macWithColons } from './scope-name';

export type When = 'now' | 'later';

interface PublishWhenProps {
  readonly macs: readonly string[];
  /** Only some drafts are published: the phones of the draft are not the phones that change. */
  readonly partly: boolean;
  readonly value: When;
  readonly onChange: (when: When) => void;
}

const colors = {
  daily: 'var(--pend-mark)',
  cyclic: 'var(--ac)',
  'only-resync': 'var(--miss-mark)',
  'never-seen': 'var(--none-mark)',
};

/** When phones will have it, for either way; a set time comes with the schedules. */
export function PublishWhen({ macs, partly, value, onChange }: PublishWhenProps): ReactNode {
  const { t } = useTranslation('compare');
  const reach = useCall('configs.reach', partly ? { macs: [...macs] } : {}).data;
  const phones = useCall('phones.list', {}).data?.phones;
  const silent = useMemo(() => silentPhones(phones ?? [], macs), [phones, macs]);
  const groups = (reach?.groups ?? []).toSorted((a, b) => b.phones - a.phones);
  const choices: readonly { when: When; title: string; text: string; eta: string }[] = [
    {
      when: 'now',
      title: t('review.now'),
      text: t('review.nowText', { count: macs.length }),
      eta: silent.length > 0 ? `${formatCount(macs.length - silent.length)} / ${formatCount(macs.length)}` : '',
    },
    { when: 'later', title: t('review.later'), text: t('review.laterText'), eta: groups[0]?.words ?? '' },
  ];
  return (
    <>
      <fieldset className="publish-when">
        <legend className="sec-h">{t('review.when')}</legend>
        {choices.map(({ when, title, text, eta }) => (
          <label key={when} className={value === when ? 'on' : ''}>
            <input type="radio" className="rb" name="when" checked={value === when} onChange={() => onChange(when)} />
            <span className="col grow">
              <span className="b6">{title}</span>
              <span className="m2">{text}</span>
            </span>
            <span className="b5 publish-eta">{eta}</span>
          </label>
        ))}
      </fieldset>
      {reach && groups.length > 0 ? (
        <section aria-label={t('review.reachLabel')}>
          <h3 className="sec-h">{t('review.reach')}</h3>
          <div className="bar100" aria-hidden="true">
            {groups.map((group) => (
              <i
                key={group.words}
                style={{ width: `${(group.phones / Math.max(1, reach.phones)) * 100}%`, background: colors[group.how] }}
              />
            ))}
          </div>
          <ul className="publish-reach">
            {groups.map((group) => (
              <li key={group.words} className="row g6">
                <span className="sq" style={{ background: colors[group.how] }} aria-hidden="true" />
                {t('review.reachRow', { count: group.phones, words: group.words })}
              </li>
            ))}
          </ul>
        </section>
      ) : null}
      {value === 'now' && silent.length > 0 ? <Silent phones={silent} /> : null}
    </>
  );
}

/** Phones of which is known that a NOTIFY will not reach them, or did not last time. */
function silentPhones(phones: readonly PhoneView[], macs: readonly string[]): PhoneView[] {
  const wanted = new Set(macs);
  return phones.filter(
    ({ mac, state, address }) =>
      wanted.has(mac) && (address === null || state === 'neverSeen' || state === 'failed' || state === 'missed'),
  );
}

const shownAtMost = 4;

function Silent({ phones }: { phones: readonly PhoneView[] }): ReactNode {
  const { t } = useTranslation('compare');
  const why = ({ state, address, reason }: PhoneView): string => {
    if (state === 'neverSeen') return t('review.silentNever');
    if (address === null) return t('review.silentNoAddress');
    return reason?.message ?? '';
  };
  return (
    <section>
      <h3 className="sec-h">
        {t('review.silent')} <Tag tone="miss">{formatCount(phones.length)}</Tag>
      </h3>
      <ul className="publish-silent">
        {phones.slice(0, shownAtMost).map((phone) => (
          <li key={phone.mac}>
            <Icon name={statusLooks[phone.state].icon} size={14} className="c-miss" />
            <span>
              <b className="b6">{phone.name || macWithColons(phone.mac)}</b> <span className="m2">{why(phone)}</span>
            </span>
          </li>
        ))}
        {phones.length > shownAtMost ? (
          <li className="m3">{t('review.more', { count: phones.length - shownAtMost })}</li>
        ) : null}
      </ul>
    </section>
  );
}
