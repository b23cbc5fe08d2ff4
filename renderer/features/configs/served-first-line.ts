// The first line of every served file, shown locked above the text: it is added when served and never typed.
import { StateField, type EditorState, type Extension } from '@codemirror/state';
import {
  Decoration,
  EditorView,
  GutterMarker,
  lineNumberWidgetMarker,
  WidgetType,
  type DecorationSet,
} from '@codemirror/view';

class ServedLine extends WidgetType {
  constructor(
    readonly magic: string,
    readonly note: string,
  ) {
    super();
  }

  override eq(other: ServedLine): boolean {
    return other.magic === this.magic && other.note === this.note;
  }

  override toDOM(): HTMLElement {
    const line = document.createElement('div');
    line.className = 'cm-served-line';
    const note = document.createElement('span');
    note.className = 'cm-served-note';
    note.textContent = this.note;
    line.append(this.magic, note);
    return line;
  }

  override get estimatedHeight(): number {
    return 19;
  }
}

class TypedNote extends WidgetType {
  constructor(readonly note: string) {
    super();
  }

  override eq(other: TypedNote): boolean {
    return other.note === this.note;
  }

  override toDOM(): HTMLElement {
    const note = document.createElement('span');
    note.className = 'cm-served-note';
    note.textContent = this.note;
    return note;
  }
}

class Lock extends GutterMarker {
  override toDOM(): HTMLElement {
    const lock = document.createElement('div');
    lock.className = 'cm-served-lock';
    return lock;
  }
}

const lock = new Lock();

/** @param magic the 44 bytes; where the text begins with them already, the note joins that line instead. */
export function servedFirstLine(magic: string, notes: { added: string; typed: string }): Extension {
  const decorate = (state: EditorState): DecorationSet => {
    const first = state.doc.line(1);
    if (first.text.startsWith(magic))
      return Decoration.set(Decoration.widget({ widget: new TypedNote(notes.typed), side: 2 }).range(first.to));
    const widget = new ServedLine(magic, notes.added);
    return Decoration.set(Decoration.widget({ widget, side: -1, block: true }).range(0));
  };
  const field = StateField.define<DecorationSet>({
    create: decorate,
    update: (shown, change) => (change.docChanged ? decorate(change.state) : shown),
    provide: (own) => EditorView.decorations.from(own),
  });
  const locks = lineNumberWidgetMarker.of((_view, widget) => (widget instanceof ServedLine ? lock : null));
  return [field, locks];
}
