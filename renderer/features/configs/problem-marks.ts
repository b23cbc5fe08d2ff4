// Problems where they stand: a mark in the gutter, a wave under the place, the message at the end of the line.
import { forEachDiagnostic, lintGutter, setDiagnostics, setDiagnosticsEffect, type Diagnostic } from '@codemirror/lint';
import { RangeSetBuilder, StateField, type EditorState, type Extension, type Text } from '@codemirror/state';
import { Decoration, EditorView, WidgetType, type DecorationSet } from '@codemirror/view';
import type { FileProblem } from '../../../electron/core/shared/problem';

const severities = ['hint', 'info', 'warning', 'error'];

/** Where a problem begins and ends in the text: from its column to the end of the word, value or run of blanks there. */
export function problemRange(text: Text, problem: Pick<FileProblem, 'line' | 'column'>): { from: number; to: number } {
  const line = text.line(Math.min(Math.max(problem.line, 1), text.lines));
  const start = Math.min(problem.column - 1, line.length);
  const rest = line.text.slice(start);
  const length = /^(?:[\w.]+(?:="[^"]*")?|"[^"]*"?|\s+|.)/u.exec(rest)?.[0].length ?? 0;
  if (length > 0 || line.length === 0) return { from: line.from + start, to: line.from + start + length };
  return { from: line.to - 1, to: line.to };
}

class Lens extends WidgetType {
  constructor(
    readonly message: string,
    readonly severity: string,
  ) {
    super();
  }

  override eq(other: Lens): boolean {
    return other.message === this.message && other.severity === this.severity;
  }

  override toDOM(): HTMLElement {
    const lens = document.createElement('span');
    lens.className = `cm-problem-lens cm-problem-lens-${this.severity}`;
    lens.textContent = this.message;
    // The list below and the tooltip say the same to a screen reader; the line itself must stay what was typed.
    lens.setAttribute('aria-hidden', 'true');
    return lens;
  }
}

/** One message a line, the gravest; hints wait in the list. */
function lenses(state: EditorState): DecorationSet {
  const worst = new Map<number, Diagnostic>();
  forEachDiagnostic(state, (diagnostic, from) => {
    if (diagnostic.severity === 'hint') return;
    const end = state.doc.lineAt(from).to;
    const known = worst.get(end);
    if (!known || severities.indexOf(diagnostic.severity) > severities.indexOf(known.severity))
      worst.set(end, diagnostic);
  });
  const builder = new RangeSetBuilder<Decoration>();
  for (const [end, { message, severity }] of [...worst].sort(([a], [b]) => a - b))
    builder.add(end, end, Decoration.widget({ widget: new Lens(message, severity), side: 1 }));
  return builder.finish();
}

const lensField = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update: (shown, change) => {
    if (change.effects.some((effect) => effect.is(setDiagnosticsEffect))) return lenses(change.state);
    return shown.map(change.changes);
  },
  provide: (field) => EditorView.decorations.from(field),
});

function explanation({ message, remedy, code }: FileProblem): HTMLElement {
  const box = document.createElement('div');
  for (const [name, text] of [
    ['message', message],
    ['remedy', remedy],
    ['code', code],
  ]) {
    const part = document.createElement('div');
    part.className = `cm-problem-${name}`;
    part.textContent = text ?? '';
    box.append(part);
  }
  return box;
}

export function showProblems(view: EditorView, problems: readonly FileProblem[]): void {
  const diagnostics = problems.map((problem): Diagnostic => ({
    ...problemRange(view.state.doc, problem),
    severity: problem.severity,
    message: problem.message,
    renderMessage: () => explanation(problem),
  }));
  diagnostics.sort((a, b) => a.from - b.from);
  view.dispatch(setDiagnostics(view.state, diagnostics));
}

export function problemMarks(): Extension {
  return [lintGutter({ hoverTime: 200 }), lensField];
}
