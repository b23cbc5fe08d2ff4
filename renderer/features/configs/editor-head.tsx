import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { PhoneView } from '../../../electron/contract/phones';
import { formatScope, type Scope } from '../../../electron/core/configs/scope';
import { routes } from '../../app/routes';
import { useWindowState } from '../../app/window-state';
import { useSiteClock } from '../../client/site-clock';
import { useCall, useCallMutation } from '../../client/use-call';
import { Button } from '../../components/button';
import { Dialog } from '../../components/dialog';
import { Icon } from '../../components/icon';
import { ProblemNote } from '../../components/note';
import { formatNear } from '../../strings/format-time';
import { macWithColons } from './scope-name';
import type { Draft } from './use-draft';

interface EditorHeadProps {
  readonly scope: Scope;
  readonly name: string;
  readonly seenFrom: PhoneView | null;
  readonly draft: Draft;
  readonly onPublish: () => void;
  readonly mode: 'text' | 'form';
  readonly onMode: (mode: 'text' | 'form') => void;
}

export function EditorHead(props: EditorHeadProps): ReactNode {
  const { scope, name, seenFrom, draft, onPublish, mode, onMode } = props;
  const { t } = useTranslation('configs');
  const preview = useCall('configs.preview', {});
  const [asking, setAsking] = useState(false);
  const changes = preview.data?.changes.length ?? 0;
  const { state } = draft;
  const mac = scope.kind === 'phone' ? scope.mac : seenFrom?.mac;
  return (
    <header className="head">
      <nav className="crumbs" aria-label={t('editor.crumbs')}>
        {seenFrom ? (
          <>
            <Link href={routes.phones}>{t('editor.phones')}</Link>
            <Icon name="chevronRight" size={12} />
            <Link href={routes.phone(seenFrom.mac)} className="el">
              {seenFrom.name || macWithColons(seenFrom.mac)}
            </Link>
          </>
        ) : (
          <>
            <Link href={routes.files}>{t('title')}</Link>
            <Icon name="chevronRight" size={12} />
            <span className="el">{name}</span>
          </>
        )}
        <Icon name="chevronRight" size={12} />
        <h1 className="t3">{t('editor.config')}</h1>
      </nav>
      {mac ? <span className="mono m3 nw hide-n">{macWithColons(mac)}</span> : null}
      <span className="grow" />
      <ViewChoice mode={mode} onMode={onMode} changes={changes} />
      <span className="grow" />
      <DraftStatus draft={draft} />
      {state.draft || state.phase !== 'saved' ? (
        <Button onClick={() => setAsking(true)}>{t('editor.discard')}</Button>
      ) : null}
      <Button look="pri" onClick={onPublish} disabled={changes === 0 && state.phase === 'saved'}>
        {t('publish')}
        {changes > 0 ? <span className="count">{changes}</span> : null}
      </Button>
      {asking ? <DiscardDialog scope={scope} draft={draft} onClose={() => setAsking(false)} /> : null}
    </header>
  );
}

function ViewChoice(props: {
  mode: 'text' | 'form';
  onMode: (mode: 'text' | 'form') => void;
  changes: number;
}): ReactNode {
  const { mode, onMode, changes } = props;
  const { t } = useTranslation('editor');
  return (
    <fieldset className="seg" aria-label={t('view.label')}>
      {(['text', 'form'] as const).map((each) => (
        <button key={each} type="button" aria-pressed={mode === each} onClick={() => onMode(each)}>
          <Icon name={each === 'text' ? 'code' : 'table'} size={14} />
          {t(`view.${each}`)}
        </button>
      ))}
      <Link href={routes.compare()}>
        <Icon name="changes" size={14} />
        {t('view.changes')}
        {changes > 0 ? <span className="count">{changes}</span> : null}
      </Link>
    </fieldset>
  );
}

function DraftStatus({ draft }: { draft: Draft }): ReactNode {
  const { t } = useTranslation('configs');
  const { now, timeZone } = useSiteClock();
  const { phase, draft: isDraft, savedAt } = draft.state;
  const words = (): string => {
    if (phase === 'saving') return t('editor.saving');
    if (phase === 'unsaved') return t('editor.unsaved');
    if (phase === 'failed' || phase === 'conflict') return t('editor.keptHere');
    if (isDraft && savedAt !== null) return t('editor.draftSaved', { time: formatNear(savedAt, now, timeZone) });
    return t('editor.published');
  };
  const bad = phase === 'failed' || phase === 'conflict';
  return <output className={`sm nw ${bad ? 'c-fail' : 'm3'}`}>{words()}</output>;
}

function DiscardDialog({ scope, draft, onClose }: { scope: Scope; draft: Draft; onClose: () => void }): ReactNode {
  const { t } = useTranslation('configs');
  const discard = useCallMutation('configs.discard');
  const toast = useWindowState((window) => window.toast);
  const confirm = (): void =>
    discard.mutate(
      { scope: formatScope(scope) },
      {
        onSuccess: () => {
          void draft.keeper.reload();
          toast({ tone: 'ok', title: t('discard.done') });
          onClose();
        },
      },
    );
  return (
    <Dialog
      opened
      onClose={onClose}
      title={t('discard.title')}
      text={t('discard.text')}
      footer={
        <>
          <Button look="gh" onClick={onClose} data-autofocus>
            {t('discard.keep')}
          </Button>
          <Button look="dan" onClick={confirm} busy={discard.isPending}>
            {t('discard.confirm')}
          </Button>
        </>
      }
    >
      {discard.error ? <ProblemNote problem={discard.error.problem} /> : null}
    </Dialog>
  );
}
