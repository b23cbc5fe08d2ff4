// Builds and connects all parts; every host (window, headless, command line) starts and stops one of these.
import 'temporal-polyfill/global';
import { createHash, randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { x509Authority } from './adapters/certificates/x509-authority';
import { systemClock } from './adapters/clock/system-clock';
import { csvFormat } from './adapters/csv/csv-format';
import { openWorkstationDatabase, type WorkstationDatabase } from './adapters/database/workstation-database';
import { libraryFiles } from './adapters/library-files/library-files';
import { createLogger, type FileLogger } from './adapters/logging/create-logger';
import { giveMemoryBack } from './adapters/memory/give-memory-back';
import { systemInterfaces } from './adapters/network/interfaces';
import { systemNameLookup } from './adapters/network/name-lookup';
import { systemNeighbours } from './adapters/network/neighbours';
import { systemClockQuality } from './adapters/sntp-server/system-clock-quality';
import { NodeCronScheduler } from './adapters/scheduler/node-cron-scheduler';
import { planOnly } from './adapters/scheduler/plan-only';
import { createVault } from './adapters/secrets/create-vault';
import { readPassphraseFile } from './adapters/secrets/passphrase-file';
import { ControlServer } from './adapters/window-calls/control-server';
import { createDispatcher, type Dispatcher } from './adapters/window-calls/dispatcher';
import { changeMessages, stepMessages } from './adapters/window-calls/host-messages';
import { readWindowFile } from './adapters/window-calls/window-files';
import { chooseClock } from './choose-clock';
import type { EventName } from './contract/contract';
import { catalogueRows } from './core/families/panasonic/catalogue';
import { createPanasonicFamily } from './core/families/panasonic/panasonic-family';
import type { Clock } from './core/shared/clock';
import { randomToken } from './core/shared/digest';
import type { Problem } from './core/shared/problem';
import { fail, ok, type Result } from './core/shared/result';
import panasonicCatalogue from '../resources/families/panasonic/catalogue.json';
import { ChangeAnnouncer } from './services/activity/change-announcer';
import { LedgerRetention } from './services/activity/ledger-retention';
import { TimeRequestLog } from './services/activity/time-request-log';
import type { Host, ListenerState, SwitchedProtocol, TimeGiven } from './services/host';
import { panasonicSamples } from './panasonic-samples';
import type { LibraryFolder } from './services/library/library-folder';
import type { FoldedFailure } from './services/provisioning/handshake-book';
import type { NetworkInterfaces } from './services/provisioning/network-interfaces';
import { PresenceService } from './services/provisioning/presence-service';
import { TimeService } from './services/provisioning/time-service';
import type { Backup } from './services/settings/backup';
import type { Keychain } from './services/settings/keychain';
import type { SiteStore } from './services/settings/site-store';
import type { Vault } from './services/settings/vault';
import { createSiteServices, type SitePorts, type SiteServices } from './services/site-services';
import type { Surroundings } from './services/site-state';
import { SiteBook } from './site-book';
import { version } from './version';
import { WorkstationHttps } from './workstation-https';
import { WorkstationAddresses } from './workstation-addresses';
import { switchedProtocols, WorkstationListeners } from './workstation-listeners';
import type { HostOptions } from './workstation-options';

export type EventListener = (event: EventName, payload: unknown) => void;

export type { Keychain } from './services/settings/keychain';

/** What a host brings along. */
export interface HostParts {
  readonly options: HostOptions;
  readonly keychain: Keychain | null;
  /** The built window. */
  readonly windowFolder: string;
  /** The computer's own unless given: stories let addresses come and go. */
  readonly interfaces?: NetworkInterfaces | undefined;
}

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
  presence!: PresenceService;
  retention!: LedgerRetention;
  backup!: Backup;
  sites!: SiteStore;
  vault!: Vault;
  dispatch!: Dispatcher;
  private database!: WorkstationDatabase;
  private book!: SiteBook;
  private logger!: FileLogger;
  private readonly realClock = systemClock();
  private readonly libraryFolder: LibraryFolder;
  private readonly announcer = new ChangeAnnouncer(this.realClock);
  private readonly net: WorkstationListeners;
  readonly addresses: WorkstationAddresses;
  private readonly https: WorkstationHttps;
  private readonly control: ControlServer;
  private readonly controlToken = randomToken(randomBytes, 32);
  private readonly listeningTo: (() => void)[] = [];
  private readonly hearers = new Set<EventListener>();
  /** A host, not a command on the data folder of one that does not run. */
  private hosting = false;
  private writeTrouble: Problem | null = null;
  private readonly time: TimeService;
  private timeRequests: TimeRequestLog | null = null;

  constructor(private readonly parts: WorkstationParts) {
    this.dataFolder = parts.options.data;
    this.libraryFolder = libraryFiles(this.dataFolder, this.realClock);
    this.openLab = parts.options.openLab;
    const failed = (): void => this.announcer.announce('requests');
    const trouble = (error: unknown): void => {
      this.logger?.error('certificate not renewed', { error: String(error) });
    };
    this.https = new WorkstationHttps(() => this.net, { clock: parts.clock, failed }, trouble);
    this.time = new TimeService(systemClockQuality(), parts.options.clock !== null, () => this.sites ?? null);
    this.net = new WorkstationListeners({
      options: parts.options,
      clock: parts.clock,
      realClock: this.realClock,
      logger: () => this.logger ?? null,
      tls: this.https.tls,
      answer: (request) => this.book?.served?.provisioning.answer(request) ?? null,
      timeMode: () => this.time.answer(),
      timeAsked: (asked) => this.timeRequests?.note(asked),
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
        changed: () => this.notePresence(),
      },
      this.net,
    );
    this.control = new ControlServer({
      token: this.controlToken,
      windowFolder: parts.windowFolder,
      makeNonce: windowNonce,
    });
  }

  /** Listeners first, so that a port in use changes nothing on disk; then the data folder, then the services.
   *  `strict`: a provisioning or SIP port that cannot be had is a problem (headless), else a listener that is down (window).
   *  After a problem everything is given back. */
  async start({ strict }: { readonly strict: boolean }): Promise<Result<void>> {
    this.hosting = true;
    const { ports } = this.parts.options;
    const control = ports.control === 'off' ? ok(null) : await this.control.listen(ports.control);
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
    this.control.open({ dispatch: this.dispatch, listen: (listener) => this.onEvent(listener) });
    if (ports.control !== 'off') await this.writeControlFile();
    this.notePresence();
    this.logger.info('started', {
      version: this.version,
      http: this.net.text('http'),
      sip: this.net.text('sip'),
    });
    return ok(undefined);
  }

  /** Opens the data folder without any listener: for a command when no workstation runs. */
  async open(): Promise<Result<void>> {
    const database = openWorkstationDatabase(this.dataFolder, {
      clock: this.realClock,
      onProblem: (problem) => this.noteWriteTrouble(problem),
    });
    if (!database.ok) return database;
    this.database = database.value;
    const vault = await createVault({
      keyWraps: this.database.keyWraps,
      keychain: this.parts.keychain,
      keyFilePath: join(this.dataFolder, 'secret.key'),
      passphrase: this.parts.passphrase,
      random: randomBytes,
      now: () => this.realClock.now(),
    });
    if (!vault.ok) {
      this.database.close();
      return vault;
    }
    this.vault = vault.value;
    this.logger = createLogger({ folder: this.dataFolder, level: 'info' });
    const stores = this.database.stores(this.vault);
    this.sites = stores.sites;
    this.libraryFolder.clean(stores.library.hashes());
    this.backup = this.database.backup;
    this.presence = new PresenceService(stores.presence, this.parts.clock);
    this.book = new SiteBook(stores.sites, (site, facts) =>
      createSiteServices(site, facts, stores, this.sitePorts(), this.surroundings()),
    );
    this.dispatch = createDispatcher(this, (site) => this.siteServices(site), this.logger);
    this.listeningTo.push(changeMessages(this.announcer, (event, payload) => this.tell(event, payload)));
    this.retention = new LedgerRetention({
      ledger: stores.ledger,
      upkeep: stores.ledgerUpkeep,
      settings: stores.sites,
      realClock: this.realClock,
      stampClock: this.parts.options.clock === null ? this.parts.clock : null,
      clockQuality: systemClockQuality(),
      onFault: (error) => this.logger.error('tidying the request log failed', { error: String(error) }),
    });
    if (this.vault.unlockedBy) await this.serveSite();
    return ok(undefined);
  }

  /** Answers in flight are finished, what is gathered is written, the folder is given back. */
  async stop(): Promise<void> {
    this.book?.stop();
    await this.https.stop();
    await this.addresses.stop();
    await this.net.close();
    this.announcer.stop();
    for (const stop of this.listeningTo.splice(0)) stop();
    if (this.database) {
      this.retention?.stop();
      this.presence.end('stop');
      if (this.parts.options.ports.control !== 'off') rmSync(this.controlFile, { force: true });
      this.database.close();
      await this.logger.close();
    }
    await this.control.close();
  }

  get controlUrl(): string {
    return this.control.url;
  }

  get controlFile(): string {
    return join(this.dataFolder, 'control.json');
  }

  /** The address of the window for a browser, token included. */
  get browserUrl(): string {
    return `${this.control.url}#token=${this.controlToken}`;
  }

  onEvent(listener: EventListener): () => void {
    this.hearers.add(listener);
    return () => this.hearers.delete(listener);
  }

  /** A file of the window, for the app protocol. */
  windowFile(path: string): ReturnType<typeof readWindowFile> {
    return readWindowFile(this.parts.windowFolder, path, windowNonce);
  }

  timeGiven(): TimeGiven {
    return this.time.given();
  }

  setLocalClock(localClock: boolean): void {
    this.time.setLocalClock(localClock);
    this.announceServer();
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
    this.announceServer();
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
    served.schedules.start();
    served.absences.start();
    const { journal, ledger } = served.stores;
    this.timeRequests = new TimeRequestLog({
      journal,
      siteId: served.state.site.id,
      clock: this.parts.clock,
      realClock: this.realClock,
      announce: () => this.announcer.announce('requests'),
    });
    if (this.hosting) {
      this.retention.start();
      this.listeningTo.push(
        this.realClock.after(readLedgerAfterMs, () => ledger.warm()),
        giveMemoryBack(this.realClock),
      );
    }
    this.listeningTo.push(
      this.announcer.listen((topics) => {
        if (topics.includes('server')) void this.https.prepare();
      }),
    );
    this.listeningTo.push(stepMessages(served, (event, payload) => this.tell(event, payload)));
    await this.https.serve(served.certificates, this.hosting);
  }

  private siteServices(name: string | undefined): Result<SiteServices> {
    return this.book.served ? this.book.named(name) : fail(this.whyLocked());
  }

  private sitePorts(): SitePorts {
    return {
      neighbours: systemNeighbours(this.realClock),
      sender: this.net.sender,
      scheduler: this.hosting ? new NodeCronScheduler() : planOnly(new NodeCronScheduler()),
      tableFormat: csvFormat,
      libraryFolder: this.libraryFolder,
      certificates: { authority: x509Authority, names: () => this.net.names() },
    };
  }

  private surroundings(): Surroundings {
    return {
      clock: this.parts.clock,
      realMonotonicMs: () => this.realClock.monotonicMs(),
      family: createPanasonicFamily(catalogueRows(panasonicCatalogue), panasonicSamples),
      sha256: (data) => createHash('sha256').update(data).digest('hex'),
      md5: (text) => createHash('md5').update(text).digest('hex'),
      fingerprint: (data) => this.vault.fingerprint(typeof data === 'string' ? Buffer.from(data) : data),
      randomBytes,
      toldBaseUrl: () => this.toldBaseUrl(),
      toldState: (baseUrl) => this.addresses.toldState(baseUrl),
      toldFirst: () => this.https.toldFirst(),
      awaySpans: (sinceAt) => this.presence.away(sinceAt).map(({ from, to }) => ({ from, to: to ?? Infinity })),
      openLab: this.openLab,
      announce: (topic) => this.announcer.announce(topic),
    };
  }

  /** Phones find this laptop while the provisioning port is open. */
  private notePresence(): void {
    const files = [this.net.state('http'), this.net.state('https')];
    if (files.some(({ state }) => state === 'up')) this.presence.begin();
    else this.presence.end(this.net.isStranded ? 'address-gone' : 'listener-down');
    this.announceServer();
  }

  private tell(event: EventName, payload: unknown): void {
    for (const hear of this.hearers) hear(event, payload);
  }

  private announceServer(): void {
    this.announcer.announce('server');
    this.announcer.announce('phones');
  }

  private noteWriteTrouble(problem: Problem | null): void {
    this.writeTrouble = problem;
    if (problem) this.logger?.error('cannot write', { ...problem });
    this.announcer.announce('server');
  }

  private async writeControlFile(): Promise<void> {
    const content = JSON.stringify({ url: this.control.url, token: this.controlToken, pid: process.pid });
    const temporary = `${this.controlFile}.${process.pid}`;
    await writeFile(temporary, content, { mode: 0o600 });
    await rename(temporary, this.controlFile);
  }
}

/** What a start has to do comes first. */
const readLedgerAfterMs = 2000;

/** A content security policy's nonce: 144 bits. */
const windowNonce = (): string => randomToken(randomBytes, 24);
