// Beside the change bar of a removed line: phones keep the value, and what may be written instead.
import { RangeSetBuilder, StateEffect, StateField, type EditorState, type Extension } from '@codemirror/state';
import { Decoration, EditorView, WidgetType, type DecorationSet } from '@codemirror/view';
import { lineOfRemoved } from './change-marks';

export interface LeftOverChoice {
  readonly label: string;
  readonly run: () => void;
}

/** One removed parameter that phones still hold, in words, with what may be done. */
export interface RemovedLine {
  readonly name: string;
  readonly words: string;
  /** Said to screen readers for the group of buttons. */
  readonly label: string;
  readonly choices: readonly LeftOverChoice[];
}

const removedEffect = StateEffect.define<readonly RemovedLine[]>();
const none: readonly RemovedLine[] = [];

class RemovedWidget extends WidgetType {
  constructor(readonly removed: RemovedLine) {
    super();
  }

  override eq(other: RemovedWidget): boolean {
    return other.removed === this.removed;
  }

  override toDOM(): HTMLElement {
    const { words, label, choices } = this.removed;
    const box = document.createElement('div');
    box.className = 'cm-left-over';
    box.setAttribute('role', 'group');
    box.setAttribute('aria-label', label);
    const text = document.createElement('span');
    text.textContent = words;
    box.append(text);
    for (const choice of choices) {
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'link';
      button.textContent = choice.label;
      button.addEventListener('click', (event) => {
        event.preventDefault();
        choice.run();
      });
      box.append(button);
    }
    return box;
  }

  override get estimatedHeight(): number {
    return 24;
  }

  override ignoreEvent(): boolean {
    return true;
  }
}

interface Shown {
  readonly removed: readonly RemovedLine[];
  readonly decorations: DecorationSet;
}

function decorate(state: EditorState, removed: readonly RemovedLine[]): DecorationSet {
  const places = removed.flatMap((each) => {
    const line = lineOfRemoved(state, each.name);
    return line === null ? [] : [{ at: state.doc.line(line).from, each }];
  });
  const builder = new RangeSetBuilder<Decoration>();
  for (const { at, each } of places.sort((a, b) => a.at - b.at))
    builder.add(at, at, Decoration.widget({ widget: new RemovedWidget(each), side: -1, block: true }));
  return builder.finish();
}

const removedField = StateField.define<Shown>({
  create: () => ({ removed: none, decorations: Decoration.none }),
  update: (shown, change) => {
    for (const effect of change.effects)
      if (effect.is(removedEffect)) return { removed: effect.value, decorations: decorate(change.state, effect.value) };
    if (!change.docChanged || shown.removed.length === 0) return shown;
    return { removed: shown.removed, decorations: shown.decorations.map(change.changes) };
  },
  provide: (field) => EditorView.decorations.from(field, ({ decorations }) => decorations),
});

export function showRemoved(view: EditorView, removed: readonly RemovedLine[]): void {
  view.dispatch({ effects: removedEffect.of(removed) });
}

export function leftOverLens(): Extension {
  return removedField;
}
