// Builds what a site is made of, in the order in which the parts need each other.
import type { SiteFacts } from '../core/configs/facts';
import { asleepStretch } from '../core/timing/awake-hours';
import { PhoneHistory } from './activity/phone-history';
import type { RequestLedger } from './activity/request-ledger';
import { ConfigService } from './configs/config-service';
import { BulkService } from './configs/bulk-service';
import { ConfigCompare } from './configs/config-compare';
import { ConfigEditService } from './configs/config-edit-service';
import { ContentHash } from './configs/content-hash';
import { GivenNamesBook } from './configs/given-names';
import { LayerCheck } from './configs/layer-check';
import { MissingFirmware } from './configs/missing-firmware';
import { ParameterInspector } from './configs/parameter-inspector';
import { PhoneProblems } from './configs/phone-problems';
import { Publishing } from './configs/publishing';
import { SecretService } from './configs/secret-service';
import { SeverityBook } from './configs/severity-book';
import { ImportService } from './configs/import-service';
import { PhoneContents } from './configs/phone-contents';
import { SiteLayers } from './configs/site-layers';
import type { ConfigStore } from './configs/config-store';
import { PhoneBook } from './phones/phone-book';
import { PhoneList, type TableFormat } from './phones/phone-list';
import { PhoneService } from './phones/phone-service';
import { StateCounts } from './phones/state-counts';
import type { AuditStore, PhoneStore, WaitingStore } from './phones/phone-store';
import { ContactBook } from './library/contact-book';
import { FirmwareAssignments } from './library/firmware-assignments';
import type { LibraryFolder } from './library/library-folder';
import { LibraryService } from './library/library-service';
import type { ContactStore, LibraryStore, PhoneLogStore } from './library/library-store';
import { PhoneLogs } from './library/phone-logs';
import type { GivenFiles } from './provisioning/answer';
import { AccessService } from './provisioning/access-service';
import { EvidenceBook, type EvidenceStore } from './provisioning/evidence-book';
import { CertificateService, type CertificatePorts } from './provisioning/certificate-service';
import type { CertificateStore } from './provisioning/certificate-store';
import { HeldBook } from './provisioning/held-book';
import type { NeighbourTable } from './provisioning/neighbour-table';
import { ProvisioningService } from './provisioning/provisioning-service';
import type { ProvisioningJournal, TokenStore } from './provisioning/provisioning-store';
import { TokenBook } from './provisioning/token-book';
import { Reports } from './reports/reports';
import type { NotifySender } from './resync/notify-sender';
import { ResyncService } from './resync/resync-service';
import type { ResyncStore } from './resync/resync-store';
import { MaintenanceBook } from './schedules/maintenance-book';
import { ScheduleActions } from './schedules/schedule-actions';
import type { ScheduleHost } from './schedules/schedule-host';
import { ScheduleRunner } from './schedules/schedule-runner';
import { ScheduleService } from './schedules/schedule-service';
import type { Scheduler } from './schedules/scheduler';
import type { ScheduleStore } from './schedules/schedule-store';
import type { InOneTransaction } from './settings/one-transaction';
import { PnpService, type PnpHost } from './sip/pnp-service';
import { RegistrarService } from './sip/registrar-service';
import { RegistrationBook } from './sip/registration-book';
import type { RegistrationStore } from './sip/registration-store';
import type { SipEndpoint } from './sip/sip-endpoint';
import type { SiteRecord, SiteStore } from './settings/site-store';
import type { SiteState, Surroundings } from './site-state';
import { AbsenceWatch } from './timing/absence-watch';
import { AwakeHoursBook } from './timing/awake-hours-book';
import { CatchUp } from './timing/catch-up';
import { CheckPlans } from './timing/check-plans';
import { KeepAwake } from './timing/keep-awake';
import { LearntOffsets } from './timing/learnt-offsets';
import { StaggerService } from './timing/stagger-service';
import type { SleepBlocker } from './timing/sleep-blocker';
import { Timeline } from './timing/timeline';
import { TimingSettingsBook } from './timing/timing-settings';

export interface SiteStores {
  readonly phones: PhoneStore;
  readonly waiting: WaitingStore;
  readonly audit: AuditStore;
  readonly configs: ConfigStore;
  readonly journal: ProvisioningJournal;
  readonly ledger: RequestLedger;
  readonly tokens: TokenStore;
  readonly evidence: EvidenceStore;
  readonly resync: ResyncStore;
  readonly registrations: RegistrationStore;
  readonly schedules: ScheduleStore;
  readonly library: LibraryStore;
  readonly contacts: ContactStore;
  readonly phoneLogs: PhoneLogStore;
  readonly certificates: CertificateStore;
  readonly sites: Pick<SiteStore, 'setting' | 'saveSetting' | 'saveSettingLater'>;
  readonly inOneTransaction: InOneTransaction;
}

export interface SitePorts {
  readonly neighbours: NeighbourTable;
  readonly sender: Pick<NotifySender, 'send'>;
  /** Requests of phones to our SIP port, and ours to them. */
  readonly sip: SipEndpoint;
  readonly pnp: PnpHost;
  readonly scheduler: Scheduler;
  readonly scheduleHost: ScheduleHost;
  readonly tableFormat: TableFormat;
  readonly libraryFolder: LibraryFolder;
  readonly certificates: Pick<CertificatePorts, 'authority' | 'names'>;
  /** Null where nothing can keep the system awake. */
  readonly sleepBlocker: SleepBlocker | null;
}

export interface SiteServices {
  readonly state: SiteState;
  readonly around: Surroundings;
  readonly stores: SiteStores;
  readonly phones: PhoneService;
  readonly list: PhoneList;
  readonly configs: ConfigService;
  readonly publishing: Publishing;
  readonly edits: ConfigEditService;
  readonly compare: ConfigCompare;
  readonly inspector: ParameterInspector;
  readonly problems: PhoneProblems;
  readonly severities: SeverityBook;
  readonly names: GivenNamesBook;
  readonly secrets: SecretService;
  readonly bulk: BulkService;
  readonly imports: ImportService;
  readonly provisioning: ProvisioningService;
  readonly resync: ResyncService;
  readonly registrar: RegistrarService;
  readonly pnp: PnpService;
  readonly schedules: ScheduleService;
  readonly maintenance: MaintenanceBook;
  readonly timing: CheckPlans;
  readonly stagger: StaggerService;
  readonly reports: Reports;
  readonly timeline: Timeline;
  readonly catchUp: CatchUp;
  readonly timingSettings: TimingSettingsBook;
  readonly awakeHours: AwakeHoursBook;
  readonly keepAwake: KeepAwake;
  readonly states: StateCounts;
  readonly absences: AbsenceWatch;
  readonly history: PhoneHistory;
  readonly library: LibraryService;
  readonly contacts: ContactBook;
  readonly logs: PhoneLogs;
  readonly certificates: CertificateService;
}

export function createSiteServices(
  site: SiteRecord,
  defaults: SiteFacts,
  stores: SiteStores,
  ports: SitePorts,
  around: Surroundings,
): SiteServices {
  const layers = new SiteLayers(stores.configs, site.id, around.family, defaults);
  const contentHash = new ContentHash(around.fingerprint, (parameter) => around.family.comparable(parameter));
  const evidence = new EvidenceBook(stores.evidence, site.id);
  const state: SiteState = {
    site,
    layers,
    phones: new PhoneBook(stores.phones, site.id),
    contents: new PhoneContents(layers, around.family, contentHash, () => site.name, around.toldBaseUrl),
    tokens: new TokenBook(stores.tokens, site.id, around.randomBytes, around.clock.now()),
    held: new HeldBook(stores.journal, site.id, around.family, contentHash),
    evidence,
    access: new AccessService({ site, around, evidence, settings: stores.sites, audit: stores.audit }),
    registrations: new RegistrationBook(stores.registrations, site.id, () => around.clock.now()),
  };
  const phones = new PhoneService(state, around, stores.phones, stores.waiting, stores.audit);
  const severities = new SeverityBook(state, around, stores.sites, stores.audit);
  const names = new GivenNamesBook(state);
  // The library comes later: it drafts assignments through the configs.
  const missingFirmware = new MissingFirmware(state, around, {
    has: (name, sha256) => library.has(name, sha256),
    get version() {
      return library.version;
    },
  });
  const problems = new PhoneProblems(state, around, severities, missingFirmware);
  const layerCheck = new LayerCheck(state, around, severities, names);
  const checks = { layers: layerCheck, phones: problems, firmware: missingFirmware, audit: stores.audit };
  const publishing = new Publishing(state, around, stores.configs, checks);
  const configs = new ConfigService(state, around, stores.configs, layerCheck, publishing);
  const edits = new ConfigEditService(state, around, configs);
  const firmware = new FirmwareAssignments(state, around, configs);
  const library = new LibraryService(state, around, firmware, stores.library, ports.libraryFolder);
  const contacts = new ContactBook(state, around, stores.contacts, ports.tableFormat);
  const certificates = new CertificateService(state, around, {
    ...ports.certificates,
    store: stores.certificates,
    audit: stores.audit,
    settings: stores.sites,
  });
  const logs = new PhoneLogs(around, stores.phoneLogs);
  const given: GivenFiles = {
    library: (name, model) => library.given(name, model),
    contacts: () => contacts.given(),
    rootCertificate: () => certificates.root(),
    upload: (phone, name) => logs.upload(phone, name),
  };
  const provisioning = new ProvisioningService(state, around, stores.journal, ports.neighbours, given);
  const maintenance = new MaintenanceBook(state, around, stores.sites);
  const timingSettings = new TimingSettingsBook({ site, around, settings: stores.sites, audit: stores.audit });
  const awakeHours = new AwakeHoursBook(state, around, stores.sites);
  const learntOffsets = new LearntOffsets(state, around.family, stores.sites);
  // Before the resync service hears of it: a phone that was told to come shows nothing of its clock.
  provisioning.watch(({ phoneId, at, file }) => {
    const phone = state.phones.get(phoneId);
    if (file === 'standard' && phone && !resync.isInRun(phoneId)) learntOffsets.note(phone, at);
  });
  const resync = new ResyncService({
    state,
    around,
    sender: ports.sender,
    provisioning,
    store: stores.resync,
    settings: stores.sites,
    quiet: maintenance,
    flows: state.registrations,
    revision: () => configs.revision,
  });
  const timing = new CheckPlans(state, around, {
    assumptions: () => timingSettings.assumptions,
    grace: () => timingSettings.grace,
    learntOffset: (phone) => learntOffsets.of(phone),
  });
  const states = new StateCounts(state, timing, (phoneId) => resync.isInRun(phoneId));
  resync.watch(({ phoneId }) => states.note(phoneId));
  const stagger = new StaggerService({
    state,
    around,
    phones,
    awakeHours: () => awakeHours.learnt,
    comfortablePerMinute: () => timingSettings.current.comfortablePerMinute,
    inOneTransaction: stores.inOneTransaction,
  });
  const reports = new Reports({
    state,
    around,
    publishing,
    ledger: stores.ledger,
    resync: stores.resync,
    schedules: stores.schedules,
    views: () => ({
      state,
      around,
      revision: configs.revision,
      inRun: (phoneId) => resync.isInRun(phoneId),
      outlook: timing.outlook(),
    }),
    settings: timingSettings,
    format: ports.tableFormat,
  });
  const catchUp = new CatchUp({
    state,
    around,
    timing,
    states,
    resync,
    settings: timingSettings,
    quiet: maintenance,
    store: stores.sites,
  });
  const actions = new ScheduleActions({
    state,
    around,
    host: ports.scheduleHost,
    store: stores.schedules,
    resync,
    publishing,
    configs,
    library,
    catchUp,
    reports,
  });
  return {
    state,
    around,
    stores,
    phones,
    list: new PhoneList(state, phones, ports.tableFormat),
    configs,
    publishing,
    edits,
    compare: new ConfigCompare(state, around, stores.configs),
    inspector: new ParameterInspector(state, around, stores.configs),
    problems,
    severities,
    names,
    secrets: new SecretService(state, around, configs, edits, stores.audit, stores.inOneTransaction),
    bulk: new BulkService(state, around, phones, configs, edits, stores.inOneTransaction),
    imports: new ImportService(state, around, phones, stores.phones, () => configs.revision, stores.inOneTransaction),
    provisioning,
    resync,
    registrar: new RegistrarService({
      state,
      around,
      endpoint: ports.sip,
      settings: stores.sites,
      audit: stores.audit,
    }),
    pnp: new PnpService({
      state,
      around,
      host: ports.pnp,
      settings: stores.sites,
      audit: stores.audit,
      waiting: stores.waiting,
    }),
    schedules: new ScheduleService({
      state,
      around,
      store: stores.schedules,
      scheduler: ports.scheduler,
      host: ports.scheduleHost,
      runner: new ScheduleRunner({
        siteId: site.id,
        around,
        store: stores.schedules,
        actions,
        host: ports.scheduleHost,
      }),
      quiet: maintenance,
      usuallyAsleep: (at) => awakeHours.learnt && asleepStretch(awakeHours.learnt, awakeHours.timeZone, at),
    }),
    maintenance,
    timing,
    stagger,
    reports,
    timeline: new Timeline({ state, around, plans: timing, ledger: stores.ledger, settings: timingSettings }),
    catchUp,
    timingSettings,
    awakeHours,
    keepAwake: new KeepAwake({
      around,
      phones: state.phones,
      plans: timing,
      hours: awakeHours,
      settings: timingSettings,
      blocker: ports.sleepBlocker,
      inTurns: (steps) => ports.scheduleHost.inTurns(steps),
    }),
    states,
    absences: new AbsenceWatch(around, states),
    history: new PhoneHistory(stores.ledger, stores.resync, stores.audit),
    library,
    contacts,
    logs,
    certificates,
  };
}
