import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { ResyncPhoneView } from '../../../electron/contract/resync';
import type { FailureAction } from '../../../electron/core/resync/failure-action';
import { routes } from '../../app/routes';
import { Button } from '../../components/button';
import { usePhoneActions } from '../phones/use-phone-actions';
import { useStartResync } from './use-start-resync';

/** What one click can do about a failure, the likeliest first. */
export function FailureButtons({ phone }: { phone: ResyncPhoneView }): ReactNode {
  const { t } = useTranslation('resync');
  const [, go] = useLocation();
  const resync = useStartResync();
  const { arm } = usePhoneActions();
  // The reason comes a moment after the step; trying again is always possible.
  const actions: readonly FailureAction[] = phone.actions.length > 0 ? phone.actions : ['retry'];
  const macs = [phone.mac];
  const act: Record<FailureAction, () => void> = {
    retry: () => resync.start({ macs }),
    'retry-through-server': () => resync.start({ macs }, { way: 'server' }),
    arm: () => arm(macs),
    'answer-there': () => go(routes.server),
    access: () => go(routes.server),
    'open-phone': () => go(routes.phone(phone.mac)),
  };
  return (
    <div className="row g6 att-buttons">
      {actions.map((action, index) => (
        <Button
          key={action}
          size="sm"
          look={index === 0 ? 'pri' : 'plain'}
          busy={index === 0 && resync.pending}
          onClick={act[action]}
        >
          {t(`action.${action}`)}
        </Button>
      ))}
    </div>
  );
}
