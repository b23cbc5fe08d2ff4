// Simulated phones for the stories: real sockets, on loopback addresses that no other story uses.
import { systemClock } from '../../electron/adapters/clock/system-clock';
import { addressAfter, startVirtualPhones } from '../../electron/adapters/virtual-phone/start-virtual-phones';
import type { VirtualPhone } from '../../electron/adapters/virtual-phone/virtual-phone';
import type { VirtualPhoneOptions } from '../../electron/adapters/virtual-phone/virtual-phone-options';

interface StoryPhoneOptions {
  /** Twelve upper-case hexadecimal digits; phone n has MAC+n. */
  mac: string;
  /** What DHCP would say. */
  url: string;
  model?: string;
  count?: number;
  /** That of the first phone; without it one that nobody else has. */
  address?: string;
  /** May be changed while the phone runs: it is read at every NOTIFY. */
  faults?: VirtualPhoneOptions['faults'];
}

export class StoryPhones {
  readonly #stops: (() => Promise<void>)[] = [];
  #next: string;

  /** @param worker number of the worker that runs the story */
  constructor(worker: number) {
    // The process id keeps apart what runs at the same time in another checkout.
    this.#next = `127.${64 + (process.pid % 120)}.${worker % 250}.2`;
  }

  /** An address nobody else has. */
  address(count = 1): string {
    const address = this.#next;
    this.#next = addressAfter(address, count);
    return address;
  }

  /** Powers phones on; resolves when their first run is over, however it went. */
  async bootAll(options: StoryPhoneOptions): Promise<readonly VirtualPhone[]> {
    const { url, model = 'KX-UT670', count = 1, address = this.address(count), ...rest } = options;
    const started = await startVirtualPhones(
      { ...rest, model, count, bootstrapUrl: url, address, sipPort: 5060 },
      { clock: systemClock(), random: Math.random, emit: () => undefined },
    );
    this.#stops.push(() => started.stop());
    await started.booted;
    return started.phones;
  }

  async boot(options: Omit<StoryPhoneOptions, 'count'>): Promise<VirtualPhone> {
    const [phone] = await this.bootAll(options);
    if (!phone) throw new Error('no phone was started');
    return phone;
  }

  async stop(): Promise<void> {
    await Promise.all(this.#stops.splice(0).map((stop) => stop()));
  }
}
