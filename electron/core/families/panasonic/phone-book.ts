// The phone book of a KX-UTG (guide p. 319): CSV without a header, 15 fields a record, UTF-16 little-endian with a byte-order mark.
import type { Contact } from '../../phones/contact';

const numberPairs = 5;
const fieldCount = 3 + 2 * numberPairs + 2;

/** Record id, name, which number is preferred, five pairs of number kind and number, ringtone, group. An unused pair is empty. */
export function phoneBookText(contacts: readonly Contact[]): string {
  return contacts
    .map(
      (contact, index) =>
        `${fieldsOf(contact, index + 1)
          .map(quoted)
          .join(',')}\r\n`,
    )
    .join('');
}

/** Code unit by code unit, so that nothing is lost on the way. */
export function utf16WithMark(text: string): Uint8Array {
  const bytes = new Uint8Array(2 + text.length * 2);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, 0xfeff, true);
  for (let at = 0; at < text.length; at++) view.setUint16(2 + at * 2, text.charCodeAt(at), true);
  return bytes;
}

/** The contacts of such a text as a phone exports it; null when it is none. Never throws; what the entries say is not checked. */
export function readPhoneBook(text: string): Contact[] | null {
  const records = recordsOf(text.replace(/^\uFEFF/, ''));
  if (!records || records.length === 0) return null;
  const contacts: Contact[] = [];
  for (const fields of records) {
    if (fields.length !== fieldCount || !/^\d{1,5}$/.test(fields[0] ?? '')) return null;
    contacts.push(contactOf(fields));
  }
  return contacts;
}

function fieldsOf({ name, numbers, preferred, ringtone, group }: Contact, record: number): string[] {
  const pairs = Array.from({ length: numberPairs }, (_, index) => {
    const pair = numbers[index];
    return pair ? [String(pair.kind), pair.number] : ['', ''];
  });
  return [String(record), name, String(preferred), ...pairs.flat(), String(ringtone), String(group)];
}

/** A pair left out in between is closed up, and the preferred one moves along. */
function contactOf(fields: readonly string[]): Contact {
  const wanted = Number(fields[2]);
  const numbers: { kind: number; number: string }[] = [];
  let preferred = 1;
  for (let pair = 1; pair <= numberPairs; pair++) {
    const number = fields[1 + pair * 2 + 1] ?? '';
    if (number === '') continue;
    numbers.push({ kind: Number(fields[1 + pair * 2]) || pair, number });
    if (pair === wanted) preferred = numbers.length;
  }
  const [ringtone, group] = fields.slice(-2);
  return { name: fields[1] ?? '', numbers, preferred, ringtone: Number(ringtone) || 1, group: Number(group) || 1 };
}

/** RFC 4180: quotes where the text would mean something else without them. */
function quoted(field: string): string {
  return /[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}

/** Null when a quote does not end. A quote inside a field that does not begin with one is text. */
function recordsOf(text: string): string[][] | null {
  const records: string[][] = [];
  let fields: string[] = [];
  let at = 0;
  while (at < text.length) {
    let field = '';
    if (text[at] === '"') {
      const end = closingQuote(text, at + 1);
      if (end === null) return null;
      field = text.slice(at + 1, end).replaceAll('""', '"');
      at = end + 1;
    }
    const rest = /[,\r\n]/g;
    rest.lastIndex = at;
    const next = rest.exec(text)?.index ?? text.length;
    fields.push(field + text.slice(at, next));
    at = next + 1;
    if (text[next] === ',' && at < text.length) continue;
    if (text[next] === ',') fields.push('');
    if (text[next] === '\r' && text[at] === '\n') at++;
    if (fields.length > 1 || fields[0] !== '') records.push(fields);
    fields = [];
  }
  return records;
}

function closingQuote(text: string, from: number): number | null {
  for (let at = text.indexOf('"', from); at >= 0; at = text.indexOf('"', at + 1)) {
    if (text[at + 1] !== '"') return at;
    at++;
  }
  return null;
}
