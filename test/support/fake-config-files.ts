// Config files behind the fake workstation, by the family's own rules: drafts, single edits, effective values, one parameter
// layer by layer. Facts give nothing here, and nothing is ever published.
import { createPanasonicFamily } from '../../electron/core/families/panasonic/panasonic-family';
import { catalogueRows } from '../../electron/core/families/panasonic/catalogue';
import { effectiveValues, layerNames, type Layer } from '../../electron/core/configs/layers';
import { formatScope, type Scope } from '../../electron/core/configs/scope';
import type { PhoneView } from '../../electron/contract/phones';
import catalogue from '../../resources/families/panasonic/catalogue.json';
import { Refusal, type FakeWorkstation } from './fake-workstation';

const family = createPanasonicFamily(catalogueRows(catalogue));

export interface FakeConfigFiles {
  readonly published: ReadonlyMap<string, string>;
  readonly drafts: Map<string, string>;
  /** What every phone holds; null: unknown. */
  held: Readonly<Record<string, string>> | null;
}

const encoded = (text: string): Uint8Array => new TextEncoder().encode(text);
const savedAt = '2026-11-24T09:42:00+00:00';
const fileLayers = ['site file', 'model file', 'group file', 'phone file'] as const;

function scopesOf(phone: PhoneView): readonly (string | null)[] {
  return ['site', `model:${phone.model}`, phone.group === null ? null : `group:${phone.group}`, `phone:${phone.mac}`];
}

/** Answers what the editor asks from `files`, texts by scope. */
export function fakeConfigFiles(fake: FakeWorkstation, files: Readonly<Record<string, string>>): FakeConfigFiles {
  const published = new Map(Object.entries(files));
  const state: FakeConfigFiles = { published, drafts: new Map(), held: null };
  const versions = new Map<string, number>();
  const versionOf = (scope: string): string => `v${versions.get(scope) ?? 1}`;
  const textOf = (scope: string): string => state.drafts.get(scope) ?? published.get(scope) ?? '';
  const phonesOf = (scope: Scope): PhoneView[] =>
    fake.phones.filter((phone) => scopesOf(phone).includes(formatScope(scope)));
  const modelOf = (scope: Scope): string | undefined => {
    if (scope.kind === 'model') return scope.model;
    const models = new Set(phonesOf(scope).map((phone) => phone.model));
    return models.size === 1 ? [...models][0] : undefined;
  };
  const check = (scope: Scope, text: string): ReturnType<typeof family.check> => {
    const model = modelOf(scope);
    return family.check(encoded(text), model === undefined ? { as: 'layer' } : { as: 'layer', model });
  };
  const write = (scope: Scope, text: string, basedOn: string | undefined): ReturnType<typeof stored> => {
    const written = formatScope(scope);
    if (basedOn !== undefined && basedOn !== versionOf(written))
      throw new Refusal({ code: 'CONFIG_CONFLICT', message: 'Changed meanwhile.', remedy: 'Choose one.' });
    state.drafts.set(written, text);
    versions.set(written, (versions.get(written) ?? 1) + 1);
    queueMicrotask(() => fake.changed('configs'));
    return stored(scope);
  };
  const stored = (scope: Scope) => {
    const text = textOf(formatScope(scope));
    return { text, version: versionOf(formatScope(scope)), problems: check(scope, text), savedAt };
  };
  const find = (mac: string): PhoneView => {
    const phone = fake.phones.find((each) => each.mac === mac);
    if (!phone) throw new Refusal({ code: 'PHONE_UNKNOWN', message: 'No such phone.', remedy: 'Add it.' });
    return phone;
  };
  const layersOf = (phone: PhoneView): Layer[] =>
    scopesOf(phone).map((scope, index) => ({
      name: fileLayers[index] ?? 'site file',
      parameters: scope === null ? [] : family.parametersOf(encoded(textOf(scope)), phone.model),
    }));
  const lineOf = (scope: string, name: string): number | null => {
    const at = textOf(scope)
      .split('\n')
      .findIndex((line) => line.startsWith(`${name}=`));
    return at < 0 ? null : at + 1;
  };

  fake.answer('configs.get', ({ scope, source }) => {
    const written = formatScope(scope);
    const text = source === 'draft' ? textOf(written) : (published.get(written) ?? '');
    const draft = source === 'draft' && state.drafts.has(written);
    return { text, draft, version: versionOf(written), problems: check(scope, text), savedAt: draft ? savedAt : null };
  });
  fake.answer('configs.set', ({ scope, text, basedOn }) => write(scope, text, basedOn));
  fake.answer('configs.edit', ({ scope, edits, basedOn }) => {
    const made = family.edit(encoded(textOf(formatScope(scope))), modelOf(scope) ?? null, edits);
    if (!made.ok) throw new Refusal(made.problem);
    return write(scope, new TextDecoder().decode(made.value), basedOn);
  });
  fake.answer('configs.files', () => ({
    files: [...new Set([...published.keys(), ...state.drafts.keys()])].map((scope) => ({
      scope,
      hasDraft: state.drafts.has(scope),
      sizeBytes: textOf(scope).length,
      values: family.parametersOf(encoded(textOf(scope)), 'KX-UT670').length,
      worst: family.check(encoded(textOf(scope)), { as: 'layer' })[0]?.severity ?? null,
      phones: fake.phones.filter((phone) => scopesOf(phone).includes(scope)).length,
      changedAt: null,
    })),
  }));
  fake.answer('configs.effective', ({ mac }) => {
    const effective = effectiveValues(layersOf(find(mac)));
    const set = new Set(effective.map(({ name }) => name));
    const leftOvers = Object.entries(state.held ?? {}).filter(([name]) => !set.has(name));
    return {
      parameters: effective.map(({ overrides, ...each }) => ({ ...each, overrides: [...overrides] })),
      leftOvers: leftOvers.map(([name, value]) => ({ name, value })),
    };
  });
  fake.answer('configs.inspect', ({ mac, name }) => {
    const phone = find(mac);
    const effective = effectiveValues(layersOf(phone)).find((each) => each.name === name) ?? null;
    const layers = new Map(layersOf(phone).map((layer) => [layer.name, layer.parameters]));
    const entry = family.describe(name, 'ut') ?? family.describe(name);
    return {
      name,
      catalogue: entry && {
        description: entry.description,
        category: entry.category,
        type: entry.type,
        allowed: entry.allowed,
        default: entry.default,
        unit: entry.unit,
      },
      secret: family.isSecret(name),
      managed: family.isManaged(name),
      stack: layerNames.map((layer) => {
        const at = fileLayers.findIndex((each) => each === layer);
        const scope = at < 0 ? null : (scopesOf(phone)[at] ?? null);
        const value = layers.get(layer)?.find((each) => each.name === name)?.value ?? null;
        const affects = fake.phones.filter((each) => scope !== null && scopesOf(each).includes(scope)).length;
        const line = scope === null ? null : lineOf(scope, name);
        return { layer, scope, value, typed: value, line, wins: effective?.layer === layer, affects };
      }),
      effective: effective?.value ?? null,
      held: state.held === null ? ('unknown' as const) : { value: state.held[name] ?? null },
      past: [],
    };
  });
  fake.answer('configs.preview', () => ({
    changes: [...state.drafts.keys()].map((scope) => ({ scope, kind: 'file' as const, change: 'changed' as const })),
    phones: [],
    changedPhones: 0,
    problems: [],
    phoneProblems: [],
    neverPublishable: false,
    removed: [...state.drafts].flatMap(([scope, text]) => {
      const now = new Set(family.parametersOf(encoded(text), 'KX-UT670').map(({ name }) => name));
      return family
        .parametersOf(encoded(published.get(scope) ?? ''), 'KX-UT670')
        .filter(({ name }) => !now.has(name) && state.held?.[name] !== undefined)
        .map(({ name }) => ({
          name,
          scope,
          phones: 8,
          held: [state.held?.[name] ?? ''],
          default: family.describe(name, 'ut')?.default ?? null,
          mayBeEmpty: family.describe(name)?.type !== 'bool',
        }));
    }),
  }));
  return state;
}
