// Completion of parameter names and their documentation, from the family's catalogue.
import {
  autocompletion,
  type Completion,
  type CompletionContext,
  type CompletionResult,
} from '@codemirror/autocomplete';
import type { Extension } from '@codemirror/state';
import { hoverTooltip } from '@codemirror/view';
import type { CatalogueEntry, Family } from '../../../electron/core/families/family';

export interface ParameterWords {
  readonly value: string;
  readonly default: string;
  readonly empty: string;
  readonly any: string;
  readonly line: (line: number) => string;
}

const seriesNames: Readonly<Record<string, string>> = {
  ut: 'KX-UT',
  hdv: 'KX-HDV',
  tgp: 'KX-TGP',
  utg: 'KX-UTG',
  uds: 'KX-UDS',
};

const concrete = (name: string): string => name.replaceAll(/\{\w+\}/g, '1');

function valueForm({ allowed, type, unit }: CatalogueEntry): string {
  if (allowed !== '') return allowed.replaceAll('|', ', ');
  return unit === '' ? type : unit;
}

function documentation(entry: CatalogueEntry, name: string, words: ParameterWords): HTMLElement {
  const box = document.createElement('div');
  const part = (tag: string, look: string, text: string, into: HTMLElement = box): void => {
    const element = document.createElement(tag);
    if (look !== '') element.className = look;
    element.textContent = text;
    into.append(element);
  };
  part('div', 'cm-parameter-title', name);
  part('div', 'cm-parameter-series', entry.series.map((each) => seriesNames[each] ?? each).join(', '));
  part('p', '', entry.description);
  const facts = document.createElement('dl');
  facts.className = 'cm-parameter-facts';
  const form = [entry.allowed.replaceAll('|', ', ') || entry.type || words.any, entry.unit].filter(Boolean).join(' ');
  part('dt', '', words.value, facts);
  part('dd', '', form, facts);
  part('dt', '', words.default, facts);
  part('dd', '', entry.default || words.empty, facts);
  box.append(facts);
  return box;
}

/** @param family asked each time, because it is loaded after the editor has come up.
 *  @param series of the phones this file is for; empty means any. */
export function configCompletion(
  family: () => Family | null,
  series: () => readonly string[],
  words: ParameterWords,
): Extension {
  const entries = (): CatalogueEntry[] => {
    const known = family();
    const wanted = series();
    const names = new Map<string, CatalogueEntry>();
    for (const each of wanted.length > 0 ? wanted : ['ut', 'hdv', 'tgp'])
      for (const entry of known?.catalogueOf(each) ?? []) if (!names.has(entry.name)) names.set(entry.name, entry);
    return [...names.values()].filter((entry) => !known?.isManaged(concrete(entry.name)));
  };

  const complete = (context: CompletionContext): CompletionResult | null => {
    const line = context.state.doc.lineAt(context.pos);
    const typed = /^[A-Za-z][\w.]*$/.exec(line.text.slice(0, context.pos - line.from));
    if (!typed && !(context.explicit && line.text === '')) return null;
    const rest = line.text.slice(context.pos - line.from);
    const set = new Map<string, number>();
    for (let number = 1; number <= context.state.doc.lines; number += 1) {
      const name = /^([A-Za-z][\w.]*)\s*=/.exec(context.state.doc.line(number).text)?.[1];
      if (name !== undefined && number !== line.number && !set.has(name)) set.set(name, number);
    }
    const options = entries().map((entry): Completion => {
      const name = concrete(entry.name);
      const at = set.get(name);
      return {
        label: name,
        detail: at === undefined ? valueForm(entry) : words.line(at),
        info: () => documentation(entry, name, words),
        apply: (view, _completion, from, to) => {
          const insert = rest.includes('=') ? name : `${name}=""`;
          const cursor = from + insert.length - (rest.includes('=') ? 0 : 1);
          view.dispatch({ changes: { from, to, insert }, selection: { anchor: cursor }, userEvent: 'input.complete' });
        },
      };
    });
    return { from: line.from, options, validFor: /^[\w.]*$/ };
  };

  const hover = hoverTooltip((view, position) => {
    const line = view.state.doc.lineAt(position);
    const name = /^[A-Za-z][\w.]*/.exec(line.text)?.[0];
    if (name === undefined || position > line.from + name.length) return null;
    const entry = family()?.describe(name, series()[0]) ?? family()?.describe(name);
    if (!entry) return null;
    return {
      pos: line.from,
      end: line.from + name.length,
      above: true,
      create: () => {
        const dom = documentation(entry, name, words);
        dom.className = 'cm-parameter-doc';
        return { dom };
      },
    };
  });

  return [autocompletion({ override: [complete], icons: false }), hover];
}
