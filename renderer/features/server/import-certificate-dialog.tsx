import { useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useWindowState } from '../../app/window-state';
import { useCallMutation } from '../../client/use-call';
import { Button } from '../../components/button';
import { Dialog } from '../../components/dialog';
import { ProblemNote } from '../../components/note';

type Part = 'certificate' | 'key';

/** A certificate from elsewhere with its key, as PEM text: pasted, or read from files. */
export function ImportCertificateDialog({ onClose }: { onClose: () => void }): ReactNode {
  const { t } = useTranslation(['certificates', 'app']);
  const toast = useWindowState((window) => window.toast);
  const taking = useCallMutation('certificates.import');
  const [pem, setPem] = useState<Record<Part, string>>({ certificate: '', key: '' });
  const ready = pem.certificate.trim() !== '' && pem.key.trim() !== '';
  const take = (): void => {
    if (!ready) return;
    taking.mutate(pem, {
      onSuccess: () => {
        toast({ tone: 'ok', title: t('certificates:imported') });
        onClose();
      },
    });
  };
  return (
    <Dialog
      opened
      onClose={onClose}
      onSubmit={take}
      title={t('certificates:importTitle')}
      text={t('certificates:importText')}
      width={560}
      footer={
        <>
          <Button look="gh" onClick={onClose}>
            {t('app:cancel')}
          </Button>
          <Button look="pri" type="submit" disabled={!ready} busy={taking.isPending}>
            {t('certificates:importDo')}
          </Button>
        </>
      }
    >
      {(['certificate', 'key'] as const).map((part) => (
        <Pem key={part} part={part} value={pem[part]} onChange={(text) => setPem({ ...pem, [part]: text })} />
      ))}
      {taking.error ? <ProblemNote problem={taking.error.problem} /> : null}
    </Dialog>
  );
}

function Pem({ part, value, onChange }: { part: Part; value: string; onChange: (text: string) => void }): ReactNode {
  const { t } = useTranslation('certificates');
  const picker = useRef<HTMLInputElement>(null);
  return (
    <div className="field pem">
      <div className="row">
        <label className="grow" htmlFor={`pem-${part}`}>
          {t(`pem.${part}`)}
        </label>
        <button type="button" className="link sm" onClick={() => picker.current?.click()}>
          {t('pem.choose')}
          <span className="unseen"> {t(`pem.${part}`)}</span>
        </button>
      </div>
      <input
        ref={picker}
        type="file"
        hidden
        accept=".pem,.crt,.cer,.key,.txt"
        onChange={(event) => {
          void event.target.files?.[0]?.text().then(onChange);
          event.target.value = '';
        }}
      />
      <textarea
        id={`pem-${part}`}
        className="in mono"
        rows={5}
        spellCheck={false}
        placeholder={part === 'certificate' ? '-----BEGIN CERTIFICATE-----' : '-----BEGIN PRIVATE KEY-----'}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </div>
  );
}
