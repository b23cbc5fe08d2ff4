// What the services of every site get from the workstation: their ports to the world, and what surrounds them.
import { createHash, randomBytes } from 'node:crypto';
import { x509Authority } from './adapters/certificates/x509-authority';
import { LabClock } from './adapters/clock/lab-clock';
import { csvFormat } from './adapters/csv/csv-format';
import { datedBackup, saveReport } from './adapters/data-files/dated-files';
import { systemNeighbours } from './adapters/network/neighbours';
import { multicastPnp } from './adapters/sip/pnp-listener';
import { CronerScheduler } from './adapters/scheduler/croner-scheduler';
import { NodeCronScheduler } from './adapters/scheduler/node-cron-scheduler';
import { inTurns } from './adapters/window-calls/in-turns';
import { catalogueRows } from './core/families/panasonic/catalogue';
import { createPanasonicFamily } from './core/families/panasonic/panasonic-family';
import type { Clock } from './core/shared/clock';
import panasonicCatalogue from '../resources/families/panasonic/catalogue.json';
import { panasonicSamples } from './panasonic-samples';
import type { ChangeAnnouncer } from './services/activity/change-announcer';
import type { LedgerRetention } from './services/activity/ledger-retention';
import type { LibraryFolder } from './services/library/library-folder';
import type { ScheduleHost } from './services/schedules/schedule-host';
import type { Backup } from './services/settings/backup';
import type { Vault } from './services/settings/vault';
import type { SitePorts } from './services/site-services';
import type { Surroundings } from './services/site-state';
import type { SleepBlocker } from './services/timing/sleep-blocker';
import { version } from './version';
import type { WorkstationAddresses } from './workstation-addresses';
import type { WorkstationHttps } from './workstation-https';
import type { WorkstationListeners } from './workstation-listeners';
import type { WorkstationPresence } from './workstation-presence';

export interface WorkstationParts {
  /** Lab time or real time, for everything phones can notice. */
  readonly clock: Clock;
  readonly realClock: Clock;
  /** A host, not a command on the data folder of one that does not run. */
  readonly hosting: boolean;
  readonly openLab: boolean;
  readonly net: WorkstationListeners;
  readonly addresses: WorkstationAddresses;
  readonly https: WorkstationHttps;
  readonly serving: WorkstationPresence;
  readonly vault: Vault;
  readonly libraryFolder: LibraryFolder;
  readonly sleepBlocker: SleepBlocker | null;
  readonly announcer: ChangeAnnouncer;
  readonly host: ScheduleHostParts;
}

/** What schedules do to the workstation itself. */
interface ScheduleHostParts {
  readonly dataFolder: string;
  readonly backup: Backup;
  readonly retention: Pick<LedgerRetention, 'tidy'>;
  readonly trouble: (what: string, error: unknown) => void;
}

export function sitePorts(parts: WorkstationParts): SitePorts {
  const { clock, realClock, hosting, net, addresses, libraryFolder, sleepBlocker, host } = parts;
  const onFault = (error: unknown): void => host.trouble('a schedule broke', error);
  return {
    neighbours: systemNeighbours(realClock),
    sender: net.sender,
    sip: net.sip,
    pnp: {
      network: multicastPnp({
        version,
        clock: realClock,
        random: randomBytes,
        fault: (error) => host.trouble('a question by multicast broke', error),
      }),
      here: () => addresses.here(),
      chosenAddress: () => net.chosen.address,
      realClock,
    },
    scheduler: clock instanceof LabClock ? new CronerScheduler(clock) : new NodeCronScheduler({ onFault }),
    scheduleHost: scheduleHost(host),
    tableFormat: csvFormat,
    libraryFolder,
    certificates: { authority: x509Authority, names: () => net.names() },
    sleepBlocker: hosting ? sleepBlocker : null,
  };
}

function scheduleHost({ dataFolder, backup, retention, trouble }: ScheduleHostParts): ScheduleHost {
  return {
    inTurns,
    backup: (stamp) => datedBackup(dataFolder, backup, stamp),
    saveReport: (name, text) => saveReport(dataFolder, name, text),
    tidyLedger: () => retention.tidy(),
    fault: (error) => trouble('a schedule broke', error),
  };
}

export function siteSurroundings(parts: WorkstationParts): Surroundings {
  const { clock, realClock, net, addresses, https, serving, vault, announcer } = parts;
  return {
    clock,
    clockRate: () => (clock instanceof LabClock ? clock.state.rate : 1),
    realMonotonicMs: () => realClock.monotonicMs(),
    family: createPanasonicFamily(catalogueRows(panasonicCatalogue), panasonicSamples),
    sha256: (data) => createHash('sha256').update(data).digest('hex'),
    md5: (text) => createHash('md5').update(text).digest('hex'),
    fingerprint: (data) => vault.fingerprint(typeof data === 'string' ? Buffer.from(data) : data),
    randomBytes,
    toldBaseUrl: () => net.toldBaseUrl(),
    toldState: (baseUrl) => addresses.toldState(baseUrl),
    toldFirst: () => https.toldFirst(),
    awaySpans: (sinceAt) => serving.service.away(sinceAt),
    recordedSince: () => serving.service.since,
    wake: serving.wake,
    openLab: parts.openLab,
    announce: (topic) => announcer.announce(topic),
  };
}
