// Reads the catalogue's wording of ranges and lists. What it does not understand it does not check.
import type { CatalogueEntry } from '../../family';
import { characters } from './problem-list';

export interface ValueRule {
  /** Completes "allowed is …". */
  readonly expected: string;
  accepts(value: string): boolean;
}

const anyOf = /^\w+(?:\|\w+)+$/u;
const integer = /^-?\d+$/u;
const numberSpec = /^(?:(?:0, |0 or )?-?\d+-\d+|max \d+)$/u;
const textLength = /^(?:max (\d+)|(\d+)-(\d+)) (ASCII )?characters( without most punctuation)?/u;
const numberList = /^(up to )?(\d+) integers,?(?: each)? ((?:0 or )?\d+-\d+)/u;
const byteCount = /^(\d+) bytes$/u;
// KX-HDV430 guide p. 93: what a password of the web interface may not hold.
const refusedPunctuation = /[!"#$%&'()@*+,/:;<=>?[\]^`{|}~\\ ]/u;

/** The rule of a row, null when it states none. An empty value is never refused: it sets a parameter empty, and which ones take
 *  that is not documented. */
export function valueRule(entry: CatalogueEntry): ValueRule | null {
  const rule = allowedRule(entry.allowed) ?? typeRule(entry.type);
  return rule && { ...rule, accepts: (value) => value === '' || rule.accepts(value) };
}

function allowedRule(wording: string): ValueRule | null {
  // Behind a semicolon stands what depends on other parameters.
  const spec = wording.split(';')[0] ?? '';
  if (anyOf.test(spec)) {
    const choices = spec.split('|');
    return { expected: choices.join(' or '), accepts: (value) => choices.includes(value) };
  }
  const accepts = numberSpec.test(spec) ? numberRule(spec) : null;
  if (accepts) return { expected: `a whole number, ${spec}`, accepts };
  return listRule(spec) ?? lengthRule(spec);
}

/** `1-100`, `-24-24`, `0, 60-65535`, `0 or 200-2000`, `max 40320`. */
function numberRule(spec: string): (value: string) => boolean {
  const [, most] = /^max (\d+)$/u.exec(spec) ?? [];
  const [, from, to] = /(-?\d+)-(-?\d+)$/u.exec(spec) ?? [];
  const low = Number(from ?? 0);
  const high = Number(to ?? most);
  const zeroToo = spec.startsWith('0');
  return (value) => {
    const number = Number(value);
    return integer.test(value) && ((number >= low && number <= high) || (zeroToo && number === 0));
  };
}

function listRule(spec: string): ValueRule | null {
  const [, upTo, count, each] = numberList.exec(spec) ?? [];
  if (!count || !each) return null;
  const acceptsOne = numberRule(each);
  return {
    expected: `${spec}, separated by commas`,
    accepts(value) {
      const parts = value.split(',');
      const countFits = upTo ? parts.length <= Number(count) : parts.length === Number(count);
      return countFits && parts.every(acceptsOne);
    },
  };
}

function lengthRule(spec: string): ValueRule | null {
  const [, bytes] = byteCount.exec(spec) ?? [];
  if (bytes) return { expected: spec, accepts: (value) => new TextEncoder().encode(value).length === Number(bytes) };
  const match = textLength.exec(spec);
  if (!match) return null;
  const [, most, from, to, ascii, noPunctuation] = match;
  return {
    expected: spec,
    accepts(value) {
      const length = characters(value);
      if (length < Number(from ?? 0) || length > Number(to ?? most)) return false;
      if (ascii && !/^[\u0020-\u007e]*$/u.test(value)) return false;
      return !noPunctuation || !refusedPunctuation.test(value);
    },
  };
}

function typeRule(type: string): ValueRule | null {
  switch (type) {
    case 'int':
      return { expected: 'a whole number', accepts: (value) => integer.test(value) };
    case 'port':
      return {
        expected: 'a port, 0-65535',
        accepts: (value) => /^\d{1,5}$/u.test(value) && Number(value) <= 65535,
      };
    case 'ip':
      return { expected: 'an IP address', accepts: isIpAddress };
    case 'list':
      return { expected: 'a list separated by commas, without blanks', accepts: (value) => !/\s/u.test(value) };
    default:
      return null;
  }
}

/** IPv6 is recognised by its colons alone. */
function isIpAddress(value: string): boolean {
  if (/^[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*$/u.test(value)) return true;
  const parts = value.split('.');
  return parts.length === 4 && parts.every((part) => /^\d{1,3}$/u.test(part) && Number(part) <= 255);
}
