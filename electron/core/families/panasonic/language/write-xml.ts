// The XML of a UTG phone, by the rules of its guide: no magic line, an element for each parameter, those of a line inside Line.
import type { Parameter } from '../../../configs/layers';
import { isUtgSection, utgLineSection, utgSection, type SectionPath } from './utg-sections';
import { escapeXml, notInXml, xmlRoots } from './xml-form';

/** A per-line name taken apart, `DISPLAY_NAME_2` → DISPLAY_NAME and 2; null for any other. The catalogue knows. */
export type LineOf = (name: string) => { readonly base: string; readonly line: number } | null;

interface Element {
  readonly children: Map<string, Element>;
  readonly lines: string[];
}

/** What an element's name and content can be. Names of sections are taken. */
export function fitsUtgXml({ name, value }: Parameter): boolean {
  return /^[A-Za-z_]\w*$/u.test(name) && !isUtgSection(name) && !notInXml.test(value) && !/["\r\n]/u.test(value);
}

/** Where a parameter stands: the sections from below the root, and its name there. */
export function utgPlace(name: string, lineOf: LineOf): { readonly path: SectionPath; readonly element: string } {
  const ofLine = lineOf(name);
  if (!ofLine) return { path: utgSection(name), element: name };
  const { base, line } = ofLine;
  return { path: ['Device', 'Lines', `Line[${line}]`, utgLineSection(base)], element: base };
}

/** Elements without `perm`: what a user sets on the phone stays, as on the other series (KX-UTG guide p. 46). Parameters keep their
 *  order within a section. Throws on what XML cannot hold: parametersTaken gives none of that. */
export function writeUtgXml(parameters: readonly Parameter[], lineOf: LineOf): Uint8Array {
  const root: Element = { children: new Map(), lines: [] };
  for (const parameter of parameters) {
    const { name, value } = parameter;
    if (!fitsUtgXml(parameter)) throw new Error(`${name} cannot be written as XML.`);
    const { path, element } = utgPlace(name, lineOf);
    sectionAt(root, path).lines.push(`<${element}>${escapeXml(value)}</${element}>`);
  }
  const lines = ['<?xml version="1.0" encoding="UTF-8"?>', ...written(xmlRoots.utg, root, '')];
  return new TextEncoder().encode(`${lines.join('\r\n')}\r\n`);
}

/** `Line[2]` → `Line idx="2"`. */
export function openingTag(section: string): string {
  const [, name, line] = /^(\w+)\[(\d+)\]$/u.exec(section) ?? [];
  return name && line ? `${name} idx="${line}"` : section;
}

function sectionAt(root: Element, path: SectionPath): Element {
  return path.reduce((parent, name) => {
    const known = parent.children.get(name);
    if (known) return known;
    const child: Element = { children: new Map(), lines: [] };
    parent.children.set(name, child);
    return child;
  }, root);
}

function written(name: string, { children, lines }: Element, indent: string): string[] {
  const inner = `${indent}  `;
  const sections = [...children].toSorted(([a], [b]) => rank(a) - rank(b));
  return [
    `${indent}<${openingTag(name)}>`,
    ...lines.map((line) => inner + line),
    ...sections.flatMap(([child, element]) => written(child, element, inner)),
    `${indent}</${name.replace(/\[.*/u, '')}>`,
  ];
}

/** The order of the samples; lines by their number. */
const order = ['Initial', 'Device', 'System', 'Network', 'Phone', 'Lines', 'Diagnostic', 'Services'];

function rank(section: string): number {
  const [, line] = /\[(\d+)\]$/u.exec(section) ?? [];
  return line ? Number(line) : order.indexOf(section);
}
