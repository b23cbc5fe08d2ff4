// A whole site on a real database, with a clock that stands, scripted phones and everything of the outside settable.
import { createHash } from 'node:crypto';
import { onTestFinished } from 'vitest';
import catalogueData from '../../resources/families/panasonic/catalogue.json';
import { x509Authority } from '../../electron/adapters/certificates/x509-authority';
import { csvFormat } from '../../electron/adapters/csv/csv-format';
import { CronerScheduler } from '../../electron/adapters/scheduler/croner-scheduler';
import { libraryFiles } from '../../electron/adapters/library-files/library-files';
import { emptySiteFacts, type SiteFacts } from '../../electron/core/configs/facts';
import { parseScope, siteScope, type Scope } from '../../electron/core/configs/scope';
import { catalogueRows } from '../../electron/core/families/panasonic/catalogue';
import type { FirstAddresses } from '../../electron/core/families/family';
import { createPanasonicFamily } from '../../electron/core/families/panasonic/panasonic-family';
import type { MacAddress } from '../../electron/core/shared/mac-address';
import { ok } from '../../electron/core/shared/result';
import type { AwayCause, AwaySpan } from '../../electron/core/timing/away-span';
import type { TimeSpan } from '../../electron/core/timing/time-spans';
import { factsKey } from '../../electron/services/configs/site-layers';
import type { NewPhone } from '../../electron/services/phones/phone-service';
import type { PhoneRecord } from '../../electron/services/phones/phone-store';
import { phoneView, type PhoneView } from '../../electron/services/phones/phone-view';
import type { LedgerRow } from '../../electron/services/provisioning/provisioning-store';
import type { NotifyOutcome, NotifyProgress, NotifyRequest } from '../../electron/services/resync/notify-sender';
import type { ResyncStepRecord } from '../../electron/services/resync/resync-store';
import type { Scheduler } from '../../electron/services/schedules/scheduler';
import { createSiteServices, type SiteServices } from '../../electron/services/site-services';
import { SwitchableEndpoint } from '../../electron/services/sip/switchable-endpoint';
import type { ChangeTopic, Surroundings } from '../../electron/services/site-state';
import { WakeSignal } from '../../electron/services/timing/wake-signal';
import { mac, openDatabase, valueOf, type OpenedDatabase } from './database';
import { TestClock } from './test-clock';
import { TestPnp } from './test-pnp';
import { TestPower } from './test-power';

export { mac, valueOf };

export const second = 1000;
export const minute = 60 * second;
export const hour = 60 * minute;

/** Where phone n sits, unless a test says otherwise. */
export function peer(number: number): string {
  return `192.0.2.${number}`;
}

export interface Asking {
  readonly from?: string;
  readonly method?: string;
  readonly userAgent?: string | null;
  readonly etag?: string;
  /** More of them, by lower-case name. */
  readonly headers?: Readonly<Record<string, string>>;
  /** False: the peer went away midway. */
  readonly completed?: boolean;
}

export interface Asked {
  readonly status: number;
  readonly text: string;
  readonly etag: string | null;
  /** With a 401. */
  readonly challenges: readonly string[];
}

type Notified = (request: NotifyRequest, progress: NotifyProgress) => NotifyOutcome | Promise<NotifyOutcome>;

export const answered200: NotifyOutcome = { kind: 'answered', status: 200, reason: 'OK' };

export interface SiteOptions {
  readonly facts?: Partial<SiteFacts>;
  readonly openLab?: boolean;
  /** Another site's database, to put a second one into it or to start anew. */
  readonly database?: OpenedDatabase;
  readonly clock?: TestClock;
  readonly siteId?: number;
  /** Cron on the site's clock unless given. */
  readonly scheduler?: Scheduler;
  /** Known before the services are made. */
  readonly away?: TestSite['away'];
}

export class TestSite {
  readonly neighbours = new Map<string, MacAddress>();
  readonly notifies: NotifyRequest[] = [];
  /** What schedules put into the data folder: stamps of backups, reports. */
  readonly backups: string[] = [];
  readonly reports: { readonly name: string; readonly text: string }[] = [];
  /** How often the request log was tidied. */
  tidied = 0;
  readonly announced: ChangeTopic[] = [];
  baseUrl = 'http://192.0.2.200:8088';
  /** Where phones find us besides. */
  readonly answeredAlso = new Set<string>();
  /** What phones at first contact are told, where that is something else. */
  first: FirstAddresses | null = null;
  /** What certificates are issued for. */
  names = ['192.0.2.200'];
  /** When the laptop did not serve. */
  away: (TimeSpan & Partial<AwaySpan>)[] = [];
  /** Since when that is known. */
  recordedSince: number | null = null;
  /** Of schedules and of what a waking sets off; a test that expects trouble takes it. */
  onFault: (error: unknown) => void = (error) => {
    throw error;
  };
  readonly wake = new WakeSignal((error) => this.onFault(error));
  readonly power = new TestPower();
  /** No SIP port is open unless a test gives one. */
  readonly sip = new SwitchableEndpoint();
  readonly pnp: TestPnp;
  /** How much faster than real time the clock goes. */
  labRate = 1;
  /** What becomes of a NOTIFY; by default the phone answers 200. */
  onNotify: Notified = () => answered200;
  readonly services: SiteServices;
  readonly steps: ResyncStepRecord[] = [];

  constructor(
    readonly database: OpenedDatabase,
    readonly clock: TestClock,
    siteId: number,
    options: SiteOptions,
  ) {
    const site = database.sites.all().find((one) => one.id === siteId);
    if (!site) throw new Error(`no site ${siteId}`);
    this.away = [...(options.away ?? [])];
    this.pnp = new TestPnp(clock);
    this.services = createSiteServices(
      site,
      { ...emptySiteFacts, ...options.facts },
      database,
      this.ports(options.scheduler),
      {
        ...surroundings(clock),
        realMonotonicMs: () => clock.monotonicMs() / this.labRate,
        toldBaseUrl: () => this.baseUrl,
        toldState: (baseUrl) =>
          baseUrl === this.baseUrl ? 'current' : this.answeredAlso.has(baseUrl) ? 'answered' : 'gone',
        toldFirst: () => this.first ?? { baseUrl: this.baseUrl, rootUrl: null },
        awaySpans: (sinceAt) => this.awaySince(sinceAt),
        recordedSince: () => this.recordedSince,
        wake: this.wake,
        clockRate: () => this.labRate,
        openLab: options.openLab ?? false,
        announce: (topic) => this.announced.push(topic),
      },
    );
    this.services.resync.watch((step) => this.steps.push(step));
    this.services.resync.resume();
  }

  /** Adds phone n, with line 1, and publishes it. */
  add(number: number, more: Partial<NewPhone> = {}): PhoneRecord {
    const line = {
      line: 1,
      extension: `21${number}`,
      name: `Desk ${number}`,
      authId: `auth${number}`,
      password: `Pw-${number}-x`,
      server: '',
    };
    const phone = {
      mac: mac(number),
      model: 'KX-UT670',
      name: `Desk ${number}`,
      group: null,
      ip: null,
      lines: [line],
      arm: true,
      ...more,
    };
    valueOf(this.services.phones.add(phone, 'test'));
    this.publish();
    return this.phone(number);
  }

  phone(number: number): PhoneRecord {
    return valueOf(this.services.state.phones.require(mac(number)));
  }

  view(number: number): PhoneView {
    const { state, around, configs, resync, timing } = this.services;
    return phoneView(this.phone(number), {
      state,
      around,
      revision: configs.revision,
      inRun: (id) => resync.isInRun(id),
      outlook: timing.outlook(),
    });
  }

  file(scope: Scope | string, ...lines: string[]): void {
    const parsed = typeof scope === 'string' ? valueOf(parseScope(scope)) : scope;
    valueOf(this.services.configs.set(parsed, lines.map((line) => `${line}\r\n`).join(''), undefined));
  }

  facts(change: Partial<SiteFacts>): void {
    const before = this.services.state.layers.siteFacts('draft');
    this.services.configs.setFacts(factsKey(siteScope), { ...before, ...change });
  }

  publish(...scopes: string[]): number {
    const wanted = scopes.length > 0 ? scopes.map((scope) => valueOf(parseScope(scope))) : undefined;
    return valueOf(this.services.configs.publish('test', 'test', wanted)).revision;
  }

  ask(target: string, asking: Asking = {}): Asked {
    const { from = peer(1), method = 'GET', userAgent = null, etag = null, completed = true } = asking;
    const headers: Readonly<Record<string, string | null>> = {
      'user-agent': userAgent,
      'if-none-match': etag,
      ...asking.headers,
    };
    const header = (name: string): string | null => headers[name] ?? null;
    const request = { protocol: 'http' as const, remote: from, method, target, header };
    const answer = this.services.provisioning.answer(request);
    answer.settle({ completed, durationMs: 1 });
    return {
      status: answer.status,
      text: answer.body && !('read' in answer.body) ? new TextDecoder().decode(answer.body) : '',
      etag: answer.etag,
      challenges: answer.challenges,
    };
  }

  /** Phone n asks at its first address. */
  askFirst(number: number, asking: Asking = {}): Asked {
    return this.ask(`/first/${mac(number)}.cfg`, { from: peer(number), ...asking });
  }

  /** Phone n takes the files it holds the addresses of: standard, product, master. */
  takeFiles(number: number, asking: Asking = {}): Asked[] {
    const { services } = this;
    const held = services.state.held.of(this.phone(number).id);
    const names = ['CFG_STANDARD_FILE_PATH', 'CFG_PRODUCT_FILE_PATH', 'CFG_MASTER_FILE_PATH'];
    const userAgent = `Panasonic_KX-UT670/01.061 (${mac(number).toLowerCase()})`;
    return names.flatMap((name) => {
      const url = held.get(name);
      return url ? [this.ask(new URL(url).pathname, { from: peer(number), userAgent, ...asking })] : [];
    });
  }

  /** From the carton to in sync. */
  boot(number: number, asking: Asking = {}): void {
    this.askFirst(number, asking);
    this.takeFiles(number, asking);
  }

  /** The path of a phone's own file, as it was told last. */
  ownPath(number: number): string {
    const token = this.services.state.tokens.current(this.phone(number).id, this.clock.now());
    return `/p/${token.token}/${mac(number)}.cfg`;
  }

  held(number: number): ReadonlyMap<string, string> {
    return this.services.state.held.of(this.phone(number).id);
  }

  ledger(limit = 100): LedgerRow[] {
    return this.services.stores.journal.requests(this.services.state.site.id, { limit });
  }

  /** Newest first. */
  reasons(limit = 100): string[] {
    return this.ledger(limit).map((row) => row.reason);
  }

  /** The steps of phone n as `sent`, `answered 200 OK`, … */
  stepsOf(number: number): string[] {
    const { id } = this.phone(number);
    return this.steps.filter((step) => step.phoneId === id).map((step) => step.step);
  }

  /** The program ends and starts again on the same database. */
  restart(options: SiteOptions = {}): TestSite {
    this.services.schedules.stop();
    this.services.resync.stop();
    this.services.registrar.stop();
    this.services.pnp.stop();
    this.services.library.stop();
    return new TestSite(this.database, this.clock, this.services.state.site.id, options);
  }

  /** The laptop was away from then until now, and is told so. */
  wakeFrom(from: number, cause: AwayCause = 'asleep'): void {
    const woken = { from, to: this.clock.now(), cause };
    this.away.push(woken);
    this.wake.tell(woken);
  }

  private awaySince(sinceAt: number): AwaySpan[] {
    return this.away.filter(({ to }) => to > sinceAt).map((span) => ({ cause: 'asleep' as const, ...span }));
  }

  private ports(scheduler: Scheduler = new CronerScheduler(this.clock)): Parameters<typeof createSiteServices>[3] {
    return {
      neighbours: { macOf: (address) => this.neighbours.get(address) ?? null },
      sender: {
        send: async (request, progress) => {
          this.notifies.push(request);
          progress.sent(1);
          return this.onNotify(request, progress);
        },
      },
      sip: this.sip,
      pnp: this.pnp,
      scheduler,
      scheduleHost: {
        inTurns: async (steps) => {
          for (const _ of steps) await Promise.resolve();
        },
        backup: async (stamp) => {
          this.backups.push(stamp);
          return ok({ name: `backups/cordboard-${stamp}.db`, bytes: 4_200_000 });
        },
        saveReport: async (name, text) => {
          this.reports.push({ name, text });
          return ok(`reports/${name}`);
        },
        tidyLedger: async () => void this.tidied++,
        fault: (error) => this.onFault(error),
      },
      tableFormat: csvFormat,
      libraryFolder: libraryFiles(this.database.folder, this.clock),
      certificates: { authority: x509Authority, names: () => this.names },
      sleepBlocker: this.power,
    };
  }
}

export async function openSite(options: SiteOptions = {}): Promise<TestSite> {
  const database = options.database ?? (await openDatabase());
  const siteId =
    options.siteId ?? database.sites.insert({ name: 'Harbour office', siteToken: 'site-token-0123456789abc' }).id;
  const site = new TestSite(database, options.clock ?? new TestClock(), siteId, options);
  onTestFinished(() => {
    site.services.schedules.stop();
    site.services.resync.stop();
    site.services.registrar.stop();
    site.services.pnp.stop();
    site.services.library.stop();
  });
  return site;
}

/** Lets everything that waits for nothing but its turn have it. */
export async function settled(): Promise<void> {
  for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve));
}

const family = createPanasonicFamily(catalogueRows(catalogueData));

function surroundings(
  clock: TestClock,
): Omit<
  Surroundings,
  | 'realMonotonicMs'
  | 'toldBaseUrl'
  | 'toldState'
  | 'toldFirst'
  | 'awaySpans'
  | 'recordedSince'
  | 'wake'
  | 'clockRate'
  | 'openLab'
  | 'announce'
> {
  let drawn = 0;
  return {
    clock,
    family,
    sha256: (data) => createHash('sha256').update(data).digest('hex'),
    md5: (text) => createHash('md5').update(text).digest('hex'),
    fingerprint: (data) => createHash('sha256').update('test key').update(data).digest('hex'),
    randomBytes: (count) => createHash('sha512').update(`draw ${drawn++}`).digest().subarray(0, count),
  };
}
