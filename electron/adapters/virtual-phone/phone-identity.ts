// How a phone names itself: the macros in its addresses, its User-Agent, its first address (guide §1.4, §4.1).
export interface PhoneIdentity {
  readonly mac: string;
  readonly model: string;
  readonly firmware: string;
}

/** `{MAC}` upper case, `{mac}` lower case, `{MODEL}`, `{fwver}`; case matters and any other brace stays as it is (HDV100-35). */
export function expandMacros(text: string, phone: PhoneIdentity): string {
  const values = new Map([
    ['{MAC}', phone.mac.toUpperCase()],
    ['{mac}', phone.mac.toLowerCase()],
    ['{MODEL}', phone.model],
    ['{fwver}', phone.firmware],
  ]);
  return text.replace(/\{\w+\}/g, (brace) => values.get(brace) ?? brace);
}

/** `HTTP_USER_AGENT` and `SIP_USER_AGENT` share this default form (§1.4). */
export const defaultUserAgent = 'Panasonic_{MODEL}/{fwver} ({mac})';

/** What option 66 gives becomes the address of the first file: ending in `/`, or with no path at all, `{MODEL}.cfg` is appended (§4.1). */
export function bootstrapAddress(given: string, phone: PhoneIdentity): string {
  const base = /^\w+:\/\/[^/]+$/.test(given) ? `${given}/` : given;
  return expandMacros(base.endsWith('/') ? `${base}{MODEL}.cfg` : base, phone);
}
