// What the SIP tests start from: a sender on a free loopback port, phones, a clock that stands still, and everything stopped at the end.
import { randomBytes } from 'node:crypto';
import { afterEach } from 'vitest';
import { SipNotifySender, type SipNotifySenderOptions } from '../../../electron/adapters/sip/sip-notify-sender';
import type {
  Cancellation,
  NextHop,
  NotifyCredentials,
  NotifyOutcome,
} from '../../../electron/services/resync/notify-sender';
import { TestClock } from '../../support/test-clock';
import { StandInPhone } from './stand-in-phone';
import { StandInServer } from './stand-in-server';

const cleanups: (() => Promise<void>)[] = [];
const faults: unknown[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
  const [fault] = faults.splice(0);
  if (fault !== undefined) throw new Error('a datagram made the adapter stumble', { cause: fault });
});

/** Closed when the test is over. */
export async function serverAt(...where: Parameters<typeof StandInServer.listen>): Promise<StandInServer> {
  const server = await StandInServer.listen(...where);
  cleanups.push(() => server.close());
  return server;
}

export async function phoneAt(address?: string): Promise<StandInPhone> {
  const phone = await StandInPhone.listen(address);
  cleanups.push(() => phone.close());
  return phone;
}

interface Bench {
  readonly sender: SipNotifySender;
  readonly clock: TestClock;
  readonly local: { readonly address: string; readonly port: number };
  /** Sends to the phone's extension 101 and keeps what progress says. */
  readonly notify: (phone: { readonly address: string; readonly port: number | null }, parts?: NotifyParts) => Sending;
}

interface NotifyParts {
  readonly event?: string;
  readonly user?: string;
  readonly credentials?: NotifyCredentials;
  readonly cancellation?: Cancellation;
  readonly nextHop?: NextHop;
  readonly subscriptionState?: boolean;
}

interface Sending {
  readonly outcome: Promise<NotifyOutcome>;
  readonly tries: readonly number[];
  readonly provisionals: readonly number[];
}

export async function bench(changes: Partial<SipNotifySenderOptions> = {}): Promise<Bench> {
  const clock = new TestClock();
  const sender = new SipNotifySender({
    host: '127.0.0.1',
    port: 0,
    version: '9.8.7',
    clock,
    random: randomBytes,
    fault: (error) => faults.push(error),
    ...changes,
  });
  cleanups.push(() => sender.stop());
  const started = await sender.start();
  if (!started.ok) throw new Error(started.problem.message);
  const notify: Bench['notify'] = (phone, parts = {}) => {
    const tries: number[] = [];
    const provisionals: number[] = [];
    const outcome = sender.send(
      {
        target: { address: phone.address, port: phone.port, user: parts.user ?? '101' },
        event: parts.event ?? 'check-sync',
        credentials: parts.credentials ?? null,
        ...(parts.nextHop ? { nextHop: parts.nextHop } : {}),
        ...(parts.subscriptionState ? { subscriptionState: true } : {}),
      },
      { sent: (count) => tries.push(count), provisional: (status) => provisionals.push(status) },
      parts.cancellation,
    );
    return { outcome, tries, provisionals };
  };
  return { sender, clock, local: started.value, notify };
}

/** Long enough for datagrams on loopback to arrive, were there any. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setTimeout(resolve, 2));
}
