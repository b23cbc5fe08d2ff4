// Everything a site's services share: its layers, phones, contents, tokens and what phones hold.
import type { Family, FirstAddresses } from '../core/families/family';
import type { Clock } from '../core/shared/clock';
import type { AwaySpan } from '../core/timing/away-span';
import type { RandomBytes, Sha256 } from '../core/shared/digest';
import type { PhoneContents } from './configs/phone-contents';
import type { SiteLayers } from './configs/site-layers';
import type { PhoneBook } from './phones/phone-book';
import type { AccessService } from './provisioning/access-service';
import type { EvidenceBook } from './provisioning/evidence-book';
import type { HeldBook } from './provisioning/held-book';
import type { ToldState } from './provisioning/host-addresses';
import type { TokenBook } from './provisioning/token-book';
import type { SiteRecord } from './settings/site-store';
import type { RegistrationBook } from './sip/registration-book';
import type { WakeSignal } from './timing/wake-signal';

export interface SiteState {
  readonly site: SiteRecord;
  readonly layers: SiteLayers;
  readonly phones: PhoneBook;
  readonly contents: PhoneContents;
  readonly tokens: TokenBook;
  readonly held: HeldBook;
  readonly evidence: EvidenceBook;
  readonly access: AccessService;
  readonly registrations: RegistrationBook;
}

/** What of the surroundings every service may use. */
export interface Surroundings {
  readonly clock: Clock;
  /** How much faster than real time it goes: 1, but in a lab. */
  readonly clockRate: () => number;
  /** Passes evenly however fast a lab's time does; for what guards against strangers, who live in real time. */
  readonly realMonotonicMs: () => number;
  readonly family: Family;
  readonly sha256: Sha256;
  /** Like sha256, but under the key of the vault: says whether contents are equal without helping to guess a password in them. */
  readonly fingerprint: Sha256;
  /** For phones whose HTTP Digest knows nothing newer. */
  readonly md5: (text: string) => string;
  readonly randomBytes: RandomBytes;
  /** `http://ADDRESS:PORT` as phones are told, no slash at the end. */
  readonly toldBaseUrl: () => string;
  /** Whether phones that were told an address find somebody of ours there. */
  readonly toldState: (baseUrl: string) => ToldState;
  readonly toldFirst: () => FirstAddresses;
  /** When this laptop did not serve, oldest first; the last span may have no end yet (infinite). The very same array until
   *  something changes. */
  readonly awaySpans: (sinceAt: number) => readonly AwaySpan[];
  /** Nothing is known of the time before; null when nothing is known at all. */
  readonly recordedSince: () => number | null;
  /** Told when this laptop serves again. */
  readonly wake: Pick<WakeSignal, 'onWake'>;
  /** As started; a site may be open by its own setting as well (AccessService.isOpen). */
  readonly openLab: boolean;
  /** Something people look at has changed. */
  readonly announce: (topic: ChangeTopic) => void;
}

export type ChangeTopic =
  'site' | 'phones' | 'waiting' | 'configs' | 'requests' | 'resync' | 'schedules' | 'server' | 'sip';
