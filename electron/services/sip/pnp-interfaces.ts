// Which interfaces phones may ask on by multicast: the one files are served on, and no other.
import { isUsableKind } from '../../core/provisioning/interface-kind';
import { isAnyAddress, isInNetwork, isIpv4 } from '../../core/provisioning/ip-network';
import type { InterfaceAddress } from '../provisioning/network-interfaces';
import { toldHost } from '../provisioning/told-addresses';

/** `chosen`: what is listened on. Of all addresses the one phones are told counts; where they are told a name, every one of the LAN.
 *  A VPN or virtual adapter is among them only when a person chose its address. */
export function pnpInterfaces(
  here: readonly InterfaceAddress[],
  chosen: string,
  toldBaseUrl: string,
): readonly InterfaceAddress[] {
  const usable = here.filter(({ address }) => isIpv4(address));
  if (!isAnyAddress(chosen)) {
    const own = usable.find(({ address }) => address === chosen);
    if (own) return [own];
    // All of 127.0.0.0/8 is ours, though only one address of it is listed.
    const loopback = usable.find(
      ({ kind, address, prefix }) => kind === 'loopback' && isInNetwork(chosen, address, prefix),
    );
    return loopback ? [{ ...loopback, address: chosen }] : [];
  }
  const told = toldHost(toldBaseUrl);
  const ofTold = usable.filter(({ address }) => address === told);
  return ofTold.length > 0 ? ofTold : usable.filter(({ kind }) => isUsableKind(kind));
}
