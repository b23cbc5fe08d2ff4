import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { ResyncPhoneView } from '../../../electron/contract/resync';
import { routes } from '../../app/routes';
import { useSiteClock } from '../../client/site-clock';
import { Icon } from '../../components/icon';
import { Panel } from '../../components/panel';
import { Tag } from '../../components/tag';
import { formatSecond } from '../../strings/format-time';
import { firstExtension } from '../phones/use-phone-actions';
import { FailureButtons } from './failure-buttons';
import type { PhoneLookup } from './run-rows';

/** Every failure as a reason, what helps, and the button that does it. */
export function RunFailures(props: {
  failed: readonly ResyncPhoneView[];
  lookup: PhoneLookup;
  ended: boolean;
  total: number;
  /** Below the failures. */
  children: ReactNode;
}): ReactNode {
  const { failed, lookup, ended, total, children } = props;
  const { t } = useTranslation('resync');
  const { timeZone } = useSiteClock();
  return (
    <Panel label={t('wentWrong')}>
      <div className="row went-wrong">
        <h2 className="t4">{t('wentWrong')}</h2>
        {failed.length > 0 ? <Tag tone="fail">{failed.length}</Tag> : null}
      </div>
      <ul className="failures">
        {failed.map((phone) => {
          const known = lookup.get(phone.mac);
          const at = phone.steps.findLast(({ step }) => step === 'failed')?.at;
          return (
            <li className="att" key={phone.mac}>
              <div className="row g6">
                <Icon name="failed" size={14} className="c-fail" />
                <Link href={routes.phone(phone.mac)} className="b6 el att-name">
                  {phone.name || phone.mac}
                </Link>
                {known && firstExtension(known) ? (
                  <span className="m3 nw">{t('ext', { extension: firstExtension(known) })}</span>
                ) : null}
                {at ? <span className="end m3 xs">{formatSecond(at, timeZone)}</span> : null}
              </div>
              <p className="rs">
                {phone.problem?.message ?? phone.steps.at(-1)?.detail} {phone.problem?.remedy}{' '}
                {phone.problem ? <code className="mono m3">{phone.problem.code}</code> : null}
              </p>
              <FailureButtons phone={phone} />
            </li>
          );
        })}
      </ul>
      {failed.length === 0 ? (
        <p className="sm m3 all-good">{ended ? t('allGoodEnd', { count: total }) : t('allGood')}</p>
      ) : null}
      {children}
    </Panel>
  );
}
