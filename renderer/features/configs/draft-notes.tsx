import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../../components/button';
import { Dialog } from '../../components/dialog';
import { Note } from '../../components/note';
import { DiffView } from './diff-view';
import type { Draft } from './use-draft';

/** What stands between the text and its being saved, with the way out. */
export function DraftNotes({ draft }: { draft: Draft }): ReactNode {
  const { t } = useTranslation('configs');
  const { phase, failure } = draft.state;
  if (phase === 'conflict') return <ConflictNote draft={draft} />;
  if (phase !== 'failed' || !failure) return null;
  return (
    <Note
      tone="bad"
      role="alert"
      className="editor-note top"
      action={
        <Button size="sm" onClick={() => void draft.keeper.saveNow()}>
          {t('failure.retry')}
        </Button>
      }
    >
      <b>{t('failure.title')}</b> {failure.message} {t('failure.kept')} {failure.remedy}{' '}
      <code className="mono m3">{failure.code}</code>
    </Note>
  );
}

function ConflictNote({ draft }: { draft: Draft }): ReactNode {
  const { t } = useTranslation('configs');
  const [comparing, setComparing] = useState(false);
  const { theirs, text } = draft.state;
  return (
    <Note
      tone="warn"
      role="alert"
      className="editor-note top"
      action={
        <span className="row g6">
          <Button size="sm" look="gh" onClick={() => setComparing(true)}>
            {t('conflict.compare')}
          </Button>
          <Button size="sm" onClick={() => draft.keeper.takeTheirs()}>
            {t('conflict.theirs')}
          </Button>
          <Button size="sm" look="pri" onClick={() => void draft.keeper.keepMine()}>
            {t('conflict.mine')}
          </Button>
        </span>
      }
    >
      <b>{t('conflict.title')}</b> {t('conflict.text')}
      {comparing ? (
        <Dialog
          opened
          width={1040}
          onClose={() => setComparing(false)}
          title={t('conflict.compareTitle')}
          text={t('conflict.compareText')}
        >
          <div className="compare">
            <DiffView
              left={theirs?.text ?? ''}
              right={text}
              label={t('conflict.compareTitle')}
              before={t('conflict.left')}
              after={t('conflict.right')}
            />
          </div>
        </Dialog>
      ) : null}
    </Note>
  );
}
