// Phones fresh from the carton that ask the network where their files are (docs/decisions/0024): they are told the bootstrap address, and
// those that are not ours yet become waiting phones. Off until somebody turns it on.
import type { Problem } from '../../core/shared/problem';
import type { Clock } from '../../core/shared/clock';
import type { MacAddress } from '../../core/shared/mac-address';
import type { PnpAsk } from '../../core/sip/pnp';
import type { AuditStore, WaitingStore } from '../phones/phone-store';
import { bootstrapAddress } from '../provisioning/hand-out-address';
import type { InterfaceAddress } from '../provisioning/network-interfaces';
import type { SiteStore } from '../settings/site-store';
import type { SiteState, Surroundings } from '../site-state';
import { pnpInterfaces } from './pnp-interfaces';
import type { PnpListening, PnpNetwork } from './pnp-network';

/** What the responder needs of the computer. */
export interface PnpHost {
  readonly network: PnpNetwork;
  readonly here: () => readonly InterfaceAddress[];
  /** What files are served on. */
  readonly chosenAddress: () => string;
  /** Of the computer: networks do not go by a lab's time. */
  readonly realClock: Clock;
}

export interface PnpParts {
  readonly state: SiteState;
  readonly around: Surroundings;
  readonly host: PnpHost;
  readonly settings: Pick<SiteStore, 'setting' | 'saveSetting'>;
  readonly audit: Pick<AuditStore, 'append'>;
  readonly waiting: Pick<WaitingStore, 'note'>;
}

export interface PnpHeard {
  readonly at: number;
  readonly mac: MacAddress;
  readonly vendor: string | null;
  readonly model: string | null;
  readonly address: string;
  readonly answered: boolean;
}

export interface PnpInterface {
  readonly name: string;
  readonly address: string;
  readonly problem: Problem | null;
}

interface Ear {
  readonly place: InterfaceAddress;
  listening: PnpListening | null;
  problem: Problem | null;
}

/** A cable is pulled, an address is chosen: looked at as often as the watch over addresses does. */
const settleMs = 3_000;
const probeEveryMs = 60 * 60_000;
const mostHeard = 50;
/** New names a flood can put among the waiting phones, since the start. */
const mostStrangers = 1_000;
/** Stands where the path of a waiting phone that came by HTTP stands. */
const askedBy = 'SUBSCRIBE ua-profile';

export class PnpService {
  private isOn: boolean;
  private isServing = false;
  private ears: Ear[] = [];
  private turn: Promise<void> = Promise.resolve();
  private close: readonly (() => void)[] = [];
  private heard: readonly PnpHeard[] = [];
  private readonly strangers = new Set<MacAddress>();
  /** Since the last round of probes. */
  private others = new Set<string>();
  asked = 0;
  answered = 0;

  constructor(private readonly parts: PnpParts) {
    this.isOn = parts.settings.setting(this.settingName) === 'on';
  }

  get on(): boolean {
    return this.isOn;
  }

  /** Newest first. */
  get seen(): readonly PnpHeard[] {
    return this.heard;
  }

  interfaces(): PnpInterface[] {
    return this.ears.map(({ place: { name, address }, problem }) => ({ name, address, problem }));
  }

  otherResponders(): string[] {
    return [...this.others].toSorted();
  }

  /** Two that answer are a race: which address a phone takes is chance. */
  warning(): Problem | null {
    const others = this.otherResponders();
    if (others.length === 0) return null;
    return {
      code: 'PNP_OTHER_RESPONDER',
      message: `${others.join(', ')} ${others.length === 1 ? 'answers' : 'answer'} phones that ask by multicast here as well: which address a phone takes is chance.`,
      remedy: 'Turn plug and play off there, in the telephone system or provisioning server it belongs to, or here.',
    };
  }

  /** Null while it is off. */
  told(): string | null {
    return this.isOn ? this.addressFor(null) : null;
  }

  /** Where phones are served, once. */
  start(): void {
    this.isServing = true;
    if (this.isOn) this.open();
  }

  stop(): void {
    this.isServing = false;
    this.shut();
  }

  /** Resolves when its ports are open, or have a problem. */
  async set(on: boolean, actor: string): Promise<void> {
    if (on === this.isOn) return;
    const { state, around, settings, audit } = this.parts;
    settings.saveSetting(this.settingName, on ? 'on' : 'off');
    this.isOn = on;
    const detail = `plug and play ${on ? 'on' : 'off'}`;
    audit.append(state.site.id, { at: around.clock.now(), actor, action: 'pnp-switched', phoneId: null, detail });
    if (!on) this.shut();
    else if (this.isServing) this.open();
    around.announce('server');
    await this.turn;
  }

  private open(): void {
    const { realClock } = this.parts.host;
    this.close = [
      realClock.every(settleMs, () => this.settle()),
      realClock.every(probeEveryMs, () => {
        this.others.clear();
        for (const { listening } of this.ears) this.probe(listening);
      }),
    ];
    this.settle();
  }

  private shut(): void {
    for (const undo of this.close) undo();
    this.close = [];
    this.others.clear();
    this.settle();
  }

  private settle(): void {
    this.turn = this.turn.then(() => this.follow());
  }

  /** Listens where files are served now, and nowhere else. What failed is tried again. */
  private async follow(): Promise<void> {
    const { host, around } = this.parts;
    const wanted =
      this.isOn && this.isServing ? pnpInterfaces(host.here(), host.chosenAddress(), around.toldFirst().baseUrl) : [];
    const leaving = this.ears.filter(({ place }) => !wanted.some((one) => isSame(one, place)));
    const staying = this.ears.filter((ear) => !leaving.includes(ear));
    const coming = wanted.filter((one) => !staying.some(({ place }) => isSame(one, place)));
    await Promise.all(leaving.map(async ({ listening }) => listening?.stop()));
    this.ears = [...staying, ...coming.map((place): Ear => ({ place, listening: null, problem: null }))];
    let isChanged = leaving.length > 0 || coming.length > 0;
    for (const ear of this.ears) if (!ear.listening) isChanged = (await this.openEar(ear)) || isChanged;
    if (isChanged) around.announce('server');
  }

  /** Whether anything is other than before. */
  private async openEar(ear: Ear): Promise<boolean> {
    const before = ear.problem?.message;
    const opened =
      ear.place.kind === 'vpn'
        ? { ok: false as const, problem: notLan(ear.place) }
        : await this.parts.host.network.listen(ear.place, {
            asked: (ask, from) => this.answer(ask, from),
            otherSeen: (address) => this.noteOther(address),
          });
    ear.listening = opened.ok ? opened.value : null;
    ear.problem = opened.ok ? null : opened.problem;
    this.probe(ear.listening);
    return opened.ok || opened.problem.message !== before;
  }

  private probe(listening: PnpListening | null): void {
    const { family } = this.parts.around;
    const model = family.models.find(({ series }) => series === 'hdv') ?? family.models[0];
    const vendor = `${family.id.slice(0, 1).toUpperCase()}${family.id.slice(1)}`;
    listening?.probe({ vendor, model: model?.name ?? '' });
  }

  private answer(ask: PnpAsk, from: string): string | null {
    const { access, phones } = this.parts.state;
    const { around } = this.parts;
    // It is told what a phone would be: so it can warn too.
    if (ask.isProbe) return this.addressFor(null);
    const isWelcome = access.answersNetworkOf(from) && !access.blocked().some(({ peer }) => peer === from);
    const isOurs = phones.find(ask.mac) !== undefined;
    const isAnswered = isWelcome && (isOurs || this.isOfFamily(ask));
    const { mac, vendor, model } = ask;
    const at = around.clock.now();
    this.heard = [{ at, mac, vendor, model, address: from, answered: isAnswered }, ...this.heard].slice(0, mostHeard);
    this.asked += 1;
    if (isAnswered) this.answered += 1;
    if (isWelcome && !isOurs) this.noteWaiting(ask, from, at);
    around.announce('server');
    return isAnswered ? this.addressFor(ask.model) : null;
  }

  /** Other vendors' phones would take a file they cannot read: they wait without an answer. */
  private isOfFamily({ vendor, model }: PnpAsk): boolean {
    const { family } = this.parts.around;
    if (vendor !== null) return vendor.toLowerCase().includes(family.id);
    return model !== null && family.findModel(model) !== null;
  }

  private noteWaiting({ mac, model }: PnpAsk, address: string, at: number): void {
    const { state, around, waiting } = this.parts;
    if (!this.strangers.has(mac) && this.strangers.size >= mostStrangers) return;
    this.strangers.add(mac);
    const known = model === null ? null : (around.family.findModel(model)?.name ?? model);
    waiting.note(state.site.id, { mac, model: known, address, path: askedBy }, at);
    around.announce('waiting');
  }

  /** As told at first contact. Of a model we do not know the place is left to the phone's own macro. */
  private addressFor(model: string | null): string {
    const { around } = this.parts;
    const known = model === null ? undefined : around.family.findModel(model)?.name;
    return bootstrapAddress(`${around.toldFirst().baseUrl}/`, known);
  }

  private noteOther(address: string): void {
    if (this.others.has(address)) return;
    this.others.add(address);
    this.parts.around.announce('server');
  }

  private get settingName(): string {
    return `plug and play of site ${this.parts.state.site.id}`;
  }
}

function isSame(one: InterfaceAddress, other: InterfaceAddress): boolean {
  return one.name === other.name && one.address === other.address && one.prefix === other.prefix;
}

function notLan({ name, address }: InterfaceAddress): Problem {
  return {
    code: 'PNP_NOT_LAN',
    message: `${address} belongs to ${name}, a VPN: no phone asks there by multicast.`,
    remedy: 'Serve on the address of the network the phones are on.',
  };
}
