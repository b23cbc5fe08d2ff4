import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemError } from '../../../electron/core/shared/problem';
import { useWindowState } from '../../app/window-state';
import { saveBytes } from '../../client/save-bytes';
import { saveText } from '../../client/save-text';
import { ask, useCallMutation } from '../../client/use-call';
import { useConnection } from '../../client/workstation-context';
import { Button } from '../../components/button';
import { formatCount } from '../../strings/format-time';
import { toWhose } from './whose';

type Form = 'text' | 'pcapng';

/** What is shown into a file, or all of it forgotten. */
export function SipTools({ whom, disabled }: { whom: string; disabled: boolean }): ReactNode {
  const { t } = useTranslation(['sip', 'app']);
  const connection = useConnection();
  const toast = useWindowState((window) => window.toast);
  const [busy, setBusy] = useState<Form | null>(null);
  const clear = useCallMutation('sip.clear');
  const told = (error: unknown): void => {
    const problem = error instanceof ProblemError ? error.problem : null;
    toast({ tone: 'bad', title: problem?.message ?? t('app:unexpected'), text: problem?.remedy });
  };
  const save = async (form: Form): Promise<void> => {
    setBusy(form);
    try {
      const saved = await ask(connection, 'sip.export', { ...toWhose(whom), form });
      if ('text' in saved) saveText(saved.name, saved.text, 'text/plain;charset=utf-8');
      else saveBytes(saved.name, saved.base64);
      const { messages, earlier } = saved;
      const title = t('sip:saved', { count: messages, messages: formatCount(messages) });
      toast({ tone: earlier > 0 ? 'warn' : 'ok', title, ...(earlier > 0 ? { text: t('sip:savedCut') } : {}) });
    } catch (error) {
      told(error);
    } finally {
      setBusy(null);
    }
  };
  const forget = (): void =>
    clear.mutate({}, { onSuccess: () => toast({ tone: 'ok', title: t('sip:cleared') }), onError: told });
  return (
    <>
      <Button icon="download" busy={busy === 'text'} disabled={disabled} onClick={() => void save('text')}>
        {t('sip:saveText')}
      </Button>
      <Button icon="download" busy={busy === 'pcapng'} disabled={disabled} onClick={() => void save('pcapng')}>
        {t('sip:savePcapng')}
      </Button>
      <Button icon="trash" busy={clear.isPending} disabled={disabled} onClick={forget}>
        {t('sip:clear')}
      </Button>
    </>
  );
}
