// Which path means which served file, and how the addresses told to phones are spelled.
import { siteUser } from '../../provisioning/access-login';
import { rootCertificatePath } from '../../provisioning/root-certificate-path';
import type { FileRequest, ManagedAddresses, Model } from '../family';
import { parseMacAddress, type MacAddress } from '../../shared/mac-address';

/** The phone puts its own MAC in, 12 upper-case digits (KX-HDV100 guide p. 35). */
export const firstContactPath = '/first/{MAC}.cfg';

export function standardAddress(addresses: ManagedAddresses, mac: MacAddress): string {
  const { baseUrl, phoneToken, asLogin } = addresses;
  return asLogin ? `${withLogin(baseUrl, mac, phoneToken)}/p/${mac}.cfg` : `${baseUrl}/p/${phoneToken}/${mac}.cfg`;
}

export function masterAddress(addresses: ManagedAddresses): string {
  return siteAddress(addresses, 'master.cfg');
}

export function productAddress(addresses: ManagedAddresses, model: string): string {
  return siteAddress(addresses, `product-${model}.cfg`);
}

/** A file that all phones of a site may have: `master.cfg`, `phonebook.csv`, `library/NAME`. */
export function siteAddress(addresses: Omit<ManagedAddresses, 'phoneToken'>, name: string): string {
  const { baseUrl, siteToken, asLogin } = addresses;
  return asLogin ? `${withLogin(baseUrl, siteUser, siteToken)}/s/${name}` : `${baseUrl}/s/${siteToken}/${name}`;
}

/** `scheme://user:password@host`, as the guide has it (KX-HDV100 guide p. 36). */
function withLogin(baseUrl: string, user: string, password: string): string {
  return baseUrl.replace('://', `://${user}:${password}@`);
}

const bootstrapForm = /^\/([A-Z0-9-]{1,40})\.cfg$/i;
const firstForm = /^\/first\/([0-9A-F]{12})\.cfg$/i;
const ownForm = /^\/p\/(?:([\w-]{1,200})\/)?([^/]{1,120})$/i;
const sharedForm = /^\/s\/(?:(?!library\/)([\w-]{1,200})\/)?((?:library\/)?[^/]{1,120})$/i;

/** Takes a path without query, decoded once; the leading slash may be missing (TFTP). Case matters in tokens only. */
export function fileRequest(path: string, findModel: (name: string) => Model | null): FileRequest | null {
  const rooted = path.startsWith('/') ? path : `/${path}`;
  const [, firstDigits] = firstForm.exec(rooted) ?? [];
  if (firstDigits) {
    const mac = parseMacAddress(firstDigits);
    return mac.ok ? { kind: 'first', mac: mac.value } : null;
  }
  const own = ownForm.exec(rooted);
  if (own) return ownRequest(own[1] ?? null, own[2] ?? '');
  const shared = sharedForm.exec(rooted);
  if (shared) return sharedRequest(shared[1] ?? null, shared[2] ?? '', findModel);
  if (rooted.toLowerCase() === rootCertificatePath) return { kind: 'root-certificate' };
  const model = findModel(bootstrapForm.exec(rooted)?.[1] ?? '');
  return model ? { kind: 'bootstrap', model: model.name } : null;
}

/** Two shapes of path, below which nothing is open to everybody. */
export function isBehindLogin(path: string): boolean {
  return /^\/?[ps]\//i.test(path);
}

function ownRequest(token: string | null, name: string): FileRequest {
  const mac = parseMacAddress(/^([0-9A-F]{12})\.cfg$/i.exec(name)?.[1] ?? '');
  return mac.ok ? { kind: 'standard', token, mac: mac.value } : { kind: 'upload', token, name };
}

function sharedRequest(
  siteToken: string | null,
  name: string,
  findModel: (name: string) => Model | null,
): FileRequest | null {
  const [, inLibrary] = /^library\/(.+)$/i.exec(name) ?? [];
  if (inLibrary) return { kind: 'library', siteToken, name: inLibrary };
  if (/^master\.cfg$/i.test(name)) return { kind: 'master', siteToken };
  if (/^phonebook\.csv$/i.test(name)) return { kind: 'contacts', siteToken };
  const model = findModel(/^product-([A-Z0-9-]{1,40})\.cfg$/i.exec(name)?.[1] ?? '');
  return model ? { kind: 'product', siteToken, model: model.name } : null;
}

const macForm = /(?<![0-9A-F])(?:[0-9A-F]{12}|[0-9A-F]{2}(?:[:-][0-9A-F]{2}){5})(?![0-9A-F])/gi;

/** The first MAC of a device anywhere in a path; other servers' names carry it as `Config{MAC}.cfg`, `{mac}.xml` and more. */
export function macInPath(path: string): MacAddress | null {
  for (const [digits] of path.matchAll(macForm)) {
    const mac = parseMacAddress(digits);
    if (mac.ok) return mac.value;
  }
  return null;
}
