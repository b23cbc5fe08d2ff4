import { useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useWindowState } from '../../app/window-state';
import { useCall, useCallMutation } from '../../client/use-call';
import { Button } from '../../components/button';
import { CopyButton } from '../../components/copy-button';
import { Dialog } from '../../components/dialog';
import { Icon } from '../../components/icon';
import { Note, ProblemNote } from '../../components/note';
import { formatCount } from '../../strings/format-time';

const shown = 20;

/** The phone book as a table: read, tried without changing anything, shown, and only then taken. */
export function ContactsDialog({ onClose }: { onClose: () => void }): ReactNode {
  const { t } = useTranslation(['library', 'app']);
  const toast = useWindowState((window) => window.toast);
  const picker = useRef<HTMLInputElement>(null);
  const known = useCall('contacts.list', {}).data;
  const trial = useCallMutation('contacts.import');
  const taking = useCallMutation('contacts.import');
  const [file, setFile] = useState<{ name: string; text: string } | null>(null);
  const read = async (chosen: File | undefined): Promise<void> => {
    if (!chosen) return;
    const text = await chosen.text();
    setFile({ name: chosen.name, text });
    trial.mutate({ text, dryRun: true });
  };
  const take = (): void => {
    if (!file) return;
    taking.mutate(
      { text: file.text },
      {
        onSuccess: ({ contacts }) => {
          toast({
            tone: 'ok',
            title: t('library:contactsTaken', { count: contacts, contacts: formatCount(contacts) }),
          });
          onClose();
        },
      },
    );
  };
  const found = trial.data;
  const problem = (trial.error ?? taking.error)?.problem;
  return (
    <Dialog
      opened
      onClose={onClose}
      width={520}
      title={t('library:contactsTitle')}
      text={t('library:contactsText')}
      footer={
        <>
          <Button look="gh" onClick={onClose}>
            {t('app:cancel')}
          </Button>
          {found && found.contacts > 0 ? (
            <Button look="pri" busy={taking.isPending} onClick={take}>
              {t('library:contactsTake', { count: found.contacts, contacts: formatCount(found.contacts) })}
            </Button>
          ) : null}
        </>
      }
    >
      <input
        ref={picker}
        type="file"
        hidden
        accept=".csv,.tsv,.txt"
        onChange={(event) => {
          void read(event.target.files?.[0]);
          event.target.value = '';
        }}
      />
      <div className="row">
        <Button icon="folder" onClick={() => picker.current?.click()}>
          {file ? t('library:chooseOther') : t('library:chooseTable')}
        </Button>
        <span className="sm m2 el">{file?.name}</span>
      </div>
      {trial.isPending ? (
        <p className="row sm m3 contacts-found">
          <Icon name="arc" size={14} spin />
          {t('library:reading')}
        </p>
      ) : null}
      {found ? (
        <div className="contacts-found col g8">
          <p className="sm">{t('library:found', { count: found.contacts, contacts: formatCount(found.contacts) })}</p>
          {found.problems.length > 0 ? (
            <Note className="top">
              {t('library:rowProblems', { count: found.problems.length })}
              <ul className="xs">
                {found.problems.slice(0, shown).map(({ row, message }) => (
                  <li key={`${row} ${message}`}>{t('library:rowProblem', { row, message })}</li>
                ))}
              </ul>
            </Note>
          ) : null}
          {known && known.contacts.length > 0 ? (
            <p className="xs m3">{t('library:replaces', { count: known.contacts.length })}</p>
          ) : null}
        </div>
      ) : null}
      {known ? (
        <div className="row sm contacts-found">
          <span className="m3 nw">{t('library:bookAddress')}</span>
          <span className="mono el selectable grow">{known.address}</span>
          <CopyButton text={known.address} label={t('library:copyBook')} />
        </div>
      ) : null}
      {problem ? <ProblemNote problem={problem} /> : null}
    </Dialog>
  );
}
