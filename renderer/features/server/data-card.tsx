import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useWindowState } from '../../app/window-state';
import { useCallMutation } from '../../client/use-call';
import { Button } from '../../components/button';
import { Card } from '../../components/card';
import { Dialog } from '../../components/dialog';
import { TextField } from '../../components/field';
import { ProblemNote } from '../../components/note';
import { Facts } from '../../components/panel';
import { formatSize } from '../../strings/format-time';

export function DataCard({ data, version }: { data: string; version: string }): ReactNode {
  const { t } = useTranslation('server');
  const [opened, setOpened] = useState(false);
  return (
    <Card title={t('data')}>
      <div className="card-body">
        <Facts
          rows={[
            [
              t('folder'),
              <span key="folder" className="mono selectable break">
                {data}
              </span>,
            ],
            [t('version'), version],
          ]}
        />
        <div className="row">
          <Button size="sm" icon="download" onClick={() => setOpened(true)}>
            {t('backup')}
          </Button>
          <span className="xs m3">{t('backupText')}</span>
        </div>
      </div>
      {opened ? <BackupDialog onClose={() => setOpened(false)} /> : null}
    </Card>
  );
}

function BackupDialog({ onClose }: { onClose: () => void }): ReactNode {
  const { t } = useTranslation('server');
  const backup = useCallMutation('backup.create');
  const toast = useWindowState((window) => window.toast);
  const [file, setFile] = useState('');
  const write = (): void => {
    if (file.trim() === '') return;
    backup.mutate(
      { file: file.trim() },
      {
        onSuccess: (written) => {
          const text = t('backupDoneText', { file: written.file, size: formatSize(written.bytes) });
          toast({ tone: 'ok', title: t('backupDone'), text });
          onClose();
        },
      },
    );
  };
  return (
    <Dialog
      opened
      onClose={onClose}
      onSubmit={write}
      title={t('backupTitle')}
      text={t('backupText')}
      width={480}
      footer={
        <>
          <Button look="gh" onClick={onClose}>
            {t('backupCancel')}
          </Button>
          <Button look="pri" type="submit" disabled={file.trim() === ''} busy={backup.isPending}>
            {t('backupSave')}
          </Button>
        </>
      }
    >
      <TextField
        label={t('backupFile')}
        hint={t('backupHint')}
        className="mono"
        value={file}
        onChange={(event) => setFile(event.target.value)}
        data-autofocus
      />
      {backup.error ? <ProblemNote problem={backup.error.problem} /> : null}
    </Dialog>
  );
}
