// A lab inside the process: one clock that goes by steps, one server, any number of phones.
import { onTestFinished } from 'vitest';
import { InProcessNetwork } from '../../../electron/adapters/virtual-phone/in-process-network';
import { VirtualPhone } from '../../../electron/adapters/virtual-phone/virtual-phone';
import type { VirtualPhoneEvent } from '../../../electron/adapters/virtual-phone/virtual-phone-event';
import type { VirtualPhoneOptions } from '../../../electron/adapters/virtual-phone/virtual-phone-options';
import { TestClock } from '../../support/test-clock';
import { configFile } from './file-server';

export class PhoneLab {
  readonly clock: TestClock;
  readonly network: InProcessNetwork;
  readonly events: VirtualPhoneEvent[] = [];
  /** What the phones' own file holds. */
  settings: Record<string, string> = {};
  server: 'answers' | 'refuses' | 'is away' = 'answers';
  /** How much the time server's clock is ahead; null: none answers. */
  timeAheadMs: number | null = 0;
  readonly askedTime: string[] = [];

  constructor(startsAt: string) {
    this.clock = new TestClock(Date.parse(startsAt));
    this.network = new InProcessNetwork(
      {
        answer: ({ url }) => {
          if (this.server === 'is away') return null;
          if (this.server === 'refuses') return { status: 503, body: Buffer.alloc(0) };
          const own = url.includes('/own/') ? this.settings : { CFG_STANDARD_FILE_PATH: 'http://lab/own/{MAC}.cfg' };
          return { status: 200, body: Buffer.from(configFile(own)) };
        },
        time: (server) => {
          this.askedTime.push(server);
          return this.timeAheadMs === null ? null : this.clock.now() + this.timeAheadMs;
        },
      },
      this.clock,
    );
  }

  /** Powered on, and its first run is over. A KX-UT136 in Berlin unless told otherwise. */
  async boot(options: Partial<VirtualPhoneOptions> = {}): Promise<VirtualPhone> {
    const phone = new VirtualPhone(
      {
        mac: '0080F0A1B2C3',
        model: 'KX-UT136',
        bootstrapUrl: 'http://lab/',
        address: '192.0.2.7',
        sipPort: 5060,
        timeZone: 'Europe/Berlin',
        ...options,
      },
      { clock: this.clock, transport: this.network, random: Math.random, emit: (event) => this.events.push(event) },
    );
    onTestFinished(() => phone.stop());
    await phone.start();
    return phone;
  }

  /** Lets time pass, and gives what made the phone ask in it: `01-06 02:00 fixed-time`, local time; failures are marked. */
  checksWithin(days: number): string[] {
    const before = this.events.length;
    this.clock.advance(days * 86_400_000);
    return this.checks(this.events.slice(before));
  }

  /** From the beginning. */
  checks(events: readonly VirtualPhoneEvent[] = this.events): string[] {
    const checks = events.flatMap((event) => {
      if (event.event !== 'request') return [];
      const failed = event.status === 200 ? '' : ` ${event.status ?? 'nobody'}`;
      return [`${event.at.slice(5, 16).replace('T', ' ')} ${event.trigger}${failed}`];
    });
    return checks.filter((check, index) => check !== checks[index - 1]);
  }

  told<Kind extends VirtualPhoneEvent['event']>(kind: Kind): Extract<VirtualPhoneEvent, { event: Kind }>[] {
    return this.events.filter((event): event is Extract<VirtualPhoneEvent, { event: Kind }> => event.event === kind);
  }
}
