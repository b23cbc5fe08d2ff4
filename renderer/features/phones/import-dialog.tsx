import { useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useWindowState } from '../../app/window-state';
import { useCallMutation } from '../../client/use-call';
import { Button } from '../../components/button';
import { Dialog } from '../../components/dialog';
import { Icon } from '../../components/icon';
import { ProblemNote } from '../../components/note';
import { Tag } from '../../components/tag';

/** A list of phones as CSV: read, tried without changing anything, shown, and only then taken. */
export function ImportDialog(): ReactNode {
  const { t } = useTranslation(['phones', 'app']);
  const { set, toast } = useWindowState();
  const picker = useRef<HTMLInputElement>(null);
  const [file, setFile] = useState<{ name: string; csv: string } | null>(null);
  const trial = useCallMutation('phones.import');
  const taking = useCallMutation('phones.import');
  const onClose = (): void => set({ importOpen: false });

  const read = async (chosen: File | undefined): Promise<void> => {
    if (!chosen) return;
    const csv = await chosen.text();
    setFile({ name: chosen.name, csv });
    trial.mutate({ csv, dryRun: true });
  };
  const take = (): void => {
    if (!file) return;
    taking.mutate(
      { csv: file.csv },
      {
        onSuccess: ({ added, changed }) => {
          toast({
            tone: 'ok',
            title: t('phones:importing.done', { count: added + changed }),
            text: t('phones:importing.doneText'),
          });
          onClose();
        },
      },
    );
  };

  const result = trial.data;
  const good = (result?.added ?? 0) + (result?.changed ?? 0);
  const problem = trial.error?.problem ?? taking.error?.problem;
  return (
    <Dialog
      opened
      onClose={onClose}
      width={480}
      title={t('phones:importing.title')}
      text={t('phones:importing.text')}
      footer={
        <>
          <Button look="gh" onClick={onClose}>
            {t('app:cancel')}
          </Button>
          {good > 0 ? (
            <Button look="pri" busy={taking.isPending} onClick={take}>
              {t('phones:importing.import', { count: good })}
            </Button>
          ) : null}
        </>
      }
    >
      <input
        ref={picker}
        type="file"
        accept=".csv,.txt,text/csv,text/plain"
        hidden
        aria-label={t('phones:importing.choose')}
        onChange={(event) => {
          void read(event.target.files?.[0]);
          event.target.value = '';
        }}
      />
      <div className="row">
        <Button
          icon="folder"
          look={file ? 'plain' : 'pri'}
          busy={trial.isPending}
          data-autofocus
          onClick={() => picker.current?.click()}
        >
          {file ? t('phones:importing.other') : t('phones:importing.choose')}
        </Button>
        {file ? <span className="m2 el">{file.name}</span> : null}
      </div>
      {result ? (
        <div className="import-result" aria-live="polite">
          <div className="row g6">
            <Tag tone="ok">{t('phones:importing.added', { count: result.added })}</Tag>
            {result.changed > 0 ? (
              <Tag tone="pend">{t('phones:importing.changed', { count: result.changed })}</Tag>
            ) : null}
            {result.skipped > 0 ? (
              <Tag tone="fail">{t('phones:importing.skipped', { count: result.skipped })}</Tag>
            ) : null}
          </div>
          {good === 0 ? <p className="sm m2">{t('phones:importing.nothing')}</p> : null}
          {result.problems.length > 0 ? (
            <ul className="import-problems" aria-label={t('phones:importing.problems')}>
              {result.problems.map(({ row, code, message }) => (
                <li key={`${row} ${code} ${message}`}>
                  <Icon name="failed" size={14} className="c-fail" />
                  <span className="m3 nw">{t('phones:importing.row', { row })}</span>
                  <span className="grow">
                    {message} <code className="mono m3">{code}</code>
                  </span>
                </li>
              ))}
            </ul>
          ) : null}
        </div>
      ) : null}
      {problem ? <ProblemNote problem={problem} /> : null}
    </Dialog>
  );
}
