import { useCallback, useEffect, useEffectEvent, useMemo, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ComparedFileView } from '../../../electron/contract/config-files';
import { Icon } from '../../components/icon';
import { IconButton } from '../../components/icon-button';
import { changesOf, DiffView, type DiffHandle } from './diff-view';
import type { NoteOfLine } from './diff-notes';
import { ScopeWords } from './scope-words';

interface CompareFilesProps {
  readonly files: readonly ComparedFileView[];
  readonly before: ReactNode;
  readonly after: ReactNode;
  readonly noteOf?: NoteOfLine | undefined;
  /** Said at the end of the tabs: how many files are the same. */
  readonly equal: number;
  /** Stands at the start of the line under the text. */
  readonly foot?: ReactNode;
}

const rendered = ['master', 'product', 'standard'] as const;

/** Files that differ, one tab each, with next and previous change on N and Shift N. */
export function CompareFiles({ files, before, after, noteOf, equal, foot }: CompareFilesProps): ReactNode {
  const { t } = useTranslation('compare');
  const [chosen, setChosen] = useState<string | null>(null);
  const [folded, setFolded] = useState(true);
  const [at, setAt] = useState<number | null>(null);
  const view = useRef<DiffHandle>(null);
  const place = useRef<HTMLDivElement>(null);
  const file = files.find((each) => each.name === chosen) ?? files[0];
  const count = useMemo(() => (file ? changesOf(file.left, file.right).length : 0), [file]);
  const here = at === null ? null : Math.min(at, count - 1);

  const go = useCallback(
    (step: 1 | -1): void => {
      if (count === 0) return;
      const next = here === null ? (step > 0 ? 0 : count - 1) : (here + step + count) % count;
      setAt(next);
      view.current?.show(next);
    },
    [count, here],
  );
  useChangeKeys(place, go);
  if (!file) return null;

  return (
    <div className="diff-files" ref={place}>
      <div className="diff-bar">
        <div className="diff-tabs" role="tablist" aria-label={t('files')}>
          {files.map((each) => (
            <button
              key={each.name}
              type="button"
              role="tab"
              aria-selected={each === file}
              className={each === file ? 'on' : ''}
              onClick={() => {
                setChosen(each.name);
                setAt(null);
              }}
            >
              <Icon name="file" size={14} />
              <FileName name={each.name} />
              <span className="c-ok">+{each.added}</span>
              <span className="c-fail">−{each.removed}</span>
            </button>
          ))}
          {equal > 0 ? <span className="diff-equal m3 hide-n">{t('equal', { count: equal })}</span> : null}
        </div>
        <div className="row g2 diff-steps">
          <IconButton
            icon="layers"
            small
            on={!folded}
            label={folded ? t('showAll') : t('fold')}
            onClick={() => setFolded(!folded)}
          />
          <IconButton icon="chevronUp" small label={t('previous')} disabled={count === 0} onClick={() => go(-1)} />
          <IconButton icon="chevronDown" small label={t('next')} disabled={count === 0} onClick={() => go(1)} />
          <output className="sm m3 nw">
            {here === null ? t('changes', { count }) : t('position', { at: here + 1, count })}
          </output>
        </div>
      </div>
      {count === 0 ? (
        <p className="diff-empty m3">{t('noTextDiffers')}</p>
      ) : (
        <DiffView
          key={file.name}
          ref={view}
          label={t('diffLabel', { file: file.name })}
          left={file.left}
          right={file.right}
          before={before}
          after={after}
          folded={folded}
          noteOf={noteOf}
        />
      )}
      <div className="diff-foot">
        <span>{t('added', { count: file.added })}</span>
        <span>{t('removed', { count: file.removed })}</span>
        {foot}
        <span className="end hide-n">{t('keys')}</span>
      </div>
    </div>
  );
}

function FileName({ name }: { name: string }): ReactNode {
  const { t } = useTranslation('compare');
  const known = rendered.find((each) => each === name);
  return <span className="el">{known ? t(`renderedFile.${known}`) : <ScopeWords scope={name} />}</span>;
}

/** `n` and `N` while the difference is what the person looks at: not in text fields, not under another dialog. */
function useChangeKeys(place: { readonly current: HTMLElement | null }, go: (step: 1 | -1) => void): void {
  const press = useEffectEvent((event: KeyboardEvent) => {
    if (event.key.toLowerCase() !== 'n' || event.ctrlKey || event.metaKey || event.altKey) return;
    const { target } = event;
    if (target instanceof HTMLElement && target.matches('input:not([type=checkbox], [type=radio]), select, textarea'))
      return;
    const dialogs = [...document.querySelectorAll('[role=dialog][aria-modal=true]')];
    const top = dialogs.at(-1);
    if (top && !top.contains(place.current)) return;
    event.preventDefault();
    go(event.shiftKey ? -1 : 1);
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => press(event);
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, []);
}
