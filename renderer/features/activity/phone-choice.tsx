import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall } from '../../client/use-call';
import { Icon } from '../../components/icon';
import { Popover } from '../../components/popover';

/** Enough to recognise one; more words find the others. */
const offered = 12;

/** Narrows to one phone, found by name, extension or the last digits of its MAC. */
export function PhoneChoice({
  mac,
  onChange,
}: {
  mac: string | null;
  onChange: (mac: string | null) => void;
}): ReactNode {
  const { t } = useTranslation('activity');
  const [opened, setOpened] = useState(false);
  const [text, setText] = useState('');
  const phones = useCall('phones.list', {}).data?.phones ?? [];
  const chosen = phones.find((phone) => phone.mac === mac);
  const wanted = text.trim().toLowerCase();
  const found = opened
    ? phones.filter(
        (phone) =>
          phone.name.toLowerCase().includes(wanted) ||
          phone.mac.toLowerCase().includes(wanted.replaceAll(/[:-]/g, '')) ||
          phone.lines.some(({ extension }) => extension.startsWith(wanted)),
      )
    : [];
  const take = (next: string | null): void => {
    onChange(next);
    setOpened(false);
    setText('');
  };
  if (mac)
    return (
      <span className="tok">
        {chosen?.name || mac}
        <button type="button" aria-label={t('anyPhoneAgain')} onClick={() => take(null)}>
          <Icon name="close" size={12} />
        </button>
      </span>
    );
  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      label={t('choosePhone')}
      width={240}
      position="bottom-start"
      target={
        <button type="button" className="chip hide-n" aria-expanded={opened} onClick={() => setOpened(!opened)}>
          {t('anyPhone')}
          <Icon name="chevronDown" size={12} />
        </button>
      }
    >
      <div className="phone-choice">
        <input
          type="search"
          className="in"
          aria-label={t('findPhone')}
          placeholder={t('findPhone')}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            const [first] = found;
            if (event.key === 'Enter' && first) take(first.mac);
          }}
        />
        <ul aria-label={t('choosePhone')}>
          {found.slice(0, offered).map((phone) => (
            <li key={phone.mac}>
              <button type="button" className="menu-i" onClick={() => take(phone.mac)}>
                <span className="el grow">{phone.name || phone.mac}</span>
                <span className="m3">{phone.lines[0]?.extension}</span>
              </button>
            </li>
          ))}
        </ul>
        {found.length === 0 ? <p className="xs m3">{t('noPhone')}</p> : null}
        {found.length > offered ? <p className="xs m3">{t('morePhones', { count: found.length - offered })}</p> : null}
      </div>
    </Popover>
  );
}
