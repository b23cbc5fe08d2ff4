import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import { routes } from '../../app/routes';

/** The files as they are, and as they were. */
export function FilesTabs({ on }: { on: 'files' | 'history' }): ReactNode {
  const { t } = useTranslation('files');
  return (
    <nav className="seg" aria-label={t('tabs.label')}>
      {(['files', 'history'] as const).map((tab) => (
        <Link
          key={tab}
          href={tab === 'files' ? routes.files : routes.history}
          className={tab === on ? 'on' : ''}
          aria-current={tab === on ? 'page' : undefined}
        >
          {t(`tabs.${tab}`)}
        </Link>
      ))}
    </nav>
  );
}
