import { useId, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PhoneView } from '../../../electron/contract/phones';
import { parseMacAddress } from '../../../electron/core/shared/mac-address';
import { useCall } from '../../client/use-call';
import { Tag } from '../../components/tag';
import type { Side } from './compare-sides';
import { macWithColons } from './scope-name';
import { ScopeWords } from './scope-words';

/** A side as the head over its text says it: whose, and which state. */
export function SideWords({ side }: { side: Side }): ReactNode {
  const { t } = useTranslation('compare');
  const state =
    typeof side.state === 'number' ? t('state.revision', { revision: side.state }) : t(`state.${side.state}`);
  return (
    <span className="row g6">
      <b className="b6 el">
        {side.what === 'all' ? (
          t('what.all')
        ) : (
          <ScopeWords scope={side.what === 'file' ? side.name : `phone:${side.name}`} />
        )}
      </b>
      <Tag tone={side.state === 'draft' ? 'ac' : 'plain'}>{state}</Tag>
    </span>
  );
}

interface ComparePickerProps {
  readonly place: 'left' | 'right';
  readonly value: Side;
  readonly onChange: (side: Side) => void;
}

/** Chooses one side: all files, a file or a phone, and its state. */
export function ComparePicker({ place, value, onChange }: ComparePickerProps): ReactNode {
  const { t } = useTranslation('compare');
  const files = useCall('configs.files', {}).data?.files ?? [];
  const revisions = useCall('configs.history', {}).data?.revisions ?? [];
  const phones = useCall('phones.list', {}).data?.phones ?? [];
  const side = t(`sides.${place}`);
  const chooseWhat = (what: Side['what']): void => {
    if (what === 'all') onChange({ ...value, what, name: '' });
    else if (what === 'file') onChange({ ...value, what, name: files[0]?.scope ?? 'site' });
    else if (phones[0]) onChange({ ...value, what, name: phones[0].mac });
  };
  const listed = files.some((file) => file.scope === value.name);
  return (
    <div className="compare-pick">
      <select
        className="in"
        aria-label={t('kindLabel', { side })}
        value={value.what}
        onChange={(event) => chooseWhat(event.target.value as Side['what'])}
      >
        <option value="all">{t('what.all')}</option>
        <option value="file">{t('what.file')}</option>
        <option value="phone" disabled={phones.length === 0}>
          {t('what.phone')}
        </option>
      </select>
      {value.what === 'file' ? (
        <select
          className="in grow"
          aria-label={t('scopeLabel', { side })}
          value={value.name}
          onChange={(event) => onChange({ ...value, name: event.target.value })}
        >
          {listed ? null : <option value={value.name}>{value.name}</option>}
          {files.map((file) => (
            <option key={file.scope} value={file.scope}>
              {scopeText(file.scope, phones)}
            </option>
          ))}
        </select>
      ) : value.what === 'phone' ? (
        <PhonePick
          key={value.name}
          label={t('phoneLabel', { side })}
          mac={value.name}
          phones={phones}
          onChange={(mac) => onChange({ ...value, name: mac })}
        />
      ) : null}
      <select
        className="in"
        aria-label={t('stateLabel', { side })}
        value={typeof value.state === 'number' ? `r${value.state}` : value.state}
        onChange={(event) => {
          const state = event.target.value;
          onChange({
            ...value,
            state: state.startsWith('r') ? Number(state.slice(1)) : (state as 'draft' | 'published'),
          });
        }}
      >
        <option value="draft">{t('state.draft')}</option>
        <option value="published">{t('state.published')}</option>
        {revisions.map(({ revision, message }) => (
          <option key={revision} value={`r${revision}`}>
            {t('revisionOption', { revision, message })}
          </option>
        ))}
      </select>
    </div>
  );
}

/** An option can hold text only. */
function scopeText(scope: string, phones: readonly PhoneView[]): string {
  if (!scope.startsWith('phone:')) return scope.replace(/^(model|group):/, '');
  const mac = scope.slice('phone:'.length);
  return phoneText(phones.find((phone) => phone.mac === mac) ?? { mac, name: '' });
}

function phoneText({ mac, name }: Pick<PhoneView, 'mac' | 'name'>): string {
  return name === '' ? macWithColons(mac) : `${name} ${macWithColons(mac)}`;
}

/** The phone a typed text means: by its MAC in any form, at the end of the text too, or by its whole name. */
export function phoneMeant(text: string, phones: readonly PhoneView[]): PhoneView | null {
  const typed = text.trim();
  const mac = parseMacAddress(/(?:[0-9A-F]{2}:){5}[0-9A-F]{2}$/i.exec(typed)?.[0] ?? typed);
  return phones.find((phone) => (mac.ok ? phone.mac === mac.value : phone.name === typed)) ?? null;
}

/** At most so many phones are offered at once: the list of a big site would take longer than typing. */
const offered = 50;

export function phoneOffers(text: string, phones: readonly PhoneView[]): string[] {
  const words = text.trim().toLowerCase();
  const found: string[] = [];
  for (const phone of phones) {
    const offer = phoneText(phone);
    if (offer.toLowerCase().includes(words)) found.push(offer);
    if (found.length === offered) break;
  }
  return found;
}

function PhonePick(props: {
  label: string;
  mac: string;
  phones: readonly PhoneView[];
  onChange: (mac: string) => void;
}): ReactNode {
  const { label, mac, phones, onChange } = props;
  const { t } = useTranslation('compare');
  const list = useId();
  const current = phones.find((phone) => phone.mac === mac);
  const [typed, setTyped] = useState<string | null>(null);
  const text = typed ?? phoneText(current ?? { mac, name: '' });
  const meant = typed === null ? current : phoneMeant(typed, phones);
  return (
    <span className="grow">
      <input
        type="text"
        className={meant ? 'in' : 'in err'}
        list={list}
        aria-label={label}
        aria-invalid={meant ? undefined : true}
        placeholder={t('phoneHint')}
        title={meant ? undefined : t('phoneUnknown')}
        autoComplete="off"
        spellCheck={false}
        value={text}
        onFocus={(event) => event.target.select()}
        onChange={(event) => {
          setTyped(event.target.value);
          const found = phoneMeant(event.target.value, phones);
          if (found && found.mac !== mac) onChange(found.mac);
        }}
        onBlur={() => setTyped(null)}
      />
      <datalist id={list}>
        {phoneOffers(typed ?? '', phones).map((offer) => (
          <option key={offer} value={offer}>
            {offer}
          </option>
        ))}
      </datalist>
    </span>
  );
}
