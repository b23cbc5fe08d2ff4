// Whose Ethernet address stands behind an IPv4 address on our own segment, as Linux tells it in a file. Other systems tell it
// only through a program to be started for each question, which a request can't wait for: there nothing is known.
import { readFileSync } from 'node:fs';
import type { Clock } from '../../core/shared/clock';
import type { MacAddress } from '../../core/shared/mac-address';
import type { NeighbourTable } from '../../services/provisioning/neighbour-table';
import { parseArpTable } from './parse-arp-table';

const freshMs = 1_000;

export interface NeighbourSource {
  readonly clock: Clock;
  /** The text of /proc/net/arp; null where there is none. */
  readonly read: () => string | null;
}

export function systemNeighbours(clock: Clock): NeighbourTable {
  return neighbours({ clock, read: process.platform === 'linux' ? readArpTable : () => null });
}

/** A known address is believed for a second. An unknown one is looked for again at once: the peer that asks was just
 *  resolved, and "not known" lets a request pass. */
export function neighbours({ clock, read }: NeighbourSource): NeighbourTable {
  let known: ReadonlyMap<string, MacAddress | null> = new Map();
  let readAtMs = -Infinity;
  return {
    macOf(address) {
      // Our own addresses are in no table, and neither are IPv6 ones.
      if (address.startsWith('127.') || address.includes(':')) return null;
      if (clock.monotonicMs() - readAtMs > freshMs || !known.has(address)) {
        known = parseArpTable(read() ?? '');
        readAtMs = clock.monotonicMs();
      }
      return known.get(address) ?? null;
    },
  };
}

function readArpTable(): string | null {
  try {
    return readFileSync('/proc/net/arp', 'latin1');
  } catch {
    return null;
  }
}
