// One server and any number of phones for a test, all closed afterwards.
import { onTestFinished } from 'vitest';
import { socketTransport } from '../../../electron/adapters/virtual-phone/socket-transport';
import { VirtualPhone } from '../../../electron/adapters/virtual-phone/virtual-phone';
import type { VirtualPhoneEvent } from '../../../electron/adapters/virtual-phone/virtual-phone-event';
import type { PhoneTransport } from '../../../electron/adapters/virtual-phone/phone-transport';
import type { VirtualPhoneOptions } from '../../../electron/adapters/virtual-phone/virtual-phone-options';
import { TestClock } from '../../support/test-clock';
import { startFileServer, type FileServer } from './file-server';

export interface PhoneBench {
  server: FileServer;
  events: VirtualPhoneEvent[];
  /** Where the phones' time stands until it is told to go on. */
  clock: TestClock;
  /** Not started yet. A KX-UT670 on 127.0.0.1 unless told otherwise. */
  phone(options?: Partial<VirtualPhoneOptions>, transport?: PhoneTransport): VirtualPhone;
  /** The events of one kind. */
  told<Kind extends VirtualPhoneEvent['event']>(kind: Kind): Extract<VirtualPhoneEvent, { event: Kind }>[];
  /** Paths asked for since the last call. */
  askedPaths(): string[];
}

export async function openBench(): Promise<PhoneBench> {
  const server = await startFileServer();
  onTestFinished(() => server.close());
  const events: VirtualPhoneEvent[] = [];
  const clock = new TestClock(Date.UTC(2025, 2, 3, 9));
  let seed = 1;
  const random = (): number => (seed = (seed * 16_807) % 2_147_483_647) / 2_147_483_647;
  let seen = 0;
  return {
    server,
    events,
    clock,
    phone: (options, transport = socketTransport({ requestsAtOnce: 8, timePort: 123 })) => {
      const phone = new VirtualPhone(
        {
          mac: '0080F0A1B2C3',
          model: 'KX-UT670',
          bootstrapUrl: `${server.url}/`,
          address: '127.0.0.1',
          sipPort: 0,
          timeZone: 'Europe/Berlin',
          ...options,
        },
        { clock, random, transport, emit: (event) => events.push(event) },
      );
      onTestFinished(() => phone.stop());
      return phone;
    },
    told: <Kind extends VirtualPhoneEvent['event']>(kind: Kind) =>
      events.filter((event): event is Extract<VirtualPhoneEvent, { event: Kind }> => event.event === kind),
    askedPaths: () => {
      const paths = server.asked.slice(seen).map(({ path }) => path);
      seen = server.asked.length;
      return paths;
    },
  };
}
