// What a host does about its request log besides writing requests: keeps it within its limits, makes it quick to read, and enters who
// asked for the time.
import type { Stores } from './adapters/database/workstation-database';
import { giveMemoryBack } from './adapters/memory/give-memory-back';
import { systemClockQuality } from './adapters/sntp-server/system-clock-quality';
import type { Clock } from './core/shared/clock';
import { LedgerRetention } from './services/activity/ledger-retention';
import { TimeRequestLog, type TimeQuestion } from './services/activity/time-request-log';
import type { SiteServices } from './services/site-services';

export interface LedgerParts {
  readonly stores: Pick<Stores, 'sites' | 'ledger' | 'ledgerUpkeep'>;
  /** That of phones. */
  readonly clock: Clock;
  readonly isLab: boolean;
  readonly realClock: Clock;
  readonly announce: () => void;
  readonly trouble: (what: string, error: unknown) => void;
}

/** What a start has to do comes first. */
const readLedgerAfterMs = 2000;

export class WorkstationLedger {
  readonly retention: LedgerRetention;
  private timeRequests: TimeRequestLog | null = null;
  private readonly stops: (() => void)[] = [];

  constructor(private readonly parts: LedgerParts) {
    const { stores, clock, isLab, realClock, trouble } = parts;
    this.retention = new LedgerRetention({
      ledger: stores.ledger,
      upkeep: stores.ledgerUpkeep,
      settings: stores.sites,
      realClock,
      stampClock: isLab ? null : clock,
      clockQuality: systemClockQuality(),
      onFault: (error) => trouble('tidying the request log failed', error),
    });
  }

  /** The site is open. `hosting`: it is served by this process. */
  serve({ state, stores }: SiteServices, hosting: boolean): void {
    const { clock, realClock, announce } = this.parts;
    const { journal, ledger } = stores;
    this.timeRequests = new TimeRequestLog({ journal, siteId: state.site.id, clock, realClock, announce });
    if (!hosting) return;
    this.retention.start();
    this.stops.push(
      realClock.after(readLedgerAfterMs, () => ledger.warm()),
      giveMemoryBack(realClock),
    );
  }

  timeAsked(asked: TimeQuestion): void {
    this.timeRequests?.note(asked);
  }

  stop(): void {
    for (const stop of this.stops.splice(0)) stop();
    this.retention.stop();
  }
}
