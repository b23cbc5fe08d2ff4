import { useCallback, useDeferredValue, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import type { Extension } from '@codemirror/state';
import { useTranslation } from 'react-i18next';
import type { ConfigFileView } from '../../../electron/contract/configs';
import type { PhoneView } from '../../../electron/contract/phones';
import { formatScope, type Scope } from '../../../electron/core/configs/scope';
import { panasonicMagic } from '../../../electron/core/families/panasonic/language/magic';
import type { FileProblem } from '../../../electron/core/shared/problem';
import { useShortcuts } from '../../app/use-shortcuts';
import { useWindowState } from '../../app/window-state';
import { styleNonce } from '../../client/style-nonce';
import { useCall } from '../../client/use-call';
import { IconButton } from '../../components/icon-button';
import { configCompletion } from './config-completion';
import { DraftNotes } from './draft-notes';
import type { LoadedFile } from './draft-keeper';
import { EditorFoot } from './editor-foot';
import { EditorHead } from './editor-head';
import { LayerBadge } from './layer-badge';
import { ProblemList } from './problem-list';
import { scopeName } from './scope-name';
import { servedFirstLine } from './served-first-line';
import { TextEditor, type Cursor, type TextEditorHandle } from './text-editor';
import { useDraft } from './use-draft';
import { useFamily } from './use-family';

interface FileEditorProps {
  readonly scope: Scope;
  readonly loaded: LoadedFile;
  readonly phones: readonly PhoneView[];
  /** The phone whose layers are in view, null when the file was opened by itself. */
  readonly seenFrom: PhoneView | null;
  readonly file: ConfigFileView | null;
  readonly side: ReactNode;
  /** An older text shown in place of the draft. */
  readonly revision: ReactNode;
  readonly onLeaveRevision: () => void;
}

export function FileEditor(props: FileEditorProps): ReactNode {
  const { scope, loaded, phones, seenFrom, file, side, revision, onLeaveRevision } = props;
  const { t } = useTranslation('configs');
  const written = formatScope(scope);
  const draft = useDraft(written, loaded);
  const { state, keeper } = draft;
  const editor = useRef<TextEditorHandle>(null);
  const [cursor, setCursor] = useState<Cursor>({ line: 1, column: 1 });
  const openPublish = useWindowState((window) => window.set);
  const published = useCall('configs.get', { scope: written, source: 'published' });
  const name = scopeName(scope, phones, t('siteFile'));

  const takers = useMemo(() => takersOf(scope, phones), [scope, phones]);
  const model =
    scope.kind === 'model' ? scope.model : takers.length === 1 || scope.kind === 'phone' ? takers[0]?.model : undefined;
  const problems = useProblems(state.text, state.phase === 'saved' ? state.problems : null, model);

  const publish = async (): Promise<void> => {
    await keeper.saveNow();
    openPublish({ publishOpen: true });
  };

  useShortcuts({
    'Ctrl s': () => void keeper.saveNow(),
    'Ctrl Enter': () => void publish(),
    F8: () => editor.current?.nextProblem(),
    'Shift F8': () => editor.current?.previousProblem(),
  });

  useJumpFromAddress(editor, problems.length > 0);
  const extensions = useEditorExtensions(takers, model);

  return (
    <>
      <EditorHead scope={scope} name={name} seenFrom={seenFrom} draft={draft} onPublish={() => void publish()} />
      <div className="editor">
        {side}
        {revision}
        {/* Hidden, not taken away: cursor, undo history and unsaved text stay while an old revision is looked at. */}
        <section className="editor-main" aria-label={t('editor.label', { file: name })} hidden={revision !== null}>
          <header className="editor-tabs">
            <LayerBadge kind={scope.kind} />
            <b className="b6 el">{name}</b>
            <span className="m3 el">
              {takers.length > 0
                ? t('editor.appliesTo', { count: file?.phones ?? takers.length })
                : t('editor.appliesNone')}
            </span>
            <span className="end row g2">
              <IconButton icon="search" small label={t('editor.find')} onClick={() => editor.current?.find()} />
              <IconButton icon="undo" small label={t('editor.undo')} onClick={() => editor.current?.undo()} />
              <IconButton
                icon="undo"
                small
                label={t('editor.redo')}
                className="flip"
                onClick={() => editor.current?.redo()}
              />
            </span>
          </header>
          <DraftNotes draft={draft} />
          <TextEditor
            ref={editor}
            label={t('editor.label', { file: name })}
            content={state.shown}
            readOnly={state.phase === 'conflict'}
            nonce={styleNonce()}
            problems={problems}
            published={published.data?.text ?? null}
            extensions={extensions}
            onChange={(text) => keeper.typed(text)}
            onSave={() => void keeper.saveNow()}
            onPublish={() => void publish()}
            onCursor={setCursor}
          />
          <ProblemList problems={problems} onJump={(problem) => editor.current?.jump(problem)} />
          <EditorFoot cursor={cursor} text={state.text} model={model} />
        </section>
      </div>
      {revision ? <LeaveOnEscape onLeave={onLeaveRevision} /> : null}
    </>
  );
}

function LeaveOnEscape({ onLeave }: { onLeave: () => void }): null {
  useShortcuts({ Escape: onLeave });
  return null;
}

function takersOf(scope: Scope, phones: readonly PhoneView[]): readonly PhoneView[] {
  switch (scope.kind) {
    case 'site':
      return phones;
    case 'model':
      return phones.filter((phone) => phone.model.startsWith(scope.model));
    case 'group':
      return phones.filter((phone) => phone.group === scope.group);
    case 'phone':
      return phones.filter((phone) => phone.mac === scope.mac);
  }
}

/** What the workstation said of the saved text; while typing goes on, what the family's own rules say here. */
function useProblems(
  text: string,
  saved: readonly FileProblem[] | null,
  model: string | undefined,
): readonly FileProblem[] {
  const family = useFamily();
  const typed = useDeferredValue(text);
  return useMemo(() => {
    if (saved) return saved;
    const bytes = new TextEncoder().encode(typed);
    return family?.check(bytes, model === undefined ? { as: 'layer' } : { as: 'layer', model }) ?? [];
  }, [family, typed, saved, model]);
}

/** Made when the editor comes up; what they need to know may change afterwards. */
function useEditorExtensions(takers: readonly PhoneView[], model: string | undefined): () => Extension {
  const { t } = useTranslation('configs');
  const family = useFamily();
  const latest = useRef({ family, takers, model });
  useEffect(() => {
    latest.current = { family, takers, model };
  });
  return useCallback(() => {
    const seriesInUse = (): string[] => {
      const { family: known, takers: phones, model: only } = latest.current;
      const models = only === undefined ? phones.map((phone) => phone.model) : [only];
      return [...new Set(models.flatMap((each) => known?.findModel(each)?.series ?? []))];
    };
    return [
      servedFirstLine(panasonicMagic, { added: t('editor.magicAdded'), typed: t('editor.magicTyped') }),
      configCompletion(() => latest.current.family, seriesInUse, {
        value: t('parameter.value'),
        default: t('parameter.default'),
        empty: t('parameter.empty'),
        any: t('parameter.any'),
        line: (line) => t('problems.place', { line }),
      }),
    ];
  }, [t]);
}

/** The publish dialog leads to a line: its place comes with the address. */
function useJumpFromAddress(editor: { current: TextEditorHandle | null }, ready: boolean): void {
  const done = useRef(false);
  useEffect(() => {
    const place = (window.history.state as { line?: number; column?: number } | null) ?? {};
    if (done.current || !ready || place.line === undefined) return;
    done.current = true;
    editor.current?.jump({ line: place.line, column: place.column ?? 1 });
  }, [editor, ready]);
}
