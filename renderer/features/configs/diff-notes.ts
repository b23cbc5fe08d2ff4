// What is said under a line of a difference: which layer it comes from, what stays on the phone.
import { RangeSetBuilder, type Text } from '@codemirror/state';
import { Decoration, WidgetType, type DecorationSet } from '@codemirror/view';
import type { Chunk } from '@codemirror/merge';

export type DiffSide = 'left' | 'right';

export interface LineNote {
  /** A layer's badge: its class (`lay-group`) and word. */
  readonly badge?: { readonly look: string; readonly word: string };
  readonly words: string;
}

/** `null` for a line that needs no word. */
export type NoteOfLine = (side: DiffSide, line: string) => LineNote | null;

class NoteWidget extends WidgetType {
  constructor(
    private readonly note: LineNote,
    private readonly side: DiffSide,
  ) {
    super();
  }

  override eq(other: NoteWidget): boolean {
    return this.side === other.side && this.note.words === other.note.words && this.note.badge === other.note.badge;
  }

  override toDOM(): HTMLElement {
    const place = document.createElement('div');
    place.className = `cm-diff-note ${this.side}`;
    place.title = this.note.words;
    if (this.note.badge) {
      const badge = place.appendChild(document.createElement('span'));
      badge.className = `lay ${this.note.badge.look}`;
      badge.textContent = this.note.badge.word;
    }
    place.append(this.note.words);
    return place;
  }

  override get estimatedHeight(): number {
    return 20;
  }
}

/** Notes under the changed lines of one side. */
export function notesUnder(doc: Text, chunks: readonly Chunk[], side: DiffSide, noteOf: NoteOfLine): DecorationSet {
  const marks = new RangeSetBuilder<Decoration>();
  for (const chunk of chunks) {
    const [from, to] = side === 'left' ? [chunk.fromA, chunk.toA] : [chunk.fromB, chunk.toB];
    for (let at = from; at < to && at <= doc.length;) {
      const line = doc.lineAt(at);
      const note = noteOf(side, line.text);
      if (note)
        marks.add(line.to, line.to, Decoration.widget({ widget: new NoteWidget(note, side), side: 1, block: true }));
      at = line.to + 1;
    }
  }
  return marks.finish();
}
