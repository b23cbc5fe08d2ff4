import { parseMacAddress } from '../../../electron/core/shared/mac-address';

/** What to ask for: `whom` is a MAC, an address, or '' for everybody. */
export function toWhose(whom: string): { mac: string } | { address: string } | Record<never, never> {
  if (whom === '') return {};
  const mac = parseMacAddress(whom);
  return mac.ok ? { mac: mac.value } : { address: whom };
}
