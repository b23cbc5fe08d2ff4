import { lazy, Suspense, type ReactNode } from 'react';
import { AddPhoneDialog } from '../features/phones/add-phone-dialog';
import { ImportDialog } from '../features/phones/import-dialog';
import { useWindowState } from './window-state';

const PublishDialog = lazy(async () => ({
  default: (await import('../features/configs/publish-dialog')).PublishDialog,
}));

const ImportFolderDialog = lazy(async () => ({
  default: (await import('../features/configs/import-folder-dialog')).ImportFolderDialog,
}));

const TimingSettingsDialog = lazy(async () => ({
  default: (await import('../features/timing/timing-settings-dialog')).TimingSettingsDialog,
}));

/** Dialogs that may be opened from any page. */
export function OpenDialogs(): ReactNode {
  const { publishOpen, timingOpen, addPhone, importOpen, folderImport } = useWindowState();
  return (
    <>
      {addPhone ? <AddPhoneDialog start={addPhone} /> : null}
      {importOpen ? <ImportDialog /> : null}
      {folderImport ? (
        <Suspense>
          <ImportFolderDialog start={folderImport} />
        </Suspense>
      ) : null}
      {publishOpen ? (
        <Suspense>
          <PublishDialog />
        </Suspense>
      ) : null}
      {timingOpen ? (
        <Suspense>
          <TimingSettingsDialog />
        </Suspense>
      ) : null}
    </>
  );
}
