import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { HandshakeFailureView } from '../../../electron/contract/certificates';
import { useSiteClock } from '../../client/site-clock';
import { Icon } from '../../components/icon';
import { formatNear } from '../../strings/format-time';

const shown = 5;

/** Phones that wanted HTTPS and could not: what they offered is the only way to know what they speak. */
export function HandshakeFailures({ failures }: { failures: readonly HandshakeFailureView[] }): ReactNode {
  const { t } = useTranslation('certificates');
  const { now, timeZone } = useSiteClock();
  if (failures.length === 0) return null;
  return (
    <section className="handshakes" aria-label={t('failures')}>
      <h3 className="sm b6">{t('failures')}</h3>
      <ul>
        {failures.slice(0, shown).map(({ at, remote, times, reason, remedy, offered }) => (
          <li key={`${remote} ${reason}`} className="sm">
            <p className="row g6">
              <Icon name="failed" size={14} className="c-fail" />
              <b className="b5">{remote}</b>
              <span className="m3">{t('times', { count: times, at: formatNear(at, now, timeZone) })}</span>
            </p>
            <p className="m2">
              {reason} {remedy}
            </p>
            <div className="xs m3">
              {offered === null
                ? t('offeredNothing')
                : t('offered', {
                    versions: offered.versions.join(', ') || t('noVersion'),
                    count: offered.ciphers.length,
                    name: offered.serverName ?? t('noName'),
                  })}
              {offered && offered.ciphers.length > 0 ? (
                <details>
                  <summary>{t('ciphers')}</summary>
                  <span className="mono break">{offered.ciphers.join(' ')}</span>
                </details>
              ) : null}
            </div>
          </li>
        ))}
      </ul>
      {failures.length > shown ? (
        <p className="xs m3">{t('moreFailures', { count: failures.length - shown })}</p>
      ) : null}
    </section>
  );
}
