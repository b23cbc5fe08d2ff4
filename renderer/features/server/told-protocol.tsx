import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useCallMutation } from '../../client/use-call';
import { ProblemNote } from '../../components/note';
import { Switch } from '../../components/switch';

/** Whether the addresses in phones' files begin with https. */
export function ToldProtocol({ told }: { told: 'http' | 'https' }): ReactNode {
  const { t } = useTranslation('certificates');
  const tell = useCallMutation('certificates.tell');
  const isSecure = told === 'https';
  return (
    <>
      <div className="line">
        <span className="col grow">
          <b className="b5">{t('tell')}</b>
          <span className="xs m3">{t(isSecure ? 'tellOn' : 'tellOff')}</span>
        </span>
        <Switch
          on={isSecure}
          label={t('tell')}
          busy={tell.isPending}
          onClick={() => tell.mutate({ protocol: isSecure ? 'http' : 'https' })}
        />
      </div>
      {tell.error ? <ProblemNote problem={tell.error.problem} /> : null}
    </>
  );
}
