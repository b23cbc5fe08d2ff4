// What can be wrong with one NAME="value" by itself: lengths, catalogue, macros, secrets.
import type { CatalogueEntry } from '../../family';
import type { Catalogue } from '../catalogue';
import { isManagedParameter } from '../managed';
import type { PanasonicModel } from '../models';
import { valueRule } from './allowed-values';
import { characters, indexOfCharacter, type Place, type ProblemList } from './problem-list';

/** A parameter as it stands on its line. */
export interface ParameterLine {
  readonly line: number;
  readonly text: string;
  readonly name: string;
  readonly value: string;
  readonly valueIndex: number;
  /** What the catalogue says of the name, for all series. */
  readonly rows: readonly CatalogueEntry[];
}

/** KX-UT670 guide p. 136; the guides of other series state nothing longer. */
const longestName = 32;
const longestValue = 500;
const longestUrl = 384;

const urlScheme = /^[a-z][a-z0-9+.-]*:\/\//iu;
const knownMacro = /^\{(?:MODEL|fwver|MAC|mac)\}/u;
const factoryPasswords: ReadonlySet<string> = new Set(['adminpass']);

/** True when it told something: the phone does not take the value, so nothing else is worth telling about it. */
export function checkLengths(at: ParameterLine, problems: ProblemList): boolean {
  const before = problems.size;
  const nameLength = characters(at.name);
  if (nameLength > longestName) {
    const words = {
      message: `The name has ${nameLength} characters; a phone knows none longer than ${longestName}.`,
      remedy: 'Check the name against the guide of the phone.',
    };
    problems.tell('NAME_TOO_LONG', { ...at, index: longestName }, words, at.name);
  }
  const length = characters(at.value);
  const isUrl = holdsUrl(at);
  const longest = isUrl ? longestUrl : longestValue;
  if (length > longest) {
    const words = {
      message: `The ${isUrl ? 'address' : 'value'} has ${length} characters; a phone takes ${longest}.`,
      remedy: isUrl ? 'Use a shorter path on the server.' : 'Shorten it.',
    };
    const index = at.valueIndex + indexOfCharacter(at.value, longest);
    problems.tell(isUrl ? 'URL_TOO_LONG' : 'VALUE_TOO_LONG', { ...at, index }, words, at.name);
  }
  return problems.size > before;
}

export function checkParameter(
  at: ParameterLine,
  model: PanasonicModel | null,
  catalogue: Catalogue,
  problems: ProblemList,
): void {
  const rowsOfSeries = model ? at.rows.filter((row) => row.series.includes(model.series)) : at.rows;
  if (at.rows.length === 0) tellUnknown(at, catalogue, problems);
  else if (model && rowsOfSeries.length === 0) tellOtherSeries(at, model, problems);
  else if (model) checkLineNumber(at, model, catalogue, problems);
  checkValue(at, rowsOfSeries, problems);
  checkMacros(at, problems);
  checkSecrecy(at, problems);
  checkResync(at, problems);
  if (isManagedParameter(at.name)) {
    const words = {
      message: `${at.name} is an address that Cordboard sets itself.`,
      remedy: 'Remove the line: in a layer it is left out, and in a file from another server it points to that server.',
    };
    problems.tell('PARAMETER_MANAGED', nameOf(at), words, at.name);
  }
}

function tellUnknown(at: ParameterLine, catalogue: Catalogue, problems: ProblemList): void {
  const upper = at.name.toUpperCase();
  const known = upper !== at.name && catalogue.rowsOf(upper).length > 0;
  const words = {
    message: `${at.name} is not in the catalogue.`,
    remedy: known
      ? `Write it in capitals: ${upper}.`
      : 'Check its spelling. The catalogue is not complete, so it may still be right.',
  };
  problems.tell('PARAMETER_UNKNOWN', nameOf(at), words, at.name);
}

function tellOtherSeries(at: ParameterLine, model: PanasonicModel, problems: ProblemList): void {
  const series = [...new Set(at.rows.flatMap((row) => row.series))].map((name) => name.toUpperCase()).join(', ');
  const words = {
    message: `${at.name} is known for ${series} phones, not for the ${model.name}.`,
    remedy: `Look up what the guide of the ${model.name} calls it, or remove it.`,
  };
  problems.tell('PARAMETER_OTHER_SERIES', nameOf(at), words, at.name);
}

function checkLineNumber(at: ParameterLine, model: PanasonicModel, catalogue: Catalogue, problems: ProblemList): void {
  const number = catalogue.lineNumberIn(at.name);
  if (!number || model.lines === null || number.line <= model.lines) return;
  const words = {
    message: `The ${model.name} has ${model.lines === 1 ? 'one line' : `${model.lines} lines`}, so line ${number.line} has no effect.`,
    remedy: 'Use a lower line number, or remove the line.',
  };
  problems.tell('LINE_NUMBER_TOO_HIGH', { ...at, index: number.index }, words, at.name);
}

/** Where several rows may apply, because no model is given, all must refuse the value. */
function checkValue(at: ParameterLine, rows: readonly CatalogueEntry[], problems: ProblemList): void {
  if (hasTimingRule(at)) return;
  const rules = rows.map(valueRule);
  const [first] = rules;
  if (!first || rules.some((rule) => !rule || rule.accepts(at.value))) return;
  const words = {
    message: isSecret(at) ? `This ${at.name} is not allowed.` : `"${at.value}" is not allowed for ${at.name}.`,
    remedy: `Allowed is ${first.expected}.`,
  };
  problems.tell('VALUE_NOT_ALLOWED', valueOf(at), words, at.name);
}

/** Values that timing-rules.ts judges; an interval that is no number at all stays here. */
function hasTimingRule({ name, value }: ParameterLine): boolean {
  return name === 'CFG_RESYNC_TIME' || (name === 'CFG_CYCLIC_INTVL' && /^-?\d+$/u.test(value));
}

function checkMacros(at: ParameterLine, problems: ProblemList): void {
  if (!holdsUrl(at) && !at.name.endsWith('_USER_AGENT')) return;
  for (let i = 0; i < at.value.length; i += 1) {
    const character = at.value[i];
    if (character !== '{' && character !== '}') continue;
    const rest = at.value.slice(i);
    const macro = knownMacro.exec(rest)?.[0];
    if (macro) {
      i += macro.length - 1;
      continue;
    }
    const braced = /^\{[^{}]*\}/u.exec(rest)?.[0] ?? character;
    const words = {
      message: `${braced} is no macro of the phone and stays as it is.`,
      remedy: 'Use {MODEL}, {fwver}, {MAC} or {mac}; capitals matter.',
    };
    problems.tell('MACRO_UNKNOWN', { ...at, index: at.valueIndex + i }, words, at.name);
    i += braced.length - 1;
  }
}

/** A password everybody knows is no secret: it gets its own problem only. */
function checkSecrecy(at: ParameterLine, problems: ProblemList): void {
  const [, scheme] = /^([a-z][a-z0-9+.-]*:\/\/)[^/?#]*@/iu.exec(at.value) ?? [];
  if (scheme) {
    const words = {
      message: `The address in ${at.name} holds a user name or password.`,
      remedy: 'Anyone who gets this file can read it. Use an account that can do nothing else.',
    };
    problems.tell('URL_HAS_CREDENTIALS', { ...at, index: at.valueIndex + scheme.length }, words, at.name);
  }
  if (at.value === '' || !isSecret(at)) return;
  if (factoryPasswords.has(at.value)) {
    const words = {
      message: `${at.name} is the password every phone leaves the factory with.`,
      remedy: 'Choose one of your own.',
    };
    problems.tell('PASSWORD_DEFAULT', valueOf(at), words, at.name);
  } else {
    const words = {
      message: `${at.name} stands readable in this text.`,
      remedy: 'Keep passwords with the site or the phone, where they are stored sealed.',
    };
    problems.tell('SECRET_IN_TEXT', valueOf(at), words, at.name);
  }
}

function checkResync(at: ParameterLine, problems: ProblemList): void {
  if (at.name === 'CFG_RESYNC_FROM_SIP' && /^[YN10]$/iu.test(at.value)) {
    const words = {
      message: `The phone would wait for an event called "${at.value}": this is a text, not a switch.`,
      remedy: 'Write check-sync, the text that Resync sends.',
    };
    problems.tell('EVENT_LOOKS_LIKE_SWITCH', valueOf(at), words, at.name);
  }
  if (/^SIP_DETECT_SSAF(?:_\d+)?$/u.test(at.name) && at.value === 'Y') {
    const words = {
      message: 'With this filter the phone drops a resync that does not come from its own SIP server.',
      remedy: 'Send resyncs through the SIP server, or set N.',
    };
    problems.tell('SIP_SOURCE_FILTER', valueOf(at), words, at.name);
  }
}

function holdsUrl(at: ParameterLine): boolean {
  return at.rows.some((row) => row.type === 'url') || urlScheme.test(at.value);
}

/** Its value must not go into a message: problems are listed and logged. */
function isSecret(at: ParameterLine): boolean {
  return at.rows.some((row) => row.secret);
}

function nameOf(at: ParameterLine): Place {
  return { ...at, index: 0 };
}

function valueOf(at: ParameterLine): Place {
  return { ...at, index: at.valueIndex };
}
