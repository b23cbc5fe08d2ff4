import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { SipMessageView } from '../../../electron/contract/sip';
import { CopyButton } from '../../components/copy-button';
import { ScrollBox } from '../../components/scroll-box';

/** One message as it stood on the wire, secrets crossed out. */
export function MessageText({ message }: { message: SipMessageView | null }): ReactNode {
  const { t } = useTranslation('sip');
  if (!message) return <p className="sip-hint sm m3">{t('choose')}</p>;
  return (
    <div className="sip-text">
      <div className="row sip-text-head">
        <h2 className="t4 el grow">{message.summary}</h2>
        <span className="xs m3 nw">{t('blanked')}</span>
        <CopyButton text={message.text} label={t('copy')} />
      </div>
      <ScrollBox label={t('text')} className="sip-bytes">
        <pre className="mono selectable">{message.text}</pre>
      </ScrollBox>
    </div>
  );
}
