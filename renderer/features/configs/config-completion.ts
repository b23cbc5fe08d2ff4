// Completion of parameter names, values and variables, and documentation at the cursor, from the family's catalogue.
import {
  autocompletion,
  startCompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
} from '@codemirror/autocomplete';
import { type EditorState, type Extension, Prec, StateEffect, StateField, type Text } from '@codemirror/state';
import { type EditorView, hoverTooltip, keymap, showTooltip, type Tooltip } from '@codemirror/view';
import type { CatalogueEntry, Family } from '../../../electron/core/families/family';
import { element, parameterDoc, shortForm, type ParameterWords } from './parameter-doc';
import { choicesOf, concreteName } from './parameter-words';

export interface Variable {
  readonly name: string;
  readonly description: string;
  readonly secret: boolean;
  readonly value: string | null;
}

/** What completion knows; asked each time, because it is loaded after the editor has come up. */
export interface CompletionSource {
  readonly family: Family | null;
  /** Of the phones this file is for; empty means any. */
  readonly series: readonly string[];
  readonly variables: readonly Variable[];
}

const parameterLine = /^([A-Za-z][\w.]*)\s*=/;

/** The parameter a line of text sets; null for comments, blank lines and XML. */
export function nameOnLine(line: string): string | null {
  return parameterLine.exec(line)?.[1] ?? null;
}

function variableCompletions(context: CompletionContext, { variables }: CompletionSource, words: ParameterWords) {
  const typed = context.matchBefore(/\$\{[\w.]*$/u);
  if (!typed) return null;
  const options = variables.map((variable): Completion => ({
    label: `\${${variable.name}}`,
    detail: variable.secret ? '••••' : (variable.value ?? ''),
    info: () => {
      const box = document.createElement('div');
      box.append(
        element('b', 'cm-parameter-title', variable.name),
        element('p', 'cm-parameter-text', variable.description),
      );
      if (variable.value === '') box.append(element('p', 'cm-parameter-text', words.noValue));
      return box;
    },
    apply: (view, completion, from, to) => {
      const closed = view.state.sliceDoc(to, to + 1) === '}';
      view.dispatch({
        changes: { from, to: closed ? to + 1 : to, insert: completion.label },
        selection: { anchor: from + completion.label.length },
        userEvent: 'input.complete',
      });
    },
  }));
  return { from: typed.from, options, validFor: /^\$\{[\w.]*$/u } satisfies CompletionResult;
}

function valueCompletions(context: CompletionContext, { family, series }: CompletionSource): CompletionResult | null {
  const line = context.state.doc.lineAt(context.pos);
  const typed = /^([A-Za-z][\w.]*)="([^"]*)$/.exec(line.text.slice(0, context.pos - line.from));
  const [, name = '', value = ''] = typed ?? [];
  const entry = typed ? (family?.describe(name, series[0]) ?? family?.describe(name)) : null;
  const choices = entry ? choicesOf(entry) : [];
  if (choices.length === 0 || (value === '' && !context.explicit)) return null;
  const known = entry?.default;
  return {
    from: context.pos - value.length,
    options: choices.map((label) => (label === known ? { label, detail: 'default' } : { label })),
    validFor: /^\w*$/,
  };
}

/** Where each name is set already. Asked for the lines of the list that are drawn, so once for each state of the text. */
const linesSet = new WeakMap<Text, ReadonlyMap<string, number>>();

function lineOfName(text: Text, name: string): number | undefined {
  let known = linesSet.get(text);
  if (!known) {
    const found = new Map<string, number>();
    const lines = text.iterLines();
    for (let number = 1; !lines.next().done; number += 1) {
      const set = nameOnLine(lines.value);
      if (set !== null && !found.has(set)) found.set(set, number);
    }
    known = found;
    linesSet.set(text, known);
  }
  return known.get(name);
}

interface ParameterCompletion extends Completion {
  readonly form: string;
}

export function configCompletion(source: () => CompletionSource, words: ParameterWords): Extension {
  let made: { of: CompletionSource; options: readonly ParameterCompletion[] } | null = null;
  const optionsOf = (of: CompletionSource): readonly ParameterCompletion[] => {
    if (made && made.of.family === of.family && made.of.series === of.series) return made.options;
    const names = new Map<string, CatalogueEntry>();
    for (const each of of.series.length > 0 ? of.series : ['ut', 'hdv', 'tgp'])
      for (const entry of of.family?.catalogueOf(each) ?? []) if (!names.has(entry.name)) names.set(entry.name, entry);
    const options = [...names.values()]
      .filter((entry) => !of.family?.isManaged(concreteName(entry.name)))
      .map((entry): ParameterCompletion => {
        const name = concreteName(entry.name);
        return {
          label: name,
          form: shortForm(entry, words),
          info: () => parameterDoc(entry, name, words),
          apply: (view, _completion, from, to) => {
            const filled = view.state.doc
              .lineAt(to)
              .text.slice(to - view.state.doc.lineAt(to).from)
              .includes('=');
            const insert = filled ? name : `${name}=""`;
            const cursor = from + insert.length - (filled ? 0 : 1);
            view.dispatch({
              changes: { from, to, insert },
              selection: { anchor: cursor },
              userEvent: 'input.complete',
            });
            if (choicesOf(entry).length > 0) startCompletion(view);
          },
        };
      });
    made = { of, options };
    return options;
  };

  const names = (context: CompletionContext): CompletionResult | null => {
    const line = context.state.doc.lineAt(context.pos);
    const typed = /^[A-Za-z][\w.]*$/.exec(line.text.slice(0, context.pos - line.from));
    if (!typed && !(context.explicit && line.text === '')) return null;
    return { from: line.from, options: optionsOf(source()), validFor: /^[\w.]*$/ };
  };

  const detail = {
    position: 80,
    render: (completion: Completion, state: EditorState): Node | null => {
      const form = (completion as Partial<ParameterCompletion>).form;
      if (form === undefined) return null;
      const at = lineOfName(state.doc, completion.label);
      return element('span', 'cm-completionDetail', at === undefined ? form : words.line(at));
    },
  };

  const complete = (context: CompletionContext): CompletionResult | null =>
    variableCompletions(context, source(), words) ?? valueCompletions(context, source()) ?? names(context);

  const docAt = (state: EditorState, position: number): Tooltip | null => {
    const { family, series } = source();
    const line = state.doc.lineAt(position);
    const name = /^[A-Za-z][\w.]*/.exec(line.text)?.[0];
    if (name === undefined) return null;
    const entry = family?.describe(name, series[0]) ?? family?.describe(name);
    if (!entry) return null;
    return {
      pos: line.from,
      end: line.from + name.length,
      above: true,
      create: () => {
        const dom = parameterDoc(entry, name, words);
        dom.className = 'cm-parameter-doc';
        return { dom };
      },
    };
  };
  const hover = hoverTooltip(
    (view, position) => {
      const tooltip = docAt(view.state, position);
      return tooltip && position <= (tooltip.end ?? position) ? tooltip : null;
    },
    { hideOnChange: true, hoverTime: 600 },
  );

  return [
    autocompletion({ override: [complete], icons: false, maxRenderedOptions: 80, addToOptions: [detail] }),
    hover,
    documentationKey(docAt),
  ];
}

/** F1 shows the documentation of the parameter the cursor is on, until the next step. */
function documentationKey(docAt: (state: EditorState, position: number) => Tooltip | null): Extension {
  const show = StateEffect.define<Tooltip | null>();
  const shown = StateField.define<Tooltip | null>({
    create: () => null,
    update: (tooltip, change) => {
      for (const effect of change.effects) if (effect.is(show)) return effect.value;
      return change.docChanged || change.selection ? null : tooltip;
    },
    provide: (field) => showTooltip.from(field),
  });
  const press = (view: EditorView): boolean => {
    view.dispatch({ effects: show.of(docAt(view.state, view.state.selection.main.head)) });
    return true;
  };
  const hide = (view: EditorView): boolean => {
    if (!view.state.field(shown)) return false;
    view.dispatch({ effects: show.of(null) });
    return true;
  };
  return [
    shown,
    Prec.high(
      keymap.of([
        { key: 'F1', preventDefault: true, run: press },
        { key: 'Escape', run: hide },
      ]),
    ),
  ];
}
