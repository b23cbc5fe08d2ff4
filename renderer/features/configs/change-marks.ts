// Bars beside the lines that differ from what is published: green added, blue changed, red where something is gone.
import { Chunk } from '@codemirror/merge';
import {
  RangeSet,
  RangeSetBuilder,
  StateEffect,
  StateField,
  Text,
  type EditorState,
  type Extension,
} from '@codemirror/state';
import { type EditorView, gutter, GutterMarker, ViewPlugin, type ViewUpdate } from '@codemirror/view';

interface Comparison {
  readonly published: Text | null;
  /** Of the text as it was compared last. */
  readonly chunks: readonly Chunk[];
  readonly bars: RangeSet<GutterMarker>;
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

const compareEffect = StateEffect.define<null>();
const nothing: Comparison = { published: null, chunks: [], bars: RangeSet.empty };

function compared(published: Text, text: Text, chunks: readonly Chunk[]): Comparison {
  return { published, chunks, bars: barsOf(published, text, chunks) };
}

/** Comparing waits for a pause in typing: a key must not. Until then the bars move along with their lines. */
const comparisonField = StateField.define<Comparison>({
  create: () => nothing,
  update: (comparison, change) => {
    for (const effect of change.effects) {
      if (effect.is(publishedEffect)) {
        if (effect.value === null) return nothing;
        const published = Text.of(effect.value.split(/\r\n|\n|\r/));
        return compared(published, change.newDoc, Chunk.build(published, change.newDoc, limits));
      }
      const { published } = comparison;
      if (effect.is(compareEffect) && published)
        return compared(published, change.newDoc, Chunk.build(published, change.newDoc, limits));
    }
    if (!change.docChanged || !comparison.published) return comparison;
    return { ...comparison, bars: comparison.bars.map(change.changes) };
  },
});

const pauseMs = 250;

const compareInPauses = ViewPlugin.fromClass(
  class {
    private timer: ReturnType<typeof setTimeout> | undefined;

    constructor(private readonly view: EditorView) {}

    update(update: ViewUpdate): void {
      if (!update.docChanged) return;
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.view.dispatch({ effects: compareEffect.of(null) }), pauseMs);
    }

    destroy(): void {
      clearTimeout(this.timer);
    }
  },
);

function barsOf(published: Text, text: Text, chunks: readonly Chunk[]): RangeSet<GutterMarker> {
  const builder = new RangeSetBuilder<GutterMarker>();
  for (const { fromA, endA, fromB, toB, endB } of chunks) {
    if (fromB >= toB) {
      const at = text.lineAt(Math.min(fromB, text.length)).from;
      builder.add(at, at, bars.removed);
      continue;
    }
    // Lines that have a counterpart were changed; those beyond it are new.
    let counterparts = fromA >= endA ? 0 : published.lineAt(endA).number - published.lineAt(fromA).number + 1;
    for (let at = fromB; at <= endB && at <= text.length;) {
      const line = text.lineAt(at);
      builder.add(line.from, line.from, counterparts > 0 ? bars.changed : bars.added);
      counterparts -= 1;
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
    compareInPauses,
    gutter({
      class: 'cm-changes',
      markers: (view) => view.state.field(comparisonField).bars,
      lineMarkerChange: (update) => update.startState.field(comparisonField) !== update.state.field(comparisonField),
    }),
  ];
}
