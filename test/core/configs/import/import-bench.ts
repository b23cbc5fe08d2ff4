// A folder in memory, read into a site that is empty unless the test says otherwise; and what phones get before and after.
import { emptySiteFacts } from '../../../../electron/core/configs/facts';
import type { Layer, LayerName, Parameter } from '../../../../electron/core/configs/layers';
import type { ImportPlan, PlannedFile, PresentSite } from '../../../../electron/core/configs/import/import-plan';
import { planImport } from '../../../../electron/core/configs/import/plan-import';
import { formatScope, type Scope } from '../../../../electron/core/configs/scope';
import { catalogueRows } from '../../../../electron/core/families/panasonic/catalogue';
import { createPanasonicFamily } from '../../../../electron/core/families/panasonic/panasonic-family';
import { parseMacAddress, type MacAddress } from '../../../../electron/core/shared/mac-address';
import catalogue from '../../../../resources/families/panasonic/catalogue.json';

export const family = createPanasonicFamily(catalogueRows(catalogue));
export const magic = '# Panasonic SIP Phone Standard Format File # DO NOT CHANGE THIS LINE!';

export const emptySite: PresentSite = {
  siteFacts: { ...emptySiteFacts, timeZone: '' },
  phones: new Map(),
  scopes: [],
  parametersOf: () => [],
};

export function mac(digits: string): MacAddress {
  const parsed = parseMacAddress(digits);
  if (!parsed.ok) throw new Error(parsed.problem.message);
  return parsed.value;
}

export type Folder = Readonly<Record<string, string | Uint8Array>>;

export function plan(folder: Folder, present = emptySite, model: string | null = null): ImportPlan {
  const files = Object.entries(folder).map(([path, content]) => {
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
    return { path, bytes, sizeBytes: bytes.length };
  });
  return planImport(files, present, family, model);
}

/** A file as people have them: magic line, the lines given, an empty line. */
export function config(...lines: string[]): string {
  return [magic, ...lines, '', ''].join('\r\n');
}

export function file(made: ImportPlan, path: string): PlannedFile {
  const found = made.files.find((each) => each.path === path);
  if (!found) throw new Error(`The plan has no ${path}.`);
  return found;
}

export function scopes(made: ImportPlan): Record<string, string | null> {
  return Object.fromEntries(made.files.map(({ path, scope }) => [path, scope && formatScope(scope)]));
}

export function layerText(made: ImportPlan, scope: string): string | undefined {
  return made.layers.find((layer) => formatScope(layer.scope) === scope)?.text;
}

export function codes(planned: PlannedFile): string[] {
  return planned.problems.map(({ code }) => code);
}

/** What each phone of the plan gets once it is carried out, by the family's own fold. */
export function effective(made: ImportPlan, present = emptySite): Map<MacAddress, Record<string, string>> {
  return new Map(made.phones.map((phone) => [phone.mac, effectiveOf(phone)]));

  function effectiveOf({ mac: digits, model, facts }: ImportPlan['phones'][number]): Record<string, string> {
    const site = { ...present.siteFacts, ...made.siteFacts };
    const models = [...made.layers.map((layer) => layer.scope), ...present.scopes]
      .flatMap((scope) => (scope.kind === 'model' && model.startsWith(scope.model) ? [scope.model] : []))
      .toSorted((a, b) => b.length - a.length);
    const scopesOf: [LayerName, Scope | null][] = [
      ['site file', { kind: 'site' }],
      ['model file', { kind: 'model', model: models[0] ?? model }],
      ['group file', facts.group === null ? null : { kind: 'group', group: facts.group }],
    ];
    const layers: Layer[] = [
      { name: 'site facts', parameters: family.siteFactParameters(site, model) },
      ...scopesOf.map(([name, scope]) => ({ name, parameters: scope ? parameters(scope, model) : [] })),
      { name: 'phone facts', parameters: family.phoneFactParameters(facts, site, model) },
      { name: 'phone file', parameters: parameters({ kind: 'phone', mac: digits }, model) },
    ];
    const content = family.content({ mac: digits, model, served: 'three-files', layers });
    return Object.fromEntries(content.effective.map(({ name, value }) => [name, value]));
  }

  function parameters(scope: Scope, model: string): readonly Parameter[] {
    const text = layerText(made, formatScope(scope));
    if (text === undefined) return present.parametersOf(scope, model);
    return family.parametersOf(new TextEncoder().encode(text), model);
  }
}

/** The fold of files as a phone makes it, strongest last, addresses left out. */
export function fold(model: string, ...files: (string | Uint8Array | undefined)[]): Record<string, string> {
  const values: Record<string, string> = {};
  for (const text of files) {
    const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
    for (const { name, value } of bytes ? family.parametersOf(bytes, model) : []) {
      if (!family.isManaged(name)) values[name] = value;
    }
  }
  return Object.fromEntries(Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1)));
}
