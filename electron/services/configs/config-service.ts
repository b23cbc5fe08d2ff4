// Config files and facts of a site: drafts, what phones would get, what changes, publishing and going back.
import type { EffectiveValue, Parameter } from '../../core/configs/layers';
import { formatScope, parseScope, siteScope, type Scope } from '../../core/configs/scope';
import type { RenderedFile } from '../../core/families/family';
import type { FileProblem, Problem, Severity } from '../../core/shared/problem';
import { fail, ok, type Result } from '../../core/shared/result';
import type { PhoneRecord } from '../phones/phone-store';
import { SiteFiles } from '../provisioning/site-files';
import type { InOneTransaction } from '../settings/one-transaction';
import type { SiteState, Surroundings } from '../site-state';
import { ConfigDifferences, type NamedDiff } from './config-differences';
import type { ConfigStore, LayerKey, RevisionRecord } from './config-store';
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

export interface LayerChange {
  readonly key: LayerKey;
  readonly change: 'added' | 'changed' | 'removed';
}

export interface Preview {
  readonly changes: readonly LayerChange[];
  readonly phones: readonly PhoneRecord[];
  readonly problems: readonly (FileProblem & { readonly scope: string })[];
}

export interface Published {
  readonly revision: number;
  readonly changedPhones: readonly PhoneRecord[];
}

const encoder = new TextEncoder();

export class ConfigService {
  private readonly files: SiteFiles;
  private readonly differences: ConfigDifferences;
  /** The worst problem of each file as it was last listed. */
  private readonly worstOf = new Map<
    string,
    { readonly text: string; readonly model: string; readonly worst: Severity | null }
  >();
  private revisions: RevisionRecord[];

  constructor(
    private readonly state: SiteState,
    private readonly around: Surroundings,
    private readonly store: ConfigStore,
    private readonly inOneTransaction: InOneTransaction,
  ) {
    this.files = new SiteFiles(state, around);
    this.differences = new ConfigDifferences(state, around, this.files);
    this.revisions = [...store.history(state.site.id)].sort((a, b) => b.number - a.number);
  }

  /** 0 before the first. */
  get revision(): number {
    return this.revisions[0]?.number ?? 0;
  }

  /** Newest first. */
  history(): readonly RevisionRecord[] {
    return this.revisions;
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
    const known = this.requireRevision(revision);
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
    const model =
      scope.kind === 'model'
        ? scope.model
        : scope.kind === 'phone'
          ? this.state.phones.find(scope.mac)?.model
          : undefined;
    return this.around.family.check(
      encoder.encode(text),
      model === undefined ? { as: 'layer' } : { as: 'layer', model },
    );
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

  effective(
    phone: PhoneRecord,
    source: Source,
  ): { readonly parameters: EffectiveValue[]; readonly leftOvers: Parameter[] } {
    const content = this.state.contents.of(phone, source);
    const addresses = {
      baseUrl: this.around.toldBaseUrl(),
      siteToken: this.state.site.siteToken,
      phoneToken: this.state.tokens.current(phone.id, this.around.clock.now()).token,
    };
    const managed = this.around.family
      .managedParameters(content, addresses)
      .map((parameter): EffectiveValue => ({ ...parameter, layer: 'managed', overrides: [] }));
    return {
      parameters: [...content.effective, ...managed].sort((a, b) => (a.name < b.name ? -1 : 1)),
      leftOvers: this.state.held.leftOvers(phone.id, content.effective),
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
    const known = this.requireRevision(against);
    if (!known.ok) return known;
    return ok(this.differences.ofLayers(this.store.publishedAt(this.state.site.id, against), phone));
  }

  /** What publishing would do: changed layers, phones that would get something else, problems. */
  preview(scopes?: readonly Scope[]): Preview {
    const changes = this.changes(scopes);
    const partly = scopes !== undefined;
    const phones =
      changes.length === 0
        ? []
        : [...this.state.phones.all()].filter((phone) => this.wouldChange(phone, changes, partly));
    return { changes, phones, problems: this.problemsOf(changes) };
  }

  publish(message: string, author: string, scopes?: readonly Scope[]): Result<Published> {
    const changes = this.changes(scopes);
    const error = this.problemsOf(changes).find((problem) => problem.severity === 'error');
    if (error) {
      return fail({
        code: 'CONFIG_HAS_ERRORS',
        message: `${error.scope}, line ${error.line}: ${error.message}`,
        remedy: `${error.remedy} Nothing was published.`,
      });
    }
    const contents = changes.map(({ key }) => ({ ...key, content: this.state.layers.content(key, 'draft') }));
    return ok(this.publishContents(contents, message, author));
  }

  /** Publishes the state of an old revision again. Drafts stay as they are. */
  rollback(number: number, author: string): Result<Published> {
    const known = this.requireRevision(number);
    if (!known.ok) return known;
    const then = new Map(this.store.publishedAt(this.state.site.id, number).map((layer) => [keyText(layer), layer]));
    const contents: (LayerKey & { content: string | null })[] = [];
    for (const { kind, scope, content } of then.values()) {
      if (this.state.layers.content({ kind, scope }, 'published') !== content) contents.push({ kind, scope, content });
    }
    for (const key of this.state.layers.keys('published'))
      if (!then.has(keyText(key))) contents.push({ ...key, content: null });
    return ok(this.publishContents(contents, `Back to r${number}`, author));
  }

  /** A draft that says what is published now is none any more. */
  private publishContents(
    contents: readonly (LayerKey & { readonly content: string | null })[],
    message: string,
    author: string,
  ): Published {
    if (contents.length === 0) return { revision: this.revision, changedPhones: [] };
    const at = this.around.clock.now();
    const phones = [...this.state.phones.all()];
    const before = phones.map((phone) => this.state.contents.hash(phone, 'published'));
    const drafts = contents.filter(
      (key) => this.state.layers.hasDraft(key) && this.state.layers.content(key, 'draft') === key.content,
    );
    const undo = this.state.layers.applyPublished(contents, at);
    this.state.contents.forget();
    let changedPhones: PhoneRecord[];
    let revision: RevisionRecord;
    try {
      changedPhones = phones.filter((phone, index) => this.state.contents.hash(phone, 'published') !== before[index]);
      revision = { number: this.revision + 1, message, author, at, changedPhones: changedPhones.length };
      this.store.publish(this.state.site.id, revision, contents, drafts);
    } catch (error) {
      undo();
      this.state.contents.forget();
      throw error;
    }
    this.state.layers.dropDrafts(drafts);
    this.revisions = [revision, ...this.revisions];
    this.markBehind(phones, before, revision.number);
    for (const topic of ['configs', 'phones', 'site'] as const) this.around.announce(topic);
    return { revision: revision.number, changedPhones };
  }

  /** A phone that had the newest content and has it no more remembers the revision it has. One whose content a publish left alone
   *  is at the new revision without a fetch. */
  private markBehind(phones: readonly PhoneRecord[], before: readonly string[], revision: number): void {
    this.inOneTransaction(() => {
      phones.forEach((phone, index) => {
        const had = phone.takenHash !== null && phone.takenHash === before[index];
        if (had && phone.takenHash !== this.state.contents.hash(phone, 'published'))
          this.state.phones.update(phone.id, { takenRevision: revision - 1 });
      });
    });
  }

  private problemsOf(changes: readonly LayerChange[]): Preview['problems'] {
    return changes.flatMap(({ key, change }) => {
      const scope = key.kind === 'file' && change !== 'removed' ? parseScope(key.scope) : null;
      if (!scope?.ok) return [];
      const text = this.state.layers.content(key, 'draft') ?? '';
      return this.check(text, scope.value).map((problem) => ({ ...problem, scope: key.scope }));
    });
  }

  private changes(scopes: readonly Scope[] | undefined): LayerChange[] {
    const wanted = scopes && new Set(scopes.map(formatScope));
    return this.state.layers
      .drafts()
      .filter((key) => !wanted || wanted.has(key.scope))
      .map((key) => {
        const before = this.state.layers.content(key, 'published');
        const after = this.state.layers.content(key, 'draft');
        return { key, change: before === null ? 'added' : after === null ? 'removed' : 'changed' };
      });
  }

  private wouldChange(phone: PhoneRecord, changes: readonly LayerChange[], partly: boolean): boolean {
    const scopes = this.state.contents.scopesOf(phone, 'draft');
    const before = this.state.contents.scopesOf(phone, 'published');
    if (!changes.some(({ key }) => scopes.has(key.scope) || before.has(key.scope))) return false;
    return partly || this.state.contents.hash(phone, 'published') !== this.state.contents.hash(phone, 'draft');
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

  private requireRevision(number: number): Result<RevisionRecord> {
    const revision = this.revisions.find((known) => known.number === number);
    if (revision) return ok(revision);
    return fail({
      code: 'REVISION_UNKNOWN',
      message: `There is no revision r${number}.`,
      remedy: this.revision > 0 ? `Choose one from r1 to r${this.revision}.` : 'Nothing was published yet.',
    });
  }

  private version(key: LayerKey): string {
    return this.around.sha256(this.state.layers.content(key, 'draft') ?? '').slice(0, 16);
  }

  private worst(text: string, scope: Scope): Severity | null {
    const key = formatScope(scope);
    const model = this.modelFor(scope);
    const known = this.worstOf.get(key);
    if (known?.text === text && known.model === model) return known.worst;
    const problems = this.check(text, scope);
    const worst =
      (['error', 'warning', 'hint'] as const).find((severity) =>
        problems.some((problem) => problem.severity === severity),
      ) ?? null;
    this.worstOf.set(key, { text, model, worst });
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
