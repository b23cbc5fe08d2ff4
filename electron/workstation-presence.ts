// Whether phones find this laptop, put together from its listeners, its addresses and what the system says of its power.
import { steadyClock } from './adapters/clock/steady-clock';
import { isAnyAddress } from './core/provisioning/ip-network';
import { isUsableKind } from './core/provisioning/interface-kind';
import type { Clock } from './core/shared/clock';
import { PresenceService } from './services/provisioning/presence-service';
import type { PresenceStore } from './services/provisioning/presence-store';
import { WakeSignal } from './services/timing/wake-signal';
import type { WorkstationAddresses } from './workstation-addresses';
import type { WorkstationListeners } from './workstation-listeners';

export interface PresenceSurroundings {
  /** That of phones. */
  readonly clock: Clock;
  readonly isLab: boolean;
  readonly realClock: Clock;
  readonly store: PresenceStore;
  /** What broke when somebody was told of a waking. */
  readonly fault: (error: unknown) => void;
}

export class WorkstationPresence {
  readonly wake: WakeSignal;
  readonly service: PresenceService;
  private isOpen = false;

  constructor(
    { clock, isLab, realClock, store, fault }: PresenceSurroundings,
    private readonly net: WorkstationListeners,
    private readonly addresses: WorkstationAddresses,
  ) {
    this.wake = new WakeSignal(fault);
    const realSteadyMs = steadyClock();
    this.service = new PresenceService({
      store,
      clock,
      // Nobody sets the clock of a lab, and in half a minute half a day may pass on it.
      steadyMs: isLab ? () => clock.monotonicMs() : realSteadyMs,
      heartbeatMs: isLab ? 1_000 : 30_000,
      realClock,
      realSteadyMs,
      reach: {
        state: () => this.reached(),
        isNetworkUp: () => this.isNetworkUp(),
        look: () => addresses.check(),
      },
      woke: (woken) => this.wake.tell(woken),
    });
  }

  /** There is something to serve, and who watches for waking is there. */
  siteOpened(): void {
    this.isOpen = true;
    this.service.noteReach();
  }

  /** Phones find this laptop while a provisioning port is open; while the secrets are locked it has nothing for them. */
  private reached(): 'up' | 'listener-down' | 'address-gone' {
    const files = [this.net.state('http'), this.net.state('https')];
    if (files.some(({ state }) => state === 'up')) return this.isOpen ? 'up' : 'listener-down';
    return this.net.isStranded ? 'address-gone' : 'listener-down';
  }

  private isNetworkUp(): boolean {
    const { address } = this.net.chosen;
    if (!isAnyAddress(address)) return this.net.isHere(address);
    return this.addresses.here().some(({ kind }) => isUsableKind(kind));
  }
}
