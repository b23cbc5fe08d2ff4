// What can be wrong with one NAME="value" by itself: lengths, catalogue, macros, secrets.
import type { ProblemFix } from '../../../shared/problem';
import type { CatalogueEntry } from '../../family';
import type { Catalogue } from '../catalogue';
import { isManagedParameter } from '../managed';
import type { PanasonicModel } from '../models';
import { factoryNotifyEvent } from '../notify-event';
import { valueRule } from './allowed-values';
import type { ParameterPlace } from './parameter-place';
import { characters, indexOfCharacter, type ProblemList } from './problem-list';
import { isUtSwitchWord, meantValue, switchedOnUt } from './value-fixes';

/** KX-UT670 guide p. 136; the guides of other series state nothing longer. */
const longestName = 32;
const longestValue = 500;
const longestUrl = 384;

const urlScheme = /^[a-z][a-z0-9+.-]*:\/\//iu;
const knownMacro = /^\{(?:MODEL|fwver|MAC|mac)\}/u;
const factoryPasswords: ReadonlySet<string> = new Set(['adminpass']);

/** True when it told something: the phone does not take the value, so nothing else is worth telling about it. */
export function checkLengths(at: ParameterPlace, problems: ProblemList): boolean {
  const before = problems.size;
  const nameLength = characters(at.name);
  if (nameLength > longestName) {
    const words = {
      message: `The name has ${nameLength} characters; a phone knows none longer than ${longestName}.`,
      remedy: 'Check the name against the guide of the phone.',
    };
    problems.tell('NAME_TOO_LONG', at.nameAt(longestName), words, at.name);
  }
  const length = characters(at.value);
  const isUrl = holdsUrl(at);
  const longest = isUrl ? longestUrl : longestValue;
  if (length > longest) {
    const words = {
      message: `The ${isUrl ? 'address' : 'value'} has ${length} characters; a phone takes ${longest}.`,
      remedy: isUrl ? 'Use a shorter path on the server.' : 'Shorten it.',
    };
    const place = at.valueAt(indexOfCharacter(at.value, longest));
    problems.tell(isUrl ? 'URL_TOO_LONG' : 'VALUE_TOO_LONG', place, words, at.name);
  }
  return problems.size > before;
}

export function checkParameter(
  at: ParameterPlace,
  model: PanasonicModel | null,
  catalogue: Catalogue,
  problems: ProblemList,
): void {
  const rowsOfSeries = model ? at.rows.filter((row) => row.series.includes(model.series)) : at.rows;
  if (at.rows.length === 0) tellUnknown(at, catalogue, problems);
  else if (model && rowsOfSeries.length === 0) tellOtherSeries(at, model, catalogue, problems);
  else if (model) checkLineNumber(at, model, catalogue, problems);
  if (!checkValue(at, rowsOfSeries, problems)) checkEdges(at, problems);
  checkMacros(at, problems);
  checkSecrecy(at, problems);
  checkResync(at, problems);
  if (isManagedParameter(at.name)) {
    const words = {
      message: `${at.name} is an address that Cordboard sets itself.`,
      remedy: 'Remove the line: in a layer it is left out, and in a file from another server it points to that server.',
    };
    const fix = { title: `Remove ${at.name}`, edits: at.remove() };
    problems.tell('PARAMETER_MANAGED', at.nameAt(0), words, at.name, fix);
  }
}

function tellUnknown(at: ParameterPlace, catalogue: Catalogue, problems: ProblemList): void {
  const upper = at.name.toUpperCase();
  const known = upper !== at.name && catalogue.rowsOf(upper).length > 0;
  const words = {
    message: `${at.name} is not in the catalogue.`,
    remedy: known
      ? `Write it in capitals: ${upper}.`
      : 'Check its spelling. The catalogue is not complete, so it may still be right.',
  };
  const fix = known ? { title: `Write ${upper}`, edits: at.replaceName(upper) } : null;
  problems.tell('PARAMETER_UNKNOWN', at.nameAt(0), words, at.name, fix);
}

function tellOtherSeries(at: ParameterPlace, model: PanasonicModel, catalogue: Catalogue, problems: ProblemList): void {
  const numbered = catalogue.describe(`${at.name}_1`, model.series) !== null;
  const series = [...new Set(at.rows.flatMap((row) => row.series))].map((name) => name.toUpperCase()).join(', ');
  const words = {
    message: `${at.name} is known for ${series} phones, not for the ${model.name}.`,
    remedy: numbered
      ? `Put the number of a line behind it: ${at.name}_1.`
      : `Look up what the guide of the ${model.name} calls it, or remove it.`,
  };
  problems.tell('PARAMETER_OTHER_SERIES', at.nameAt(0), words, at.name);
}

function checkLineNumber(at: ParameterPlace, model: PanasonicModel, catalogue: Catalogue, problems: ProblemList): void {
  if (model.series === 'utg' && at.rows.some((row) => row.perLine && !row.name.includes('{line}'))) {
    const words = {
      message: `${at.name} is set for each line of a phone, and nothing says for which.`,
      remedy: at.isXml ? 'Put it inside <Line idx="1">.' : `Put the number of a line behind it: ${at.name}_1.`,
    };
    problems.tell('LINE_NUMBER_MISSING', at.nameAt(0), words, at.name);
    return;
  }
  const number = catalogue.lineNumberIn(at.name);
  if (!number || model.lines === null || number.line <= model.lines) return;
  const words = {
    message: `The ${model.name} has ${model.lines === 1 ? 'one line' : `${model.lines} lines`}, so line ${number.line} has no effect.`,
    remedy: 'Use a lower line number, or remove the line.',
  };
  const fix = { title: `Remove ${at.name}`, edits: at.remove() };
  problems.tell('LINE_NUMBER_TOO_HIGH', at.nameAt(number.index), words, at.name, fix);
}

/** Where several rows may apply, because no model is given, all must refuse the value. True when it told something. */
function checkValue(at: ParameterPlace, rows: readonly CatalogueEntry[], problems: ProblemList): boolean {
  if (at.value === '') return false;
  if (at.isXml && /["\r\n]/u.test(at.value)) {
    const words = {
      message: `The value of ${at.name} holds a double quote or a line end.`,
      remedy:
        'Leave it out: no other language of these phones can carry it, and what a phone makes of it is not known.',
    };
    problems.tell('VALUE_NOT_ALLOWED', at.valueAt(0), words, at.name);
    return true;
  }
  if (hasTimingRule(at)) return false;
  if (checkUtSwitch(at, rows, problems)) return true;
  const rules = rows.map(valueRule);
  const [first] = rules;
  if (!first || rules.some((rule) => !rule || rule.accepts(at.value))) return false;
  const words = {
    message: isSecret(at) ? `This ${at.name} is not allowed.` : `"${at.value}" is not allowed for ${at.name}.`,
    remedy: `Allowed is ${first.expected}.`,
  };
  const known = rules.filter((rule) => rule !== null);
  const meant = isSecret(at) ? null : meantValue(at.value, rows, known);
  problems.tell('VALUE_NOT_ALLOWED', at.valueAt(0), words, at.name, meant === null ? null : writeInstead(at, meant));
  return true;
}

/** The catalogue has only the sample value of these, because nobody states what the other one is. */
function checkUtSwitch(at: ParameterPlace, rows: readonly CatalogueEntry[], problems: ProblemList): boolean {
  const word =
    rows.length > 0 && rows.every((row) => row.series.includes('ut')) ? isUtSwitchWord(at.name, at.value) : null;
  if (word === null) return false;
  const words = {
    message: `"${at.value}" is not allowed for ${at.name}, which is no Y/N switch on these phones.`,
    remedy:
      word === 'on'
        ? `Write ${switchedOnUt}.`
        : `It takes ${switchedOnUt}; the word for off is not documented, so remove the line instead.`,
  };
  const fix = word === 'on' ? writeInstead(at, switchedOnUt) : null;
  problems.tell('VALUE_NOT_ALLOWED', at.valueAt(0), words, at.name, fix);
  return true;
}

/** Texts that people read, and passwords, may begin or end with a blank on purpose. */
const freeText: ReadonlySet<string> = new Set(['line', 'button', 'display', 'acd', 'phonebook']);

/** A blank at the edge belongs to the value: a service prefix with one is looked up with it. */
function checkEdges(at: ParameterPlace, problems: ProblemList): void {
  const trimmed = at.value.trim();
  if (trimmed === at.value || at.rows.length === 0 || isSecret(at)) return;
  if (at.rows.some((row) => freeText.has(row.category))) return;
  const leading = at.value.length - at.value.trimStart().length;
  const words = {
    message: `The value of ${at.name} ${leading > 0 ? 'begins' : 'ends'} with a blank, which is part of it.`,
    remedy: 'Remove the blank.',
  };
  const fix = { title: 'Remove the blank', edits: at.replaceInValue(0, at.value.length, trimmed) };
  const place = at.valueAt(leading > 0 ? 0 : at.value.trimEnd().length);
  problems.tell('VALUE_EDGE_BLANK', place, words, at.name, fix);
}

function writeInstead(at: ParameterPlace, value: string): ProblemFix {
  return { title: `Write ${value}`, edits: at.replaceInValue(0, at.value.length, value) };
}

/** Values that timing-rules.ts judges; an interval that is no number at all stays here. */
function hasTimingRule({ name, value }: ParameterPlace): boolean {
  return name === 'CFG_RESYNC_TIME' || (name === 'CFG_CYCLIC_INTVL' && /^-?\d+$/u.test(value));
}

function checkMacros(at: ParameterPlace, problems: ProblemList): void {
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
    problems.tell('MACRO_UNKNOWN', at.valueAt(i), words, at.name, macroFix(at, i, braced));
    i += braced.length - 1;
  }
}

/** `{Mac}` may mean either of two, so it has none. */
function macroFix(at: ParameterPlace, index: number, braced: string): ProblemFix | null {
  const meant = { '{model}': '{MODEL}', '{fwver}': '{fwver}' }[braced.toLowerCase()];
  if (meant !== undefined) {
    return { title: `Write ${meant}`, edits: at.replaceInValue(index, index + braced.length, meant) };
  }
  // The slip of a widespread template: {MODEL}/{/{fwver}.
  if (!at.value.startsWith('{/{fwver}', index)) return null;
  return { title: 'Remove {/', edits: at.replaceInValue(index, index + 2, '') };
}

/** A password everybody knows is no secret: it gets its own problem only. */
function checkSecrecy(at: ParameterPlace, problems: ProblemList): void {
  const [, scheme] = /^([a-z][a-z0-9+.-]*:\/\/)[^/?#]*@/iu.exec(at.value) ?? [];
  if (scheme) {
    const words = {
      message: `The address in ${at.name} holds a user name or password.`,
      remedy: 'Anyone who gets this file can read it. Use an account that can do nothing else.',
    };
    problems.tell('URL_HAS_CREDENTIALS', at.valueAt(scheme.length), words, at.name);
  }
  if (at.value === '' || !isSecret(at)) return;
  if (factoryPasswords.has(at.value)) {
    const words = {
      message: `${at.name} is the password every phone leaves the factory with.`,
      remedy: 'Choose one of your own.',
    };
    problems.tell('PASSWORD_DEFAULT', at.valueAt(0), words, at.name);
  } else {
    const words = {
      message: `${at.name} stands readable in this text.`,
      remedy: 'Keep passwords with the site or the phone, where they are stored sealed.',
    };
    problems.tell('SECRET_IN_TEXT', at.valueAt(0), words, at.name);
  }
}

function checkResync(at: ParameterPlace, problems: ProblemList): void {
  if (at.name === 'CFG_RESYNC_FROM_SIP' && /^[YN10]$/iu.test(at.value)) {
    const words = {
      message: `The phone would wait for an event called "${at.value}": this is a text, not a switch.`,
      remedy: 'Write check-sync, the text that Resync sends.',
    };
    problems.tell('EVENT_LOOKS_LIKE_SWITCH', at.valueAt(0), words, at.name, writeInstead(at, factoryNotifyEvent));
  }
  if (/^SIP_DETECT_SSAF(?:_\d+)?$/u.test(at.name) && at.value === 'Y') {
    const words = {
      message: 'With this filter the phone drops a resync that does not come from its own SIP server.',
      remedy: 'Send resyncs through the SIP server, or set N.',
    };
    problems.tell('SIP_SOURCE_FILTER', at.valueAt(0), words, at.name);
  }
}

function holdsUrl(at: ParameterPlace): boolean {
  return at.rows.some((row) => row.type === 'url') || urlScheme.test(at.value);
}

/** Its value must not go into a message: problems are listed and logged. */
function isSecret(at: ParameterPlace): boolean {
  return at.rows.some((row) => row.secret);
}
