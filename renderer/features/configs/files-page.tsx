import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import type { ConfigFileView } from '../../../electron/contract/configs';
import type { PhoneView } from '../../../electron/contract/phones';
import { parseScope, type Scope } from '../../../electron/core/configs/scope';
import { routes } from '../../app/routes';
import { useWindowState } from '../../app/window-state';
import { useSiteClock } from '../../client/site-clock';
import { useCall } from '../../client/use-call';
import { Button } from '../../components/button';
import { EmptyState } from '../../components/empty-state';
import { ErrorState } from '../../components/error-state';
import { Icon } from '../../components/icon';
import { PageHead } from '../../components/page-head';
import { SkeletonRows } from '../../components/skeleton';
import { Tag } from '../../components/tag';
import { formatFull, formatNear, formatSize } from '../../strings/format-time';
import { LayerBadge } from './layer-badge';
import { NewFileDialog } from './new-file-dialog';
import { SeverityIcon } from './problem-list';
import { macWithColons, scopeName } from './scope-name';
import '../../components/list-table.css';
import './configs.css';

const strength: readonly Scope['kind'][] = ['site', 'model', 'group', 'phone'];

interface Row {
  readonly file: ConfigFileView;
  readonly scope: Scope;
  readonly name: string;
}

/** All config files of the site, weakest first. */
export function FilesPage(): ReactNode {
  const { t } = useTranslation('configs');
  const [, go] = useLocation();
  const files = useCall('configs.files', {});
  const phones = useCall('phones.list', {});
  const preview = useCall('configs.preview', {});
  const setWindow = useWindowState((window) => window.set);
  const [creating, setCreating] = useState(false);
  const changes = preview.data?.changes.length ?? 0;
  const rows = (files.data?.files ?? [])
    .flatMap((file): Row[] => {
      const scope = parseScope(file.scope);
      if (!scope.ok) return [];
      return [{ file, scope: scope.value, name: scopeName(scope.value, phones.data?.phones ?? [], t('siteFile')) }];
    })
    .toSorted(
      (a, b) => strength.indexOf(a.scope.kind) - strength.indexOf(b.scope.kind) || a.name.localeCompare(b.name),
    );
  return (
    <>
      <PageHead title={t('title')} text={t('filesText')}>
        <Button icon="plus" onClick={() => setCreating(true)}>
          {t('newFile')}
        </Button>
        {changes > 0 ? (
          <Button look="pri" onClick={() => setWindow({ publishOpen: true })}>
            {t('publish')}
            <span className="count">{changes}</span>
          </Button>
        ) : null}
      </PageHead>
      {rows.length > 0 ? (
        <FilesTable rows={rows} phones={phones.data?.phones ?? []} />
      ) : files.error ? (
        <ErrorState error={files.error} onRetry={() => void files.refetch()} />
      ) : files.isPending ? (
        <SkeletonRows rows={8} columns={[160, 90, 40, 60, 90]} />
      ) : (
        <EmptyState
          icon="file"
          title={t('emptyTitle')}
          text={t('emptyText')}
          actions={
            <>
              <Button look="pri" onClick={() => go(routes.file('site'))}>
                {t('openSite')}
              </Button>
              <Button onClick={() => setCreating(true)}>{t('newFile')}</Button>
            </>
          }
        />
      )}
      {creating ? <NewFileDialog onClose={() => setCreating(false)} /> : null}
    </>
  );
}

function FilesTable({ rows, phones }: { rows: readonly Row[]; phones: readonly PhoneView[] }): ReactNode {
  const { t } = useTranslation('configs');
  const { now, timeZone } = useSiteClock();
  return (
    <div className="list-page">
      <table className="list files">
        <thead>
          <tr>
            <th scope="col">{t('column.file')}</th>
            <th scope="col">{t('column.takers')}</th>
            <th scope="col" className="num">
              {t('column.values')}
            </th>
            <th scope="col" className="num">
              {t('column.size')}
            </th>
            <th scope="col">{t('column.problems')}</th>
            <th scope="col">{t('column.draft')}</th>
            <th scope="col">{t('column.changed')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ file, scope, name }) => (
            <tr key={file.scope}>
              <td>
                <Link href={routes.file(file.scope)} className="file-link">
                  <LayerBadge kind={scope.kind} />
                  <b className="b5 el">{name}</b>
                  {scope.kind === 'phone' ? <span className="mono m3 hide-n">{macWithColons(scope.mac)}</span> : null}
                </Link>
              </td>
              <td className="m2">{takers(file, scope, phones.length)}</td>
              <td className="num">{file.values}</td>
              <td className="num m2">{formatSize(file.sizeBytes)}</td>
              <td>
                {file.worst ? (
                  <span className="row g6">
                    <SeverityIcon severity={file.worst} />
                    {t(`worst.${file.worst}`)}
                  </span>
                ) : (
                  <span className="m3">{t('problemsNone')}</span>
                )}
              </td>
              <td>
                {file.hasDraft ? (
                  <Tag tone="ac">
                    <Icon name="pencil" size={12} />
                    {t('draftMark')}
                  </Tag>
                ) : null}
              </td>
              <td className="m2">
                {file.changedAt ? (
                  <time dateTime={file.changedAt} title={formatFull(file.changedAt, timeZone)}>
                    {formatNear(file.changedAt, now, timeZone)}
                  </time>
                ) : (
                  t('never')
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );

  function takers(file: ConfigFileView, scope: Scope, all: number): string {
    if (file.phones === 0) return t('noPhones');
    if (scope.kind === 'site' && file.phones === all) return `${t('siteTaken')} (${all})`;
    return t('phones', { count: file.phones });
  }
}
