import { closeBrackets, closeBracketsKeymap, completionKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap, redo, undo } from '@codemirror/commands';
import { nextDiagnostic, previousDiagnostic } from '@codemirror/lint';
import {
  highlightSelectionMatches,
  openSearchPanel,
  search,
  searchKeymap,
  selectNextOccurrence,
} from '@codemirror/search';
import { Compartment, EditorState, Prec, type Extension } from '@codemirror/state';
import {
  crosshairCursor,
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
  rectangularSelection,
} from '@codemirror/view';
import { useEffect, useImperativeHandle, useRef, type ReactElement, type Ref } from 'react';
import type { FileProblem } from '../../../electron/core/shared/problem';
import { changeMarks, compareWith } from './change-marks';
import { configLanguageSupport } from './config-language';
import { editorTheme } from './editor-theme';
import { nameOnLine } from './config-completion';
import { leftOverLens, showRemoved, type RemovedLine } from './left-over-lens';
import { applyFirstFix, applyFix, problemMarks, showProblems } from './problem-marks';
import { charactersIn, placeInText } from './text-places';
import type { CheckedText } from './use-problems';

export interface Cursor {
  readonly line: number;
  readonly column: number;
  /** The parameter of the line the cursor was put on. An edit made beside the text keeps it, even one that takes the line away. */
  readonly name: string | null;
}

/** What the buttons and keys around the text may do to it. */
export interface TextEditorHandle {
  jump(problem: Pick<FileProblem, 'line' | 'column'>): void;
  nextProblem(): void;
  previousProblem(): void;
  /** False when the text is no longer the one the problem was found in. */
  fix(problem: FileProblem): boolean;
  fixAtCursor(): boolean;
  find(): void;
  undo(): void;
  redo(): void;
  focus(): void;
}

/** What is drawn around the text follows the cursor; keys come first. */
const cursorMs = 60;

const noRemoved: readonly RemovedLine[] = [];

interface TextEditorProps {
  /** Named for screen readers: whose file this is. */
  readonly label: string;
  /** What came from elsewhere; a new object replaces what stands in the editor, typing does not touch it. */
  readonly content: { readonly text: string };
  readonly readOnly?: boolean;
  /** For the style elements of the editor, under the window's content security policy. */
  readonly nonce: string;
  readonly checked: CheckedText | null;
  /** Lines taken away here whose values stay on phones. */
  readonly removed?: readonly RemovedLine[];
  /** What the change bars compare with; null for none. */
  readonly published: string | null;
  readonly extensions?: () => Extension;
  readonly onChange: (text: string) => void;
  readonly onSave: () => void;
  readonly onPublish: () => void;
  readonly onCursor: (cursor: Cursor) => void;
  readonly onInspector: () => void;
  readonly onChanges: () => void;
  readonly ref?: Ref<TextEditorHandle>;
}

function placeOf(state: EditorState): Omit<Cursor, 'name'> {
  const { head } = state.selection.main;
  const line = state.doc.lineAt(head);
  // Characters, as problems count them.
  return { line: line.number, column: charactersIn(line.text, head - line.from) + 1 };
}

const nameAt = ({ doc, selection }: EditorState): string | null => nameOnLine(doc.lineAt(selection.main.head).text);

/** Replaces only what differs, so that the cursor and the undo history survive a text that came from outside. */
function replaceText(view: EditorView, text: string): void {
  const now = view.state.doc.toString();
  if (now === text) return;
  let start = 0;
  const shorter = Math.min(now.length, text.length);
  while (start < shorter && now[start] === text[start]) start += 1;
  let end = 0;
  while (end < shorter - start && now[now.length - 1 - end] === text[text.length - 1 - end]) end += 1;
  view.dispatch({ changes: { from: start, to: now.length - end, insert: text.slice(start, text.length - end) } });
}

export function TextEditor(props: TextEditorProps): ReactElement {
  const { label, content, readOnly = false, nonce, checked, removed = noRemoved, published, extensions, ref } = props;
  const place = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const latest = useRef(props);
  const fromOutside = useRef(false);
  const locked = useRef(new Compartment());
  const first = useRef({ label, nonce, extensions, text: content.text });

  useEffect(() => {
    latest.current = props;
  });

  useEffect(() => {
    if (!place.current) return undefined;
    const start = first.current;
    let telling: ReturnType<typeof setTimeout> | undefined;
    let name: string | null = null;
    const tellCursor = (): void => {
      telling = undefined;
      if (view.current) latest.current.onCursor({ ...placeOf(view.current.state), name });
    };
    const created = new EditorView({
      parent: place.current,
      state: EditorState.create({
        doc: start.text,
        extensions: [
          EditorView.cspNonce.of(start.nonce),
          EditorView.contentAttributes.of({ 'aria-label': start.label, spellcheck: 'false', tabindex: '0' }),
          Prec.high(
            keymap.of([
              { key: 'Mod-s', preventDefault: true, run: () => (latest.current.onSave(), true) },
              { key: 'Mod-Enter', preventDefault: true, run: () => (latest.current.onPublish(), true) },
              { key: 'F8', run: nextDiagnostic },
              { key: 'Shift-F8', run: previousDiagnostic },
              { key: 'Mod-.', run: (editor) => applyFirstFix(editor, editor.state.selection.main.head) },
              // Ours in the whole window; the editor would take them first.
              { key: 'Mod-i', run: () => (latest.current.onInspector(), true) },
              { key: 'Mod-d', run: () => (latest.current.onChanges(), true) },
              { key: 'Mod-Shift-d', preventDefault: true, run: selectNextOccurrence },
            ]),
          ),
          problemMarks(),
          lineNumbers(),
          changeMarks(),
          highlightActiveLine(),
          highlightActiveLineGutter(),
          drawSelection(),
          EditorState.allowMultipleSelections.of(true),
          rectangularSelection(),
          crosshairCursor(),
          leftOverLens(),
          history(),
          closeBrackets(),
          highlightSelectionMatches(),
          search({ top: true }),
          keymap.of([...closeBracketsKeymap, ...completionKeymap, ...searchKeymap, ...historyKeymap, ...defaultKeymap]),
          configLanguageSupport(),
          editorTheme(),
          locked.current.of([]),
          start.extensions?.() ?? [],
          EditorView.updateListener.of((update) => {
            if (update.docChanged && !fromOutside.current) latest.current.onChange(update.state.doc.toString());
            if (!update.selectionSet && !update.docChanged) return;
            if (!fromOutside.current) name = nameAt(update.state);
            telling ??= setTimeout(tellCursor, cursorMs);
          }),
        ],
      }),
    });
    view.current = created;
    return () => {
      view.current = null;
      clearTimeout(telling);
      created.destroy();
    };
  }, []);

  useEffect(() => {
    if (!view.current) return;
    fromOutside.current = true;
    replaceText(view.current, content.text.replaceAll(/\r\n?/g, '\n'));
    fromOutside.current = false;
  }, [content]);

  useEffect(() => {
    const editor = view.current;
    // Found in a text that has changed since: the marks there are move along until the next answer.
    if (!editor || !checked || checked.text.length !== editor.state.doc.length) return;
    if (checked.text === editor.state.doc.toString()) showProblems(editor, checked.problems);
  }, [checked]);

  useEffect(() => {
    if (view.current) compareWith(view.current, published);
  }, [published]);

  useEffect(() => {
    if (view.current) showRemoved(view.current, removed);
  }, [removed, published]);

  useEffect(() => {
    view.current?.dispatch({ effects: locked.current.reconfigure(readOnly ? EditorState.readOnly.of(true) : []) });
  }, [readOnly]);

  useImperativeHandle(
    ref,
    (): TextEditorHandle => ({
      jump: (problem) => {
        const editor = view.current;
        if (!editor) return;
        const from = placeInText(editor.state.doc, problem.line, problem.column);
        editor.dispatch({
          selection: { anchor: from },
          effects: EditorView.scrollIntoView(from, { y: 'center' }),
        });
        editor.focus();
      },
      nextProblem: () => void (view.current && nextDiagnostic(view.current)),
      previousProblem: () => void (view.current && previousDiagnostic(view.current)),
      fix: (problem) => (view.current ? applyFix(view.current, problem) : false),
      fixAtCursor: () => (view.current ? applyFirstFix(view.current, view.current.state.selection.main.head) : false),
      find: () => void (view.current && openSearchPanel(view.current)),
      undo: () => void (view.current && undo(view.current)),
      redo: () => void (view.current && redo(view.current)),
      focus: () => view.current?.focus(),
    }),
    [],
  );

  return <div ref={place} className="config-text" />;
}
