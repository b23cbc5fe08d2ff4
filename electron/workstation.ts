// Builds and connects all parts; every host (window, headless, command line) starts and stops one of these.
import 'temporal-polyfill/global';
import { LabClock } from './adapters/clock/lab-clock';
import { systemClock } from './adapters/clock/system-clock';
import { libraryFiles } from './adapters/library-files/library-files';
import { systemInterfaces } from './adapters/network/interfaces';
import { systemNameLookup } from './adapters/network/name-lookup';
import { systemClockQuality } from './adapters/sntp-server/system-clock-quality';
import { readPassphraseFile } from './adapters/secrets/passphrase-file';
import { createDispatcher, type Dispatcher } from './adapters/window-calls/dispatcher';
import { chooseClock } from './choose-clock';
import type { Clock } from './core/shared/clock';
import type { Problem } from './core/shared/problem';
import { fail, ok, type Result } from './core/shared/result';
import type { LedgerRetention } from './services/activity/ledger-retention';
import type { Host, ListenerState, SwitchedProtocol, TimeGiven } from './services/host';
import type { LabTime } from './services/lab-time';
import type { LibraryFolder } from './services/library/library-folder';
import type { FoldedFailure } from './services/provisioning/handshake-book';
import type { PresenceService } from './services/provisioning/presence-service';
import { TimeService } from './services/provisioning/time-service';
import type { Backup } from './services/settings/backup';
import type { SiteStore } from './services/settings/site-store';
import type { Vault } from './services/settings/vault';
import { createSiteServices, type SiteServices } from './services/site-services';
import { SipTrace } from './services/sip/sip-trace';
import { SiteBook } from './site-book';
import { version } from './version';
import { WorkstationAddresses } from './workstation-addresses';
import { WorkstationControl } from './workstation-control';
import { openData, type OpenData } from './workstation-data';
import { WorkstationEvents, type EventListener } from './workstation-events';
import { WorkstationHttps } from './workstation-https';
import { WorkstationLedger } from './workstation-ledger';
import { switchedProtocols, WorkstationListeners } from './workstation-listeners';
import type { HostParts } from './workstation-options';
import { WorkstationPresence } from './workstation-presence';
import { statusLines } from './workstation-status';
import { sitePorts, siteSurroundings } from './workstation-site';

export type { Keychain } from './services/settings/keychain';
export type { SleepBlocker } from './services/timing/sleep-blocker';
export type { EventListener } from './workstation-events';

interface WorkstationParts extends HostParts {
  /** Lab time or real time, for everything phones can notice. */
  readonly clock: Clock;
  readonly passphrase: string | null;
}

/** Problems VALUE_INVALID (a clock that is none) and PASSPHRASE_FILE_UNREADABLE; nothing is opened yet. */
export function createWorkstation(host: HostParts): Result<Workstation> {
  const clock = chooseClock(host.options.clock);
  if (!clock.ok) return clock;
  const { passphraseFile } = host.options;
  const passphrase = passphraseFile === null ? ok(null) : readPassphraseFile(passphraseFile);
  if (!passphrase.ok) return passphrase;
  return ok(new Workstation({ ...host, clock: clock.value, passphrase: passphrase.value }));
}

export class Workstation implements Host {
  readonly version = version;
  readonly dataFolder: string;
  readonly openLab: boolean;
  readonly labTime: LabTime | null;
  presence!: PresenceService;
  retention!: LedgerRetention;
  backup!: Backup;
  sites!: SiteStore;
  vault!: Vault;
  dispatch!: Dispatcher;
  private book!: SiteBook;
  /** Null before the data folder is open. */
  private data: OpenData | null = null;
  private ledger: WorkstationLedger | null = null;
  private readonly realClock = systemClock();
  private readonly libraryFolder: LibraryFolder;
  private readonly events = new WorkstationEvents(this.realClock);
  readonly sipTrace = new SipTrace(undefined, () => this.events.announcer.announce('sip'));
  private readonly net: WorkstationListeners;
  readonly addresses: WorkstationAddresses;
  private readonly https: WorkstationHttps;
  readonly control: WorkstationControl;
  private serving: WorkstationPresence | null = null;
  /** A host, not a command on the data folder of one that does not run. */
  private hosting = false;
  private writeTrouble: Problem | null = null;
  private readonly time: TimeService;

  constructor(private readonly parts: WorkstationParts) {
    this.dataFolder = parts.options.data;
    this.libraryFolder = libraryFiles(this.dataFolder, this.realClock);
    this.openLab = parts.options.openLab;
    this.labTime = parts.clock instanceof LabClock ? parts.clock : null;
    const failed = (): void => this.events.announcer.announce('requests');
    const trouble = (error: unknown): void => this.logTrouble('certificate not renewed', error);
    this.https = new WorkstationHttps(() => this.net, { clock: parts.clock, failed }, trouble);
    this.time = new TimeService(systemClockQuality(), parts.options.clock !== null, () => this.sites ?? null);
    this.net = new WorkstationListeners({
      options: parts.options,
      clock: parts.clock,
      realClock: this.realClock,
      logger: () => this.data?.logger ?? null,
      tls: this.https.tls,
      answer: (request) => this.book?.served?.provisioning.answer(request) ?? null,
      timeMode: () => this.time.answer(),
      timeAsked: (asked) => this.ledger?.timeAsked(asked),
      sipTrace: this.sipTrace,
    });
    this.addresses = new WorkstationAddresses(
      {
        options: parts.options,
        interfaces: parts.interfaces ?? systemInterfaces(),
        names: systemNameLookup(this.realClock),
        clock: parts.clock,
        realClock: this.realClock,
        settings: () => (this.hosting ? (this.sites ?? null) : null),
        told: () => this.book?.served?.state.phones.toldAddresses() ?? null,
        changed: () => this.noteReach(),
      },
      this.net,
    );
    this.control = new WorkstationControl(parts.options, parts.windowFolder);
  }

  /** Listeners first, so that a port in use changes nothing on disk; then the data folder, then the services.
   *  `strict`: a provisioning or SIP port that cannot be had is a problem (headless), else a listener that is down (window).
   *  After a problem everything is given back. */
  async start({ strict }: { readonly strict: boolean }): Promise<Result<void>> {
    this.hosting = true;
    const { ports } = this.parts.options;
    const control = await this.control.listen();
    if (!control.ok) return control;
    for (const protocol of switchedProtocols) {
      const port = ports[protocol];
      if (port === 'off') continue;
      const state = await this.net.bind(protocol, port);
      if (strict && state.problem) return this.giveBack(state.problem);
    }
    const opened = await this.open();
    if (!opened.ok) return this.giveBack(opened.problem);
    await this.addresses.start();
    await this.control.open({ dispatch: this.dispatch, listen: (listener) => this.onEvent(listener) });
    this.presence.start();
    this.events.announceServer();
    this.data?.logger.info('started', {
      version: this.version,
      http: this.net.text('http'),
      sip: this.net.text('sip'),
    });
    return ok(undefined);
  }

  /** Opens the data folder without any listener: for a command when no workstation runs. */
  async open(): Promise<Result<void>> {
    const { realClock, libraryFolder, openLab, net, addresses, https, hosting } = this;
    const { announcer } = this.events;
    const { clock, keychain, passphrase, sleepBlocker = null } = this.parts;
    const onWriteProblem = (problem: Problem | null): void => this.noteWriteTrouble(problem);
    const opened = await openData({ folder: this.dataFolder, keychain, passphrase, realClock, onWriteProblem });
    if (!opened.ok) return opened;
    const { stores, vault, logger, database } = opened.value;
    this.data = opened.value;
    this.vault = vault;
    this.sites = stores.sites;
    this.backup = database.backup;
    this.libraryFolder.clean(stores.library.hashes());
    const isLab = this.parts.options.clock !== null;
    this.ledger = new WorkstationLedger({
      stores,
      clock,
      isLab,
      realClock,
      announce: () => announcer.announce('requests'),
      trouble: (what, error) => this.logTrouble(what, error),
    });
    this.retention = this.ledger.retention;
    const fault = (error: unknown): void => this.logTrouble('a waking broke', error);
    const serving = new WorkstationPresence({ clock, isLab, realClock, store: stores.presence, fault }, net, addresses);
    this.serving = serving;
    this.presence = serving.service;
    const around = { clock, realClock, hosting, openLab, net, addresses, https, serving, vault };
    const trouble = (what: string, error: unknown): void => this.logTrouble(what, error);
    const host = { dataFolder: this.dataFolder, backup: this.backup, retention: this.retention, trouble };
    const parts = { ...around, libraryFolder, sleepBlocker, announcer, host };
    this.book = new SiteBook(stores.sites, (site, facts) =>
      createSiteServices(site, facts, stores, sitePorts(parts), siteSurroundings(parts)),
    );
    this.dispatch = createDispatcher(this, (site) => this.siteServices(site), logger);
    if (vault.unlockedBy) await this.serveSite();
    return ok(undefined);
  }

  /** Answers in flight are finished, what is gathered is written, the folder is given back. */
  async stop(): Promise<void> {
    this.book?.stop();
    await this.https.stop();
    await this.addresses.stop();
    await this.net.close();
    this.events.stop();
    if (this.data) {
      this.ledger?.stop();
      this.presence.stop();
      this.control.forget();
      await this.data.close();
    }
    await this.control.close();
  }

  onEvent(listener: EventListener): () => void {
    return this.events.listen(listener);
  }

  /** For the tray. */
  statusLines(): string[] {
    const { locked, net, book } = this;
    const keepAwake = book?.served?.keepAwake ?? null;
    return statusLines({ listeners: this.listeners(), locked, toldBaseUrl: net.toldBaseUrl(), keepAwake });
  }

  timeGiven(): TimeGiven {
    return this.time.given();
  }

  setLocalClock(localClock: boolean): void {
    this.time.setLocalClock(localClock);
    this.events.announceServer();
  }

  toldBaseUrl(): string {
    return this.net.toldBaseUrl();
  }

  listeners(): ListenerState[] {
    return this.net
      .all()
      .map((state) =>
        state.protocol === 'http' && this.writeTrouble ? { ...state, problem: this.writeTrouble } : state,
      )
      .map((state) => this.https.described(state, this.locked));
  }

  async listen(protocol: SwitchedProtocol, port: number): Promise<ListenerState> {
    const state = await this.net.bind(protocol, port);
    if (protocol === 'https') await this.https.prepare();
    this.addresses.noteSwitched(state);
    return this.https.described(state, this.locked);
  }

  failedHandshakes(): FoldedFailure[] {
    return this.https.handshakes.all();
  }

  async stopListening(protocol: SwitchedProtocol): Promise<ListenerState> {
    const state = await this.net.stop(protocol);
    this.addresses.noteSwitched(state);
    return state;
  }

  async unlock(passphrase: string): Promise<Result<string>> {
    const unlocked = await this.vault.unlock(passphrase);
    if (!unlocked.ok) return unlocked;
    if (!this.book.served) await this.serveSite();
    this.events.announceServer();
    return unlocked;
  }

  /** What keeps the secrets locked, while they are: a vault that is locked says so. */
  whyLocked(): Problem {
    const { warning } = this.vault;
    if (!warning) throw new Error('nothing is locked');
    return warning;
  }

  private get locked(): Problem | null {
    return this.book?.served ? null : this.vault?.warning;
  }

  private async giveBack(problem: Problem): Promise<Result<never>> {
    await this.net.close();
    await this.control.close();
    return fail(problem);
  }

  /** Everything that waited for the key. */
  private async serveSite(): Promise<void> {
    const served = this.book.serve();
    this.ledger?.serve(served, this.hosting);
    this.events.announcer.listen((topics) => {
      if (topics.includes('server')) void this.https.prepare();
    });
    this.events.follow(served);
    if (this.hosting) served.resync.resume();
    // After it: what goes on is followed on.
    if (this.hosting) served.schedules.start();
    await this.https.serve(served.certificates, this.hosting);
    this.serving?.siteOpened();
  }

  private siteServices(name: string | undefined): Result<SiteServices> {
    return this.book.served ? this.book.named(name) : fail(this.whyLocked());
  }

  private noteReach(): void {
    this.serving?.service.noteReach();
    this.events.announceServer();
  }

  private logTrouble(what: string, error: unknown): void {
    this.data?.logger.error(what, { error: String(error) });
  }

  private noteWriteTrouble(problem: Problem | null): void {
    this.writeTrouble = problem;
    if (problem) this.data?.logger.error('cannot write', { ...problem });
    this.events.announcer.announce('server');
  }
}
