// What a host name means here: the system's own resolver, hosts file and all.
import { lookup } from 'node:dns/promises';
import type { Clock } from '../../core/shared/clock';
import type { NameLookup } from '../../services/provisioning/network-interfaces';

const patienceMs = 2_000;

export function systemNameLookup(
  clock: Clock,
  ask = lookup as (host: string, how: { all: true }) => Asked,
): NameLookup {
  return {
    resolve(host) {
      const found = ask(host, { all: true })
        .then((addresses) => [...new Set(addresses.map(({ address }) => address))])
        .catch((): string[] => []);
      return new Promise((resolve) => {
        const cancel = clock.after(patienceMs, () => resolve([]));
        void found.then((addresses) => {
          cancel();
          resolve(addresses);
        });
      });
    },
  };
}

type Asked = Promise<readonly { readonly address: string }[]>;
