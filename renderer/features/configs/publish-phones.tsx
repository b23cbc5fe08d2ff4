import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PublishPreview } from '../../../electron/contract/configs';
import { useCall } from '../../client/use-call';
import { Icon } from '../../components/icon';
import { Tag } from '../../components/tag';
import { formatSize } from '../../strings/format-time';
import { macWithColons } from './scope-name';

const shownPhones = 8;

interface PublishPhonesProps {
  readonly preview: PublishPreview;
  readonly shown: string | null;
  readonly onShow: (mac: string) => void;
}

/** The phones that change, with what each of them will have to take; a press shows its files. */
export function PublishPhones({ preview, shown, onShow }: PublishPhonesProps): ReactNode {
  const { t } = useTranslation('compare');
  if (preview.changedPhones === 0) return null;
  const phones = preview.phones.slice(0, shownPhones);
  const more = preview.changedPhones - phones.length;
  return (
    <section>
      <h3 className="sec-h">
        {t('review.phonesTitle')} <Tag>{preview.changedPhones}</Tag>
      </h3>
      <ul className="publish-phones">
        {phones.map(({ mac, name }) => (
          <li key={mac}>
            <button
              type="button"
              className={mac === shown ? 'on' : ''}
              title={t('review.showPhone', { phone: name || macWithColons(mac) })}
              onClick={() => onShow(mac)}
            >
              <Icon name="phone" size={14} />
              <span className="el grow">{name || macWithColons(mac)}</span>
              <PhoneSize mac={mac} />
            </button>
          </li>
        ))}
        {more > 0 ? <li className="m3">{t('review.more', { count: more })}</li> : null}
      </ul>
    </section>
  );
}

/** All its files together, against what its series takes. */
function PhoneSize({ mac }: { mac: string }): ReactNode {
  const { t } = useTranslation('compare');
  const known = useCall('configs.phoneProblems', { mac, source: 'draft' }).data;
  if (!known) return null;
  const { sizeBytes, limitBytes } = known;
  const over = limitBytes !== null && sizeBytes > limitBytes;
  const size = formatSize(sizeBytes);
  return (
    <span className={over ? 'c-fail nw' : 'm3 nw'}>
      {limitBytes === null
        ? t('review.sizeOnly', { size })
        : t('review.size', { size, limit: `${Math.round(limitBytes / 1024)} KB` })}
    </span>
  );
}
