// Puts into values what their variables stand for.
import type { LayerName, Parameter } from '../../core/configs/layers';
import {
  expandVariables,
  findVariable,
  variablesIn,
  type PhoneValues,
  type SiteValues,
} from '../../core/configs/variables';
import type { Family } from '../../core/families/family';

/** A value as it stands in a layer. */
export interface TypedValue extends Parameter {
  readonly layer: LayerName;
}

/** A value with variables, as it would reach one phone. */
export interface FilledValue extends TypedValue {
  readonly typed: string;
  /** Variables without a value for this phone. */
  readonly empty: readonly string[];
  /** One of them is a secret. */
  readonly secret: boolean;
}

type Dependence = 'none' | 'site' | 'phone';

export class VariableFilling {
  private readonly dependences = new WeakMap<readonly Parameter[], Dependence>();

  constructor(private readonly family: Pick<Family, 'checkFactText'>) {}

  /** The same list where no variable stands in it. */
  all(parameters: readonly Parameter[], site: SiteValues, phone: PhoneValues | null): readonly Parameter[] {
    if (this.dependenceOf(parameters) === 'none') return parameters;
    return parameters.map((parameter) => this.one(parameter, site, phone));
  }

  /** Marked as the phone's own where its value is. */
  one(parameter: Parameter, site: SiteValues, phone: PhoneValues | null): Parameter {
    let own = false;
    const value = expandVariables(parameter.value, (name) => {
      const variable = findVariable(name, null);
      if (variable?.own) own = true;
      return variable?.value(site, phone) ?? (variable ? '' : undefined);
    });
    const written = this.family.checkFactText('value', value) ? writable(value) : value;
    return own ? { name: parameter.name, value: written, own } : { name: parameter.name, value: written };
  }

  dependenceOf(parameters: readonly Parameter[]): Dependence {
    let dependence = this.dependences.get(parameters);
    if (!dependence) this.dependences.set(parameters, (dependence = dependenceOf(parameters)));
    return dependence;
  }
}

/** For checks: as it would be, whether a file could carry it or not. */
export function filledValue(given: TypedValue, site: SiteValues, phone: PhoneValues | null): FilledValue {
  const empty: string[] = [];
  let secret = false;
  const value = expandVariables(given.value, (name) => {
    const variable = findVariable(name, null);
    const text = variable?.value(site, phone) ?? '';
    if (variable && text === '') empty.push(name);
    if (variable?.secret) secret = true;
    return variable ? text : undefined;
  });
  return { name: given.name, layer: given.layer, typed: given.value, value, empty, secret };
}

/** What the values of a list hang on. */
export function dependenceOf(parameters: readonly Parameter[]): Dependence {
  let dependence: Dependence = 'none';
  for (const { value } of parameters) {
    if (!value.includes('${')) continue;
    if (dependence === 'none') dependence = 'site';
    if (variablesIn(value).some(({ name }) => findVariable(name, null)?.own)) return 'phone';
  }
  return dependence;
}

/** What of a value no file could carry is left out: publishing it was an error (VALUE_UNWRITABLE), and a name of a group or site
 *  that changed since must not keep a phone from its file. */
function writable(value: string): string {
  return Array.from(value.replace(/["\p{Cc}\p{Surrogate}]/gu, ''))
    .slice(0, 120)
    .join('');
}
