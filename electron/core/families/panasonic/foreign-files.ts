// What a file made for another server says of itself: whose it is, and where it sends the phone for more.
import type { FileReference, ImportHints } from '../family';
import { parseMacAddress, type MacAddress } from '../../shared/mac-address';
import { macInPath } from './boot-paths';
import { readConfigFile } from './language/read-file';
import { findPanasonicModel } from './models';
import { userAgentHint } from './user-agent';

const roles: Readonly<Record<string, FileReference['role']>> = {
  CFG_MASTER_FILE_PATH: 'master',
  CFG_PRODUCT_FILE_PATH: 'product',
  CFG_STANDARD_FILE_PATH: 'standard',
};

/** Reads parameters and comments of any text; never throws. */
export function importHints(bytes: Uint8Array): ImportHints {
  const macs = new Set<MacAddress>();
  const models = new Set<string>();
  const references: FileReference[] = [];
  const add = (mac: MacAddress | null, names: readonly string[]): void => {
    if (mac) macs.add(mac);
    for (const name of names) models.add(name);
  };
  for (const { content, text } of readConfigFile(bytes).lines) {
    if (content.kind === 'comment') add(macInWords(text), modelsIn(text));
    if (content.kind !== 'parameter') continue;
    const { name, value } = content;
    const role = roles[name];
    if (role && value !== '') {
      references.push({ role, address: withoutCredentials(value) });
      add(role === 'standard' ? macInPath(value) : null, role === 'product' ? modelsIn(value) : []);
    } else if (/^(?:HTTP|SIP)_USER_AGENT$/u.test(name)) {
      add(userAgentHint(value).mac, modelsIn(value));
    }
  }
  return { macs: [...macs], models: [...models], references };
}

/** Models named anywhere in a text, `Config` and the like before them: `ConfigKX-UT670.cfg`, `ut670`, `KXHDV130N`. */
export function modelsIn(text: string): string[] {
  const found = new Set<string>();
  const forms = /(?:KX-?|(?<![A-Z0-9]))(?<rest>(?:UTG|UT|HDV|TGP|UDS)\d{3}[A-Z0-9]{0,8})(?![A-Z0-9])/giu;
  for (const match of text.matchAll(forms)) {
    const model = findPanasonicModel(match.groups?.['rest'] ?? '');
    if (model) found.add(model.name);
  }
  return [...found];
}

/** The MAC a file's name carries. Prefixes of the vendor are found even where the name runs into them: `phone0080f0….cfg`. */
export function macInFileName(name: string): MacAddress | null {
  const [digits] = /(?:0080F0|080023|BCC342)[0-9A-F]{6}(?![0-9A-F])/iu.exec(name) ?? [];
  const vendor = digits === undefined ? null : parseMacAddress(digits);
  return macInPath(name) ?? (vendor?.ok ? vendor.value : null);
}

/** Twelve digits in a comment may be a telephone number: without separators only the vendor's prefixes count. */
function macInWords(text: string): MacAddress | null {
  const form = /(?<![0-9A-F])(?:(?:0080F0|080023|BCC342)[0-9A-F]{6}|[0-9A-F]{2}(?:[:-][0-9A-F]{2}){5})(?![0-9A-F])/iu;
  const [digits] = form.exec(text) ?? [];
  const mac = digits === undefined ? null : parseMacAddress(digits);
  return mac?.ok ? mac.value : null;
}

/** `scheme://user:password@host` is the documented way to log in (KX-HDV100 guide p. 36). */
function withoutCredentials(address: string): string {
  return address.replace(/(:\/\/)[^/]*@/u, '$1');
}

const macros: Readonly<Record<string, string>> = {
  '{MAC}': '[0-9A-F]{12}',
  '{mac}': '[0-9A-F]{12}',
  '{MODEL}': '(?<model>KX-[A-Z0-9]+)',
  '{fwver}': '[0-9.]+',
};

/** How many folders and names from the end of `path` are those of the address, its macros filled as a phone would; 0 when not even
 *  the name is. With `{MODEL}` in the name only the file of `model` counts, or any model's when it is null. */
export function referenceMatch(reference: FileReference, path: string, model: string | null): number {
  const wanted = reference.address
    .replace(/^[a-z]+:\/\/[^/]*/iu, '')
    .replace(/\?.*$/u, '')
    .split('/');
  const parts = path.split('/');
  let same = 0;
  while (same < parts.length && same < wanted.length) {
    const part = wanted[wanted.length - 1 - same] ?? '';
    if (part === '') break;
    const source = part
      .split(/(\{\w+\})/u)
      .map((piece) => macros[piece] ?? piece.replaceAll(/[$()*+.?[\\\]^{|}]/gu, '\\$&'));
    // A name that uses {MODEL} twice needs the group once only.
    const pattern = source.map((piece, index) =>
      source.indexOf(piece) < index ? piece.replace('?<model>', '?:') : piece,
    );
    const match = new RegExp(`^${pattern.join('')}$`, 'iu').exec(parts[parts.length - 1 - same] ?? '');
    if (!match) break;
    const filled = match.groups?.['model']?.toUpperCase();
    if (filled !== undefined && model !== null && filled !== model) break;
    same += 1;
  }
  return same;
}
