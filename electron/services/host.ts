// What the services around a site need of the program that hosts them: listeners, sites, the vault.
import type { Problem } from '../core/shared/problem';
import type { Result } from '../core/shared/result';
import type { LedgerRetention } from './activity/ledger-retention';
import type { LabTime } from './lab-time';
import type { HostAddresses } from './provisioning/host-addresses';
import type { FoldedFailure } from './provisioning/handshake-book';
import type { PresenceService } from './provisioning/presence-service';
import type { Backup } from './settings/backup';
import type { SiteStore } from './settings/site-store';
import type { Vault } from './settings/vault';
import type { SipTrace } from './sip/sip-trace';

export interface ListenerState {
  readonly protocol: 'http' | 'https' | 'tftp' | 'sntp' | 'sip';
  /** `off` was not asked for; `down` was, and could not be had. */
  readonly state: 'up' | 'down' | 'off';
  readonly address: string | null;
  /** Of one that is off: where it was last, null when it was nowhere in this run. */
  readonly port: number | null;
  readonly problem: Problem | null;
}

/** Listeners a person can start and stop. */
export type SwitchedProtocol = 'http' | 'https' | 'tftp' | 'sntp' | 'sip';

export interface TimeGiven {
  readonly localClock: boolean;
  /** What is known of this computer's own clock; null where the system does not say. */
  readonly synchronised: boolean | null;
  /** In words. */
  readonly how: string;
}

export interface Host {
  readonly version: string;
  readonly dataFolder: string;
  readonly openLab: boolean;
  readonly sites: SiteStore;
  readonly vault: Vault;
  readonly presence: PresenceService;
  readonly retention: Pick<LedgerRetention, 'limits' | 'setLimits'>;
  readonly backup: Backup;
  readonly addresses: HostAddresses;
  /** Null on real time. */
  readonly labTime: LabTime | null;
  /** What was said over SIP. */
  readonly sipTrace: SipTrace;
  toldBaseUrl(): string;
  listeners(): ListenerState[];
  /** Starts a listener, or moves it to another port. The answer tells how it ended; a port in use is a `down` listener. */
  listen(protocol: SwitchedProtocol, port: number): Promise<ListenerState>;
  stopListening(protocol: SwitchedProtocol): Promise<ListenerState>;
  /** Of HTTPS, newest first. */
  failedHandshakes(): FoldedFailure[];
  /** How the time is given to phones that ask for it. */
  timeGiven(): TimeGiven;
  /** `localClock`: this computer's clock is given away although nobody vouches for it (isolated sites). */
  setLocalClock(localClock: boolean): void;
  /** Opens a locked vault and then everything that waited for it. */
  unlock(passphrase: string): Promise<Result<string>>;
}
