import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { PhoneView } from '../../../electron/contract/phones';
import type { ResyncPhoneView } from '../../../electron/contract/resync';
import { routes } from '../../app/routes';
import { Icon, type IconName } from '../../components/icon';
import { formatCount, formatSeconds } from '../../strings/format-time';
import { resync as words } from '../../strings/resync';
import { firstExtension } from '../phones/use-phone-actions';
import { phoneSpanMs, runSteps } from './run-steps';
import { StepDots } from './step-dots';

export type PhoneLookup = ReadonlyMap<string, PhoneView>;

interface GroupProps {
  title: string;
  icon: IconName;
  color: string;
  phones: readonly ResyncPhoneView[];
  lookup: PhoneLookup;
  startedAt: string;
  now: number;
  /** Rows shown before one asks for more. */
  first: number;
}

export function RunTableHead(): ReactNode {
  const { t } = useTranslation('resync');
  return (
    <div className="tr th rg" aria-hidden="true">
      <span>{t('phone')}</span>
      <span>{t('extension')}</span>
      <span className="k-model">{t('model')}</span>
      <span className="trk">
        {runSteps.map((step) => (
          <span key={step}>{t(`column.${step}`)}</span>
        ))}
      </span>
      <span>{t('now')}</span>
      <span className="right">{t('time')}</span>
    </div>
  );
}

/** Phones in the same situation, folded beyond `first`. */
export function RunGroup({ title, icon, color, phones, lookup, startedAt, now, first }: GroupProps): ReactNode {
  const { t } = useTranslation('resync');
  const [shown, setShown] = useState(first);
  if (phones.length === 0) return null;
  const hidden = Math.max(0, phones.length - shown);
  return (
    <section aria-label={title}>
      <h2 className="run-group">
        <Icon name={icon} size={14} className={color} spin={icon === 'arc'} />
        {title}
        <span className="m3 b4">{formatCount(phones.length)}</span>
      </h2>
      <ul>
        {phones.slice(0, shown).map((phone) => (
          <RunRow key={phone.mac} phone={phone} known={lookup.get(phone.mac)} startedAt={startedAt} now={now} />
        ))}
      </ul>
      {hidden > 0 ? (
        <button type="button" className="tr more-rows link" onClick={() => setShown(shown + 200)}>
          {t('showMore', { count: Math.min(200, hidden) })}
        </button>
      ) : null}
    </section>
  );
}

/** Codes that have a short word for a row. */
function isShort(code: string): code is keyof typeof words.failure {
  return Object.hasOwn(words.failure, code);
}

function RunRow(props: {
  phone: ResyncPhoneView;
  known: PhoneView | undefined;
  startedAt: string;
  now: number;
}): ReactNode {
  const { phone, known, startedAt, now } = props;
  const { t } = useTranslation('resync');
  const failed = phone.step === 'failed';
  const detail = phone.steps.at(-1)?.detail;
  const said = failed ? (phone.problem?.message ?? detail) : phone.step === 'done' ? detail : null;
  const code = phone.problem?.code ?? '';
  const short = failed && phone.problem ? t(`failure.${isShort(code) ? code : 'other'}`) : said;
  return (
    <li className="tr rg">
      <Link href={routes.phone(phone.mac)} className="nm el">
        {phone.name || phone.mac}
      </Link>
      <span>{known ? firstExtension(known) : ''}</span>
      <span className="m2 k-model">{known?.model.replace(/^KX-/, '') ?? ''}</span>
      <StepDots phone={phone} startedAt={startedAt} />
      <span className={failed ? 'c-fail el' : 'el'} title={said || undefined}>
        {short || t(`nowWord.${phone.step}`)}
      </span>
      <span className="m3 right">{formatSeconds(phoneSpanMs(phone, startedAt, now))}</span>
    </li>
  );
}
