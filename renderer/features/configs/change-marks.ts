// Bars beside the lines that differ from what is published: green added, blue changed, red where something is gone.
import { Chunk } from '@codemirror/merge';
import {
  type RangeSet,
  RangeSetBuilder,
  StateEffect,
  StateField,
  Text,
  type EditorState,
  type Extension,
} from '@codemirror/state';
import { gutter, GutterMarker, type EditorView } from '@codemirror/view';

interface Comparison {
  readonly published: Text | null;
  readonly chunks: readonly Chunk[];
}

const publishedEffect = StateEffect.define<string | null>();

class ChangeBar extends GutterMarker {
  constructor(readonly kind: 'added' | 'changed' | 'removed') {
    super();
  }

  override eq(other: ChangeBar): boolean {
    return other.kind === this.kind;
  }

  override toDOM(): HTMLElement {
    const bar = document.createElement('div');
    bar.className = `cm-change cm-change-${this.kind}`;
    return bar;
  }
}

const bars = { added: new ChangeBar('added'), changed: new ChangeBar('changed'), removed: new ChangeBar('removed') };

// A file of ten thousand lines must not hold up typing: beyond the limit the comparison gets coarser, never slower.
const limits = { scanLimit: 500, timeout: 20 };

const comparisonField = StateField.define<Comparison>({
  create: () => ({ published: null, chunks: [] }),
  update: (comparison, change) => {
    for (const effect of change.effects) {
      if (!effect.is(publishedEffect)) continue;
      if (effect.value === null) return { published: null, chunks: [] };
      const published = Text.of(effect.value.split(/\r\n|\n|\r/));
      return { published, chunks: Chunk.build(published, change.newDoc, limits) };
    }
    const { published, chunks } = comparison;
    if (!change.docChanged || !published) return comparison;
    return { published, chunks: Chunk.updateB(chunks, published, change.newDoc, change.changes, limits) };
  },
});

/** Of the lines in view: a new file of ten thousand lines has ten thousand bars. */
function markers(view: EditorView): RangeSet<GutterMarker> {
  const { state, viewport } = view;
  const { published, chunks } = state.field(comparisonField);
  const builder = new RangeSetBuilder<GutterMarker>();
  if (!published) return builder.finish();
  for (const { fromA, endA, fromB, toB, endB } of chunks) {
    if (fromB > viewport.to) break;
    if (fromB >= toB) {
      const at = state.doc.lineAt(Math.min(fromB, state.doc.length)).from;
      builder.add(at, at, bars.removed);
      continue;
    }
    if (endB < viewport.from) continue;
    // Lines that have a counterpart were changed; those beyond it are new.
    const counterparts = fromA >= endA ? 0 : published.lineAt(endA).number - published.lineAt(fromA).number + 1;
    const first = state.doc.lineAt(fromB).number;
    const last = Math.min(endB, viewport.to, state.doc.length);
    for (let at = Math.max(fromB, viewport.from); at <= last;) {
      const line = state.doc.lineAt(at);
      builder.add(line.from, line.from, line.number - first < counterparts ? bars.changed : bars.added);
      at = line.to + 1;
    }
  }
  return builder.finish();
}

/** Where a published line that is gone or changed stood: the line of the text to say something about it, counted from 1. */
export function lineOfRemoved(state: EditorState, name: string): number | null {
  const { published, chunks } = state.field(comparisonField);
  if (!published) return null;
  for (const { fromA, endA, fromB } of chunks) {
    if (fromA >= endA && fromA >= published.length) continue;
    const last = published.lineAt(Math.min(endA, published.length)).number;
    for (let number = published.lineAt(fromA).number; number <= last; number += 1) {
      if (!published.line(number).text.startsWith(`${name}=`)) continue;
      return state.doc.lineAt(Math.min(fromB, state.doc.length)).number;
    }
  }
  return null;
}

/** What the bars compare with; null takes them away. */
export function compareWith(view: EditorView, published: string | null): void {
  view.dispatch({ effects: publishedEffect.of(published) });
}

export function changeMarks(): Extension {
  return [
    comparisonField,
    gutter({
      class: 'cm-changes',
      markers,
      lineMarkerChange: (update) =>
        update.viewportChanged || update.startState.field(comparisonField) !== update.state.field(comparisonField),
    }),
  ];
}
