// Config files and facts of a site: drafts, what phones get of them, and what differs.
import type { EffectiveValue, Parameter } from '../../core/configs/layers';
import { worstOf } from '../../core/configs/problem-severity';
import { formatScope, parseScope, siteScope, type Scope } from '../../core/configs/scope';
import type { RenderedFile } from '../../core/families/family';
import type { FileProblem, Problem, Severity } from '../../core/shared/problem';
import { fail, ok, type Result } from '../../core/shared/result';
import type { PhoneRecord } from '../phones/phone-store';
import { SiteFiles } from '../provisioning/site-files';
import type { SiteState, Surroundings } from '../site-state';
import { brokenNames } from './broken-names';
import { ConfigDifferences, type NamedDiff } from './config-differences';
import type { ConfigStore, LayerKey } from './config-store';
import type { LayerCheck } from './layer-check';
import { withDraftsOf } from './other-state';
import type { Publishing } from './publishing';
import { factsKey, fileKey, keyText, type Source } from './site-layers';

export interface FileState {
  readonly text: string;
  readonly draft: boolean;
  readonly version: string;
  readonly problems: readonly FileProblem[];
  readonly savedAt: number | null;
}

export interface FileSummary {
  readonly scope: Scope;
  readonly hasDraft: boolean;
  readonly sizeBytes: number;
  readonly values: number;
  readonly worst: Severity | null;
  readonly phones: number;
  readonly changedAt: number | null;
}

const encoder = new TextEncoder();
export class ConfigService {
  private readonly files: SiteFiles;
  private readonly differences: ConfigDifferences;
  /** The worst problem of each file as it was last listed. */
  private readonly worstOf = new Map<
    string,
    { readonly text: string; readonly model: string; readonly stamp: string; readonly worst: Severity | null }
  >();
  private readonly versions = new WeakMap<object, string>();
  constructor(
    private readonly state: SiteState,
    private readonly around: Surroundings,
    private readonly store: ConfigStore,
    private readonly checks: LayerCheck,
    private readonly publishing: Publishing,
  ) {
    this.files = new SiteFiles(state, around);
    this.differences = new ConfigDifferences(state, around, this.files);
  }

  /** 0 before the first. */
  get revision(): number {
    return this.publishing.revision;
  }

  get hasDraft(): boolean {
    return this.state.layers.drafts().length > 0;
  }

  /** The file of a scope; one that does not exist yet is empty. */
  get(scope: Scope, source: Source): FileState {
    const key = fileKey(scope);
    const text = this.state.layers.content(key, source) ?? '';
    return {
      text,
      draft: source === 'draft' && this.state.layers.hasDraft(key),
      version: this.version(key),
      problems: this.check(text, scope),
      savedAt: this.state.layers.savedAt(key, source),
    };
  }

  getRevision(scope: Scope, revision: number): Result<FileState> {
    const known = this.publishing.requireRevision(revision);
    if (!known.ok) return known;
    const key = keyText(fileKey(scope));
    const layer = this.store.publishedAt(this.state.site.id, revision).find((stored) => keyText(stored) === key);
    const text = layer?.content ?? '';
    return ok({ text, draft: false, version: '', problems: this.check(text, scope), savedAt: layer?.savedAt ?? null });
  }

  /** Keeps an edit, with problems and all. `basedOn` is the version the edit started from: if the file has changed since,
   *  nothing is kept and CONFIG_CONFLICT says so. */
  set(scope: Scope, text: string, basedOn: string | undefined): Result<FileState> {
    const known = this.requireScope(scope);
    if (known) return fail(known);
    const key = fileKey(scope);
    if (basedOn !== undefined && basedOn !== this.version(key) && this.state.layers.content(key, 'draft') !== text) {
      return fail({
        code: 'CONFIG_CONFLICT',
        message: 'This file was changed elsewhere since you opened it.',
        remedy: 'Look at the other version, then keep yours or take theirs.',
      });
    }
    const empty = text === '' && this.state.layers.content(key, 'published') === null;
    this.state.layers.saveDraft(key, empty ? null : text, this.around.clock.now());
    this.around.announce('configs');
    return ok(this.get(scope, 'draft'));
  }

  setFacts(key: LayerKey, facts: object): void {
    this.state.layers.saveDraft(key, JSON.stringify(facts), this.around.clock.now());
    this.around.announce('configs');
  }

  discard(scope: Scope | undefined): number {
    const keys = scope ? [fileKey(scope), factsKey(scope)] : this.state.layers.drafts();
    const discarded = this.state.layers.discard(keys);
    this.around.announce('configs');
    this.around.announce('phones');
    return discarded;
  }

  check(text: string, scope: Scope): FileProblem[] {
    return this.checks.check(text, scope);
  }

  /** As `Publishing` does it. */
  history: Publishing['history'] = () => this.publishing.history();
  preview: Publishing['preview'] = (...input) => this.publishing.preview(...input);
  publish: Publishing['publish'] = (...input) => this.publishing.publish(...input);
  rollback: Publishing['rollback'] = (...input) => this.publishing.rollback(...input);
  phoneProblems: Publishing['phoneProblems'] = (...input) => this.publishing.phoneProblems(...input);
  changesOf: Publishing['changesOf'] = (number) => this.publishing.changesOf(number);

  /** The model whose rules hold for every phone of a scope, null where there is none. */
  modelOf(scope: Scope): string | null {
    return this.checks.modelOf(scope);
  }

  fileList(): FileSummary[] {
    const takers = this.takers();
    const scopes = new Map<string, Scope>([['site', siteScope]]);
    for (const key of this.state.layers.keys('draft')) {
      const scope = key.kind === 'file' ? parseScope(key.scope) : null;
      if (scope?.ok) scopes.set(key.scope, scope.value);
    }
    return [...scopes.values()].map((scope) => {
      const key = fileKey(scope);
      const text = this.state.layers.content(key, 'draft') ?? '';
      const bytes = encoder.encode(text);
      return {
        scope,
        hasDraft: this.state.layers.hasDraft(key),
        sizeBytes: bytes.length,
        values: this.around.family.parametersOf(bytes, this.modelFor(scope)).length,
        worst: this.worst(text, scope),
        phones: takers.get(key.scope) ?? 0,
        changedAt: this.state.layers.savedAt(key, 'draft'),
      };
    });
  }

  /** `layers`: of the draft only these scopes, all else as published. */
  effective(
    phone: PhoneRecord,
    source: Source,
    layers?: readonly Scope[],
  ): { readonly parameters: EffectiveValue[]; readonly leftOvers: Parameter[] } {
    const state = withDraftsOf(this.state, this.around, layers);
    const content = state.contents.of(phone, source);
    const addresses = {
      baseUrl: this.around.toldBaseUrl(),
      siteToken: this.state.site.siteToken,
      phoneToken: this.state.tokens.current(phone.id, this.around.clock.now()).token,
      rootUrl: this.around.toldFirst().rootUrl,
      asLogin: this.state.access.asLogin,
    };
    const managed = this.around.family
      .managedParameters(content, addresses)
      .map((parameter): EffectiveValue => ({ ...parameter, layer: 'managed', overrides: [] }));
    const leftOvers = this.state.held.leftOvers(phone.id, content.effective);
    const broken = source === 'draft' ? brokenNames(state, this.around, phone) : new Set<string>();
    return {
      parameters: [
        ...content.effective.map((value) => ({ ...value, ...this.around.family.told(value, addresses) })),
        ...managed,
      ].sort((a, b) => (a.name < b.name ? -1 : 1)),
      leftOvers: leftOvers.filter(({ name }) => !broken.has(name)),
    };
  }

  /** What the phone holds, with the layer each value would come from now where one gives the same. */
  held(phone: PhoneRecord): { readonly parameters: EffectiveValue[]; readonly leftOvers: Parameter[] } {
    const { parameters, leftOvers } = this.effective(phone, 'published');
    const layers = new Map(parameters.map((parameter) => [parameter.name, parameter.layer]));
    const left = new Set(leftOvers.map((parameter) => parameter.name));
    const held = [...this.state.held.of(phone.id)].filter(([name]) => !left.has(name));
    return {
      parameters: held
        .map(([name, value]): EffectiveValue => ({ name, value, layer: layers.get(name) ?? 'managed', overrides: [] }))
        .sort((a, b) => (a.name < b.name ? -1 : 1)),
      leftOvers,
    };
  }

  render(phone: PhoneRecord, source: Source): RenderedFile[] {
    return this.files.all(phone, source, this.around.clock.now());
  }

  /** Text of config files against what is served or an old revision, or, for a phone, of its rendered files. */
  diff(phone: PhoneRecord | null, against: 'served' | number): Result<NamedDiff[]> {
    if (against === 'served')
      return ok(
        phone
          ? this.differences.ofPhone(phone, this.around.clock.now())
          : this.differences.ofLayers(this.published(), null),
      );
    const known = this.publishing.requireRevision(against);
    if (!known.ok) return known;
    return ok(this.differences.ofLayers(this.store.publishedAt(this.state.site.id, against), phone));
  }

  private published(): (LayerKey & { readonly content: string })[] {
    return this.state.layers
      .keys('published')
      .map((key) => ({ ...key, content: this.state.layers.content(key, 'published') ?? '' }));
  }

  private requireScope(scope: Scope): Problem | null {
    if (scope.kind === 'phone') {
      const known = this.state.phones.require(scope.mac);
      return known.ok ? null : known.problem;
    }
    if (scope.kind !== 'model') return null;
    const { family } = this.around;
    const fits =
      family.findModel(scope.model)?.name === scope.model ||
      family.models.some((model) => model.name.startsWith(scope.model));
    if (fits) return null;
    return {
      code: 'MODEL_UNKNOWN',
      message: `No phone takes a file of the model "${scope.model}".`,
      remedy: 'Give the model as it is printed on the phone, or how it begins: KX-UT670, KX-HDV.',
    };
  }

  /** Of facts as drafted: what an edit started from. */
  factsVersion(scope: Scope): string {
    return this.version(factsKey(scope));
  }

  /** CONFIG_CONFLICT when facts were changed elsewhere since; null when not, or when nobody says what the edit is based on. */
  factsConflict(scope: Scope, basedOn: string | undefined): Problem | null {
    if (basedOn === undefined || basedOn === this.factsVersion(scope)) return null;
    return {
      code: 'CONFIG_CONFLICT',
      message: 'These facts were changed elsewhere since you opened them.',
      remedy: 'Look at what they are now, then type your change again.',
    };
  }

  private version(key: LayerKey): string {
    const layer = this.state.layers.identity(key, 'draft');
    const known = layer && this.versions.get(layer);
    if (known !== undefined) return known;
    const version = this.around.sha256(this.state.layers.content(key, 'draft') ?? '').slice(0, 16);
    if (layer) this.versions.set(layer, version);
    return version;
  }

  private worst(text: string, scope: Scope): Severity | null {
    const key = formatScope(scope);
    const model = this.modelFor(scope);
    const known = this.worstOf.get(key);
    const stamp = this.checks.stamp;
    if (known?.text === text && known.model === model && known.stamp === stamp) return known.worst;
    const problems = this.check(text, scope);
    const worst = worstOf(problems.map(({ severity }) => severity));
    this.worstOf.set(key, { text, model, stamp, worst });
    return worst;
  }

  private modelFor(scope: Scope): string {
    if (scope.kind === 'model') return scope.model;
    return (scope.kind === 'phone' && this.state.phones.find(scope.mac)?.model) || this.files.anyModel();
  }

  /** How many phones take each file. */
  private takers(): Map<string, number> {
    const counts = new Map<string, number>();
    for (const phone of this.state.phones.all()) {
      for (const scope of this.state.contents.scopesOf(phone, 'draft')) counts.set(scope, (counts.get(scope) ?? 0) + 1);
    }
    return counts;
  }
}
