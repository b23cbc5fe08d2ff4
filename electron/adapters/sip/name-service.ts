// Asks the name servers for where a SIP server is.
import { Resolver, lookup } from 'node:dns/promises';
import type { NameService } from '../../core/sip/locate-server';

const patienceMs = 3_000;
const tries = 2;

/** Names in the hosts file of this computer count for addresses, as for every program. */
export const systemNames: NameService = {
  async services(name) {
    const resolver = new Resolver({ timeout: patienceMs, tries });
    try {
      const records = await resolver.resolveSrv(name);
      return records.map(({ name: host, port, priority, weight }) => ({ host, port, priority, weight }));
    } catch {
      // No such record, and no name server in a lab: both mean that the name itself is asked for.
      return [];
    }
  },
  async addresses(name) {
    const found = await lookup(name, { all: true, order: 'verbatim' });
    return found.map(({ address }) => address);
  },
};
