// What a User-Agent header claims. It is a setting of the phone (HTTP_USER_AGENT), so a hint and never identity.
import { parseMacAddress, type MacAddress } from '../../shared/mac-address';

interface UserAgentHint {
  readonly mac: MacAddress | null;
  readonly model: string | null;
  readonly firmware: string | null;
}

/** Longer than any real one; bounds the work on a hostile header. */
const longestUserAgent = 512;

/** Reads `Panasonic_KX-UT670/01.022 (0080f0c8c381)` and its kin: a hyphen for the underscore (seen on the TGP600), and the
 *  `{/` that a widespread template leaves before the firmware. Parts that are not there are null. */
export function userAgentHint(userAgent: string): UserAgentHint {
  const text = userAgent.slice(0, longestUserAgent);
  const model = /(?<![A-Z0-9])KX-[A-Z0-9]{2,20}(?![A-Z0-9])/i.exec(text);
  const firmware = /\/(?:\{\/)?(\d{1,3}\.\d{1,4})(?![\d.])/.exec(text);
  const digits = /(?<![0-9a-f])[0-9a-f]{12}(?![0-9a-f])/i.exec(text);
  const mac = digits ? parseMacAddress(digits[0]) : null;
  return {
    mac: mac?.ok ? mac.value : null,
    model: model?.[0].toUpperCase() ?? null,
    firmware: firmware?.[1] ?? null,
  };
}
