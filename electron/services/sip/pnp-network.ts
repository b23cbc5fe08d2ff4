// The port through which the PnP responder hears phones that ask by multicast, and answers them.
import type { PnpAsk } from '../../core/sip/pnp';
import type { Result } from '../../core/shared/result';
import type { InterfaceAddress } from '../provisioning/network-interfaces';

export interface PnpHearing {
  /** Somebody asks, once for each of its questions. The address it is to fetch; null: nothing is said to it. */
  asked(ask: PnpAsk, from: string): string | null;
  /** Somebody else answers phones on this network. */
  otherSeen(address: string): void;
}

export interface PnpListening {
  /** Asks like a phone of this kind with a MAC nobody has; who answers comes to `otherSeen`. */
  probe(asked: { readonly vendor: string; readonly model: string }): void;
  stop(): Promise<void>;
}

export interface PnpNetwork {
  /** Hears and answers phones of this interface's own IPv4 network alone. Problems PORT_IN_USE, PORT_REFUSED, ADDRESS_NOT_HERE. */
  listen(place: InterfaceAddress, hearing: PnpHearing): Promise<Result<PnpListening>>;
}
