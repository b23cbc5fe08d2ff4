// The small grammar inside header values: lists, parameters, name-addr (RFC 3261 §25.1).
import { isToken } from './sip-message';

/** Under lower-case names; null for one without a value. Quotes are taken off. */
export type SipParameters = ReadonlyMap<string, string | null>;

/** Cuts at `separator` wherever it stands outside of quotes and angle brackets. */
export function splitOutside(text: string, separator: ',' | ';'): string[] {
  if (!text.includes(separator)) return [text];
  const parts: string[] = [];
  let [from, isQuoted, isBracketed] = [0, false, false];
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (isQuoted) {
      if (character === '\\') at++;
      else if (character === '"') isQuoted = false;
    } else if (character === '"') isQuoted = true;
    else if (character === '<') isBracketed = true;
    else if (character === '>') isBracketed = false;
    else if (character === separator && !isBracketed) {
      parts.push(text.slice(from, at));
      from = at + 1;
    }
  }
  parts.push(text.slice(from));
  return parts;
}

/** Values of a header that may be joined by commas (RFC 3261 §7.3.1), without empty ones. */
export function splitList(values: readonly string[]): string[] {
  return values
    .flatMap((value) => splitOutside(value, ','))
    .map((value) => value.trim())
    .filter((value) => value !== '');
}

/** `;name=value;name;name="quoted"`. Null when one is malformed; of two with one name the first counts. */
export function readParameters(text: string): SipParameters | null {
  const parameters = new Map<string, string | null>();
  const trimmed = text.trim();
  if (trimmed === '') return parameters;
  if (!trimmed.startsWith(';')) return null;
  for (const part of splitOutside(trimmed.slice(1), ';')) {
    const equals = part.indexOf('=');
    const name = (equals === -1 ? part : part.slice(0, equals)).trim().toLowerCase();
    const value = equals === -1 ? null : readValue(part.slice(equals + 1).trim());
    if (value === undefined || !isParameterName(name)) return null;
    if (!parameters.has(name)) parameters.set(name, value);
  }
  return parameters;
}

/** Parameters of URIs may have `[ ] / : & + $` besides. */
function isParameterName(name: string): boolean {
  return isToken(name) || /^[\w\-.!~*'()[\]/:&+$%]+$/.test(name);
}

function readValue(text: string): string | undefined {
  if (text.startsWith('"')) return unquote(text) ?? undefined;
  return text === '' || /[\s"<>,;]/.test(text) ? undefined : text;
}

/** The text within quotes, null when they do not close at its end. */
function unquote(text: string): string | null {
  const inner = /^"((?:[^"\\]|\\.)*)"$/s.exec(text)?.[1];
  return inner?.replace(/\\(.)/gs, '$1') ?? null;
}

export interface NameAddr {
  /** '' without. */
  readonly display: string;
  readonly uri: string;
  /** Those of the header, not those of the URI. */
  readonly parameters: SipParameters;
}

/** Value of To, From, Contact or Route. Without angle brackets everything from the first semicolon on belongs to the header, and a
 *  question mark or comma must not stand in the URI (RFC 3261 §20). */
export function readNameAddr(value: string): NameAddr | null {
  const text = value.trim();
  const open = openingBracket(text);
  if (open === -1) {
    const semicolon = text.indexOf(';');
    const uri = (semicolon === -1 ? text : text.slice(0, semicolon)).trim();
    const parameters = readParameters(semicolon === -1 ? '' : text.slice(semicolon));
    return parameters && uri.includes(':') && !/[\s?,"<>]/.test(uri) ? { display: '', uri, parameters } : null;
  }
  const close = text.indexOf('>', open);
  if (close === -1) return null;
  const display = readDisplay(text.slice(0, open).trim());
  const uri = text.slice(open + 1, close);
  const parameters = readParameters(text.slice(close + 1));
  return display !== null && parameters && uri.includes(':') && !/[\s<]/.test(uri)
    ? { display, uri, parameters }
    : null;
}

/** The first `<` outside of quotes, -1 without. */
function openingBracket(text: string): number {
  let isQuoted = false;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (isQuoted && character === '\\') at++;
    else if (character === '"') isQuoted = !isQuoted;
    else if (character === '<' && !isQuoted) return at;
  }
  return -1;
}

/** Tokens, or one quoted string; letters beyond ASCII, brackets and addresses are let through bare, as phones write them. */
function readDisplay(text: string): string | null {
  if (text.startsWith('"')) return unquote(text);
  return /["<>,;\\]/.test(text) ? null : text;
}
