// Many phones in one process: phone n has MAC+n and address+n, or port+n where the system lends only one address (cli.md).
import dgram from 'node:dgram';
import { once } from 'node:events';
import type { Clock } from '../../core/shared/clock';
import { ProblemError } from '../../core/shared/problem';
import type { PhoneTransport } from './phone-transport';
import { socketTransport } from './socket-transport';
import { VirtualPhone } from './virtual-phone';
import type { VirtualPhoneEvent } from './virtual-phone-event';
import type { VirtualPhoneOptions } from './virtual-phone-options';

/** `mac`, `address` and `sipPort` are those of the first phone. */
export interface VirtualPhonesOptions extends VirtualPhoneOptions {
  count: number;
  /** How many HTTP requests all phones together have open at once. */
  requestsAtOnce?: number | undefined;
  /** UDP port of their time servers; 123 unless given. */
  timePort?: number | undefined;
}

export interface VirtualPhonesSurroundings {
  clock: Clock;
  random: () => number;
  emit: (event: VirtualPhoneEvent) => void;
  /** Real sockets unless given. */
  transport?: PhoneTransport;
  /** Whether this machine has that address; a real socket tries it unless given. */
  hasAddress?: (address: string) => Promise<boolean>;
}

export interface VirtualPhones {
  readonly phones: readonly VirtualPhone[];
  /** Resolves when every phone's first run is over, however it went. */
  readonly booted: Promise<void>;
  stop(): Promise<void>;
}

/** Resolves when all SIP ports are bound; the phones then power on. Rejects with a ProblemError, leaving nothing open, when one cannot be. */
export async function startVirtualPhones(
  options: VirtualPhonesOptions,
  { hasAddress = canBind, transport: given, ...around }: VirtualPhonesSurroundings,
): Promise<VirtualPhones> {
  const { count, requestsAtOnce = 64, timePort = 123, ...first } = options;
  const places = await placesOf(first, count, hasAddress);
  const transport = given ?? socketTransport({ requestsAtOnce, timePort });
  const phones = places.map((place, index) => {
    return new VirtualPhone({ ...first, ...place, mac: macAfter(first.mac, index) }, { ...around, transport });
  });
  const stop = async (): Promise<void> => {
    await Promise.all(phones.map((phone) => phone.stop()));
  };
  const listening = await Promise.allSettled(phones.map((phone) => phone.listen()));
  const failure = listening.find((outcome) => outcome.status === 'rejected');
  if (failure) {
    await stop();
    throw failure.reason;
  }
  const booted = Promise.all(phones.map((phone) => phone.powerCycle())).then(() => undefined);
  return { phones, booted, stop };
}

type Place = Pick<VirtualPhoneOptions, 'address' | 'sipPort'>;

async function placesOf(
  first: Place,
  count: number,
  hasAddress: (address: string) => Promise<boolean>,
): Promise<Place[]> {
  const addresses = Array.from({ length: count }, (_, index) => addressAfter(first.address, index));
  const [last = first.address] = addresses.slice(-1);
  if ((await hasAddress(first.address)) && (await hasAddress(last))) {
    return addresses.map((address) => ({ address, sipPort: first.sipPort }));
  }
  const isLoopback = first.address.startsWith('127.');
  const address = isLoopback && !(await hasAddress(first.address)) ? '127.0.0.1' : first.address;
  return addresses.map((_, index) => ({ address, sipPort: first.sipPort === 0 ? 0 : first.sipPort + index }));
}

/** The MAC that many after the first: twelve upper-case hexadecimal digits. */
export function macAfter(mac: string, steps: number): string {
  const number = Number.parseInt(mac, 16) + steps;
  if (number < 2 ** 48) return number.toString(16).toUpperCase().padStart(12, '0');
  throw new ProblemError({
    code: 'MAC_INVALID',
    message: `There is no MAC address ${steps} after ${mac}.`,
    remedy: 'Start from a lower MAC address, or with fewer phones.',
  });
}

/** The IPv4 address that many after the first: 999 after 127.0.0.2 is 127.0.3.233. */
export function addressAfter(address: string, steps: number): string {
  const number = address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0) + steps;
  return [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join('.');
}

async function canBind(address: string): Promise<boolean> {
  const socket = dgram.createSocket('udp4');
  try {
    socket.bind({ address, port: 0 });
    await once(socket, 'listening');
    return true;
  } catch {
    return false;
  } finally {
    socket.close();
  }
}
