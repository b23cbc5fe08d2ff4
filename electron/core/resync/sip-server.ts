import type { SipTransport } from '../sip/sip-transport';

/** The SIP server a phone registers with, as it holds it. */
export interface SipServer {
  /** Name or IP literal of the next hop: its outbound proxy, else its proxy, else its registrar. */
  readonly host: string;
  /** Null: the name is looked up by DNS SRV (RFC 3263 §4.2). */
  readonly port: number | null;
  readonly transport: SipTransport;
  /** Host part of its address of record. */
  readonly domain: string;
}
