// Which path means which served file, and how the addresses told to phones are spelled.
import type { FileRequest, Model } from '../family';
import { parseMacAddress, type MacAddress } from '../../shared/mac-address';

/** The phone puts its own MAC in, 12 upper-case digits (KX-HDV100 guide p. 35). */
export const firstContactPath = '/first/{MAC}.cfg';

export function standardPath(phoneToken: string, mac: MacAddress): string {
  return `/p/${phoneToken}/${mac}.cfg`;
}

export function masterPath(siteToken: string): string {
  return `/s/${siteToken}/master.cfg`;
}

export function productPath(siteToken: string, model: string): string {
  return `/s/${siteToken}/product-${model}.cfg`;
}

const firstForm = /^\/first\/([0-9A-F]{12})\.cfg$/i;
const standardForm = /^\/p\/([\w-]{1,200})\/([0-9A-F]{12})\.cfg$/i;
const masterForm = /^\/s\/([\w-]{1,200})\/master\.cfg$/i;
const productForm = /^\/s\/([\w-]{1,200})\/product-([A-Z0-9-]{1,40})\.cfg$/i;
const bootstrapForm = /^\/([A-Z0-9-]{1,40})\.cfg$/i;

/** Takes a path without query, decoded once; the leading slash may be missing (TFTP). Case matters in tokens only. */
export function fileRequest(path: string, findModel: (name: string) => Model | null): FileRequest | null {
  const rooted = path.startsWith('/') ? path : `/${path}`;
  const [, firstDigits] = firstForm.exec(rooted) ?? [];
  if (firstDigits) {
    const mac = parseMacAddress(firstDigits);
    return mac.ok ? { kind: 'first', mac: mac.value } : null;
  }
  const [, token, digits] = standardForm.exec(rooted) ?? [];
  if (token && digits) {
    const mac = parseMacAddress(digits);
    return mac.ok ? { kind: 'standard', token, mac: mac.value } : null;
  }
  const [, masterToken] = masterForm.exec(rooted) ?? [];
  if (masterToken) return { kind: 'master', siteToken: masterToken };
  const [, productToken, productName] = productForm.exec(rooted) ?? [];
  if (productToken && productName) {
    const model = findModel(productName);
    return model ? { kind: 'product', siteToken: productToken, model: model.name } : null;
  }
  const model = findModel(bootstrapForm.exec(rooted)?.[1] ?? '');
  return model ? { kind: 'bootstrap', model: model.name } : null;
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
