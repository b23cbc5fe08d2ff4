// The SIP source address filter: whoever is no server of the phone's gets no answer at all (UT113-256, HDV100-216).
import { trustedHosts } from './phone-lines';
import type { PhoneTransport, Place } from './phone-transport';

interface SourceFilterParts {
  readonly settings: ReadonlyMap<string, string>;
  /** Where the phone was told to register, besides what it holds. */
  readonly server: Place | null;
  readonly transport: PhoneTransport;
  readonly address: string;
}

export class SourceFilter {
  /** Null: it takes SIP from anyone. */
  private trusted: ReadonlySet<string> | null = null;

  constructor(private readonly parts: SourceFilterParts) {}

  /** Names have to be looked up: until then nobody of that name is trusted. */
  settingsChanged(): void {
    const { settings, server, transport, address: own } = this.parts;
    const hosts = trustedHosts(settings, server);
    const trusted = new Set<string>();
    this.trusted = hosts && trusted;
    for (const host of hosts ?? []) {
      const found = transport.addressesOf(host, own);
      const add = (addresses: readonly string[]): void => addresses.forEach((address) => trusted.add(address));
      if (found instanceof Promise) void found.then(add);
      else add(found);
    }
  }

  takesFrom({ address }: Place): boolean {
    return this.trusted === null || this.trusted.has(address);
  }
}
