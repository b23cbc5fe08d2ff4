// Everything a command touches, handed in, so that the whole command line runs in a test as it does in a shell.
import type { Family } from '../../core/families/family';
import type { Clock } from '../../core/shared/clock';
import type { Result } from '../../core/shared/result';
import type { TimingFamily } from '../../core/timing/plan-file-checks';
import type { ConnectOptions } from './connect-workstation';
import type { WorkstationConnection } from './workstation-connection';

export interface Output {
  write(chunk: string | Uint8Array): void;
}

export const familyIds = ['panasonic'] as const;
export type FamilyId = (typeof familyIds)[number];

/** What `virtual-phone` starts: the first phone, and how many. */
export interface VirtualPhonesRequest {
  readonly mac: string;
  readonly model: string;
  readonly bootstrapUrl: string;
  readonly address: string;
  readonly sipPort: number;
  readonly timeZone?: string;
  readonly clock: Clock;
  readonly clockSet: 'by-time-server' | 'given';
  /** UDP port of their time servers. */
  readonly timePort: number;
  /** All at one server, or at those they hold. */
  readonly registers: 'at-held-servers' | { readonly address: string; readonly port: number };
  readonly count: number;
}

/** One line of a virtual phone's log; what else it holds depends on the event. */
export interface PhoneLogLine {
  readonly mac: string;
  readonly at: string;
  readonly event: string;
}

export interface CommandSurroundings {
  readonly stdout: Output;
  readonly stderr: Output;
  readStdin(): Promise<Uint8Array>;
  /** What relative paths start from. */
  readonly folder: string;
  /** Data folder without `--data`. */
  readonly defaultData: string;
  /** Real time. */
  readonly clock: Clock;
  /** Reads `ISO@RATE`; real time for null. */
  chooseClock(option: string | null): Result<Clock>;
  connect(options: ConnectOptions): Promise<Result<WorkstationConnection>>;
  loadFamily(id: FamilyId): Promise<Pick<Family, 'check' | 'findModel'> & TimingFamily>;
  /** Rejects with a ProblemError when they cannot start. */
  startVirtualPhones(
    request: VirtualPhonesRequest,
    tell: (line: PhoneLogLine) => void,
  ): Promise<{ stop(): Promise<void> }>;
  /** Resolves when the person (Ctrl+C, a closed pipe) or the system wants the command to end. */
  untilInterrupted(): Promise<void>;
}
