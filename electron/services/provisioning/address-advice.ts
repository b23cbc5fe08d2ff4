// What a person should know about addresses before it hurts: in whole sentences, each with what to do.
import { laptopClock } from '../../core/configs/laptop-clock';
import type { Platform } from '../../core/provisioning/interface-kind';
import { isIpLiteral, isIpv4 } from '../../core/provisioning/ip-network';
import type { ListenerState } from '../host';
import type { SiteServices } from '../site-services';
import type { HostAddresses } from './host-addresses';
import { countStranded, parseToldAddress } from './told-addresses';

/** A phone that was switched on asks within this. */
const silenceMs = 5 * 60_000;
/** Phones ask for the time here and nowhere else. */
const timePort = 123;

export interface AdviceParts {
  readonly services: SiteServices;
  readonly addresses: HostAddresses;
  readonly listeners: readonly ListenerState[];
  readonly toldBaseUrl: string;
  /** The last request of anybody, null for none. */
  readonly askedAt: number | null;
  readonly now: number;
  /** An instant as people of the site read it. */
  readonly instant: (at: number) => string;
}

/** Worst first; nothing where all is well. */
export function addressAdvice(parts: AdviceParts): string[] {
  return [
    ...strandedAdvice(parts),
    ...kindAdvice(parts),
    ...nameAdvice(parts),
    ...timeAdvice(parts),
    ...firewallAdvice(parts),
  ];
}

function strandedAdvice({ services, addresses }: AdviceParts): string[] {
  const stranded = countStranded(services.state.phones, addresses);
  const failing = addresses
    .failing()
    .map(({ place, problem }) => `Answering at ${place} as well fails: ${problem.message} ${problem.remedy}`);
  if (stranded === 0) return failing;
  return [
    ...failing,
    `${stranded} ${stranded === 1 ? 'phone asks' : 'phones ask'} at an address where nobody answers. A NOTIFY does not help, they would ask there. Answer on that address as well; or hand out the new one by DHCP option 66 and restart the phones that look at it (HDV, UTG), reset and arm the others.`,
  ];
}

/** The chosen address itself: one that phones cannot reach, or one that may not last. */
function kindAdvice({ addresses, toldBaseUrl }: AdviceParts): string[] {
  const told = parseToldAddress(toldBaseUrl)?.address ?? '';
  const chosen = addresses.here().find(({ address }) => address === told);
  if (addresses.advertised && !isIpLiteral(addresses.advertised.host)) return [];
  if (chosen?.kind === 'loopback' || told.startsWith('127.'))
    return [
      `Phones are told ${told}, an address that only this computer reaches: right for virtual phones alone. Serve on an address of your network for real ones.`,
    ];
  if (chosen?.kind === 'vpn' || chosen?.kind === 'virtual')
    return [
      `${told} belongs to ${chosen.name}, a ${chosen.kind === 'vpn' ? 'VPN' : 'virtual adapter'}: phones of the local network hardly reach it.`,
    ];
  if (told.startsWith('169.254.'))
    return [
      `${told} was made up because no DHCP server answered; it may be another one after a restart. Set a fixed one.`,
    ];
  return [
    `Phones are told ${told}. If this laptop gets another address, they look for it in vain: reserve the address for it in the DHCP server, or tell phones a host name from the start.`,
  ];
}

function nameAdvice({ addresses }: AdviceParts): string[] {
  const { advertised } = addresses;
  if (!advertised || isIpLiteral(advertised.host)) return [];
  const { host, resolvesTo } = advertised;
  if (resolvesTo.length === 0)
    return [`The name ${host} means nothing here: give it this laptop's address in the DNS that phones ask.`];
  const ours = resolvesTo.some((address) => addresses.useOf(address) !== 'free');
  const told = resolvesTo.filter(isIpv4).join(', ') || resolvesTo.join(', ');
  return ours
    ? []
    : [`The name ${host} means ${told} here, where Cordboard does not answer: correct it in the DNS that phones ask.`];
}

function timeAdvice({ services, listeners }: AdviceParts): string[] {
  if (services.state.layers.siteFacts('published').ntp !== laptopClock) return [];
  const sntp = listeners.find(({ protocol }) => protocol === 'sntp');
  if (sntp?.state !== 'up')
    return [
      `Phones take their time from this laptop, but SNTP is ${sntp?.state === 'down' ? 'down' : 'off'}: they have no clock, and no fixed check time works. Switch it on at port ${timePort}.`,
    ];
  if (sntp.port !== timePort)
    return [`SNTP answers at port ${sntp.port}, but phones ask at ${timePort} only: they find no time here.`];
  return [];
}

/** All we can know of a firewall is that nobody came. */
function firewallAdvice({ services, listeners, addresses, askedAt, now, instant }: AdviceParts): string[] {
  const http = listeners.find(({ protocol }) => protocol === 'http');
  if (http?.state !== 'up' || http.port === null || http.address?.startsWith('127.')) return [];
  let awaited = Infinity;
  for (const { armed, lastFetch, addedAt } of services.state.phones.all())
    if (armed && armed.until > now && !armed.boundPeer && !lastFetch) awaited = Math.min(awaited, addedAt);
  if (awaited === Infinity || now - Math.max(awaited, askedAt ?? 0) < silenceMs) return [];
  const since = askedAt === null ? 'Nobody has asked here yet' : `Nobody has asked here since ${instant(askedAt)}`;
  return [
    `${since}, and armed phones are awaited. If they were started, look at the cable, the VLAN, and the firewall of this computer: ${firewallHint(addresses.platform, http.port)}`,
  ];
}

export function firewallHint(platform: Platform, port: number): string {
  switch (platform) {
    case 'linux':
      return `"sudo ufw status" or "sudo firewall-cmd --list-ports" shows it; "sudo ufw allow ${port}/tcp" or "sudo firewall-cmd --add-port=${port}/tcp" opens the port.`;
    case 'macos':
      return 'System Settings > Network > Firewall > Options must allow incoming connections for Cordboard.';
    case 'windows':
      return `allow Cordboard for private networks, or in PowerShell as administrator: New-NetFirewallRule -DisplayName "Cordboard" -Direction Inbound -Protocol TCP -LocalPort ${port} -Action Allow. The network must be a private one in Windows' eyes.`;
  }
}
