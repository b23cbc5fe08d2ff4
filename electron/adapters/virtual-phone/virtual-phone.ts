// A simulated Panasonic phone, written from the guide alone: the other side of everything the workstation does. It shares no code with
// the server's reading, rendering, timing or SIP.
import { wallClockOf } from './clock-settings';
import { DownloadTimer, type NextCheck } from './download-timer';
import type { FetchAnswer } from './fetch-file';
import { NotifyDesk } from './notify-desk';
import { PhoneClock } from './phone-clock';
import { defaultUserAgent, expandMacros, type PhoneIdentity } from './phone-identity';
import { PhoneMemory } from './phone-memory';
import { PhoneRegistrations } from './phone-registrations';
import { seriesOfModel, type PhoneSeries } from './phone-series';
import { ownPlace, phoneTime } from './phone-time';
import type { Place } from './phone-transport';
import { performRun, valuesOf, type RunOutcome, type RunSteps } from './provisioning-run';
import { RunTurns } from './run-turns';
import { SipListener } from './sip-listener';
import { SourceFilter } from './source-filter';
import { usualChoices, type TimingChoices } from './timing-choices';
import type { CheckTrigger, PhoneNews } from './virtual-phone-event';
import type { VirtualPhoneOptions, VirtualPhoneSurroundings } from './virtual-phone-options';
import type { WallClock } from './wall-clock';

const defaultRequestTimeoutMs = 20_000;

export class VirtualPhone {
  private readonly identity: PhoneIdentity;
  private readonly series: PhoneSeries;
  private readonly place: string;
  private readonly choices: TimingChoices;
  private readonly memory: PhoneMemory;
  private readonly clock: PhoneClock;
  private readonly timer: DownloadTimer;
  private readonly turns = new RunTurns<CheckTrigger>((trigger) => this.run(trigger));
  private readonly sip: SipListener;
  private readonly registrations: PhoneRegistrations | null;
  private readonly filter: SourceFilter;
  private readonly notifies: NotifyDesk;
  private wallClock: WallClock | null = null;
  private power = new AbortController();
  private stopped = false;
  /** Powered on, and no run has begun since. */
  private starting = false;
  private nextCheckTold = '';

  /** Throws a ProblemError for a model that is not simulated. Nothing is opened before `start`. */
  constructor(
    private readonly options: VirtualPhoneOptions,
    private readonly around: VirtualPhoneSurroundings,
  ) {
    const { mac, model, address } = options;
    this.identity = { mac, model, firmware: options.firmware ?? '01.302' };
    this.series = seriesOfModel(model);
    this.place = options.timeZone ?? ownPlace();
    this.choices = { ...usualChoices, ...options.choices };
    this.memory = new PhoneMemory(this.series.handBeatsFiles, options.overrides ?? {});
    const { clock, transport } = around;
    const settings = this.memory.all;
    this.clock = new PhoneClock({
      clock,
      transport,
      settings,
      set: options.clockSet ?? 'by-time-server',
      address,
      changed: () => this.timer.plan(),
    });
    this.timer = new DownloadTimer({
      clock,
      settings,
      choices: this.choices,
      correctionMs: () => this.clock.correctionMs,
      wallClock: () => this.ownWallClock(),
      due: (trigger) => this.due(trigger),
      planned: (next) => this.tellNextCheck(next),
    });
    this.notifies = new NotifyDesk({
      settings,
      faults: () => options.faults ?? {},
      userAgent: () => this.userAgent('SIP_USER_AGENT'),
      newHex: () => this.randomHex(),
      tell: (news) => this.tell(news),
      resync: () => void this.resync(),
    });
    this.filter = new SourceFilter({ settings, server: this.givenServer, transport, address });
    this.sip = new SipListener({
      answer: (request, from) => (this.filter.takesFrom(from) ? this.notifies.answer(request) : 'lost'),
      answered: (answer) => this.registrations?.heard(answer),
      newTag: () => this.randomHex(),
    });
    this.registrations = options.registers === undefined || options.registers === 'no' ? null : this.newRegistrations();
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
    return this.memory.all;
  }

  /** Whether the phone knows the time of day. */
  get clockIsSet(): boolean {
    return this.clock.correctionMs !== null;
  }

  /** Binds the SIP port, powers on and resolves when the first run is over, however it went. */
  async start(): Promise<void> {
    await this.listen();
    await this.powerCycle();
  }

  /** Rejects with a ProblemError when the address or port cannot be had. */
  listen(): Promise<void> {
    const { address, sipPort } = this.options;
    return this.sip.listen(this.around.transport, { address, port: sipPort });
  }

  /** Power off and on: a run under way is lost, the settings stay. Resolves when the new run is over. */
  powerCycle(): Promise<void> {
    return this.boot('power-on');
  }

  /** Forgets every setting, those made by hand too, and starts as from the box. */
  factoryReset(): Promise<void> {
    this.memory.clear();
    return this.boot('factory-reset');
  }

  /** Changes a setting as somebody does in the web UI or the menu; it counts at once. */
  setByHand(name: string, value: string): void {
    this.memory.setByHand(name, value);
    this.settingsChanged();
  }

  /** What a NOTIFY starts. While a run is under way one more follows it, however often this is called. */
  resync(): Promise<void> {
    return this.turns.ask('notify');
  }

  async stop(): Promise<void> {
    const farewell = this.registrations?.unregister();
    this.stopped = true;
    this.powerOff();
    await farewell;
    await this.sip.close();
    await this.turns.over();
  }

  private powerOff(): void {
    this.power.abort();
    this.timer.powerOff();
    this.clock.powerOff();
  }

  private boot(cause: 'power-on' | 'factory-reset'): Promise<void> {
    this.powerOff();
    this.registrations?.powerOff();
    this.power = new AbortController();
    this.starting = true;
    this.wallClock = null;
    this.nextCheckTold = '';
    this.tell({ event: 'boot', cause, address: this.options.address, sipPort: this.sipPort });
    this.timer.powerOn();
    this.clock.powerOn();
    this.timer.plan();
    this.filter.settingsChanged();
    return this.turns.ask('power-on');
  }

  /** A cyclic check or a retry amid a download is that download; a fixed time comes all the same, behind it. */
  private due(trigger: NextCheck['trigger']): void {
    if (this.turns.isBusy && trigger !== 'fixed-time') return;
    void this.turns.ask(trigger);
  }

  /** `PROVISION_ENABLE="N"` forbids every download (guide §2, TGP500-23). */
  private run(asked: CheckTrigger): void | Promise<void> {
    const { signal } = this.power;
    const trigger = this.starting ? 'power-on' : asked;
    this.starting = false;
    if (this.stopped) return;
    if (this.memory.all.get('PROVISION_ENABLE') === 'N') {
      if (trigger === 'power-on') this.registrations?.refresh();
      return;
    }
    const beganMs = this.around.clock.now();
    const steps = performRun({
      phone: this.identity,
      series: this.series,
      bootstrapUrl: this.options.bootstrapUrl,
      trigger,
      settings: this.memory.all,
      pinned: this.memory.pinned,
      tell: (news) => {
        if (!signal.aborted) this.tell(news);
      },
      signal,
    });
    const ended = (outcome: RunOutcome): void => {
      if (!signal.aborted) this.runEnded(outcome, trigger, beganMs);
    };
    const outcome = this.go(steps, steps.next(), signal);
    return outcome instanceof Promise ? outcome.then(ended) : ended(outcome);
  }

  /** Goes on at once as long as answers are there at once. */
  private go(
    steps: RunSteps,
    first: ReturnType<RunSteps['next']>,
    signal: AbortSignal,
  ): RunOutcome | Promise<RunOutcome> {
    let step = first;
    while (!step.done) {
      const answer = this.fetch(step.value, signal);
      if (answer instanceof Promise) return answer.then((later) => this.go(steps, steps.next(later), signal));
      step = steps.next(answer);
    }
    return step.value;
  }

  private runEnded({ outcome, taken }: RunOutcome, trigger: CheckTrigger, beganMs: number): void {
    const isLost = outcome === 'invalid' || (outcome === 'failed' && this.options.failedRun === 'keep-nothing');
    const changed = isLost ? 0 : this.memory.setFromFiles(valuesOf(taken));
    if (outcome === 'complete') this.tell({ event: 'applied', files: taken.length, changed });
    this.timer.runEnded(beganMs, outcome === 'complete');
    if (changed > 0) this.settingsChanged();
    else {
      this.timer.plan();
      if (trigger === 'power-on') this.registrations?.refresh();
    }
  }

  /** What is set counts from now on. */
  private settingsChanged(): void {
    this.wallClock = null;
    this.filter.settingsChanged();
    this.clock.settingsChanged();
    this.timer.plan();
    this.registrations?.refresh();
  }

  private fetch(url: string, signal: AbortSignal): FetchAnswer | Promise<FetchAnswer> {
    return this.around.transport.fetch(url, {
      localAddress: this.options.address,
      userAgent: this.userAgent('HTTP_USER_AGENT'),
      timeoutMs: this.options.requestTimeoutMs ?? defaultRequestTimeoutMs,
      signal,
    });
  }

  private ownWallClock(): WallClock {
    const standing = { model: this.identity.model, place: this.place, nowMs: this.around.clock.now() };
    this.wallClock ??= wallClockOf(this.memory.all, standing, this.choices);
    return this.wallClock;
  }

  private newRegistrations(): PhoneRegistrations {
    const { clock, transport } = this.around;
    return new PhoneRegistrations({
      settings: this.memory.all,
      server: this.givenServer,
      clock,
      transport,
      contact: () => ({ address: this.address, port: this.sipPort }),
      userAgent: () => this.userAgent('SIP_USER_AGENT'),
      newHex: () => this.randomHex(),
      send: (text, to) => this.sip.send(text, to),
      tell: (news) => this.tell(news),
    });
  }

  private get givenServer(): Place | null {
    return typeof this.options.registers === 'object' ? this.options.registers : null;
  }

  private userAgent(setting: 'HTTP_USER_AGENT' | 'SIP_USER_AGENT'): string {
    return expandMacros(this.memory.all.get(setting) || defaultUserAgent, this.identity);
  }

  private randomHex(): string {
    return Math.floor(this.around.random() * 2 ** 48)
      .toString(16)
      .padStart(12, '0');
  }

  private tellNextCheck(next: NextCheck | null): void {
    // A second more or less is a clock being corrected.
    const nextCheckAt = next && phoneTime(Math.round(next.atMs / 1_000) * 1_000, this.place);
    const trigger = next?.trigger ?? null;
    const told = next ? `${nextCheckAt} ${trigger}` : '';
    if (told === this.nextCheckTold) return;
    this.nextCheckTold = told;
    this.tell({ event: 'next-check', nextCheckAt, trigger });
  }

  private tell(news: PhoneNews): void {
    if (this.stopped) return;
    this.around.emit({ mac: this.options.mac, at: phoneTime(this.around.clock.now(), this.place), ...news });
  }
}
