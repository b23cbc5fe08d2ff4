import type { Binding } from '../../core/sip/registration';
import type { SipTransport } from '../../core/sip/sip-transport';

/** A binding, whose it is, and the way back to the phone. */
export interface PhoneBinding extends Binding {
  /** User part of the address of record. */
  readonly user: string;
  readonly phoneId: number;
  readonly line: number;
  /** Of the REGISTER that made or renewed it. */
  readonly registeredAt: number;
  /** Name of the flow it came over (SipFlow). */
  readonly flow: string;
  readonly transport: SipTransport;
  /** The sender as the network showed it. */
  readonly address: string;
  readonly port: number;
  readonly userAgent: string;
}

export interface RegistrationStore {
  all(siteId: number): PhoneBinding[];
  /** Exchanges everything known of one address of record. Written by and by; those of phones that are gone are left out. */
  save(siteId: number, user: string, bindings: readonly PhoneBinding[]): void;
  clear(siteId: number): void;
}
