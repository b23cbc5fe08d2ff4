import type { MacAddress } from '../../core/shared/mac-address';

/** What the system knows of the owners of addresses on our own Ethernet segment. */
export interface NeighbourTable {
  /** Null when the address is not on our segment, is our own, or can't be known. */
  macOf(address: string): MacAddress | null;
}
