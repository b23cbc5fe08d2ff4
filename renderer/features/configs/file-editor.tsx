import { useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useHistoryState } from 'wouter/use-browser-location';
import { useLocation } from 'wouter';
import type { ConfigFileView } from '../../../electron/contract/configs';
import type { PhoneView } from '../../../electron/contract/phones';
import { formatScope, type Scope } from '../../../electron/core/configs/scope';
import type { FileProblem } from '../../../electron/core/shared/problem';
import { routes } from '../../app/routes';
import { useShortcuts } from '../../app/use-shortcuts';
import { useWindowState } from '../../app/window-state';
import { styleNonce } from '../../client/style-nonce';
import { useCall } from '../../client/use-call';
import { IconButton } from '../../components/icon-button';
import { DraftNotes } from './draft-notes';
import type { LoadedFile } from './draft-keeper';
import { useEditorExtensions } from './editor-extensions';
import { EditorFoot } from './editor-foot';
import { EditorHead } from './editor-head';
import { useEditorState } from './editor-state';
import { FileForm } from './file-form';
import { Inspector } from './inspector';
import { LayerBadge } from './layer-badge';
import { useRemovedLines } from './left-overs';
import { ProblemList } from './problem-list';
import { scopeName } from './scope-name';
import { TextEditor, type Cursor, type TextEditorHandle } from './text-editor';
import { useDraft } from './use-draft';
import { useFamily } from './use-family';
import { useListedProblems } from './use-listed-problems';
import { useParameterEdits } from './use-parameter-edits';
import { useProblems } from './use-problems';
import { useVault } from './use-vault';

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
  readonly onSiteFacts: () => void;
}

const nobody: readonly never[] = [];

export function FileEditor(props: FileEditorProps): ReactNode {
  const { scope, loaded, phones, seenFrom, file, side, revision, onLeaveRevision, onSiteFacts } = props;
  const { t } = useTranslation('configs');
  const { t: words } = useTranslation('editor');
  const written = formatScope(scope);
  const draft = useDraft(written, loaded);
  const { state, keeper } = draft;
  const editor = useRef<TextEditorHandle>(null);
  const [cursor, setCursor] = useState<Cursor>({ line: 1, column: 1, name: null });
  const [selected, setSelected] = useState<string | null>(null);
  const openPublish = useWindowState((window) => window.set);
  const toast = useWindowState((window) => window.toast);
  const { mode, inspectorShown, example: chosen, set: remember, see } = useEditorState();
  const [, go] = useLocation();
  const family = useFamily();
  const published = useCall('configs.get', { scope: written, source: 'published' });
  const name = scopeName(scope, phones, t('siteFile'));

  const takers = useMemo(() => takersOf(scope, phones), [scope, phones]);
  const model =
    scope.kind === 'model' ? scope.model : takers.length === 1 || scope.kind === 'phone' ? takers[0]?.model : undefined;
  const example =
    takers.find((each) => each.mac === chosen[written]) ?? seenFrom ?? (takers.length > 0 ? (takers[0] ?? null) : null);
  const seen = { enabled: example !== null };
  const together = useCall('configs.phoneProblems', { mac: example?.mac ?? '', source: 'draft' }, seen);
  const variables = useCall('configs.variables', example ? { mac: example.mac } : {});
  const preview = useCall('configs.preview', {});

  const locked = state.phase === 'conflict';
  const checked = useProblems(state.text, state.phase === 'saved' ? state.problems : null, model, family);
  const edits = useParameterEdits(keeper, family, model);
  const vault = useVault(written, keeper);
  const { set } = edits;
  const removed = useRemovedLines(written, preview.data?.removed ?? nobody, set);
  const series = useMemo(() => {
    const models = model === undefined ? takers.map((each) => each.model) : [model];
    return [...new Set(models.flatMap((each) => family?.findModel(each)?.series ?? []))];
  }, [family, model, takers]);
  const extensions = useEditorExtensions({ family, series, variables: variables.data?.variables ?? nobody });

  const publish = async (): Promise<void> => {
    await keeper.saveNow();
    openPublish({ publishOpen: true });
  };
  const showMode = (next: 'text' | 'form'): void => {
    remember({ mode: next });
    if (next === 'text') requestAnimationFrame(() => editor.current?.focus());
  };
  const jump = useCallback(
    (place: { line: number; column: number }): void => {
      if (mode === 'text') return editor.current?.jump(place);
      // The text must be on screen before it can scroll.
      remember({ mode: 'text' });
      requestAnimationFrame(() => editor.current?.jump(place));
    },
    [mode, remember],
  );
  const fix = useCallback(
    (problem: FileProblem): void => {
      if (editor.current?.fix(problem) === false) toast({ tone: 'warn', title: words('fix.stale') });
    },
    [toast, words],
  );
  const toggleInspector = (): void => remember({ inspectorShown: !inspectorShown });
  const toChanges = (): void => go(routes.compare());

  useShortcuts({
    'Ctrl s': () => void keeper.saveNow(),
    'Ctrl Enter': () => void publish(),
    'Ctrl e': () => showMode(mode === 'text' ? 'form' : 'text'),
    'Ctrl i': toggleInspector,
    'Ctrl d': toChanges,
    'Ctrl .': () => {
      if (mode === 'text' && editor.current?.fixAtCursor() === false)
        toast({ tone: 'warn', title: words('fix.atCursor') });
    },
    F8: () => editor.current?.nextProblem(),
    'Shift F8': () => editor.current?.previousProblem(),
  });
  useJumpFromAddress(editor, published.data !== undefined);

  const listed = useListedProblems({
    scope,
    written,
    problems: checked.problems,
    phoneProblems: together.data?.problems ?? nobody,
    mac: example?.mac ?? null,
    locked,
    onJump: jump,
    onFix: fix,
    onVault: vault.moveNow,
    onSiteFacts,
  });
  const applies =
    takers.length > 0 ? t('editor.appliesTo', { count: file?.phones ?? takers.length }) : t('editor.appliesNone');
  const title = (
    <>
      <LayerBadge kind={scope.kind} />
      <b className="b6 el">{name}</b>
      <span className="m3 el">{applies}</span>
    </>
  );

  return (
    <>
      <EditorHead
        scope={scope}
        name={name}
        seenFrom={seenFrom}
        draft={draft}
        onPublish={() => void publish()}
        mode={mode}
        onMode={showMode}
      />
      <div className={`editor ${inspectorShown && !revision ? 'with-inspector' : ''}`}>
        {side}
        {revision}
        {/* Hidden, not taken away: cursor, undo history and unsaved text stay while something else is looked at. */}
        <section
          className="editor-main"
          aria-label={t('editor.label', { file: name })}
          hidden={revision !== null || mode === 'form'}
        >
          <header className="editor-tabs">
            {title}
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
              <InspectorButton on={inspectorShown} onToggle={toggleInspector} />
            </span>
          </header>
          <DraftNotes draft={draft} />
          <TextEditor
            ref={editor}
            label={t('editor.label', { file: name })}
            content={state.shown}
            readOnly={locked}
            nonce={styleNonce()}
            checked={checked}
            removed={removed}
            published={published.data?.text ?? null}
            extensions={extensions}
            onChange={(text) => keeper.typed(text)}
            onSave={() => void keeper.saveNow()}
            onPublish={() => void publish()}
            onCursor={setCursor}
            onInspector={toggleInspector}
            onChanges={toChanges}
          />
          <ProblemList problems={listed} />
          <EditorFoot cursor={cursor} text={state.text} model={model} phoneSize={together.data ?? null} />
        </section>
        {mode === 'form' && !revision ? (
          <section className="editor-main" aria-label={words('form.label', { file: name })}>
            <FileForm
              scope={scope}
              title={
                <>
                  <LayerBadge kind={scope.kind} />
                  <b className="b6 el">{name}</b>
                  <InspectorButton on={inspectorShown} onToggle={toggleInspector} />
                </>
              }
              draft={draft}
              published={published.data?.text ?? null}
              takers={takers}
              example={example}
              model={model}
              edits={edits}
              problems={checked.problems}
              phoneProblems={together.data?.problems ?? nobody}
              selected={selected}
              onSelect={setSelected}
              onVault={vault.ask}
              onUndo={() => editor.current?.undo()}
              onText={() => showMode('text')}
            />
          </section>
        ) : null}
        {inspectorShown && !revision ? (
          <Inspector
            parameter={mode === 'form' ? selected : cursor.name}
            scope={scope}
            scopeText={written}
            fileName={name}
            takers={takers}
            example={example}
            isUt={example !== null && family?.findModel(example.model)?.series === 'ut'}
            form={mode === 'form'}
            locked={locked}
            onExample={(mac) => see(written, mac)}
            onUnset={edits.unset}
            onMove={(parameter, value, to) => void edits.move(parameter, value, to)}
            onClose={toggleInspector}
          />
        ) : null}
      </div>
      {vault.dialog}
      {revision ? <LeaveOnEscape onLeave={onLeaveRevision} /> : null}
    </>
  );
}

function InspectorButton({ on, onToggle }: { on: boolean; onToggle: () => void }): ReactNode {
  const { t } = useTranslation('editor');
  return <IconButton icon="sidebar" small label={t('view.toggleInspector')} on={on} onClick={onToggle} />;
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

/** The publish dialog and problems of other layers lead to a line, also of the file that is open already: its place comes
 *  with the address. Followed once, as soon as the text stands: later the cursor belongs to whoever types. */
function useJumpFromAddress(editor: { current: TextEditorHandle | null }, ready: boolean): void {
  const place = useHistoryState<{ line?: number; column?: number } | null>();
  const followed = useRef<unknown>(null);
  useEffect(() => {
    if (!ready || place?.line === undefined || followed.current === place) return;
    followed.current = place;
    editor.current?.jump({ line: place.line, column: place.column ?? 1 });
  }, [editor, place, ready]);
}
