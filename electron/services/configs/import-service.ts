// A folder of config files made elsewhere becomes drafts and phones, all of it or nothing, and can be taken back in one step.
import type { SiteFacts } from '../../core/configs/facts';
import {
  refuseImport,
  type ImportFile,
  type ImportPlan,
  type PlannedPhone,
  type PresentSite,
} from '../../core/configs/import/import-plan';
import { planImport } from '../../core/configs/import/plan-import';
import { parseScope, siteScope } from '../../core/configs/scope';
import { randomToken } from '../../core/shared/digest';
import type { MacAddress } from '../../core/shared/mac-address';
import { ProblemError } from '../../core/shared/problem';
import { fail, ok, type Result } from '../../core/shared/result';
import type { PhoneService } from '../phones/phone-service';
import type { PhoneStore } from '../phones/phone-store';
import type { InOneTransaction } from '../settings/one-transaction';
import type { SiteState, Surroundings } from '../site-state';
import type { LayerKey } from './config-store';
import { factsKey, fileKey, keyText } from './site-layers';

export interface Imported {
  readonly plan: ImportPlan;
  /** What takes it back; null when nothing was changed. */
  readonly undo: string | null;
}

interface LayerState {
  readonly key: LayerKey;
  readonly hasDraft: boolean;
  readonly content: string | null;
  readonly savedAt: number;
}

interface LastImport {
  readonly undo: string;
  readonly before: readonly LayerState[];
  /** By key, what the import left. */
  readonly after: ReadonlyMap<string, string | null>;
  readonly added: readonly MacAddress[];
  readonly revision: number;
}

export class ImportService {
  /** Only the newest can be taken back, and only by the running program that made it. */
  private last: LastImport | null = null;

  constructor(
    private readonly state: SiteState,
    private readonly around: Surroundings,
    private readonly phones: PhoneService,
    private readonly phoneStore: Pick<PhoneStore, 'saveSummary'>,
    private readonly revision: () => number,
    private readonly inOneTransaction: InOneTransaction,
  ) {}

  /** Problems IMPORT_TOO_LARGE, MODEL_UNKNOWN (of `model`), MAC_DUPLICATE (a phone of another site), FACT_INVALID. With `dryRun` it
   *  only tells what would become of the files. */
  import(
    files: readonly ImportFile[],
    options: { readonly dryRun: boolean; readonly model: string | null },
    actor: string,
  ): Result<Imported> {
    const refused = refuseImport(
      files.length,
      files.reduce((sum, file) => sum + file.bytes.length, 0),
    );
    if (refused) return fail(refused);
    const model = options.model === null ? null : this.around.family.findModel(options.model);
    if (options.model !== null && model === null) {
      return fail({
        code: 'MODEL_UNKNOWN',
        message: `"${options.model}" is not a model Cordboard knows.`,
        remedy: 'Give the model as it is printed on the phone, for example KX-UT670 or KX-HDV130.',
      });
    }
    const plan = planImport(files, this.present(), this.around.family, model?.name ?? null);
    if (options.dryRun || plan.layers.length + plan.phones.length === 0) return ok({ plan, undo: null });
    return this.carryOut(plan, actor);
  }

  /** Takes the newest import back. Problem IMPORT_UNDO_LATE. */
  undo(undo: string, actor: string): Result<number> {
    const { last } = this;
    if (last?.undo !== undo || !this.isAsImported(last)) {
      return fail({
        code: 'IMPORT_UNDO_LATE',
        message:
          'This import cannot be taken back any more: something of it was edited, published or imported again since.',
        remedy: 'Discard the drafts and remove the phones that are not wanted, or roll back to an older revision.',
      });
    }
    this.inOneTransaction(() => this.takeBack(last, actor));
    this.last = null;
    this.announce();
    return ok(last.added.length);
  }

  private carryOut(plan: ImportPlan, actor: string): Result<Imported> {
    const added = plan.phones.filter((phone) => !phone.known).map((phone) => phone.mac);
    const before = this.touched(plan).map((key): LayerState => ({
      key,
      hasDraft: this.state.layers.hasDraft(key),
      content: this.state.layers.content(key, 'draft'),
      savedAt: this.state.layers.savedAt(key, 'draft') ?? this.around.clock.now(),
    }));
    const undo = randomToken(this.around.randomBytes, 16);
    const made = { undo, before, added, revision: this.revision() };
    try {
      this.inOneTransaction(() => this.write(plan, actor));
    } catch (error) {
      // The database is as it was; what is in memory follows.
      this.takeBack({ ...made, added: added.filter((mac) => this.state.phones.find(mac)) }, actor);
      this.announce();
      if (error instanceof ProblemError) return fail(error.problem);
      throw error;
    }
    const after = new Map(before.map(({ key }) => [keyText(key), this.state.layers.content(key, 'draft')]));
    this.last = { ...made, after };
    this.announce();
    return ok({ plan, undo });
  }

  private write(plan: ImportPlan, actor: string): void {
    const now = this.around.clock.now();
    for (const phone of plan.phones) this.writePhone(phone, actor);
    for (const { scope, text } of plan.layers)
      this.state.layers.saveDraft(fileKey(scope), text === '' ? null : text, now);
    if (Object.keys(plan.siteFacts).length === 0) return;
    const facts: SiteFacts = { ...this.state.layers.siteFacts('draft'), ...plan.siteFacts };
    this.state.layers.saveDraft(factsKey(siteScope), JSON.stringify(facts), now);
  }

  private writePhone({ mac, model, known, facts }: PlannedPhone, actor: string): void {
    const { name, group, lines, checkTime } = facts;
    const written = known
      ? this.phones.edit(mac, { name, group, lines, checkTime }, actor)
      : this.phones.add({ mac, model, name, group, lines, checkTime, ip: null, arm: true }, actor);
    if (!written.ok) throw new ProblemError(written.problem);
  }

  /** Every layer the plan writes. */
  private touched(plan: ImportPlan): LayerKey[] {
    const facts = plan.phones.map(({ mac }) => factsKey({ kind: 'phone', mac }));
    const site = Object.keys(plan.siteFacts).length > 0 ? [factsKey(siteScope)] : [];
    return [...facts, ...site, ...plan.layers.map(({ scope }) => fileKey(scope))];
  }

  private isAsImported({ after, before, revision }: LastImport): boolean {
    return (
      revision === this.revision() &&
      before.every(({ key }) => this.state.layers.content(key, 'draft') === after.get(keyText(key)))
    );
  }

  private takeBack({ added, before }: Pick<LastImport, 'added' | 'before'>, actor: string): void {
    const removed = this.phones.remove(added, actor);
    if (!removed.ok) throw new ProblemError(removed.problem);
    for (const { key, hasDraft, content, savedAt } of before) {
      if (hasDraft) this.state.layers.saveDraft(key, content, savedAt);
      else this.state.layers.discard([key]);
      const scope = parseScope(key.scope);
      if (key.kind !== 'facts' || !scope.ok || scope.value.kind !== 'phone') continue;
      const phone = this.state.phones.find(scope.value.mac);
      if (phone) this.phoneStore.saveSummary(phone.id, this.state.layers.phoneFacts(phone.mac, 'draft'));
    }
  }

  private present(): PresentSite {
    const { layers, phones } = this.state;
    const known = [...phones.all()].map(
      (phone) => [phone.mac, { model: phone.model, facts: layers.phoneFacts(phone.mac, 'draft') }] as const,
    );
    return {
      siteFacts: layers.siteFacts('draft'),
      phones: new Map(known),
      scopes: layers.keys('draft').flatMap((key) => {
        const scope = key.kind === 'file' ? parseScope(key.scope) : null;
        return scope?.ok ? [scope.value] : [];
      }),
      parametersOf: (scope, model) => layers.fileParameters(scope, model, 'draft'),
    };
  }

  private announce(): void {
    for (const topic of ['configs', 'phones', 'waiting', 'site'] as const) this.around.announce(topic);
  }
}
