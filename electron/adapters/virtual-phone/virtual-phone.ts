// A simulated Panasonic phone over real sockets, written from the guide alone: the other side of everything the workstation does.
// It shares no code with the server's reading, rendering or SIP. No timing yet: it asks at power-on and when told to.
import { defaultUserAgent, expandMacros, type PhoneIdentity } from './phone-identity';
import { digestChallenge, type DigestChallenge } from './digest-challenge';
import { fetchFile } from './fetch-file';
import { headerOf, type SipAnswer, type SipRequest } from './sip-message';
import { performRun, setFromFiles } from './provisioning-run';
import { phoneTime } from './phone-time';
import { seriesOfModel, type PhoneSeries } from './phone-series';
import { SipListener } from './sip-listener';
import type { PhoneNews } from './virtual-phone-event';
import type { VirtualPhoneOptions, VirtualPhoneSurroundings } from './virtual-phone-options';

const defaultEventText = 'check-sync';
const defaultRequestTimeoutMs = 20_000;

export class VirtualPhone {
  private readonly identity: PhoneIdentity;
  private readonly series: PhoneSeries;
  private readonly memory = new Map<string, string>();
  private readonly sip: SipListener;
  private readonly challenge: DigestChallenge | null;
  private notifiesToLose: number;
  private power = new AbortController();
  private stopped = false;
  private currentRun: Promise<void> | null = null;
  private nextRun: Promise<void> | null = null;
  /** Powered on, and no run has begun since. */
  private starting = false;

  /** Throws a ProblemError for a model that is not simulated. Nothing is opened before `start`. */
  constructor(
    private readonly options: VirtualPhoneOptions,
    private readonly around: VirtualPhoneSurroundings,
  ) {
    this.identity = { mac: options.mac, model: options.model, firmware: options.firmware ?? '01.302' };
    this.series = seriesOfModel(options.model);
    this.sip = new SipListener(
      (request) => this.answer(request),
      () => this.randomHex(),
    );
    const { challenge, loseNotifies = 0 } = options.faults ?? {};
    this.challenge = challenge ? digestChallenge(challenge, () => this.randomHex() + this.randomHex()) : null;
    this.notifiesToLose = loseNotifies;
  }

  get mac(): string {
    return this.options.mac;
  }

  get address(): string {
    return this.options.address;
  }

  /** The port really bound; only after `listen`. */
  get sipPort(): number {
    return this.sip.port;
  }

  get settings(): ReadonlyMap<string, string> {
    return this.memory;
  }

  /** Binds the SIP port, powers on and resolves when the first run is over, however it went. */
  async start(): Promise<void> {
    await this.listen();
    await this.powerCycle();
  }

  /** Rejects with a ProblemError when the address or port cannot be had. */
  listen(): Promise<void> {
    return this.sip.listen(this.options.address, this.options.sipPort);
  }

  /** Power off and on: a run under way is lost, the settings stay. Resolves when the new run is over. */
  powerCycle(): Promise<void> {
    return this.boot('power-on');
  }

  /** Forgets every setting and starts as from the box. */
  factoryReset(): Promise<void> {
    this.memory.clear();
    return this.boot('factory-reset');
  }

  /** What a NOTIFY starts. While a run is under way one more follows it, however often this is called. */
  resync(): Promise<void> {
    if (this.currentRun === null) {
      this.currentRun = this.run().finally(() => (this.currentRun = null));
      return this.currentRun;
    }
    this.nextRun ??= this.currentRun.then(() => {
      this.nextRun = null;
      return this.resync();
    });
    return this.nextRun;
  }

  async stop(): Promise<void> {
    this.stopped = true;
    this.power.abort();
    await this.sip.close();
    await (this.nextRun ?? this.currentRun);
  }

  private boot(cause: 'power-on' | 'factory-reset'): Promise<void> {
    this.power.abort();
    this.power = new AbortController();
    this.starting = true;
    this.tell({ event: 'boot', cause, address: this.options.address, sipPort: this.sipPort });
    return this.resync();
  }

  /** `PROVISION_ENABLE="N"` forbids every download (guide §2, TGP500-23). */
  private async run(): Promise<void> {
    const { signal } = this.power;
    const atStart = this.starting;
    this.starting = false;
    if (this.stopped || this.memory.get('PROVISION_ENABLE') === 'N') return;
    const { outcome, taken } = await performRun({
      phone: this.identity,
      series: this.series,
      bootstrapUrl: this.options.bootstrapUrl,
      atStart,
      settings: this.memory,
      fetch: (url) => this.around.requests.pass(() => this.fetch(url, signal)),
      tell: (news) => {
        if (!signal.aborted) this.tell(news);
      },
      signal,
    });
    if (signal.aborted || outcome === 'invalid') return;
    if (outcome === 'failed' && this.options.failedRun === 'keep-nothing') return;
    const changed = setFromFiles(this.memory, taken);
    if (outcome === 'complete') this.tell({ event: 'applied', files: taken.length, changed });
  }

  private fetch(url: string, signal: AbortSignal): ReturnType<typeof fetchFile> {
    return fetchFile(url, {
      localAddress: this.options.address,
      userAgent: this.userAgent('HTTP_USER_AGENT'),
      timeoutMs: this.options.requestTimeoutMs ?? defaultRequestTimeoutMs,
      signal,
    });
  }

  private answer(request: SipRequest): SipAnswer | 'silence' | 'lost' {
    const agent = ['User-Agent', this.userAgent('SIP_USER_AGENT')] as const;
    const allow = ['Allow', 'NOTIFY, OPTIONS'] as const;
    if (request.method === 'OPTIONS') return { status: 200, headers: [allow, agent] };
    if (request.method !== 'NOTIFY') return { status: 405, headers: [allow, agent] };
    if (this.notifiesToLose > 0) {
      this.notifiesToLose -= 1;
      return 'lost';
    }
    const faults = this.options.faults ?? {};
    const eventText = headerOf(request, 'event');
    const expected = this.eventText;
    const matches = eventText === expected && expected !== '';
    const challenged = this.challenge?.isAnsweredBy(headerOf(request, 'authorization'), 'NOTIFY') === false;
    const status = faults.answerNotify ?? (challenged ? 401 : matches ? 200 : 489);
    this.tell({ event: 'notify', eventText, status: status === 'silence' ? null : status });
    if (status === 'silence') return 'silence';
    if (status < 300 && matches && !faults.ignoreAfterAnswer) void this.resync();
    if (status === 401 && this.challenge) {
      return { status, headers: [['WWW-Authenticate', this.challenge.challenge()], agent] };
    }
    // RFC 6665 §8.2.1: 489 tells which events are understood.
    return { status, headers: status === 489 ? [['Allow-Events', expected], agent] : [agent] };
  }

  /** The whole header value is compared, parameters included: the guide leaves open whether the bare token would do (§3.1), and a server
   *  that sends exactly what is configured is right either way. Set to nothing, no event fits (UTG-46). */
  private get eventText(): string {
    return this.memory.get('CFG_RESYNC_FROM_SIP') ?? defaultEventText;
  }

  private userAgent(setting: 'HTTP_USER_AGENT' | 'SIP_USER_AGENT'): string {
    return expandMacros(this.memory.get(setting) || defaultUserAgent, this.identity);
  }

  private randomHex(): string {
    return Math.floor(this.around.random() * 2 ** 48)
      .toString(16)
      .padStart(12, '0');
  }

  private tell(news: PhoneNews): void {
    if (this.stopped) return;
    this.around.emit({
      mac: this.options.mac,
      at: phoneTime(this.around.clock.now(), this.options.timeZone),
      ...news,
    });
  }
}
