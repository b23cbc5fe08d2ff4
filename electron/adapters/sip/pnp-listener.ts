// Hears phones that ask by multicast, answers each question once with 200 and then with a NOTIFY that is repeated until the phone has it;
// and asks itself, to see whether somebody else would answer too.
import type { Clock } from '../../core/shared/clock';
import type { RandomBytes } from '../../core/shared/digest';
import { parseMacAddress, type MacAddress } from '../../core/shared/mac-address';
import { ok, type Result } from '../../core/shared/result';
import { pnpPort, readPnpAsk } from '../../core/sip/pnp';
import { contactField, notifyPort, pnpNotify, pnpProbe } from '../../core/sip/pnp-messages';
import { readSipMessage } from '../../core/sip/read-sip-message';
import { refusalOf } from '../../core/sip/request-refusal';
import { readVia, viasOf } from '../../core/sip/sip-headers';
import { firstValue, type SipMessage, type SipRequest } from '../../core/sip/sip-message';
import type { InterfaceAddress } from '../../services/provisioning/network-interfaces';
import type { PnpHearing, PnpListening, PnpNetwork } from '../../services/sip/pnp-network';
import type { SipAnswer } from '../../services/sip/sip-endpoint';
import type { Peer } from './carrier';
import { PnpRate } from './pnp-rate';
import { PnpSocket } from './pnp-socket';
import { ServerTransactions } from './server-transactions';
import { udpFlow } from './ways';

export interface PnpNetworkParts {
  readonly version: string;
  /** Real time: phones on the wire repeat and give up by theirs. */
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly fault: (error: unknown) => void;
  /** Of the group; another one for tests. */
  readonly port?: number;
}

/** RFC 3261 §17.1.2.2 and §17.2.2 on UDP, milliseconds. */
const T1 = 500;
const T2 = 4_000;
const timerFMs = 64 * T1;
const timerJMs = 64 * T1;
/** A probe is lost three times, or nobody is there. */
const probeMs = 3_000;
/** A phone's question fits into one frame; nothing longer is read. */
const longestDatagram = 4_096;
const mostRemembered = 4_000;
/** Of the probes whose late answers are still known. */
const probesRemembered = 64;

export function multicastPnp(parts: PnpNetworkParts): PnpNetwork {
  // Of all interfaces: a second one on the same network hears what the first asks.
  const probes = new Set<string>();
  return { listen: (place, hearing) => PnpListener.open(parts, probes, place, hearing) };
}

class PnpListener implements PnpListening {
  private socket!: PnpSocket;
  private readonly rate: PnpRate;
  private readonly answers: ServerTransactions;
  /** What the next request handed to `answers` is answered with. */
  private next: SipAnswer = { status: 482 };
  /** Questions heard, oldest first; with those that are not answered their repeats are passed over. */
  private readonly heardKeys = new Map<string, { readonly untilMs: number; readonly isAnswered: boolean }>();
  /** By the branch of our request: how to end its repeats. */
  private readonly repeating = new Map<string, () => void>();

  private constructor(
    private readonly parts: PnpNetworkParts,
    private readonly probes: Set<string>,
    private readonly hearing: PnpHearing,
  ) {
    const { version, clock, random, fault } = parts;
    this.rate = new PnpRate(clock);
    this.answers = new ServerTransactions({ version, clock, random, handle: () => this.next, fault });
  }

  static async open(
    parts: PnpNetworkParts,
    probes: Set<string>,
    place: InterfaceAddress,
    hearing: PnpHearing,
  ): Promise<Result<PnpListening>> {
    const listener = new PnpListener(parts, probes, hearing);
    const socket = await PnpSocket.open({
      place,
      port: parts.port ?? pnpPort,
      heard: (bytes, from) => listener.take(bytes, from, (message) => listener.hear(message, from)),
      told: (bytes, from) => listener.take(bytes, from, (message) => listener.hearBack(message, from)),
    });
    if (!socket.ok) return socket;
    listener.socket = socket.value;
    return ok(listener);
  }

  probe(asked: { readonly vendor: string; readonly model: string }): void {
    const callId = this.drawn(16);
    this.probes.add(callId);
    for (const old of this.probes) if (this.probes.size > probesRemembered) this.probes.delete(old);
    const branch = this.branch();
    const bytes = pnpProbe({ ...asked, mac: this.unusedMac(), callId, tag: this.drawn(8) }, this.sender(branch));
    this.repeat(branch, probeMs, () => this.socket.toGroup(bytes));
  }

  async stop(): Promise<void> {
    for (const end of this.repeating.values()) end();
    this.repeating.clear();
    await this.socket.close();
  }

  private take(bytes: Uint8Array, from: Peer, then: (message: SipMessage) => void): void {
    if (bytes.length > longestDatagram || !this.rate.allows(from.address)) return;
    try {
      const message = readSipMessage(bytes);
      if (message) then(message);
    } catch (error) {
      this.parts.fault(error);
    }
  }

  /** What is not a phone's question in good order gets no answer: a hundred stations may have heard it. */
  private hear(request: SipMessage, from: Peer): void {
    if (request.kind !== 'request' || this.isOwnProbe(request) || refusalOf(request)) return;
    const ask = readPnpAsk(request);
    if (!ask) return;
    const key = `${from.address}\n${firstValue(request, 'call-id')}\n${firstValue(request, 'cseq')}`;
    const nowMs = this.parts.clock.monotonicMs();
    this.forget(nowMs);
    const before = this.heardKeys.get(key);
    if (before) {
      if (before.isAnswered) this.answer(request, from, { status: 482 });
      return;
    }
    if (ask.isProbe) this.hearing.otherSeen(from.address);
    const url = this.hearing.asked(ask, from.address);
    this.heardKeys.set(key, { untilMs: nowMs + timerJMs, isAnswered: url !== null });
    if (url === null) return;
    const toTag = this.drawn(8);
    this.answer(request, from, {
      status: 200,
      toTag,
      headers: [['expires', '0'], contactField(this.socket.local)],
      sent: () => this.notify(request, toTag, url, from),
    });
  }

  /** Answers to our NOTIFYs, and what others say to our probes. */
  private hearBack(message: SipMessage, from: Peer): void {
    const isToProbe = this.isOwnProbe(message);
    if (message.kind === 'response') {
      if (message.status < 200) return;
      const branch = readVia(viasOf(message)[0] ?? '')?.parameters.get('branch') ?? '';
      this.repeating.get(branch)?.();
      if (isToProbe && message.status < 300) this.hearing.otherSeen(from.address);
    } else if (isToProbe && message.method === 'NOTIFY') {
      this.hearing.otherSeen(from.address);
      this.answer(message, from, { status: 200 });
    }
  }

  /** Repeats get the answer that was given. */
  private answer(request: SipRequest, from: Peer, answer: SipAnswer): void {
    this.next = answer;
    this.answers.take(request, this.socket.carrierTo(from), { name: udpFlow(from), transport: 'udp', ...from });
  }

  private notify(request: SipRequest, toTag: string, url: string, from: Peer): void {
    const branch = this.branch();
    const bytes = pnpNotify(request, toTag, url, this.sender(branch));
    const to = { address: from.address, port: notifyPort(request, from) };
    this.repeat(branch, timerFMs, () => this.socket.send(bytes, to));
  }

  /** Timer E: at once, after 500 ms, then at twice the distance up to 4 s, until it is answered or the time is over. */
  private repeat(branch: string, forMs: number, send: () => Promise<void>): void {
    if (this.repeating.size >= mostRemembered) return;
    const { clock } = this.parts;
    let cancel = (): void => undefined;
    const stop = clock.after(forMs, () => end());
    const end = (): void => {
      cancel();
      stop();
      this.repeating.delete(branch);
    };
    const again = (delayMs: number): void => {
      send().catch(() => undefined); // the phone asks again at its next start
      cancel = clock.after(delayMs, () => again(Math.min(2 * delayMs, T2)));
    };
    this.repeating.set(branch, end);
    again(T1);
  }

  private isOwnProbe(message: SipMessage): boolean {
    return this.probes.has(firstValue(message, 'call-id') ?? '');
  }

  private forget(nowMs: number): void {
    for (const [key, { untilMs }] of this.heardKeys) {
      if (untilMs > nowMs && this.heardKeys.size < mostRemembered) return;
      this.heardKeys.delete(key);
    }
  }

  private sender(branch: string): Parameters<typeof pnpNotify>[3] {
    return { ...this.socket.local, version: this.parts.version, branch };
  }

  private branch(): string {
    return `z9hG4bK${this.drawn(16)}`;
  }

  private drawn(bytes: number): string {
    return Buffer.from(this.parts.random(bytes)).toString('hex');
  }

  /** Locally administered (IEEE 802), so that no device came from a factory with it. */
  private unusedMac(): MacAddress {
    const mac = parseMacAddress(`02${this.drawn(5)}`);
    if (!mac.ok) throw new Error('a drawn MAC is none');
    return mac.value;
  }
}
