// The time server "this laptop": an address of ours, which changes when the laptop's does.
import type { SiteFacts } from './facts';

/** What the fact says then. No host can have this name, so that no imported one is taken for it. */
export const laptopClock = 'this laptop';

/** The facts as files need them: the name replaced by the host phones are told. */
export function withLaptopClock(facts: SiteFacts, toldHost: string): SiteFacts {
  return facts.ntp === laptopClock ? { ...facts, ntp: toldHost } : facts;
}
