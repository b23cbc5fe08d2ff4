// What phones can reach of this laptop: every protocol at the chosen address, files at other addresses as well, each port started,
// stopped and moved by itself. One that cannot be had is `down` and says why; the others never wait for it.
import {
  collide,
  covers,
  coversAddress,
  plannedEndpoints,
  type AlsoPlace,
  type Endpoint,
  type ListeningChoice,
} from './core/provisioning/listening-plan';
import { addressGone, addressNotHere } from './core/provisioning/listen-problem';
import { isUsableKind } from './core/provisioning/interface-kind';
import { isAnyAddress, isInNetwork, isIpLiteral, isIpv4 } from './core/provisioning/ip-network';
import type { Problem } from './core/shared/problem';
import { fail, ok, type Result } from './core/shared/result';
import type { ListenerState, SwitchedProtocol } from './services/host';
import { formatHostPort, parseHostPort } from './services/phones/sip-address';
import type { InterfaceAddress } from './services/provisioning/network-interfaces';
import { SwitchableSender } from './services/resync/switchable-sender';
import { SwitchableEndpoint } from './services/sip/switchable-endpoint';
import type { HostOptions } from './workstation-options';
import { serverMaker, type MakeServer, type Server, type ServerParts } from './workstation-servers';

export interface ListenerParts extends ServerParts {
  readonly options: Pick<HostOptions, 'clock' | 'bind' | 'advertise' | 'ports'>;
}

/** One port open, or wanted open, at one address. */
interface Post {
  readonly endpoint: Endpoint;
  readonly server: Server;
  state: ListenerState;
}

export const switchedProtocols = [
  'http',
  'https',
  'tftp',
  'sntp',
  'sip',
] as const satisfies readonly SwitchedProtocol[];

const usualPorts = { http: 8088, https: 8443 } as const;

export class WorkstationListeners {
  readonly sender = new SwitchableSender();
  readonly sip = new SwitchableEndpoint();
  private readonly make: MakeServer;
  private posts: Post[] = [];
  private choice: ListeningChoice;
  private advertised: string | null;
  /** Where those that were stopped listened last: phones that were told look there when they are started again. */
  private lastPorts: Readonly<Partial<Record<SwitchedProtocol, number>>> = {};
  /** Null before anybody looked: then every address may be ours. */
  private here: readonly InterfaceAddress[] | null = null;
  private told: { readonly told: string; readonly first: string } | null = null;
  private toldProtocol: 'http' | 'https' = 'http';
  /** Changes of what is open go one after the other. */
  private turn: Promise<unknown> = Promise.resolve();

  constructor(private readonly parts: ListenerParts) {
    this.make = serverMaker(parts, this.sender, this.sip);
    this.choice = { address: parts.options.bind, ports: {}, also: [] };
    this.advertised = parts.options.advertise;
  }

  /** Starts a listener on a port, moving it there when it listens already. A port that cannot be had makes it `down`. */
  bind(protocol: SwitchedProtocol, port: number): Promise<ListenerState> {
    return this.inTurn(async () => {
      await this.drop(this.posts.filter(({ endpoint }) => endpoint.protocol === protocol));
      this.choice = { ...this.choice, ports: { ...this.choice.ports, [protocol]: port } };
      await this.settle();
      return this.state(protocol);
    });
  }

  stop(protocol: SwitchedProtocol): Promise<ListenerState> {
    return this.inTurn(async () => {
      const { [protocol]: stopped, ...ports } = this.choice.ports;
      if (stopped) this.lastPorts = { ...this.lastPorts, [protocol]: stopped };
      this.choice = { ...this.choice, ports };
      await this.settle();
      return this.state(protocol);
    });
  }

  /** Moves every listener to another address of this computer. When files cannot be served there, all stays as it was: problems
   *  ADDRESS_NOT_HERE, PORT_IN_USE, PORT_REFUSED. */
  serve(address: string): Promise<Result<void>> {
    return this.inTurn(async () => {
      if (!this.isHere(address)) return fail(addressNotHere(address));
      const before = this.choice;
      const also = before.also.filter(
        (place) => !covers({ ...place, address, port: before.ports[place.protocol] ?? 0 }, place),
      );
      const next = { ...before, address, also };
      const files = plannedEndpoints(next).find(({ protocol }) => protocol === 'http' || protocol === 'https');
      const problem = files && !this.posts.some((post) => collide(post.endpoint, files)) && (await this.start(files));
      if (files && problem) {
        await this.drop(this.posts.filter(({ endpoint }) => endpoint === files));
        return fail(problem);
      }
      this.choice = next;
      await this.settle();
      const moved = this.state(files?.protocol ?? 'http');
      if (moved.state !== 'down' || !moved.problem) return ok(undefined);
      this.choice = before;
      await this.settle();
      return fail(moved.problem);
    });
  }

  /** Answers there as well, or no longer. Problems as `serve`; then nothing has changed. */
  answerAlso(places: readonly AlsoPlace[], on: boolean): Promise<Result<void>> {
    return this.inTurn(async () => {
      const stranger = on ? places.find(({ address }) => !this.isHere(address)) : undefined;
      if (stranger) return fail(addressNotHere(stranger.address));
      const before = this.choice;
      const others = before.also.filter((place) => !places.some((other) => samePlace(place, other)));
      this.choice = { ...before, also: on ? [...others, ...places] : others };
      await this.settle();
      const problem = on
        ? this.posts.find(({ endpoint, state }) => state.problem && places.some((place) => samePlace(endpoint, place)))
            ?.state.problem
        : null;
      if (!problem) return ok(undefined);
      this.choice = before;
      await this.settle();
      return fail(problem);
    });
  }

  /** What was kept from an earlier run, as far as it is given: nothing here is refused, what cannot be had is `down`. */
  takeUp(kept: {
    readonly address?: string | undefined;
    readonly advertise?: string | null | undefined;
    readonly ports?: Readonly<Partial<Record<SwitchedProtocol, number | 'off'>>> | undefined;
    readonly also?: readonly AlsoPlace[] | undefined;
  }): Promise<void> {
    return this.inTurn(async () => {
      const ports: Partial<Record<SwitchedProtocol, number>> = { ...this.choice.ports };
      for (const protocol of switchedProtocols) {
        const port = kept.ports?.[protocol];
        if (port === 'off') delete ports[protocol];
        else if (port !== undefined) ports[protocol] = port;
      }
      this.choice = { address: kept.address ?? this.choice.address, ports, also: kept.also ?? this.choice.also };
      if (kept.advertise !== undefined) this.advertised = kept.advertise;
      await this.settle();
    });
  }

  /** `HOST[:PORT]`; null for the bound address. */
  advertise(told: string | null): void {
    this.advertised = told;
    this.told = null;
  }

  /** The computer's addresses have changed: listeners whose address went are `down`, those whose address is back are tried again. */
  addressesChanged(here: readonly InterfaceAddress[]): Promise<void> {
    return this.inTurn(async () => {
      this.here = here;
      this.told = null;
      const gone = this.posts.filter(({ state, endpoint }) => state.state === 'up' && !this.isHere(endpoint.address));
      await Promise.all(
        gone.map(async (post) => {
          await post.server.close();
          post.state = { ...post.state, state: 'down', problem: addressGone(post.endpoint.address) };
        }),
      );
      const back = this.posts.filter(({ state, endpoint }) => lacksAddress(state) && this.isHere(endpoint.address));
      this.posts = this.posts.filter((post) => !back.includes(post));
      await this.settle();
    });
  }

  async close(): Promise<void> {
    await this.turn.catch(() => undefined);
    await Promise.all(this.posts.map(({ server }) => server.close()));
    this.posts = [];
  }

  /** Of the chosen address. */
  state(protocol: SwitchedProtocol): ListenerState {
    const { address, ports } = this.choice;
    const endpoint = { protocol, address, port: ports[protocol] ?? 0 };
    return this.posts.find((post) => samePlace(post.endpoint, endpoint))?.state ?? this.off(protocol);
  }

  all(): ListenerState[] {
    return switchedProtocols.map((protocol) => this.state(protocol));
  }

  get chosen(): ListeningChoice & { readonly advertise: string | null } {
    return { ...this.choice, advertise: this.advertised };
  }

  /** Listeners besides those of the chosen address. */
  others(): ListenerState[] {
    const { address } = this.choice;
    return this.posts
      .filter(({ endpoint }) => endpoint.address !== address || !this.isOwn(endpoint))
      .map(({ state }) => state);
  }

  /** The address phones are told is gone from this computer. */
  get isStranded(): boolean {
    const files = [this.state('http'), this.state('https')].filter(({ state }) => state !== 'off');
    return files.length > 0 && files.every(lacksAddress);
  }

  /** Whether somebody of ours answers for files there; `address` is a literal. */
  answersAt(protocol: 'http' | 'https', address: string, port: number): boolean {
    return this.posts.some(
      ({ state, endpoint }) =>
        state.state === 'up' &&
        endpoint.protocol === protocol &&
        state.port === port &&
        (endpoint.address === address || (coversAddress(endpoint.address, address) && this.isHere(address))),
    );
  }

  /** An address of this computer, as far as is known: every 127.x.y.z is, where loopback has them all. Names and addresses with a zone
   *  are left to the system. */
  isHere(address: string): boolean {
    if (this.here === null || isAnyAddress(address) || !isIpLiteral(address)) return true;
    const wanted = canonical(address);
    return this.here.some(
      (one) => one.address === wanted || (one.kind === 'loopback' && isInNetwork(wanted, one.address, one.prefix)),
    );
  }

  /** `http://ADDRESS:PORT` as phones are told. */
  toldBaseUrl(): string {
    return this.bases.told;
  }

  /** As phones at first contact are told: plain HTTP while it is wanted, because they do not know our root yet. */
  firstBaseUrl(): string {
    return this.bases.first;
  }

  /** HTTPS is told only while it listens, or ought to. */
  tellProtocol(protocol: 'http' | 'https'): void {
    this.toldProtocol = protocol;
    this.told = null;
  }

  /** Every address and name phones may ask at, the one they are told first. */
  names(): string[] {
    const told = parseHostPort(this.toldBaseUrl().replace(/^\w+:\/\//, ''), 0).address;
    const open = this.posts
      .filter(({ endpoint }) => endpoint.protocol === 'http' || endpoint.protocol === 'https')
      .flatMap(({ endpoint }) => (isAnyAddress(endpoint.address) ? this.lanAddresses() : [endpoint.address]));
    return [...new Set([told, ...open])].filter((name) => !isAnyAddress(name) && !name.includes('%'));
  }

  /** For the log. */
  text(protocol: SwitchedProtocol): string {
    const { state, address, port, problem } = this.state(protocol);
    return state === 'up' ? `${address}:${port}` : (problem?.code ?? 'off');
  }

  /** Asked with every request. */
  private get bases(): { readonly told: string; readonly first: string } {
    const [http, https] = [this.isWanted('http'), this.isWanted('https')];
    this.told ??= {
      told: this.urlOf(this.toldProtocol === 'https' && https ? 'https' : 'http'),
      first: this.urlOf(http || !https ? 'http' : 'https'),
    };
    return this.told;
  }

  private urlOf(protocol: 'http' | 'https'): string {
    const listener = this.state(protocol);
    const wanted = this.parts.options.ports[protocol];
    const port = listener.port ?? (wanted === 'off' ? usualPorts[protocol] : wanted);
    const bound = listener.address ?? this.choice.address;
    const told = this.advertised
      ? parseHostPort(this.advertised, port)
      : { address: isAnyAddress(bound) ? (this.lanAddresses()[0] ?? bound) : bound, port };
    // A port that is told by hand is that of HTTP.
    return `${protocol}://${formatHostPort(protocol === 'https' ? { ...told, port } : told)}`;
  }

  private isWanted(protocol: SwitchedProtocol): boolean {
    return this.state(protocol).state !== 'off';
  }

  /** Nobody can ask 0.0.0.0: phones are told the first address of the LAN, one by cable before one by radio. */
  private lanAddresses(): string[] {
    const usable = (this.here ?? []).filter(({ kind, address }) => isUsableKind(kind) && isIpv4(address));
    const byCable = usable.filter(({ kind }) => kind === 'ethernet');
    return [...byCable, ...usable.filter((one) => !byCable.includes(one))].map(({ address }) => address);
  }

  /** Opens and closes until what is open is what was chosen. What does not stand in the way of each other is opened before
   *  anything is closed, so that a move leaves no gap. */
  private async settle(): Promise<void> {
    const planned = plannedEndpoints(this.choice);
    const leaving = this.posts.filter(({ endpoint }) => !planned.some((wanted) => samePlace(wanted, endpoint)));
    const coming = planned.filter((wanted) => !this.posts.some(({ endpoint }) => samePlace(wanted, endpoint)));
    const blocked = coming.filter((wanted) => leaving.some(({ endpoint }) => collide(endpoint, wanted)));
    for (const wanted of coming) if (!blocked.includes(wanted)) await this.start(wanted);
    await this.drop(leaving);
    for (const wanted of blocked) await this.start(wanted);
    this.told = null;
    // A free port was found: it is the chosen one from now on, also for the addresses answered on as well.
    if (coming.some(({ port }) => port === 0) && this.choice.also.length > 0) await this.settle();
  }

  /** Null when it is open. */
  private async start(wanted: Endpoint): Promise<Problem | null> {
    const { protocol, address, port } = wanted;
    const server = this.make(protocol);
    const bound = this.isHere(address) ? await server.listen(address, port) : fail(addressNotHere(address));
    const state: ListenerState = bound.ok
      ? { protocol, state: 'up', address: bound.value.address, port: bound.value.port, problem: null }
      : { protocol, state: 'down', address, port, problem: bound.problem };
    let endpoint = wanted;
    if (bound.ok && port === 0) {
      endpoint = { ...wanted, port: bound.value.port };
      this.choice = { ...this.choice, ports: { ...this.choice.ports, [protocol]: bound.value.port } };
    }
    this.posts.push({ endpoint, server, state });
    return state.problem;
  }

  private async drop(leaving: readonly Post[]): Promise<void> {
    this.posts = this.posts.filter((post) => !leaving.includes(post));
    await Promise.all(leaving.map(({ server }) => server.close()));
  }

  private off(protocol: SwitchedProtocol): ListenerState {
    return { protocol, state: 'off', address: null, port: this.lastPorts[protocol] ?? null, problem: null };
  }

  private isOwn({ protocol, port }: Endpoint): boolean {
    return this.choice.ports[protocol] === port;
  }

  private inTurn<T>(change: () => Promise<T>): Promise<T> {
    const done = this.turn.then(change);
    this.turn = done.catch(() => undefined);
    return done;
  }
}

/** IPv6 as systems list it: short, in lower case (RFC 5952). */
function canonical(address: string): string {
  const url = `http://[${address}]`;
  return address.includes(':') && URL.canParse(url) ? new URL(url).hostname.slice(1, -1) : address;
}

function samePlace(one: Endpoint, other: Endpoint): boolean {
  return one.protocol === other.protocol && one.address === other.address && one.port === other.port;
}

/** What comes right by itself when the address is there again. */
function lacksAddress({ problem }: ListenerState): boolean {
  return problem?.code === 'ADDRESS_GONE' || problem?.code === 'ADDRESS_NOT_HERE';
}
