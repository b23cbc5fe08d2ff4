// What a virtual phone is built from, and the faults a test can plant in it.
import type { Clock } from '../../core/shared/clock';
import type { PhoneTransport, Place } from './phone-transport';
import type { TimingChoices } from './timing-choices';
import type { VirtualPhoneEvent } from './virtual-phone-event';

export interface VirtualPhoneOptions {
  /** Twelve upper-case hexadecimal digits. */
  mac: string;
  model: string;
  /** What DHCP option 66 would say: a base, or the whole address of the bootstrap file (guide §4.1). */
  bootstrapUrl: string;
  /** IPv4 address its requests come from and its SIP port listens on. */
  address: string;
  /** UDP; 0 picks a free one. Stays what is given, whatever `SIP_SRC_PORT_1` says. */
  sipPort: number;
  firmware?: string | undefined;
  /** IANA name of where it stands; the system's zone without it. Its clock shows the time of there unless its settings say otherwise. */
  timeZone?: string | undefined;
  /** What sets its clock: a time server it holds (default); it is set from the start; or nothing. */
  clockSet?: 'by-time-server' | 'given' | 'never' | undefined;
  /** Made in its web UI before it was powered on. On UT no file beats them (UT123-46). */
  overrides?: Readonly<Record<string, string>> | undefined;
  /** Whether it registers its lines: at the servers it holds, or all at one. */
  registers?: 'no' | 'at-held-servers' | Place | undefined;
  /** Readings of the guide that are not the usual ones. */
  choices?: Partial<TimingChoices> | undefined;
  /** After a run in which a file failed: 'keep-taken-files' (default), or 'keep-nothing' as the guide has it for UTG (UTG-47). */
  failedRun?: 'keep-taken-files' | 'keep-nothing' | undefined;
  /** A connection silent for so long (real time, whatever the lab clock does) counts as lost. */
  requestTimeoutMs?: number | undefined;
  faults?: VirtualPhoneFaults | undefined;
}

/** Planted behaviour. The guide documents neither response codes nor challenges of NOTIFY (§3.1), so tests need all of them. */
export interface VirtualPhoneFaults {
  /** Answers every NOTIFY with this status, or never. */
  answerNotify?: 'silence' | number;
  /** Asks for digest credentials first (RFC 3261 §22), as some phones do. */
  challenge?: { authId: string; password: string };
  /** Says OK and never comes. */
  ignoreAfterAnswer?: boolean;
  /** This many NOTIFY datagrams get lost before they reach the phone. */
  loseNotifies?: number;
}

/** What surrounds a phone. `random` gives numbers in [0, 1). */
export interface VirtualPhoneSurroundings {
  clock: Clock;
  random: () => number;
  transport: PhoneTransport;
  emit: (event: VirtualPhoneEvent) => void;
}
