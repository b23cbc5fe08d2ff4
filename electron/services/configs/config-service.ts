// Config files and facts of a site: drafts, what phones would get, what changes, publishing and going back.
import type { EffectiveValue, Parameter } from '../../core/configs/layers';
import { isNeverPublishable, worstOf } from '../../core/configs/problem-severity';
import { formatScope, parseScope, siteScope, type Scope } from '../../core/configs/scope';
import type { RenderedFile } from '../../core/families/family';
import type { FileProblem, Problem, Severity } from '../../core/shared/problem';
import { fail, ok, type Result } from '../../core/shared/result';
import type { AuditStore, PhoneRecord } from '../phones/phone-store';
import { SiteFiles } from '../provisioning/site-files';
import type { InOneTransaction } from '../settings/one-transaction';
import type { SiteState, Surroundings } from '../site-state';
import { ConfigDifferences, type NamedDiff } from './config-differences';
import type { ChangedScopes, ConfigStore, LayerKey, RevisionRecord } from './config-store';
import type { LayerCheck } from './layer-check';
import type { PhoneProblems, SharedProblem } from './phone-problems';
import { placeText } from './layer-places';
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

/** What looks at texts and phones before anything is published. */
export interface ConfigChecks {
  readonly layers: LayerCheck;
  readonly phones: PhoneProblems;
  readonly audit: AuditStore;
}

/** An error and where it stands. */
interface Blocker {
  readonly code: string;
  readonly place: string;
  readonly message: string;
  readonly remedy: string;
}

const encoder = new TextEncoder();
const mostScopesTold = 20;

export class ConfigService {
  private readonly files: SiteFiles;
  private readonly differences: ConfigDifferences;
  /** The worst problem of each file as it was last listed. */
  private readonly worstOf = new Map<
    string,
    { readonly text: string; readonly model: string; readonly worst: Severity | null }
  >();
  private readonly versions = new WeakMap<object, string>();
  private revisions: RevisionRecord[];
  private changedScopes: Map<number, ChangedScopes> | null = null;

  constructor(
    private readonly state: SiteState,
    private readonly around: Surroundings,
    private readonly store: ConfigStore,
    private readonly inOneTransaction: InOneTransaction,
    private readonly checks: ConfigChecks,
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

  /** What a revision changed: the first of its scopes, and how many there are. */
  changesOf(number: number): ChangedScopes {
    this.changedScopes ??= new Map(
      this.store.changedScopes(this.state.site.id, mostScopesTold).map((changes) => [changes.number, changes]),
    );
    return this.changedScopes.get(number) ?? { number, layers: [], count: 0 };
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
    return this.checks.layers.check(text, scope);
  }

  /** The model whose rules hold for every phone of a scope, null where there is none. */
  modelOf(scope: Scope): string | null {
    return this.checks.layers.modelOf(scope);
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
    return { changes, phones: this.changedPhones(changes, scopes !== undefined), problems: this.problemsOf(changes) };
  }

  private changedPhones(changes: readonly LayerChange[], partly: boolean): PhoneRecord[] {
    if (changes.length === 0) return [];
    const changed = new Set(changes.map(({ key }) => key.scope));
    return [...this.state.phones.all()].filter((phone) => this.wouldChange(phone, changed, partly));
  }

  /** Errors refuse (CONFIG_HAS_ERRORS), unless `override` gives a reason, which the audit keeps. What would reach no phone at all is
   *  refused in any case. */
  publish(message: string, author: string, scopes?: readonly Scope[], override?: string): Result<Published> {
    const changes = this.changes(scopes);
    const blockers = this.blockers(changes, scopes !== undefined);
    const never = blockers.find(({ code }) => isNeverPublishable(code));
    const [first] = blockers;
    const error = override === undefined ? first : never;
    if (error) {
      const overridden = override === undefined ? '' : ' No reason overrides this: it would reach no phone.';
      return fail({
        code: 'CONFIG_HAS_ERRORS',
        message: `${error.place}: ${error.message}`,
        remedy: `${error.remedy} Nothing was published.${overridden}`,
      });
    }
    const contents = changes.map(({ key }) => ({ ...key, content: this.state.layers.content(key, 'draft') }));
    const published = this.publishContents(contents, message, author);
    if (first && contents.length > 0) this.noteOverride(published.revision, author, override ?? '', blockers);
    return ok(published);
  }

  /** What shows only on phones, of those the draft changes; of a part of the draft, what stands in that part. */
  phoneProblems(changed: readonly PhoneRecord[], changes: readonly LayerChange[], partly: boolean): SharedProblem[] {
    const problems = this.checks.phones.ofMany(changed, 'draft');
    if (!partly) return problems;
    const places = new Set(changes.map(({ key }) => placeText(key)));
    return problems.filter(({ scope }) => scope !== null && places.has(scope));
  }

  /** A variable that only an unpublished part of the draft gives would stand for nothing. */
  private leftBehind(changes: readonly LayerChange[]): (FileProblem & { readonly scope: string })[] {
    if (changes.some(({ key }) => keyText(key) === keyText(factsKey(siteScope)))) return [];
    return this.filesOf(changes).flatMap(({ text, scope }) =>
      this.checks.layers.unknownWhenPublished(text).map((problem) => ({ ...problem, scope })),
    );
  }

  private blockers(changes: readonly LayerChange[], partly: boolean): Blocker[] {
    const inFiles = [...this.problemsOf(changes), ...(partly ? this.leftBehind(changes) : [])]
      .filter(({ severity }) => severity === 'error')
      .map(({ scope, line, ...problem }) => ({ ...problem, place: `${scope}, line ${line}` }));
    const phones = this.changedPhones(changes, partly);
    const onPhones = this.phoneProblems(phones, changes, partly)
      .filter(({ severity }) => severity === 'error')
      .map(({ scope, mac, ...problem }) => ({ ...problem, place: scope ?? `phone ${mac}` }));
    return [...inFiles, ...onPhones];
  }

  private noteOverride(revision: number, actor: string, reason: string, blockers: readonly Blocker[]): void {
    const codes = [...new Set(blockers.map(({ code }) => code))].join(', ');
    this.checks.audit.append(this.state.site.id, {
      at: this.around.clock.now(),
      actor,
      action: 'published-in-spite',
      phoneId: null,
      detail: `r${revision} in spite of ${codes}: ${reason}`,
    });
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
    this.changedScopes = null;
    this.markBehind(phones, before, revision.number);
    for (const topic of ['configs', 'phones', 'site'] as const) this.around.announce(topic);
    return { revision: revision.number, changedPhones };
  }

  /** A phone that had the newest content and has it no more remembers the revision it has. One whose content a publish left alone
   *  is at the new revision without a fetch. */
  private markBehind(phones: readonly PhoneRecord[], before: readonly string[], revision: number): void {
    const behind = phones.filter((phone, index) => {
      const had = phone.takenHash !== null && phone.takenHash === before[index];
      return had && phone.takenHash !== this.state.contents.hash(phone, 'published');
    });
    const ids = behind.map(({ id }) => id);
    this.inOneTransaction(() => this.state.phones.updateTakenRevision(ids, revision - 1));
  }

  private problemsOf(changes: readonly LayerChange[]): Preview['problems'] {
    return this.filesOf(changes).flatMap(({ text, scope }) => {
      const parsed = parseScope(scope);
      return parsed.ok ? this.check(text, parsed.value).map((problem) => ({ ...problem, scope })) : [];
    });
  }

  private filesOf(changes: readonly LayerChange[]): { readonly scope: string; readonly text: string }[] {
    return changes
      .filter(({ key, change }) => key.kind === 'file' && change !== 'removed')
      .map(({ key }) => ({ scope: key.scope, text: this.state.layers.content(key, 'draft') ?? '' }));
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

  private wouldChange(phone: PhoneRecord, changed: ReadonlySet<string>, partly: boolean): boolean {
    const touched = (source: Source): boolean =>
      [...this.state.contents.scopesOf(phone, source)].some((scope) => changed.has(scope));
    if (!touched('draft') && !touched('published')) return false;
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
    if (known?.text === text && known.model === model) return known.worst;
    const problems = this.check(text, scope);
    const worst = worstOf(problems.map(({ severity }) => severity));
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
