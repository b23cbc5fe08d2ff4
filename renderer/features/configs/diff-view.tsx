import { useEffect, useImperativeHandle, useMemo, useRef, type ReactElement, type ReactNode, type Ref } from 'react';
import { useElementSize } from '@mantine/hooks';
import { Chunk, MergeView, unifiedMergeView } from '@codemirror/merge';
import { Compartment, EditorState, Text, type Extension } from '@codemirror/state';
import { EditorView, lineNumbers } from '@codemirror/view';
import { useTranslation } from 'react-i18next';
import { styleNonce } from '../../client/style-nonce';
import { configLanguageSupport } from './config-language';
import { notesUnder, type NoteOfLine } from './diff-notes';
import { diffTheme } from './diff-theme';
import { editorTheme } from './editor-theme';
import './publish.css';

export interface DiffHandle {
  /** Brings a change into view; counted from 0. */
  show(change: number): void;
}

interface DiffViewProps {
  readonly label: string;
  readonly left: string;
  readonly right: string;
  /** What stands over each side. */
  readonly before: ReactNode;
  readonly after: ReactNode;
  /** Equal lines folded away, three kept around each change. */
  readonly folded?: boolean;
  readonly noteOf?: NoteOfLine | undefined;
  readonly ref?: Ref<DiffHandle>;
}

/** Under this width two columns are too narrow to read: one column, the old line above the new one. */
const twoColumnsPx = 640;
const diffConfig = { scanLimit: 2000, timeout: 400 };
const fold = { margin: 3, minSize: 4 };

const plainLines = (text: string): string => text.replaceAll(/\r\n?/g, '\n');

/** Where the texts differ, as the view shows it. */
export function changesOf(left: string, right: string): readonly Chunk[] {
  return Chunk.build(Text.of(plainLines(left).split('\n')), Text.of(plainLines(right).split('\n')), diffConfig);
}

interface Drawn {
  readonly dom: HTMLElement;
  readonly right: EditorView;
  readonly chunks: readonly Chunk[];
  note(noteOf: NoteOfLine | undefined): void;
  fold(folded: boolean): void;
  destroy(): void;
}

function shared(label: string, sameLines: string): Extension[] {
  return [
    EditorView.cspNonce.of(styleNonce()),
    EditorState.readOnly.of(true),
    EditorState.phrases.of({ '$ unchanged lines': sameLines }),
    EditorView.editable.of(false),
    EditorView.contentAttributes.of({ 'aria-label': label, 'aria-readonly': 'true', tabindex: '0' }),
    EditorView.lineWrapping,
    lineNumbers(),
    configLanguageSupport(),
    editorTheme(),
    diffTheme(),
  ];
}

function drawTwo(a: Text, b: Text, labels: readonly [string, string], sameLines: string): Drawn {
  const chunks = Chunk.build(a, b, diffConfig);
  const notes = [new Compartment(), new Compartment()] as const;
  const view = new MergeView({
    a: { doc: a, extensions: [shared(labels[0], sameLines), notes[0].of([])] },
    b: { doc: b, extensions: [shared(labels[1], sameLines), notes[1].of([])] },
    gutter: true,
    highlightChanges: true,
    collapseUnchanged: fold,
    diffConfig,
  });
  return {
    dom: view.dom,
    right: view.b,
    chunks,
    note: (noteOf) => {
      for (const [editor, place, side] of [
        [view.a, notes[0], 'left'],
        [view.b, notes[1], 'right'],
      ] as const) {
        const under = noteOf ? EditorView.decorations.of(notesUnder(editor.state.doc, chunks, side, noteOf)) : [];
        editor.dispatch({ effects: place.reconfigure(under) });
      }
    },
    fold: (folded) =>
      view.reconfigure(folded ? { collapseUnchanged: fold } : ({ collapseUnchanged: undefined } as never)),
    destroy: () => view.destroy(),
  };
}

function drawOne(a: Text, b: Text, label: string, sameLines: string): Drawn {
  const chunks = Chunk.build(a, b, diffConfig);
  const notes = new Compartment();
  const merge = new Compartment();
  const merged = (folded: boolean): Extension =>
    unifiedMergeView({
      original: a,
      gutter: true,
      highlightChanges: true,
      mergeControls: false,
      ...(folded ? { collapseUnchanged: fold } : {}),
      diffConfig,
    });
  const view = new EditorView({
    state: EditorState.create({
      doc: b,
      extensions: [shared(label, sameLines), merge.of(merged(true)), notes.of([])],
    }),
  });
  return {
    dom: view.dom,
    right: view,
    chunks,
    note: (noteOf) =>
      view.dispatch({
        effects: notes.reconfigure(
          noteOf ? EditorView.decorations.of(notesUnder(view.state.doc, chunks, 'right', noteOf)) : [],
        ),
      }),
    fold: (folded) => view.dispatch({ effects: merge.reconfigure(merged(folded)) }),
    destroy: () => view.destroy(),
  };
}

/** Two texts beside each other, or over each other where it is narrow. Nothing can be edited here. */
export function DiffView(props: DiffViewProps): ReactElement {
  const { label, left, right, before, after, folded = true, noteOf, ref } = props;
  const { t } = useTranslation('compare');
  const place = useRef<HTMLDivElement>(null);
  const drawn = useRef<Drawn | null>(null);
  const { ref: frame, width } = useElementSize();
  const two = width === 0 || width >= twoColumnsPx;
  const sameLines = t('sameLines');
  const texts = useMemo(
    () => [Text.of(plainLines(left).split('\n')), Text.of(plainLines(right).split('\n'))] as const,
    [left, right],
  );
  const labels = useMemo(
    () =>
      [t('sideLabel', { side: t('left'), file: label }), t('sideLabel', { side: t('right'), file: label })] as const,
    [t, label],
  );
  const first = useRef({ noteOf, folded });

  useEffect(() => {
    if (!place.current) return undefined;
    const made = two ? drawTwo(...texts, labels, sameLines) : drawOne(...texts, label, sameLines);
    place.current.append(made.dom);
    made.note(first.current.noteOf);
    if (!first.current.folded) made.fold(false);
    drawn.current = made;
    return () => {
      drawn.current = null;
      made.destroy();
      made.dom.remove();
    };
  }, [texts, two, labels, label, sameLines]);

  useEffect(() => {
    first.current = { ...first.current, noteOf };
    drawn.current?.note(noteOf);
  }, [noteOf]);
  useEffect(() => {
    if (first.current.folded !== folded) drawn.current?.fold(folded);
    first.current = { ...first.current, folded };
  }, [folded]);

  useImperativeHandle(
    ref,
    (): DiffHandle => ({
      show: (change) => {
        const now = drawn.current;
        const chunk = now?.chunks[change];
        if (!now || !chunk) return;
        const at = Math.min(chunk.fromB, now.right.state.doc.length);
        now.right.dispatch({ selection: { anchor: at }, effects: EditorView.scrollIntoView(at, { y: 'center' }) });
      },
    }),
    [],
  );

  return (
    <section className="diff" aria-label={label} ref={frame}>
      <header className={two ? 'diff-heads' : 'diff-heads one'}>
        <div className="diff-head">{before}</div>
        <div className="diff-head">{after}</div>
      </header>
      <div ref={place} className="diff-place" />
    </section>
  );
}
