import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { routes } from '../../app/routes';
import { useCall } from '../../client/use-call';
import { Button } from '../../components/button';
import { EmptyState } from '../../components/empty-state';
import { ErrorState } from '../../components/error-state';
import { IconButton } from '../../components/icon-button';
import { PageHead } from '../../components/page-head';
import { SkeletonRows } from '../../components/skeleton';
import { CompareFiles } from './compare-files';
import { ComparePicker, SideWords } from './compare-picker';
import { askedSide, readSide, writeSide, type Side } from './compare-sides';
import './configs.css';
import './publish.css';

const usual: readonly [Side, Side] = [
  { what: 'all', name: '', state: 'published' },
  { what: 'all', name: '', state: 'draft' },
];

/** Two states beside each other: served and draft, phone and phone, revision and revision. The address names both. */
export function ComparePage({ left, right }: { left?: string | undefined; right?: string | undefined }): ReactNode {
  const { t } = useTranslation('compare');
  const [, go] = useLocation();
  const sides = [left, right].map((text, index) => (text === undefined ? usual[index] : readSide(decoded(text))));
  const [one, other] = sides;
  if (one && other) return <Comparison left={one} right={other} />;
  return (
    <EmptyState
      icon="changes"
      title={t('unknownPlace')}
      actions={<Button onClick={() => go(routes.files)}>{t('toFiles')}</Button>}
    />
  );
}

/** The router decodes some signs and not others; a lone `%` in a group's name is no escape. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function Comparison({ left, right }: { left: Side; right: Side }): ReactNode {
  const { t } = useTranslation('compare');
  const [, go] = useLocation();
  const compared = useCall('configs.compare', { left: askedSide(left), right: askedSide(right) });
  const show = (one: Side, other: Side): void =>
    go(routes.compare(writeSide(one), writeSide(other)), { replace: true });
  const files = (compared.data?.files ?? []).filter((file) => file.added + file.removed > 0);
  return (
    <>
      <PageHead title={t('title')} text={t('text')}>
        <span />
      </PageHead>
      <div className="compare-bar">
        <ComparePicker place="left" value={left} onChange={(side) => show(side, right)} />
        <IconButton icon="swap" label={t('swap')} onClick={() => show(right, left)} />
        <ComparePicker place="right" value={right} onChange={(side) => show(left, side)} />
      </div>
      {compared.error ? (
        <ErrorState error={compared.error} onRetry={() => void compared.refetch()} />
      ) : !compared.data ? (
        <SkeletonRows rows={16} columns={[240, 240]} />
      ) : files.length === 0 ? (
        <EmptyState icon="check" title={t('same')} text={t('sameText')} />
      ) : (
        <CompareFiles
          key={`${writeSide(left)} ${writeSide(right)}`}
          files={files}
          equal={compared.data.equal}
          before={<SideWords side={left} />}
          after={<SideWords side={right} />}
        />
      )}
    </>
  );
}
