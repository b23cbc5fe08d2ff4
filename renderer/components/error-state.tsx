import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemError } from '../../electron/core/shared/problem';
import { Button } from './button';
import { ProblemNote } from './note';

/** A page that cannot show anything: what happened, what helps, and a way to try again. */
export function ErrorState({ error, onRetry }: { error: Error; onRetry?: () => void }): ReactNode {
  const { t } = useTranslation('app');
  const problem =
    error instanceof ProblemError
      ? error.problem
      : { code: 'INTERNAL_ERROR', message: t('unexpected'), remedy: error.message };
  return (
    <div className="mid">
      <div className="error-state">
        <ProblemNote problem={problem} />
        {onRetry ? <Button onClick={onRetry}>{t('tryAgain')}</Button> : null}
      </div>
    </div>
  );
}
