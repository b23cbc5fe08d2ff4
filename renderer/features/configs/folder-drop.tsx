import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useWindowState } from '../../app/window-state';
import { droppedEntries } from './read-folder';
import './import-folder.css';

/** Takes files and folders dropped anywhere on the page it stands on, and opens the import with them. */
export function FolderDrop(): ReactNode {
  const { t } = useTranslation('imports');
  const set = useWindowState((window) => window.set);
  const [over, setOver] = useState(false);
  useEffect(() => {
    const hasFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;
    const onOver = (event: DragEvent): void => {
      if (!hasFiles(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const onLeave = (event: DragEvent): void => {
      if (event.relatedTarget === null) setOver(false);
    };
    const onDrop = (event: DragEvent): void => {
      if (!hasFiles(event) || !event.dataTransfer) return;
      event.preventDefault();
      setOver(false);
      const dropped = droppedEntries(event.dataTransfer.items);
      if (dropped.length > 0) set({ folderImport: { dropped } });
    };
    window.addEventListener('dragover', onOver);
    window.addEventListener('dragleave', onLeave);
    window.addEventListener('drop', onDrop);
    return () => {
      window.removeEventListener('dragover', onOver);
      window.removeEventListener('dragleave', onLeave);
      window.removeEventListener('drop', onDrop);
    };
  }, [set]);
  return over ? (
    <output className="folder-drop">
      <span className="t3">{t('drop')}</span>
    </output>
  ) : null;
}
