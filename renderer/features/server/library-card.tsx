import { useRef, useState, type DragEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { LibraryFileView } from '../../../electron/contract/library';
import { useCall } from '../../client/use-call';
import { Button } from '../../components/button';
import { Card } from '../../components/card';
import { CopyButton } from '../../components/copy-button';
import { ErrorState } from '../../components/error-state';
import { Icon } from '../../components/icon';
import { IconButton } from '../../components/icon-button';
import { ProblemNote } from '../../components/note';
import { SkeletonRows } from '../../components/skeleton';
import { Tag } from '../../components/tag';
import { formatCount, formatSize } from '../../strings/format-time';
import { ContactsDialog } from './contacts-dialog';
import { LibraryFileDialog } from './library-file-dialog';
import { useUpload, type Upload } from './use-upload';

/** Files that are no configuration: firmware, logos, ringtones, certificates; and the contacts of the phone book. */
export function LibraryCard(): ReactNode {
  const { t } = useTranslation('library');
  const list = useCall('library.list', {});
  const picker = useRef<HTMLInputElement>(null);
  const { current, problem, send, cancel } = useUpload();
  const [over, setOver] = useState(false);
  const [open, setOpen] = useState<number | 'contacts' | null>(null);
  const files = list.data?.files ?? [];
  const chosen = files.find(({ id }) => id === open);
  const onDrop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    if (!current) void send([...event.dataTransfer.files]);
  };
  return (
    // What is dropped can be chosen with a button as well.
    <div
      role="presentation"
      className={over ? 'drop over' : 'drop'}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes('Files')) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={(event) => {
        if (!(event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget))) setOver(false);
      }}
      onDrop={onDrop}
    >
      <Card
        title={t('title')}
        end={
          <Button size="sm" icon="upload" disabled={current !== null} onClick={() => picker.current?.click()}>
            {t('add')}
          </Button>
        }
      >
        <input
          ref={picker}
          type="file"
          multiple
          hidden
          onChange={(event) => {
            void send([...(event.target.files ?? [])]);
            event.target.value = '';
          }}
        />
        {current ? <Progress upload={current} onCancel={cancel} /> : null}
        {problem ? <ProblemNote problem={problem} /> : null}
        {list.error && !list.data ? (
          <ErrorState error={list.error} onRetry={() => void list.refetch()} />
        ) : !list.data ? (
          <SkeletonRows rows={2} columns={[160, 80, 60]} />
        ) : (
          <ul className="lines" aria-label={t('title')}>
            {files.map((file) => (
              <LibraryLine key={file.id} file={file} onOpen={() => setOpen(file.id)} />
            ))}
            {files.length === 0 ? <li className="card-text sm m3">{t('none')}</li> : null}
            <li className="line library-line">
              <Icon name="people" className="m3" />
              <b className="b5">{t('contacts')}</b>
              <span className="m2 el">
                {t('contactCount', { count: list.data.contacts, contacts: formatCount(list.data.contacts) })}
              </span>
              <Button size="sm" onClick={() => setOpen('contacts')}>
                {t('importContacts')}
              </Button>
            </li>
          </ul>
        )}
      </Card>
      {over ? (
        <output className="drop-words">
          <Icon name="upload" />
          {t('drop')}
        </output>
      ) : null}
      {chosen ? <LibraryFileDialog file={chosen} onClose={() => setOpen(null)} /> : null}
      {open === 'contacts' ? <ContactsDialog onClose={() => setOpen(null)} /> : null}
    </div>
  );
}

function LibraryLine({ file, onOpen }: { file: LibraryFileView; onOpen: () => void }): ReactNode {
  const { t } = useTranslation('library');
  const { name, kind, bytes, models, version, groups, address, sound } = file;
  const words = [
    t(`kind.${kind}`),
    formatSize(bytes),
    version === null ? '' : t('version', { version }),
    models.length === 0 ? t('everyModel') : models.join(', '),
    groups === null ? '' : t('wave', { groups: groups.join(', ') }),
  ].filter((each) => each !== '');
  return (
    <li className="line library-line">
      <Icon name={sound ? 'file' : 'failed'} className={sound ? 'm3' : 'c-fail'} />
      <span className="col">
        <b className="b5 el" title={name}>
          {name}
        </b>
        <span className="xs m3 el" title={words.join(' · ')}>
          {words.join(' · ')}
        </span>
      </span>
      {sound ? <span /> : <Tag tone="fail">{t('unsound')}</Tag>}
      <span className="row g4">
        <CopyButton text={address} label={t('copyAddress', { name })} />
        <IconButton icon="pencil" small label={t('edit', { name })} onClick={onOpen} />
      </span>
    </li>
  );
}

function Progress({ upload, onCancel }: { upload: Upload; onCancel: () => void }): ReactNode {
  const { t } = useTranslation(['library', 'app']);
  const { name, bytes, sent } = upload;
  return (
    <div className="upload sm">
      <span className="el grow">{t('library:sending', { name })}</span>
      <progress value={sent} max={bytes} aria-label={t('library:sending', { name })} />
      <span className="m3 nw">{t('library:sent', { sent: formatSize(sent), all: formatSize(bytes) })}</span>
      <Button size="sm" onClick={onCancel}>
        {t('app:cancel')}
      </Button>
    </div>
  );
}
