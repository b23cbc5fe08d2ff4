// Problems that show only when all layers of a phone are seen together, for one phone or for many.
import type { EffectiveValue, LayerName } from '../../core/configs/layers';
import { variablesIn } from '../../core/configs/variables';
import type { Problem, Severity } from '../../core/shared/problem';
import type { GradedCode } from '../../core/shared/problem-codes';
import type { PhoneRecord } from '../phones/phone-store';
import { SiteFiles } from '../provisioning/site-files';
import type { SiteState, Surroundings } from '../site-state';
import { firmwareMissing, type MissingFirmware } from './missing-firmware';
import { layerKeyOf, lineIn, placeText, placeWords } from './layer-places';
import type { FilledValue } from './fill-variables';
import type { SeverityBook } from './severity-book';
import type { Source } from './site-layers';

export interface PhoneProblem extends Problem {
  readonly code: GradedCode;
  readonly severity: Severity;
  readonly parameter: string | null;
  readonly layer: LayerName | null;
  readonly scope: string | null;
  readonly line: number | null;
}

/** How serious it is, is the site's to say. */
type Found = Omit<PhoneProblem, 'severity'>;

/** Told once for all phones that have it. */
export interface SharedProblem extends PhoneProblem {
  readonly phones: number;
  readonly mac: string;
}

/** One phone for all that are like it. */
interface Case {
  readonly key: string;
  readonly phone: PhoneRecord;
  count: number;
}

/** Phones whose own file makes them a case of their own; beyond so many the rest is taken to be like them. */
const mostCases = 200;
/** Phones whose filled-in values are looked at one by one. */
const mostFilled = 300;

const encoder = new TextEncoder();

export class PhoneProblems {
  private readonly files: SiteFiles;
  /** Of one phone of each kind in the draft, as it was at `stamp`. */
  private cased: { stamp: string; readonly byCase: Map<string, PhoneProblem[]> } = { stamp: '', byCase: new Map() };

  constructor(
    private readonly state: SiteState,
    private readonly around: Surroundings,
    private readonly severities: SeverityBook,
    private readonly missing: MissingFirmware,
  ) {
    this.files = new SiteFiles(state, around);
  }

  of(phone: PhoneRecord, source: Source): PhoneProblem[] {
    const filled = this.state.contents.filledValues(phone, source);
    return [...this.ofLayers(phone, source), ...filled.flatMap((value) => this.ofFilled(phone, source, value, true))];
  }

  /** Bytes of all files a phone takes, and what its series may have. */
  size(phone: PhoneRecord, source: Source): { readonly sizeBytes: number; readonly limitBytes: number | null } {
    const names: readonly string[] = ['master', 'product', 'standard'];
    const files = this.files.all(phone, source, this.around.clock.now()).filter(({ name }) => names.includes(name));
    const sizeBytes = files.reduce((sum, { bytes }) => sum + bytes.length, 0);
    return { sizeBytes, limitBytes: this.around.family.sizeLimitBytes(phone.model) };
  }

  /** Looks at one phone of each model and group and at those with a file of their own; what variables stand for is looked at for
   *  every phone. `phones` of a problem counts all that are like the one it was found on. */
  ofMany(phones: readonly PhoneRecord[], source: Source): SharedProblem[] {
    const steps = this.ofManyInSteps(phones, source);
    let step = steps.next();
    while (!step.done) step = steps.next();
    return step.value;
  }

  /** The same in small steps, between which the caller may let others have their turn. */
  *ofManyInSteps(phones: readonly PhoneRecord[], source: Source): Generator<void, SharedProblem[]> {
    const found = new Map<string, { problem: PhoneProblem; phones: number; mac: string }>();
    const note = (problem: PhoneProblem, phone: PhoneRecord, count: number): void => {
      const key = [
        problem.code,
        problem.parameter,
        problem.scope,
        problem.code === 'VARIABLE_EMPTY' ? problem.message : '',
      ].join('\n');
      const known = found.get(key);
      if (known) known.phones += count;
      else found.set(key, { problem, phones: count, mac: phone.mac });
    };
    for (const one of this.cases(phones, source)) {
      for (const problem of this.ofCase(one, source)) note(problem, one.phone, one.count);
      yield;
    }
    for (const [index, phone] of phones.entries()) {
      for (const value of this.state.contents.filledValues(phone, source))
        for (const problem of this.ofFilled(phone, source, value, index < mostFilled)) note(problem, phone, 1);
      yield;
    }
    return [...found.values()].map(({ problem, phones: count, mac }) => ({
      ...problem,
      ...(problem.code === 'VARIABLE_EMPTY' && {
        message: `${problem.message} This is so for ${count} of the phones.`,
      }),
      phones: count,
      mac,
    }));
  }

  /** Another text whenever something may be told differently. */
  get stamp(): string {
    const { sharedVersion, ownVersion } = this.state.layers;
    return `${sharedVersion} ${ownVersion} ${this.severities.version} ${this.missing.version} ${this.state.site.name}`;
  }

  private ofCase({ key, phone }: Case, source: Source): PhoneProblem[] {
    if (source !== 'draft') return this.ofLayers(phone, source);
    const { stamp } = this;
    if (this.cased.stamp !== stamp) this.cased = { stamp, byCase: new Map() };
    let problems = this.cased.byCase.get(key);
    if (!problems) this.cased.byCase.set(key, (problems = this.ofLayers(phone, source)));
    return problems;
  }

  private cases(phones: readonly PhoneRecord[], source: Source): Case[] {
    const cases = new Map<string, Case>();
    let own = 0;
    for (const phone of phones) {
      const { group, hasFile } = this.state.contents.caseOf(phone, source);
      const alone = hasFile && own++ < mostCases;
      const key = alone ? phone.mac : `${phone.model} ${group ?? ''}`;
      const known = cases.get(key);
      if (known) known.count++;
      else cases.set(key, { key, phone, count: 1 });
    }
    return [...cases.values()];
  }

  private ofLayers(phone: PhoneRecord, source: Source): PhoneProblem[] {
    return this.severities.graded(this.foundInLayers(phone, source));
  }

  private foundInLayers(phone: PhoneRecord, source: Source): Found[] {
    const { effective } = this.state.contents.of(phone, source);
    const values = new Map(effective.map((value) => [value.name, value]));
    const words = (layer: LayerName): string => placeWords(layerKeyOf(this.state, phone, layer, source));
    const timing = this.around.family
      .checkEffective(effective, words)
      .map((problem) => this.problem(phone, source, values.get(problem.parameter), problem));
    const typed = new Map(
      this.state.contents
        .typedLayersOf(phone, source)
        .find(({ name }) => name === 'phone file')
        ?.parameters.map(({ name, value }) => [name, value]),
    );
    return [
      ...timing,
      ...effective.flatMap((value) => this.besideWeaker(phone, source, value, typed.get(value.name), words)),
      ...this.firmwareInVain(phone, source, effective),
      ...this.tooLarge(phone, source, effective),
    ];
  }

  /** A value that says what holds anyway, or that makes a fact of the phone have no effect. */
  private besideWeaker(
    phone: PhoneRecord,
    source: Source,
    value: EffectiveValue,
    typed: string | undefined,
    words: (layer: LayerName) => string,
  ): Found[] {
    const [beaten] = value.overrides;
    if (!beaten || !value.layer.endsWith('file')) return [];
    if (beaten.value === value.value) {
      const repeated = {
        code: 'VALUE_REPEATED',
        message: `${value.name} is given the same value already by ${words(beaten.layer)}.`,
        remedy: 'Remove it here, unless it shall stay when the other one changes.',
      } as const;
      return [this.problem(phone, source, value, repeated)];
    }
    if (value.layer !== 'phone file' || beaten.layer !== 'phone facts' || variablesIn(typed ?? '').length > 0)
      return [];
    const overridden = {
      code: 'FACT_OVERRIDDEN',
      message: `${value.name} in the file of the phone beats the name or line typed for the phone.`,
      remedy: 'Remove it in the file, so that what stands in the list of phones counts.',
    } as const;
    return [this.problem(phone, source, value, overridden)];
  }

  private firmwareInVain(phone: PhoneRecord, source: Source, effective: readonly EffectiveValue[]): Found[] {
    return effective
      .filter(({ layer }) => layer === 'phone facts')
      .flatMap((value) => {
        const missing = this.missing.namedBy(value, source);
        if (!missing) return [];
        const told = { code: 'FIRMWARE_FILE_MISSING', ...firmwareMissing(missing) } as const;
        return [this.problem(phone, source, value, told)];
      });
  }

  private tooLarge(phone: PhoneRecord, source: Source, effective: readonly EffectiveValue[]): Found[] {
    const limit = this.around.family.sizeLimitBytes(phone.model);
    if (limit === null) return [];
    // Overridden values may stand in another file as well: four bytes a character, all layers, is more than it can be.
    const most = effective.reduce(
      (sum, { name, value, overrides }) => sum + (name.length + 4 * value.length + 6) * (1 + overrides.length),
      2048,
    );
    if (most < limit) return [];
    const { sizeBytes } = this.size(phone, source);
    if (sizeBytes <= limit) return [];
    const words = {
      code: 'FILES_TOO_LARGE',
      message: `All files of the phone together have ${Math.ceil(sizeBytes / 1024)} KB; a ${phone.model} takes ${limit / 1024} KB.`,
      remedy: 'Leave out what is at its default.',
    } as const;
    return [this.problem(phone, source, undefined, words)];
  }

  /** `closely` looks at the value by the rules of its parameter as well. */
  private ofFilled(phone: PhoneRecord, source: Source, filled: FilledValue, closely: boolean): PhoneProblem[] {
    return this.severities.graded(this.foundInFilled(phone, source, filled, closely));
  }

  private foundInFilled(phone: PhoneRecord, source: Source, filled: FilledValue, closely: boolean): Found[] {
    const { family } = this.around;
    const at = (problem: Pick<PhoneProblem, 'code' | 'message' | 'remedy'>): Found =>
      this.problem(phone, source, filled, problem);
    const problems = filled.empty.map((name) =>
      at({
        code: 'VARIABLE_EMPTY',
        message: `\${${name}} in ${filled.name} has no value.`,
        remedy: 'Give it one, or set the parameter only where there is one.',
      }),
    );
    if (family.checkFactText(filled.name, filled.value)) {
      const unwritable = {
        code: 'VALUE_UNWRITABLE',
        message: `What the variables of ${filled.name} stand for cannot be written into a file.`,
        remedy: 'Take double quotes and line ends out of the name or text it comes from, and keep it short.',
      } as const;
      return [...problems, at(unwritable)];
    }
    if (!closely || filled.empty.length > 0) return problems;
    const secret = filled.secret || family.isSecret(filled.name) || filled.value.includes('://');
    const found = family.check(encoder.encode(`${filled.name}="${filled.value}"\r\n`), {
      as: 'layer',
      model: phone.model,
    });
    for (const { code, message, remedy } of found) {
      if (ofFilledValues.has(code) && !(secret && /VALUE|MACRO/.test(code)))
        problems.push(at({ code: code as GradedCode, message, remedy }));
    }
    return problems;
  }

  private problem(
    phone: PhoneRecord,
    source: Source,
    value: { readonly name: string; readonly layer: LayerName } | undefined,
    { code, message, remedy }: Pick<PhoneProblem, 'code' | 'message' | 'remedy'>,
  ): Found {
    const key = value ? layerKeyOf(this.state, phone, value.layer, source) : null;
    return {
      code,
      message,
      remedy,
      parameter: value?.name ?? null,
      layer: value?.layer ?? null,
      scope: key && placeText(key),
      line: value ? lineIn(this.state, key, value.name, source) : null,
    };
  }
}

/** Of all the family tells about a line, what depends on its value. */
const ofFilledValues: ReadonlySet<string> = new Set([
  'VALUE_TOO_LONG',
  'URL_TOO_LONG',
  'VALUE_NOT_ALLOWED',
  'TIMING_TIME_INVALID',
  'TIMING_INTERVAL_OUT_OF_RANGE',
  'EVENT_LOOKS_LIKE_SWITCH',
  'MACRO_UNKNOWN',
  'PASSWORD_DEFAULT',
]);
