import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { copyText } from '../client/copy-text';
import { IconButton } from './icon-button';

export function CopyButton({ text, label }: { text: string; label: string }): ReactNode {
  const { t } = useTranslation('app');
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return undefined;
    const timer = setTimeout(() => setCopied(false), 2000);
    return () => clearTimeout(timer);
  }, [copied]);
  return (
    <>
      <IconButton
        icon={copied ? 'check' : 'copy'}
        small
        label={label}
        onClick={() => void copyText(text).then(() => setCopied(true))}
      />
      <output className="unseen">{copied ? t('copied') : ''}</output>
    </>
  );
}
