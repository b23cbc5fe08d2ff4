import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportOutcome } from '../../../electron/contract/import';
import { ProblemError, type Problem } from '../../../electron/core/shared/problem';
import { useWindowState, type FolderImport } from '../../app/window-state';
import { useCall, useCallMutation } from '../../client/use-call';
import { SuggestField } from '../../components/field';
import { ImportFrame } from '../../components/import-frame';
import { Tag } from '../../components/tag';
import { ImportFilesTable } from './import-files-table';
import { chosenFiles, droppedFiles, readFolder, type FolderFiles, type FoundFile } from './read-folder';
import './import-folder.css';

/** A folder of config files: read, shown file by file, taken as drafts, and taken back with one press while that is possible. */
export function ImportFolderDialog({ start }: { start: FolderImport }): ReactNode {
  const { t } = useTranslation('imports');
  const { set, toast } = useWindowState();
  const [files, setFiles] = useState<FolderFiles | null>(null);
  const [model, setModel] = useState('');
  const [reading, setReading] = useState(false);
  const [unread, setUnread] = useState<Problem | null>(null);
  const models = useCall('phones.models', {}).data?.models ?? [];
  const trial = useCallMutation('configs.import');
  const taking = useCallMutation('configs.import');
  const undoing = useCallMutation('configs.undoImport');
  const onClose = (): void => set({ folderImport: null });

  const read = async (find: () => Promise<FoundFile[]> | FoundFile[]): Promise<void> => {
    setReading(true);
    setUnread(null);
    trial.reset();
    taking.reset();
    try {
      const found = await readFolder(await find());
      setFiles(found);
      trial.mutate({ files: found, dryRun: true });
    } catch (error) {
      setFiles(null);
      setUnread(error instanceof ProblemError ? error.problem : unreadable(error));
    } finally {
      setReading(false);
    }
  };
  const began = useRef(false);
  useEffect(() => {
    if (began.current || start === 'choose') return;
    began.current = true;
    void read(() => droppedFiles(start.dropped));
  });

  const given = model.trim();
  const tryModel = (): void => {
    if (files) trial.mutate({ files, dryRun: true, ...(given !== '' && { model: given }) });
  };
  // Promises, not callbacks of the mutation: both end after this dialog is closed.
  const undo = async (token: string): Promise<void> => {
    try {
      await undoing.mutateAsync({ undo: token });
      toast({ tone: 'ok', title: t('undone'), text: t('undoneText') });
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      toast({ tone: 'warn', title: error.problem.message, text: error.problem.remedy });
    }
  };
  const take = async (): Promise<void> => {
    if (!files) return;
    try {
      const outcome = await taking.mutateAsync({ files, ...(given !== '' && { model: given }) });
      const { phones, undo: token } = outcome;
      toast({
        tone: 'ok',
        title: phones > 0 ? t('done', { count: phones }) : t('doneFiles'),
        text: t('doneText'),
        action: token === null ? undefined : { label: t('undo'), run: () => void undo(token) },
      });
      onClose();
    } catch (error) {
      // A refusal stands in the dialog.
      if (!(error instanceof ProblemError)) throw error;
    }
  };

  const result = trial.data;
  const taken = result?.files.filter(({ scope }) => scope !== null).length ?? 0;
  const asksModel =
    result?.files.some(({ problems }) => problems.some(({ code }) => code === 'MODEL_UNKNOWN')) ?? false;
  const problem = unread ?? trial.error?.problem ?? taking.error?.problem;
  return (
    <ImportFrame
      title={t('title')}
      text={t('text')}
      width={720}
      picker={{
        label: t('choose'),
        otherLabel: t('other'),
        chosen: files ? t('chosen', { count: files.length }) : null,
        busy: reading || trial.isPending,
        onChoose: (list) => {
          const chosen = chosenFiles(list);
          if (chosen.length > 0) void read(() => chosen);
        },
      }}
      take={taken > 0 ? { label: t('import', { count: taken }), busy: taking.isPending, run: () => void take() } : null}
      problem={problem}
      onClose={onClose}
    >
      {result ? (
        <div className="folder-result" aria-live="polite">
          <Counts result={result} taken={taken} />
          {asksModel || given !== '' ? (
            <SuggestField
              label={t('model')}
              hint={t('modelHint')}
              suggestions={models.map(({ name }) => name)}
              value={model}
              onChange={(event) => setModel(event.target.value)}
              onBlur={tryModel}
              onKeyDown={(event) => {
                if (event.key === 'Enter') tryModel();
              }}
            />
          ) : null}
          <ImportFilesTable result={result} />
          {result.notes.length > 0 ? (
            <ul className="folder-notes sm m2" aria-label={t('notes')}>
              {result.notes.map((note) => (
                <li key={note}>{note}</li>
              ))}
            </ul>
          ) : null}
        </div>
      ) : null}
    </ImportFrame>
  );

  function unreadable(error: unknown): Problem {
    const reason = error instanceof Error ? error.message : String(error);
    return { code: 'FILE_UNREADABLE', message: `${t('failed')}.`, remedy: reason };
  }
}

function Counts({ result, taken }: { result: ImportOutcome; taken: number }): ReactNode {
  const { t } = useTranslation('imports');
  const leftOut = result.files.length - taken;
  return (
    <div className="row g6">
      {taken > 0 ? <Tag tone="ok">{t('taken', { count: taken })}</Tag> : <span className="m2">{t('nothing')}</span>}
      {result.phones > 0 ? <Tag tone="ac">{t('phones', { count: result.phones })}</Tag> : null}
      {leftOut > 0 ? <Tag tone="pend">{t('leftOut', { count: leftOut })}</Tag> : null}
    </div>
  );
}
