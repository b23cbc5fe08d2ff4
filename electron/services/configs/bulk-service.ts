// One edit for many phones: looked at first, then kept as drafts, all or none.
import { variableNamePattern } from '../../core/configs/variables';
import { emptyLine, type LineFacts } from '../../core/configs/facts';
import type { Scope } from '../../core/configs/scope';
import type { ConfigEdit } from '../../core/families/family';
import type { MacAddress } from '../../core/shared/mac-address';
import { fail, ok, type Result } from '../../core/shared/result';
import type { PhoneEdit, PhoneService } from '../phones/phone-service';
import type { PhoneRecord } from '../phones/phone-store';
import { selectPhones, type PhoneSelection } from '../phones/select-phones';
import type { InOneTransaction } from '../settings/one-transaction';
import type { SiteState, Surroundings } from '../site-state';
import { blanked, blankedValue } from './blank-secrets';
import type { ConfigEditService } from './config-edit-service';
import type { ConfigService } from './config-service';
import { fileKey } from './site-layers';

export type BulkSet =
  | { readonly parameter: string; readonly value: string | null }
  | { readonly fact: PhoneField; readonly value: string }
  | { readonly fact: LineField; readonly line: number; readonly value: string }
  | { readonly variable: string; readonly value: string };

type PhoneField = 'name' | 'group' | 'checkTime';
type LineField = Exclude<keyof LineFacts, 'line'>;

export type LikeWhat = 'file' | 'group' | 'lines' | 'variables';

export interface BulkRow {
  readonly mac: MacAddress;
  readonly name: string;
  readonly before: string | null;
  readonly after: string | null;
  readonly note: string | null;
  readonly changes: boolean;
}

export interface BulkOutcome {
  readonly rows: readonly BulkRow[];
  readonly changed: number;
  readonly skipped: number;
  readonly dryRun: boolean;
}

/** What is to happen to one phone. */
interface Step {
  readonly row: BulkRow;
  readonly facts?: PhoneEdit;
  readonly file?: { readonly text: string };
}

export class BulkService {
  constructor(
    private readonly state: SiteState,
    private readonly around: Surroundings,
    private readonly phones: PhoneService,
    private readonly configs: ConfigService,
    private readonly edits: ConfigEditService,
    private readonly inOneTransaction: InOneTransaction,
  ) {}

  /** Problems of the selection, and VALUE_INVALID for a name no variable can have. A phone that cannot take the value is left out,
   *  with a note. */
  bulk(selection: PhoneSelection, set: BulkSet, dryRun: boolean, actor: string): Result<BulkOutcome> {
    if ('variable' in set && !variableNamePattern.test(set.variable)) {
      return fail({
        code: 'VALUE_INVALID',
        message: `"${set.variable}" cannot be the name of a variable.`,
        remedy: 'Use up to 40 letters, digits, hyphens and underscores.',
      });
    }
    const selected = selectPhones(this.state, selection);
    if (!selected.ok) return selected;
    const steps = selected.value.map((phone) => this.checked(phone, this.stepFor(phone, set), actor));
    return ok(this.carryOut(steps, dryRun, actor));
  }

  makeLike(
    from: MacAddress,
    to: readonly MacAddress[],
    what: readonly LikeWhat[],
    dryRun: boolean,
    actor: string,
  ): Result<BulkOutcome> {
    const model = this.state.phones.require(from);
    if (!model.ok) return model;
    const selected = selectPhones(this.state, { macs: to.filter((mac) => mac !== from) });
    if (!selected.ok) return selected;
    const steps = selected.value.map((phone) => this.checked(phone, this.likeStep(model.value, phone, what), actor));
    return ok(this.carryOut(steps, dryRun, actor));
  }

  private stepFor(phone: PhoneRecord, set: BulkSet): Step {
    const facts = this.state.layers.phoneFacts(phone.mac, 'draft');
    if ('parameter' in set) return this.parameterStep(phone, set.parameter, set.value);
    if ('variable' in set) {
      const before = facts.vars?.[set.variable] ?? null;
      const { [set.variable]: _gone, ...others } = facts.vars ?? {};
      const vars = set.value === '' ? others : { ...others, [set.variable]: set.value };
      return this.step(phone, before, set.value || null, { facts: { vars } });
    }
    if (!('line' in set)) {
      const edit = set.fact === 'group' ? { group: set.value || null } : { [set.fact]: set.value };
      return this.step(phone, facts[set.fact] || null, set.value.trim() || null, { facts: edit });
    }
    const known = facts.lines.find(({ line }) => line === set.line) ?? { ...emptyLine, line: set.line };
    const lines = [...facts.lines.filter(({ line }) => line !== set.line), { ...known, [set.fact]: set.value }];
    const before = known[set.fact] || null;
    const step = this.step(phone, before, set.value || null, { facts: { lines } });
    if (set.fact !== 'password') return step;
    return { ...step, row: { ...step.row, before: before && blanked, after: set.value ? blanked : null } };
  }

  private parameterStep(phone: PhoneRecord, parameter: string, value: string | null): Step {
    const { family } = this.around;
    const scope: Scope = { kind: 'phone', mac: phone.mac };
    const known = this.state.layers.fileParameters(scope, phone.model, 'draft').find(({ name }) => name === parameter);
    const shown = (text: string): string => blankedValue(parameter, text, family);
    const edit: ConfigEdit =
      value === null ? { kind: 'unset', name: parameter } : { kind: 'set', name: parameter, value };
    const edited = this.edits.edited(scope, [edit]);
    const rows = this.step(phone, known?.value ?? null, value, {});
    const row = { ...rows.row, before: known ? shown(known.value) : null, after: value === null ? null : shown(value) };
    if (!edited.ok) return { row: { ...row, note: edited.problem.message, changes: false } };
    const managed = family.isManaged(parameter);
    if (managed) return { row: { ...row, note: 'Cordboard sets this address itself', changes: false } };
    const series = family.findModel(phone.model)?.series;
    const other = family.describe(parameter) !== null && family.describe(parameter, series) === null;
    return {
      row: { ...row, note: row.note ?? (other ? `${phone.model} is not known to have it` : null) },
      file: { text: edited.value },
    };
  }

  private likeStep(model: PhoneRecord, phone: PhoneRecord, what: readonly LikeWhat[]): Step {
    const { layers } = this.state;
    const [theirs, own] = [layers.phoneFacts(model.mac, 'draft'), layers.phoneFacts(phone.mac, 'draft')];
    const text = (one: PhoneRecord): string => layers.content(fileKey({ kind: 'phone', mac: one.mac }), 'draft') ?? '';
    const done: string[] = [];
    const facts: PhoneEdit = {
      ...(what.includes('group') && theirs.group !== own.group && { group: theirs.group }),
      ...(what.includes('lines') && { lines: likeLines(theirs.lines, own.lines) }),
      ...(what.includes('variables') && { vars: theirs.vars ?? {} }),
    };
    if (facts.group !== undefined) done.push(`group ${theirs.group ?? 'none'}`);
    if (facts.lines && JSON.stringify(facts.lines) !== JSON.stringify(own.lines)) done.push('lines');
    if (facts.vars && JSON.stringify(facts.vars) !== JSON.stringify(own.vars ?? {})) done.push('variables');
    const newFile = what.includes('file') && text(model) !== text(phone);
    if (newFile) done.push('file');
    const otherModel = phone.model === model.model ? null : `it is a ${phone.model}, not a ${model.model}`;
    const row: BulkRow = {
      mac: phone.mac,
      name: own.name,
      before: summary(own.group, own.lines, text(phone)),
      after: summary(facts.group ?? own.group, facts.lines ?? own.lines, newFile ? text(model) : text(phone)),
      note: otherModel ?? (done.length > 0 ? `takes over: ${done.join(', ')}` : 'as it is'),
      changes: done.length > 0,
    };
    return { row, facts, ...(newFile && { file: { text: text(model) } }) };
  }

  private step(phone: PhoneRecord, before: string | null, after: string | null, work: Omit<Step, 'row'>): Step {
    const changes = before !== after;
    const { name } = this.state.layers.phoneFacts(phone.mac, 'draft');
    return { row: { mac: phone.mac, name, before, after, note: changes ? null : 'as it is', changes }, ...work };
  }

  /** What the phone's model or its facts refuse is told in its row. */
  private checked(phone: PhoneRecord, step: Step, actor: string): Step {
    if (!step.row.changes || !step.facts) return step;
    const allowed = this.phones.edit(phone.mac, step.facts, actor, true);
    return allowed.ok ? step : { row: { ...step.row, note: allowed.problem.message, changes: false } };
  }

  private carryOut(steps: readonly Step[], dryRun: boolean, actor: string): BulkOutcome {
    const changing = steps.filter(({ row }) => row.changes);
    if (!dryRun) {
      this.inOneTransaction(() => {
        for (const { row, facts, file } of changing) {
          if (facts) this.phones.edit(row.mac, facts, actor);
          if (file) this.configs.set({ kind: 'phone', mac: row.mac }, file.text, undefined);
        }
      });
    }
    const rows = steps.map(({ row }) => row);
    return { rows, changed: changing.length, skipped: rows.length - changing.length, dryRun };
  }
}

/** As many lines with the same servers; who sits there stays who they are. */
function likeLines(theirs: readonly LineFacts[], own: readonly LineFacts[]): LineFacts[] {
  const kept = own.filter(({ line }) => !theirs.some((other) => other.line === line));
  const alike = theirs.map(({ line, server }) => ({
    ...(own.find((one) => one.line === line) ?? { ...emptyLine, line }),
    server,
  }));
  return [...alike, ...kept].sort((a, b) => a.line - b.line);
}

function summary(group: string | null, lines: readonly { readonly line: number }[], text: string): string {
  const count = text === '' ? 0 : text.replace(/(?:\r\n?|\n)$/, '').split(/\r\n?|\n/).length;
  return `${group ?? 'no group'}, lines ${lines.map(({ line }) => line).join(' ') || 'none'}, file of ${count} lines`;
}
