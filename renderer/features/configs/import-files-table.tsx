import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportOutcome } from '../../../electron/contract/import';
import { gravestFirst } from '../../../electron/core/configs/problem-severity';
import { Tag } from '../../components/tag';
import { LayerBadge } from './layer-badge';
import { SeverityIcon } from './severity-icon';
import { macWithColons, readScope } from './scope-name';
import '../../components/list-table.css';

type ImportedFile = ImportOutcome['files'][number];
type ImportedPhone = ImportOutcome['phoneList'][number];

/** So many rows are drawn; a larger folder is told by its counts, those with problems first. */
const mostRows = 300;
const fine = { severity: 'hint' } as const;

/** Each file, what becomes of it, and the worst that is to say about it. */
export function ImportFilesTable({ result }: { result: ImportOutcome }): ReactNode {
  const { t } = useTranslation('imports');
  const phones = new Map(result.phoneList.map((phone) => [phone.mac, phone]));
  const rows = result.files.map((file) => ({ file, worst: worstOf(file) }));
  const shown =
    rows.length > mostRows
      ? rows.toSorted((a, b) => gravestFirst(a.worst ?? fine, b.worst ?? fine)).slice(0, mostRows)
      : rows;
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- it scrolls and holds nothing else to put the focus on
    <section className="folder-files" aria-label={t('table')} tabIndex={0}>
      <table className="list">
        <thead>
          <tr>
            <th scope="col">{t('column.file')}</th>
            <th scope="col">{t('column.for')}</th>
            <th scope="col">{t('column.problems')}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map(({ file, worst }) => (
            <tr key={file.path}>
              <td className="mono">{file.path}</td>
              <td>
                {file.scope === null ? <span className="m3">{t('out')}</span> : <For file={file} phones={phones} />}
              </td>
              <td>{worst ? <Worst worst={worst} more={file.problems.length - 1} /> : null}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > shown.length ? <p className="sm m3">{t('more', { count: rows.length - shown.length })}</p> : null}
    </section>
  );
}

function For({ file, phones }: { file: ImportedFile; phones: ReadonlyMap<string, ImportedPhone> }): ReactNode {
  const { t } = useTranslation('imports');
  const scope = readScope(file.scope ?? '');
  if (!scope) return null;
  const phone = scope.kind === 'phone' ? phones.get(scope.mac) : undefined;
  const details = [phone?.extensions.join(', '), file.model].filter(Boolean).join(' · ');
  return (
    <span className="col">
      <span className="row g6">
        <LayerBadge kind={scope.kind} />
        <b className="b5">
          {scope.kind === 'site'
            ? t('siteFile')
            : scope.kind === 'model'
              ? scope.model
              : scope.kind === 'group'
                ? scope.group
                : phone?.name || macWithColons(scope.mac)}
        </b>
        {phone ? <Tag tone={phone.known ? 'pend' : 'ok'}>{phone.known ? t('knownPhone') : t('newPhone')}</Tag> : null}
      </span>
      {phone ? <span className="m3">{details}</span> : null}
    </span>
  );
}

function Worst({ worst, more }: { worst: ImportedFile['problems'][number]; more: number }): ReactNode {
  const { t } = useTranslation('imports');
  return (
    <span className="row g6 top">
      <SeverityIcon severity={worst.severity} />
      <span>
        {worst.message} <span className="m3">{worst.remedy}</span>{' '}
        {worst.line > 1 ? <span className="m3 nw">{t('line', { line: worst.line })} </span> : null}
        {more > 0 ? <span className="m3 nw">{t('more', { count: more })}</span> : null}
      </span>
    </span>
  );
}

/** What the import says of a file comes first; of the rest the gravest. */
function worstOf(file: ImportedFile): ImportedFile['problems'][number] | undefined {
  const [first] = file.problems;
  if (file.scope === null || first?.code === 'MODEL_UNKNOWN') return first;
  return file.problems.toSorted(gravestFirst)[0];
}
