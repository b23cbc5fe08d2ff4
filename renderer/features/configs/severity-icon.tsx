import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { SeverityChoice } from '../../../electron/core/configs/problem-severity';
import { Icon } from '../../components/icon';

const icons = { error: 'failed', warning: 'warning', hint: 'info', off: 'dash' } as const;
const tones = { error: 'c-fail', warning: 'c-miss', hint: 'c-none', off: 'c-none' } as const;

export function SeverityIcon({ severity }: { severity: SeverityChoice }): ReactElement {
  const { t } = useTranslation('configs');
  return (
    <span className={tones[severity]} title={t(`problems.severity.${severity}`)}>
      <Icon name={icons[severity]} size={14} />
      <span className="unseen">{t(`problems.severity.${severity}`)}</span>
    </span>
  );
}
