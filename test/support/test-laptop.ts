// A laptop that serves: its clock can be set, it sleeps with or without a word, its listeners and its network come and go.
import type { Clock } from '../../electron/core/shared/clock';
import { PresenceService } from '../../electron/services/provisioning/presence-service';
import type { PresenceStore } from '../../electron/services/provisioning/presence-store';
import type { Woken } from '../../electron/services/timing/wake-signal';
import { openDatabase, type OpenedDatabase } from './database';
import { TestClock } from './test-clock';

export class TestLaptop {
  state: 'up' | 'listener-down' | 'address-gone' = 'up';
  network = true;
  readonly woken: Woken[] = [];
  presence: PresenceService;
  /** Stands while the laptop sleeps, as on Linux. */
  private timers: TestClock;
  private sleptMs = 0;
  private setByMs = 0;

  constructor(
    private database: OpenedDatabase,
    startAt: number,
  ) {
    this.timers = new TestClock(startAt);
    this.presence = this.program();
    this.presence.start();
  }

  get store(): PresenceStore {
    return this.database.presence;
  }

  now(): number {
    return this.timers.now() + this.sleptMs + this.setByMs;
  }

  /** Awake, and working. */
  advance(ms: number): void {
    this.timers.advance(ms);
  }

  /** Nobody says a word; `advance` afterwards lets the timers go on. */
  sleep(ms: number): void {
    this.sleptMs += ms;
  }

  /** The clock on the wall is set forward, or back. */
  setClock(byMs: number): void {
    this.setByMs += byMs;
  }

  reach(state: TestLaptop['state']): void {
    this.state = state;
    this.presence.noteReach();
  }

  /** The program is killed and started again later, with or without a clock that is wrong by then. */
  async crash(forMs: number, wrongByMs = 0): Promise<void> {
    this.database.database.close();
    this.database = await openDatabase(this.database.folder);
    this.timers = new TestClock(this.timers.now() + forMs);
    this.setByMs += wrongByMs;
    this.presence = this.program();
    this.presence.start();
  }

  /** The program is closed and started again later. */
  async close(forMs: number, wrongByMs = 0): Promise<void> {
    this.presence.stop();
    await this.crash(forMs, wrongByMs);
  }

  private program(): PresenceService {
    const { timers } = this;
    const clock: Clock = {
      now: () => this.now(),
      monotonicMs: () => timers.monotonicMs(),
      after: (delayMs, callback) => timers.after(delayMs, callback),
      every: (intervalMs, callback) => timers.every(intervalMs, callback),
    };
    const sinceBoot = (): number => timers.now() + this.sleptMs - 1_000_000;
    return new PresenceService({
      store: this.store,
      clock,
      realClock: clock,
      steadyMs: sinceBoot,
      realSteadyMs: sinceBoot,
      heartbeatMs: 30_000,
      reach: {
        state: () => this.state,
        isNetworkUp: () => this.network,
        look: () => Promise.resolve(),
      },
      woke: (woken) => this.woken.push(woken),
    });
  }
}
