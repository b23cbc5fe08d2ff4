import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ListHead } from '../../components/list-head';
import { When } from '../../client/when';
import { Link, useLocation } from 'wouter';
import type { ConfigFileView } from '../../../electron/contract/configs';
import type { Scope } from '../../../electron/core/configs/scope';
import { routes } from '../../app/routes';
import { Icon } from '../../components/icon';
import { IconButton } from '../../components/icon-button';
import { Menu } from '../../components/menu';
import { Tag } from '../../components/tag';
import { formatCount, formatSize } from '../../strings/format-time';
import { writeSide } from './compare-sides';
import { DiscardFileDialog, DuplicateFileDialog, RemoveFileDialog } from './files-dialogs';
import { LayerBadge } from './layer-badge';
import { SeverityIcon } from './severity-icon';
import { macWithColons } from './scope-name';

export interface FileRow {
  readonly file: ConfigFileView;
  readonly scope: Scope;
  readonly name: string;
  /** The draft deletes it. */
  readonly removed: boolean;
}

type Asked = { readonly what: 'duplicate' | 'remove' | 'discard'; readonly row: FileRow };

/** Rows shown before one asks for more: a site with a file for every phone has thousands. */
const firstRows = 200;
const dialogs = { duplicate: DuplicateFileDialog, remove: RemoveFileDialog, discard: DiscardFileDialog };

export function FilesTable({ rows, allPhones }: { rows: readonly FileRow[]; allPhones: number }): ReactNode {
  const { t } = useTranslation(['configs', 'files', 'app']);
  const [shown, setShown] = useState(firstRows);
  const [asked, setAsked] = useState<Asked | null>(null);
  const Asking = asked ? dialogs[asked.what] : null;
  return (
    <div className="list-page">
      <table className="list files">
        <ListHead
          columns={[
            t('configs:column.file'),
            t('configs:column.takers'),
            { words: t('configs:column.values'), as: 'number' },
            { words: t('configs:column.size'), as: 'number' },
            t('configs:column.problems'),
            t('configs:column.draft'),
            t('configs:column.changed'),
            { words: t('files:column.actions'), as: 'unseen' },
          ]}
        />
        <tbody>
          {rows.slice(0, shown).map((row) => (
            <Row key={row.file.scope} row={row} allPhones={allPhones} onAsk={(what) => setAsked({ what, row })} />
          ))}
        </tbody>
      </table>
      {rows.length > shown ? (
        <button type="button" className="link more-files" onClick={() => setShown(shown + firstRows)}>
          {t('files:showMore', { count: Math.min(firstRows, rows.length - shown) })}
        </button>
      ) : null}
      {asked && Asking ? <Asking file={asked.row.file} name={asked.row.name} onClose={() => setAsked(null)} /> : null}
    </div>
  );
}

function Row(props: { row: FileRow; allPhones: number; onAsk: (what: Asked['what']) => void }): ReactNode {
  const { row, allPhones, onAsk } = props;
  const { file, scope, name, removed } = row;
  const { t } = useTranslation(['configs', 'files']);
  const [, go] = useLocation();
  const side = { what: 'file', name: file.scope } as const;
  const compare = (): void =>
    go(routes.compare(writeSide({ ...side, state: 'published' }), writeSide({ ...side, state: 'draft' })));
  const takers = (): string => {
    if (file.phones === 0) return t('configs:noPhones');
    if (scope.kind === 'site' && file.phones === allPhones)
      return `${t('configs:siteTaken')} (${formatCount(allPhones)})`;
    return t('configs:phones', { count: file.phones });
  };
  return (
    <tr>
      <td>
        <Link href={routes.file(file.scope)} className="file-link">
          <LayerBadge kind={scope.kind} />
          <b className="b5 el">{name}</b>
          {scope.kind === 'phone' ? <span className="mono m3 hide-n">{macWithColons(scope.mac)}</span> : null}
        </Link>
      </td>
      <td className="m2">{takers()}</td>
      <td className="num">{formatCount(file.values)}</td>
      <td className="num m2">{formatSize(file.sizeBytes)}</td>
      <td>
        {file.worst ? (
          <span className="row g6">
            <SeverityIcon severity={file.worst} />
            {t(`configs:worst.${file.worst}`)}
          </span>
        ) : (
          <span className="m3">{t('configs:problemsNone')}</span>
        )}
      </td>
      <td>
        {removed ? (
          <Tag tone="fail">
            <Icon name="trash" size={12} />
            {t('files:removedMark')}
          </Tag>
        ) : file.hasDraft ? (
          <Tag tone="ac">
            <Icon name="pencil" size={12} />
            {t('configs:draftMark')}
          </Tag>
        ) : null}
      </td>
      <td className="m2">{file.changedAt ? <When at={file.changedAt} /> : t('configs:never')}</td>
      <td className="right">
        <Menu
          width={240}
          items={[
            { label: t('files:menu.open'), icon: 'file', run: () => go(routes.file(file.scope)) },
            { label: t('files:menu.duplicate'), icon: 'copy', run: () => onAsk('duplicate') },
            ...(file.hasDraft
              ? [
                  { label: t('files:menu.changes'), icon: 'changes' as const, run: compare },
                  { label: t('files:menu.discard'), icon: 'undo' as const, run: () => onAsk('discard') },
                ]
              : []),
            ...(removed
              ? []
              : [
                  null,
                  { label: t('files:menu.remove'), icon: 'trash' as const, danger: true, run: () => onAsk('remove') },
                ]),
          ]}
        >
          <IconButton icon="more" small label={t('files:more', { file: name })} />
        </Menu>
      </td>
    </tr>
  );
}
