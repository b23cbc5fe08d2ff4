import { useCallback, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { panasonicMagic } from '../../../electron/core/families/panasonic/language/magic';
import { useSiteClock } from '../../client/site-clock';
import { useCall } from '../../client/use-call';
import { Button } from '../../components/button';
import { ErrorState } from '../../components/error-state';
import { Note } from '../../components/note';
import { SkeletonRows } from '../../components/skeleton';
import { formatNear } from '../../strings/format-time';
import { ReadOnlyText } from './read-only-text';
import { servedFirstLine } from './served-first-line';

interface RevisionViewProps {
  readonly scope: string;
  readonly revision: number;
  readonly at: string | null;
  readonly onBack: () => void;
}

/** A file as it was published once: to read and to copy from. */
export function RevisionView({ scope, revision, at, onBack }: RevisionViewProps): ReactNode {
  const { t } = useTranslation('configs');
  const { now, timeZone } = useSiteClock();
  const file = useCall('configs.get', { scope, revision, source: 'published' });
  const extensions = useCallback(
    () => servedFirstLine(panasonicMagic, { added: t('editor.magicAdded'), typed: t('editor.magicTyped') }),
    [t],
  );
  const note = t('history.shown', { revision, time: at === null ? '' : formatNear(at, now, timeZone) });
  return (
    <section className="editor-main" aria-label={note}>
      <Note
        tone="info"
        className="editor-note"
        action={
          <Button size="sm" onClick={onBack}>
            {t('history.back')}
          </Button>
        }
      >
        {note}
      </Note>
      {file.data ? (
        <ReadOnlyText key={revision} label={note} content={file.data} extensions={extensions} />
      ) : file.error ? (
        <ErrorState error={file.error} onRetry={() => void file.refetch()} />
      ) : (
        <SkeletonRows rows={16} columns={[240]} />
      )}
    </section>
  );
}
