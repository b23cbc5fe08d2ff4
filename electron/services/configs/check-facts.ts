import { checkTimePattern, emptySiteFacts, type PhoneFacts, type SiteFacts } from '../../core/configs/facts';
import { variableNamePattern } from '../../core/configs/variables';
import type { Family, Model } from '../../core/families/family';
import type { Problem } from '../../core/shared/problem';
import { fail, ok, type Result } from '../../core/shared/result';

/** The first thing about a phone's facts that could never reach it; null when all can. */
export function checkPhoneFacts(facts: PhoneFacts, model: Model, family: Family): Problem | null {
  const texts = facts.lines.flatMap((line) => [
    [`name of line ${line.line}`, line.name],
    [`extension of line ${line.line}`, line.extension],
    [`auth id of line ${line.line}`, line.authId],
    [`password of line ${line.line}`, line.password],
    [`server of line ${line.line}`, line.server],
  ]) as [string, string][];
  // Line 1 shows it where it has no name of its own.
  texts.push(['name of the phone', facts.name]);
  for (const [name, text] of Object.entries(facts.vars ?? {})) {
    if (!variableNamePattern.test(name)) return unknownVariableName(name);
    texts.push([`variable ${name}`, text]);
  }
  for (const [fact, text] of texts) {
    const problem = family.checkFactText(fact, text);
    if (problem) return problem;
  }
  const { checkTime = '' } = facts;
  if (checkTime !== '' && !checkTimePattern.test(checkTime))
    return invalid('the daily check', checkTime, 'a time such as 02:00, or nothing for the time of the site');
  const high = model.lines === null ? undefined : facts.lines.find((line) => line.line > (model.lines ?? 0));
  if (high) {
    return {
      code: 'FACT_INVALID',
      message: `${model.name} has ${model.lines} lines; there is no line ${high.line}.`,
      remedy: 'Use a lower line number, or choose the right model.',
    };
  }
  const numbers = facts.lines.map((line) => line.line);
  const twice = numbers.find((number, index) => numbers.indexOf(number) !== index);
  if (twice !== undefined) {
    return { code: 'FACT_INVALID', message: `Line ${twice} is given twice.`, remedy: 'Give each line once.' };
  }
  return null;
}

/** Keys of `site set`, as the command line and the window write them. */
const siteKeys = ['timeZone', 'sip.server', 'sip.port', 'ntp', 'checkTime', 'adminPassword', 'served'] as const;

/** Applies `key=value` edits to a site's facts. Problems FACT_INVALID, TIME_ZONE_UNKNOWN, VALUE_INVALID. */
export function editSiteFacts(
  facts: SiteFacts,
  values: Readonly<Record<string, string>>,
  family: Family,
  isTimeZone: (name: string) => boolean,
): Result<SiteFacts> {
  let edited = facts;
  for (const [key, given] of Object.entries(values)) {
    const value = given.trim();
    const unwritable = family.checkFactText(key, value);
    if (unwritable) return fail(unwritable);
    switch (key) {
      case 'timeZone':
        if (!isTimeZone(value)) return fail(unknownZone(value));
        edited = { ...edited, timeZone: value };
        break;
      case 'sip.server':
        edited = { ...edited, sip: { ...edited.sip, server: value } };
        break;
      case 'sip.port': {
        const port = value === '' ? emptySiteFacts.sip.port : Number(value);
        if (port !== null && !(Number.isInteger(port) && port >= 1 && port <= 65535))
          return fail(invalid(key, value, 'a port from 1 to 65535, or nothing'));
        edited = { ...edited, sip: { ...edited.sip, port } };
        break;
      }
      case 'ntp':
        edited = { ...edited, ntp: value };
        break;
      case 'checkTime':
        if (value !== '' && !checkTimePattern.test(value))
          return fail(invalid(key, value, 'a time such as 02:00, or nothing'));
        edited = { ...edited, checkTime: value };
        break;
      case 'adminPassword':
        if (value !== '' && !/^[A-Za-z0-9._-]{6,16}$/.test(value))
          return fail(invalid(key, '••••', '6 to 16 letters, digits, dots, hyphens or underscores'));
        edited = { ...edited, adminPassword: value };
        break;
      case 'served':
        if (value !== 'three-files' && value !== 'one-file')
          return fail(invalid(key, value, 'three-files or one-file'));
        edited = { ...edited, served: value };
        break;
      default: {
        const given = editGiven(edited, key, value);
        if (given) {
          if (!given.ok) return given;
          edited = given.value;
          break;
        }
        return fail({
          code: 'VALUE_INVALID',
          message: `A site has no "${key}".`,
          remedy: `Use one of name, ${siteKeys.join(', ')}, vars.NAME, secret.NAME.`,
        });
      }
    }
  }
  return ok(edited);
}

/** `vars.floor` and `secret.ldap`; an empty value takes it away. Null for any other key. */
function editGiven(facts: SiteFacts, key: string, value: string): Result<SiteFacts> | null {
  const [, kind, name] = /^(vars|secret)\.(.*)$/s.exec(key) ?? [];
  if (!kind || name === undefined) return null;
  if (!variableNamePattern.test(name)) return fail(unknownVariableName(name));
  const field = kind === 'vars' ? 'vars' : 'secrets';
  const { [name]: _before, ...others } = facts[field] ?? {};
  return ok({ ...facts, [field]: value === '' ? others : { ...others, [name]: value } });
}

/** Facts as they are stored: without variables and secrets where there are none, so that facts typed again are no draft. */
export function writeFacts<T extends PhoneFacts | SiteFacts>(facts: T): T {
  const { vars, ...rest } = facts;
  const { secrets, ...others } = rest as { readonly secrets?: Readonly<Record<string, string>> };
  return {
    ...others,
    ...(vars && Object.keys(vars).length > 0 && { vars: sorted(vars) }),
    ...(secrets && Object.keys(secrets).length > 0 && { secrets: sorted(secrets) }),
  } as T;
}

function sorted(values: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function unknownVariableName(name: string): Problem {
  return {
    code: 'VALUE_INVALID',
    message: `"${name}" cannot be the name of a variable.`,
    remedy: 'Use up to 40 letters, digits, hyphens and underscores.',
  };
}

function invalid(key: string, value: string, expected: string): Problem {
  return { code: 'VALUE_INVALID', message: `"${value}" does not fit ${key}.`, remedy: `Give ${expected}.` };
}

function unknownZone(name: string): Problem {
  return {
    code: 'TIME_ZONE_UNKNOWN',
    message: `"${name}" is not a time zone.`,
    remedy: 'Give its name as in Europe/London or Asia/Tokyo.',
  };
}
