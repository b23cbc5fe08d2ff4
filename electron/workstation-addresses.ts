// Where this laptop answers and what phones are told: the watch over its addresses, and what a person chooses, kept over restarts.
import { isIpLiteral, isAnyAddress } from './core/provisioning/ip-network';
import type { Platform } from './core/provisioning/interface-kind';
import type { AlsoPlace } from './core/provisioning/listening-plan';
import type { Problem } from './core/shared/problem';
import { fail, ok, type Result } from './core/shared/result';
import type { ListenerState } from './services/host';
import { formatHostPort, parseHostPort } from './services/phones/sip-address';
import { AddressWatch, type WatchParts } from './services/provisioning/address-watch';
import type { HostAddresses, ToldState } from './services/provisioning/host-addresses';
import {
  keepListeningSettings,
  readListeningSettings,
  type ListeningSettings,
} from './services/provisioning/listening-settings';
import type { InterfaceAddress } from './services/provisioning/network-interfaces';
import { parseToldAddress } from './services/provisioning/told-addresses';
import type { WorkstationListeners } from './workstation-listeners';
import { canBeTold, type HostOptions } from './workstation-options';

export interface AddressParts extends Omit<WatchParts, 'listeners'> {
  readonly options: Pick<HostOptions, 'given'>;
}

export class WorkstationAddresses implements HostAddresses {
  readonly platform: Platform;
  private readonly watch: AddressWatch;

  constructor(
    private readonly parts: AddressParts,
    private readonly listeners: WorkstationListeners,
  ) {
    this.platform = parts.interfaces.platform;
    this.watch = new AddressWatch({ ...parts, listeners });
  }

  /** Takes up what was chosen in an earlier run, as far as the command line says nothing else, and watches from now on. */
  async start(): Promise<void> {
    const settings = this.parts.settings();
    if (settings) {
      const { address, advertise, also, ports = {} } = readListeningSettings(settings);
      const isGiven = (option: string): boolean => this.parts.options.given.includes(option);
      await this.listeners.takeUp({
        address: isGiven('bind') ? undefined : address,
        advertise: isGiven('advertise') ? undefined : advertise,
        also,
        ports: Object.fromEntries(Object.entries(ports).filter(([protocol]) => !isGiven(`${protocol}-port`))),
      });
    }
    await this.watch.start();
  }

  stop(): Promise<void> {
    return this.watch.stop();
  }

  /** A listener was started or stopped by hand. A port that is refused today may be free at the next start: the wish is kept. */
  noteSwitched({ protocol, state, port }: ListenerState): void {
    if (state === 'off') this.keep({ ports: { [protocol]: 'off' } });
    else if (port !== null && port > 0) this.keep({ ports: { [protocol]: port } });
    this.watch.noteListeners();
  }

  check(): Promise<void> {
    return this.watch.check(true);
  }

  get checkedAt(): number {
    return this.watch.checkedAt;
  }

  here(): readonly InterfaceAddress[] {
    return this.watch.here;
  }

  useOf(address: string): 'serving' | 'also' | 'free' {
    const { chosen } = this.listeners;
    if (chosen.address === address || isAnyAddress(chosen.address)) return 'serving';
    return chosen.also.some((place) => place.address === address) ? 'also' : 'free';
  }

  toldState(baseUrl: string): ToldState {
    return this.watch.toldState(baseUrl);
  }

  goneSince(baseUrl: string): number | null {
    return this.watch.goneSince(baseUrl);
  }

  lastSeen(address: string): { readonly name: string; readonly prefix: number } | null {
    return this.watch.lastSeen(address);
  }

  get advertised(): HostAddresses['advertised'] {
    const told = this.listeners.chosen.advertise;
    if (told === null) return null;
    const { address: host } = parseHostPort(told, 0);
    return { told, host, resolvesTo: isIpLiteral(host) ? [host] : this.watch.resolved(host) };
  }

  failing(): { readonly place: string; readonly problem: Problem }[] {
    return this.listeners.others().flatMap(({ protocol, address, port, problem }) => {
      if (!problem || address === null || port === null) return [];
      return [{ place: `${protocol.toUpperCase()} ${formatHostPort({ address, port })}`, problem }];
    });
  }

  async serve(address: string): Promise<Result<void>> {
    const literal = withoutBrackets(address);
    if (!isIpLiteral(literal)) return fail(noAddress(address));
    await this.watch.check();
    const moved = await this.listeners.serve(literal);
    if (moved.ok) this.keep({ address: literal, also: this.listeners.chosen.also });
    this.watch.noteListeners();
    return moved;
  }

  async also(address: string, port: number | null, on: boolean, told: readonly string[]): Promise<Result<void>> {
    const literal = withoutBrackets(address);
    if (!isIpLiteral(literal)) return fail(noAddress(address));
    await this.watch.check();
    const { also } = this.listeners.chosen;
    const places = on
      ? this.placesTold(literal, port, told)
      : also.filter((place) => place.address === literal && (port === null || place.port === port));
    const changed = await this.listeners.answerAlso(places, on);
    if (changed.ok) this.keep({ also: this.listeners.chosen.also });
    this.watch.noteListeners();
    return changed;
  }

  async advertise(told: string | null): Promise<Result<void>> {
    if (told !== null && !canBeTold(told)) return fail(cannotBeTold(told));
    this.listeners.advertise(told);
    this.keep({ advertise: told });
    await this.watch.check(true);
    this.watch.noteListeners();
    return ok(undefined);
  }

  /** What phones were told at the address; where they were told nothing, the port they are told now. */
  private placesTold(address: string, port: number | null, told: readonly string[]): AlsoPlace[] {
    const places = told.flatMap((baseUrl) => {
      const place = parseToldAddress(baseUrl);
      return place?.address === address && (port === null || place.port === port) ? [place] : [];
    });
    if (places.length > 0) return places;
    const usual = this.listeners.state('http').port ?? parseToldAddress(this.listeners.toldBaseUrl())?.port ?? 80;
    return [{ protocol: 'http', address, port: port ?? usual }];
  }

  private keep(change: ListeningSettings): void {
    const settings = this.parts.settings();
    if (settings) keepListeningSettings(settings, change);
  }
}

function withoutBrackets(address: string): string {
  return address.trim().replace(/^\[(.*)\]$/u, '$1');
}

function noAddress(text: string): Problem {
  return {
    code: 'VALUE_INVALID',
    message: `"${text.slice(0, 80)}" is no IP address.`,
    remedy: 'Give an address of this computer, 192.168.1.10 for example.',
  };
}

function cannotBeTold(text: string): Problem {
  return {
    code: 'VALUE_INVALID',
    message: `"${text.slice(0, 80)}" cannot stand in the addresses of phones.`,
    remedy: 'Give a host name or an address, with a port or without: prov.office.lan, or 192.168.1.10:8080.',
  };
}
