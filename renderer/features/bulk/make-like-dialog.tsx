import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall } from '../../client/use-call';
import { CheckField } from '../../components/check-field';
import { SuggestField } from '../../components/field';
import { phoneMeant, phoneOffers } from '../configs/compare-picker';
import { BulkDialog } from './bulk-dialog';

const parts = ['file', 'group', 'lines', 'variables'] as const;
type Part = (typeof parts)[number];

/** These phones like that one, without anybody's name, extension or password. */
export function MakeLikeDialog({ macs, onClose }: { macs: readonly string[]; onClose: () => void }): ReactNode {
  const { t } = useTranslation('bulk');
  const [typed, setTyped] = useState('');
  const [what, setWhat] = useState<readonly Part[]>(['file', 'group', 'lines']);
  const [tried, setTried] = useState(false);
  const phones = useCall('phones.list', {}).data?.phones ?? [];
  const from = phoneMeant(typed, phones);
  // The one the others are made like may be among those that were ticked.
  const to = macs.filter((mac) => mac !== from?.mac);
  const input = from && what.length > 0 && to.length > 0 ? { from: from.mac, to, what: [...what] } : null;
  return (
    <BulkDialog
      call="configs.makeLike"
      input={input}
      title={t('like.title', { count: to.length })}
      text={t('like.text')}
      waiting={t('like.waiting')}
      count={to.length}
      onTry={() => setTried(true)}
      onClose={onClose}
    >
      <div className="fields">
        <SuggestField
          label={t('like.from')}
          hint={t('like.fromHint')}
          error={(tried || typed.length > 11) && !from && typed !== '' ? t('like.fromUnknown') : null}
          suggestions={phoneOffers(typed, phones)}
          data-autofocus
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        <fieldset className="bulk-parts">
          <legend className="lab">{t('like.what')}</legend>
          {parts.map((part) => (
            <CheckField
              key={part}
              label={t(`like.parts.${part}`)}
              checked={what.includes(part)}
              onChange={(event) =>
                setWhat(event.target.checked ? [...what, part] : what.filter((each) => each !== part))
              }
            />
          ))}
          {what.length === 0 ? <span className="field-error">{t('like.whatNone')}</span> : null}
        </fieldset>
      </div>
    </BulkDialog>
  );
}
