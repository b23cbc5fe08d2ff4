// Problems where they stand: a mark in the gutter, a wave under the place, the message at the end of the line.
import { forEachDiagnostic, lintGutter, setDiagnostics, setDiagnosticsEffect, type Diagnostic } from '@codemirror/lint';
import {
  RangeSetBuilder,
  StateEffect,
  StateField,
  type EditorState,
  type Extension,
  type Text,
} from '@codemirror/state';
import { Decoration, EditorView, WidgetType, type DecorationSet } from '@codemirror/view';
import type { FileProblem } from '../../../electron/core/shared/problem';
import { changesOfFix, unitsBefore } from './text-places';

const severities = ['hint', 'info', 'warning', 'error'];
/** Beyond this many marks a text is not easier to mend, and drawing them would be felt. */
const mostMarks = 400;
/** A line without effect is dimmed as a whole. */
const idle = 'cm-no-effect';

/** Where a problem begins and ends in the text: from its column to the end of the word, value or run of blanks there. */
export function problemRange(text: Text, problem: Pick<FileProblem, 'line' | 'column'>): { from: number; to: number } {
  const line = text.line(Math.min(Math.max(problem.line, 1), text.lines));
  const start = unitsBefore(line.text, problem.column);
  const rest = line.text.slice(start);
  const length = /^(?:[\w.]+(?:="[^"]*")?|"[^"]*"?|\s+|.)/u.exec(rest)?.[0].length ?? 0;
  if (length > 0 || line.length === 0) return { from: line.from + start, to: line.from + start + length };
  return { from: line.to - 1, to: line.to };
}

function wholeLine(text: Text, number: number): { from: number; to: number } {
  const { from, to } = text.line(Math.min(Math.max(number, 1), text.lines));
  return { from, to };
}

class Lens extends WidgetType {
  constructor(
    readonly message: string,
    readonly severity: string,
    readonly fix: string | undefined,
  ) {
    super();
  }

  override eq(other: Lens): boolean {
    return other.message === this.message && other.severity === this.severity && other.fix === this.fix;
  }

  override toDOM(view: EditorView): HTMLElement {
    const lens = document.createElement('span');
    lens.className = `cm-problem-lens cm-problem-lens-${this.severity}`;
    const words = document.createElement('span');
    words.className = 'cm-problem-words';
    words.textContent = this.message;
    lens.append(words);
    // The list below and the tooltip say the same to a screen reader; the line itself must stay what was typed.
    lens.setAttribute('aria-hidden', 'true');
    if (this.fix !== undefined) {
      const button = document.createElement('span');
      button.className = 'cm-problem-fix';
      button.textContent = this.fix;
      button.addEventListener('mousedown', (event) => {
        event.preventDefault();
        applyFirstFix(view, view.posAtDOM(lens));
      });
      lens.append(button);
    }
    return lens;
  }
}

/** One message a line, the gravest; hints wait in the list. */
function lenses(state: EditorState): DecorationSet {
  const worst = new Map<number, Diagnostic>();
  forEachDiagnostic(state, (diagnostic, from) => {
    if (diagnostic.severity === 'hint' && diagnostic.markClass !== idle) return;
    const end = state.doc.lineAt(from).to;
    const known = worst.get(end);
    if (!known || severities.indexOf(diagnostic.severity) > severities.indexOf(known.severity))
      worst.set(end, diagnostic);
  });
  const builder = new RangeSetBuilder<Decoration>();
  for (const [end, { message, severity, actions }] of [...worst].sort(([a], [b]) => a - b))
    builder.add(end, end, Decoration.widget({ widget: new Lens(message, severity, actions?.[0]?.name), side: 1 }));
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

/** Where a fix was meant for: it may be applied only while the text is still the one that was checked. */
const checkedText = StateField.define<Text | null>({
  create: () => null,
  update: (checked, change) => (change.effects.some((effect) => effect.is(checkedEffect)) ? change.newDoc : checked),
});
const checkedEffect = StateEffect.define<null>();

/** One undo step. False when the text is no longer the one the problem was found in. */
export function applyFix(view: EditorView, problem: FileProblem): boolean {
  if (!problem.fix || view.state.readOnly || view.state.field(checkedText) !== view.state.doc) return false;
  view.dispatch({ changes: changesOfFix(view.state.doc, problem.fix), userEvent: 'input.fix', scrollIntoView: true });
  return true;
}

/** Mends the gravest mendable problem of the line at `position`; false when there is none. */
export function applyFirstFix(view: EditorView, position: number): boolean {
  const line = view.state.doc.lineAt(position);
  let best: { diagnostic: Diagnostic; from: number; to: number } | null = null;
  forEachDiagnostic(view.state, (diagnostic, from, to) => {
    if (!diagnostic.actions?.length || from < line.from || from > line.to) return;
    const grave = severities.indexOf(diagnostic.severity);
    if (!best || grave > severities.indexOf(best.diagnostic.severity)) best = { diagnostic, from, to };
  });
  const found = best as { diagnostic: Diagnostic; from: number; to: number } | null;
  found?.diagnostic.actions?.[0]?.apply(view, found.from, found.to);
  return found !== null;
}

/** `problems` were found in the text as it stands in the editor. */
export function showProblems(view: EditorView, problems: readonly FileProblem[]): void {
  const gravest =
    problems.length > mostMarks
      ? problems.toSorted((a, b) => severities.indexOf(b.severity) - severities.indexOf(a.severity)).slice(0, mostMarks)
      : problems;
  const diagnostics = gravest.map((problem): Diagnostic => ({
    ...(problem.code === 'TIMING_NO_EFFECT'
      ? { ...wholeLine(view.state.doc, problem.line), markClass: idle }
      : problemRange(view.state.doc, problem)),
    severity: problem.severity,
    message: problem.message,
    renderMessage: () => explanation(problem),
    ...(problem.fix
      ? { actions: [{ name: problem.fix.title, apply: (editor): void => void applyFix(editor, problem) }] }
      : {}),
  }));
  diagnostics.sort((a, b) => a.from - b.from);
  const shown = setDiagnostics(view.state, diagnostics);
  view.dispatch(shown, { effects: checkedEffect.of(null) });
}

export function problemMarks(): Extension {
  return [lintGutter({ hoverTime: 200 }), lensField, checkedText];
}
