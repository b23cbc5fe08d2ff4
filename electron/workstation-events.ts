// What carriers hear of: that something has changed, and every step of a resync.
import { changeMessages, stepMessages } from './adapters/window-calls/host-messages';
import type { EventName } from './contract/contract';
import type { Clock } from './core/shared/clock';
import { ChangeAnnouncer } from './services/activity/change-announcer';
import type { SiteServices } from './services/site-services';

export type EventListener = (event: EventName, payload: unknown) => void;

export class WorkstationEvents {
  readonly announcer: ChangeAnnouncer;
  private readonly hearers = new Set<EventListener>();
  private readonly stops: (() => void)[] = [];

  constructor(realClock: Clock) {
    this.announcer = new ChangeAnnouncer(realClock);
    this.stops.push(changeMessages(this.announcer, (event, payload) => this.tell(event, payload)));
  }

  listen(listener: EventListener): () => void {
    this.hearers.add(listener);
    return () => this.hearers.delete(listener);
  }

  /** Steps of this site are told from now on. */
  follow(served: SiteServices): void {
    this.stops.push(stepMessages(served, (event, payload) => this.tell(event, payload)));
  }

  /** What phones are told may have changed, and so what is to be said of them. */
  announceServer(): void {
    this.announcer.announce('server');
    this.announcer.announce('phones');
  }

  stop(): void {
    this.announcer.stop();
    for (const stop of this.stops.splice(0)) stop();
  }

  private tell(event: EventName, payload: unknown): void {
    for (const hear of this.hearers) hear(event, payload);
  }
}
