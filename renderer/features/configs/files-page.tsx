import { useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { ConfigFileView, PublishPreview } from '../../../electron/contract/configs';
import type { PhoneView } from '../../../electron/contract/phones';
import { parseScope, type Scope } from '../../../electron/core/configs/scope';
import { routes } from '../../app/routes';
import { useWindowState } from '../../app/window-state';
import { useCall } from '../../client/use-call';
import { Button } from '../../components/button';
import { EmptyState } from '../../components/empty-state';
import { ErrorState } from '../../components/error-state';
import { Icon } from '../../components/icon';
import { PageHead } from '../../components/page-head';
import { SkeletonRows } from '../../components/skeleton';
import { FilesTable, type FileRow } from './files-table';
import { FilesTabs } from './files-tabs';
import { FolderDrop } from './folder-drop';
import { NewFileDialog } from './new-file-dialog';
import { macWithColons } from './scope-name';
import '../../components/list-table.css';
import './configs.css';

const strength: readonly Scope['kind'][] = ['site', 'model', 'group', 'phone'];
/** Above so many files a field to find one is worth its room. */
const manyFiles = 12;

/** All config files of the site, weakest first. */
export function FilesPage(): ReactNode {
  const { t } = useTranslation(['configs', 'files', 'imports']);
  const [, go] = useLocation();
  const files = useCall('configs.files', {});
  const preview = useCall('configs.preview', {});
  const phones = useCall('phones.list', {}).data?.phones;
  const setWindow = useWindowState((window) => window.set);
  const [creating, setCreating] = useState(false);
  const [filter, setFilter] = useState('');
  const changes = preview.data?.changes.length ?? 0;
  const rows = useRows(files.data?.files, preview.data?.changes, phones);
  const words = filter.trim().toLowerCase();
  const found = rows.filter(({ name, file }) => `${name} ${file.scope}`.toLowerCase().includes(words));

  return (
    <>
      <PageHead
        title={t('configs:title')}
        beside={<FilesTabs on="files" />}
        text={<span className="hide-w">{t('configs:filesText')}</span>}
      >
        <Button look="gh" icon="changes" onClick={() => go(routes.compare())}>
          {t('files:compare')}
        </Button>
        <Button icon="folder" onClick={() => setWindow({ folderImport: 'choose' })}>
          {t('imports:button')}
        </Button>
        <Button icon="plus" onClick={() => setCreating(true)}>
          {t('configs:newFile')}
        </Button>
        {changes > 0 ? (
          <Button look="pri" onClick={() => setWindow({ publishOpen: true })}>
            {t('configs:publish')}
            <span className="count">{changes}</span>
          </Button>
        ) : null}
      </PageHead>
      {rows.length > manyFiles ? (
        <div className="tools">
          <div className="search-field">
            <Icon name="search" size={14} />
            <input
              type="text"
              className="in"
              aria-label={t('files:filter')}
              placeholder={t('files:filterHint')}
              spellCheck={false}
              value={filter}
              onChange={(event) => setFilter(event.target.value)}
            />
          </div>
          <output className="sm m3 end">{t('files:shown', { count: rows.length, shown: found.length })}</output>
        </div>
      ) : null}
      {found.length > 0 ? (
        <FilesTable rows={found} allPhones={phones?.length ?? 0} />
      ) : rows.length > 0 ? (
        <EmptyState
          title={t('files:nothing')}
          actions={<Button onClick={() => setFilter('')}>{t('files:clear')}</Button>}
        />
      ) : files.error ? (
        <ErrorState error={files.error} onRetry={() => void files.refetch()} />
      ) : files.isPending ? (
        <SkeletonRows rows={8} columns={[160, 90, 40, 60, 90]} />
      ) : (
        <EmptyState
          icon="file"
          title={t('configs:emptyTitle')}
          text={t('configs:emptyText')}
          actions={
            <>
              <Button look="pri" onClick={() => go(routes.file('site'))}>
                {t('configs:openSite')}
              </Button>
              <Button onClick={() => setCreating(true)}>{t('configs:newFile')}</Button>
            </>
          }
        />
      )}
      <FolderDrop />
      {creating ? <NewFileDialog onClose={() => setCreating(false)} /> : null}
    </>
  );
}

type Known<T> = readonly T[] | undefined;

function useRows(
  files: Known<ConfigFileView>,
  changes: Known<PublishPreview['changes'][number]>,
  phones: Known<PhoneView>,
): FileRow[] {
  const { t } = useTranslation('configs');
  return useMemo(() => {
    const names = new Map(phones?.map(({ mac, name }) => [mac, name]));
    const removed = new Set(
      changes?.filter(({ kind, change }) => kind === 'file' && change === 'removed').map(({ scope }) => scope),
    );
    const nameOf = (scope: Scope): string => {
      if (scope.kind === 'site') return t('siteFile');
      if (scope.kind === 'phone') return names.get(scope.mac) || macWithColons(scope.mac);
      return scope.kind === 'model' ? scope.model : scope.group;
    };
    return (files ?? [])
      .flatMap((file): FileRow[] => {
        const scope = parseScope(file.scope);
        if (!scope.ok) return [];
        return [{ file, scope: scope.value, name: nameOf(scope.value), removed: removed.has(file.scope) }];
      })
      .toSorted(
        (a, b) =>
          strength.indexOf(a.scope.kind) - strength.indexOf(b.scope.kind) ||
          a.name.localeCompare(b.name, 'en', { numeric: true }),
      );
  }, [files, changes, phones, t]);
}
