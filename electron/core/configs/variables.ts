// Variables in the values of config files: `${phone.name}`. What one stands for is put in when a file is made for a phone. `$${`
// writes `${` itself; every other `$`, and the phone's own macros such as `{MAC}`, stay as they are.
import type { LineFacts, PhoneFacts, SiteFacts } from './facts';

export interface SiteValues {
  readonly name: string;
  readonly facts: SiteFacts;
}

export interface PhoneValues {
  readonly mac: string;
  readonly model: string;
  readonly facts: PhoneFacts;
}

/** One `${…}` of a text. */
export interface VariableReference {
  readonly name: string;
  /** UTF-16 units: of the `$`, and of all up to and including `}`. */
  readonly index: number;
  readonly length: number;
}

/** What a name stands for. `own`: differs between phones or is a secret, so that no file that many phones fetch may hold it. */
export interface Variable {
  readonly own: boolean;
  readonly secret: boolean;
  /** Empty where the phone or site has none; null without a phone that it would need. */
  value(site: SiteValues, phone: PhoneValues | null): string | null;
}

const pattern = /\$(\$?)\{([^{}"\r\n]*)\}/g;

export function hasVariables(text: string): boolean {
  return text.includes('${') && text.search(pattern) >= 0;
}

/** Every variable of a text in order; `$${…}` is none. */
export function variablesIn(text: string): VariableReference[] {
  if (!text.includes('${')) return [];
  return [...text.matchAll(pattern)].flatMap(({ 0: whole, 1: escape, 2: name = '', index }) =>
    escape ? [] : [{ name, index, length: whole.length }],
  );
}

/** The text with each variable replaced, once and from the left: what comes in is not looked at again. A name without a value
 *  (undefined) stays as it stands. */
export function expandVariables(text: string, valueOf: (name: string) => string | undefined): string {
  if (!text.includes('${')) return text;
  return text.replace(pattern, (whole: string, escape: string, name: string) =>
    escape ? whole.slice(1) : (valueOf(name) ?? whole),
  );
}

/** Writes a text so that no `${…}` of it is taken for a variable. */
export function escapeVariables(text: string): string {
  return text.replace(/\$\{(?=[^{}"\r\n]*\})/g, '$$${');
}

const siteVariables: Readonly<Record<string, (site: SiteValues) => string>> = {
  'site.name': (site) => site.name,
  'site.sip.server': (site) => site.facts.sip.server,
  'site.sip.port': (site) => (site.facts.sip.port === null ? '' : String(site.facts.sip.port)),
  'site.ntp': (site) => site.facts.ntp,
  'site.timeZone': (site) => site.facts.timeZone,
};

const phoneVariables: Readonly<Record<string, (phone: PhoneValues) => string>> = {
  'phone.name': (phone) => phone.facts.name,
  'phone.mac': (phone) => phone.mac,
  'phone.model': (phone) => phone.model,
  'phone.group': (phone) => phone.facts.group ?? '',
};

const lineFields = ['extension', 'name', 'authId', 'password', 'server'] as const satisfies (keyof LineFacts)[];
const linePattern = /^line([1-9]\d?)\.(extension|name|authId|password|server)$/;
const givenPattern = /^(phone\.vars|site\.vars|secret)\.([A-Za-z0-9_-]+)$/;

/** What may be the NAME in `${site.vars.NAME}` and `${secret.NAME}`. */
export const variableNamePattern = /^[A-Za-z0-9_-]{1,40}$/;

/** Names that hold in this site beside the fixed ones. */
export interface GivenNames {
  readonly siteVars: ReadonlySet<string>;
  /** Of any phone: one that lacks it has an empty value. */
  readonly phoneVars: ReadonlySet<string>;
  readonly secrets: ReadonlySet<string>;
}

/** Null: no such variable. Without `given` any name a person could give counts as given. */
export function findVariable(name: string, given: GivenNames | null): Variable | null {
  const ofSite = Object.hasOwn(siteVariables, name) ? siteVariables[name] : undefined;
  if (ofSite) return { own: false, secret: false, value: ofSite };
  const ofPhone = Object.hasOwn(phoneVariables, name) ? phoneVariables[name] : undefined;
  if (ofPhone) return ownVariable(false, ofPhone);
  const [, line, field] = linePattern.exec(name) ?? [];
  if (line && field) return lineVariable(Number(line), field as (typeof lineFields)[number]);
  const [, kind, key] = givenPattern.exec(name) ?? [];
  if (!kind || !key) return null;
  if (kind === 'phone.vars')
    return !given || given.phoneVars.has(key) ? ownVariable(false, (phone) => valueIn(phone.facts.vars, key)) : null;
  if (kind === 'site.vars') {
    if (given && !given.siteVars.has(key)) return null;
    return { own: false, secret: false, value: (site) => valueIn(site.facts.vars, key) };
  }
  if (given && !given.secrets.has(key)) return null;
  return { own: true, secret: true, value: (site) => valueIn(site.facts.secrets, key) };
}

function ownVariable(secret: boolean, value: (phone: PhoneValues) => string): Variable {
  return { own: true, secret, value: (_site, phone) => phone && value(phone) };
}

function lineVariable(number: number, field: (typeof lineFields)[number]): Variable {
  return ownVariable(
    field === 'password',
    ({ facts }) => facts.lines.find((line) => line.line === number)?.[field] ?? '',
  );
}

function valueIn(values: Readonly<Record<string, string>> | undefined, key: string): string {
  return values && Object.hasOwn(values, key) ? (values[key] ?? '') : '';
}

/** Every name there is, for completion and suggestions; lines up to `lines`. */
export function variableNames(given: GivenNames, lines: number): string[] {
  const ofLines = Array.from({ length: lines }, (_, index) => lineFields.map((field) => `line${index + 1}.${field}`));
  return [
    ...Object.keys(phoneVariables),
    ...ofLines.flat(),
    ...Object.keys(siteVariables),
    ...[...given.phoneVars].sort().map((name) => `phone.vars.${name}`),
    ...[...given.siteVars].sort().map((name) => `site.vars.${name}`),
    ...[...given.secrets].sort().map((name) => `secret.${name}`),
  ];
}

const descriptions: Readonly<Record<string, string>> = {
  'site.name': 'name of the site',
  'site.sip.server': 'SIP server of the site',
  'site.sip.port': 'SIP port of the site',
  'site.ntp': 'time server of the site',
  'site.timeZone': 'time zone of the site',
  'phone.name': 'name of the phone',
  'phone.mac': 'MAC address of the phone, 12 digits',
  'phone.model': 'model of the phone',
  'phone.group': 'group of the phone',
};

const fieldWords = {
  extension: 'extension',
  name: 'display name',
  authId: 'authentication id',
  password: 'password',
  server: 'own SIP server',
} as const;

/** A few words for a completion list. */
export function describeVariable(name: string): string {
  const [, line, field] = linePattern.exec(name) ?? [];
  if (line && field) return `${fieldWords[field as keyof typeof fieldWords]} of line ${line}`;
  const [, kind] = givenPattern.exec(name) ?? [];
  if (kind === 'phone.vars') return 'variable of the phone';
  if (kind === 'site.vars') return 'variable of the site';
  if (kind === 'secret') return 'secret of the site';
  return descriptions[name] ?? '';
}
