// Keeps the laptop awake for the checks of the coming night, where a person wants that and the system lets us.
import { rfc3339 } from '../../core/shared/rfc3339';
import type { PlannedCheck } from '../../core/timing/phone-circumstances';
import type { PhoneBook } from '../phones/phone-book';
import type { Surroundings } from '../site-state';
import type { AwakeHoursBook } from './awake-hours-book';
import type { CheckPlans } from './check-plans';
import { nightsAhead, planNight, type NightPlan } from './keep-awake-plan';
import type { SleepBlocker } from './sleep-blocker';
import type { TimingSettingsBook } from './timing-settings';

export interface KeepAwakeParts {
  readonly around: Pick<Surroundings, 'clock' | 'announce'>;
  readonly phones: Pick<PhoneBook, 'all'>;
  readonly plans: Pick<CheckPlans, 'outlook'>;
  readonly hours: Pick<AwakeHoursBook, 'learnt' | 'timeZone' | 'noteHeld'>;
  readonly settings: Pick<TimingSettingsBook, 'current' | 'grace' | 'watch'>;
  /** Null where nothing can keep the system awake. */
  readonly blocker: SleepBlocker | null;
  /** Takes the steps of long work while phones have their turn. */
  readonly inTurns: (steps: Iterable<void>) => Promise<void>;
}

/** What people are told of it. */
export interface KeepAwakeState {
  readonly supported: boolean;
  readonly enabled: boolean;
  readonly holding: boolean;
  /** The next night with checks, whether it is switched on or not. */
  readonly night: Pick<NightPlan, 'from' | 'to' | 'checks'> | null;
  readonly onMains: boolean | null;
  readonly words: string;
}

const lookEveryMs = 60_000;
/** Ten thousand phones are not asked every minute when they come next. */
const plannedAnewMs = 10 * 60_000;
/** Of one phone: what asks more often is seen again when planned anew. */
const mostChecks = 200;

export class KeepAwake {
  private release: (() => void) | null = null;
  private heldFrom = 0;
  private night: { readonly plan: NightPlan | null; readonly atMs: number } | null = null;
  private planning: Promise<void> | null = null;
  private readonly stops: (() => void)[] = [];

  constructor(private readonly parts: KeepAwakeParts) {}

  start(): void {
    const { around, settings, blocker } = this.parts;
    if (!blocker || this.stops.length > 0) return;
    const again = (): void => this.look();
    this.stops.push(
      around.clock.every(lookEveryMs, again),
      blocker.watchMains(again),
      settings.watch(() => {
        // Planned anew, but what has begun is not forgotten.
        if (this.night) this.night = { ...this.night, atMs: -Infinity };
        this.look();
      }),
    );
    this.look();
  }

  stop(): void {
    for (const stop of this.stops.splice(0)) stop();
    this.letGo();
  }

  /** HH:MM on the wall of the site; null while it holds nothing. */
  get heldUntil(): string | null {
    const plan = this.night?.plan;
    return this.release && plan ? this.clockTime(plan.to) : null;
  }

  async state(): Promise<KeepAwakeState> {
    const { blocker, settings } = this.parts;
    if (blocker && this.isPlanOld()) await this.plan();
    const state = {
      supported: blocker !== null,
      enabled: settings.current.keepAwake,
      holding: this.release !== null,
      night: this.night?.plan ?? null,
      onMains: blocker?.onMains() ?? null,
    };
    return { ...state, words: this.words(state) };
  }

  private look(): void {
    const { around, settings, blocker } = this.parts;
    if (!blocker || this.stops.length === 0) return;
    if (!settings.current.keepAwake || blocker.onMains() === false) return this.letGo();
    if (this.isPlanOld()) void this.plan();
    const now = around.clock.now();
    const plan = this.night?.plan ?? null;
    if (!plan || now < plan.holdFrom || now >= plan.to) return this.letGo();
    if (this.release) return;
    this.release = blocker.block();
    this.heldFrom = Math.max(now, plan.sleepsFrom);
    around.announce('server');
  }

  private letGo(): void {
    if (!this.release) return;
    this.release();
    this.release = null;
    const { around, hours } = this.parts;
    const held = { from: this.heldFrom, to: Math.min(around.clock.now(), this.night?.plan?.to ?? Infinity) };
    if (held.to > held.from) hours.noteHeld(held);
    around.announce('server');
  }

  private isPlanOld(): boolean {
    const now = this.parts.around.clock.now();
    const known = this.night;
    if (!known || now < known.atMs) return true;
    return now >= Math.min(known.atMs + plannedAnewMs, known.plan?.to ?? Infinity);
  }

  /** Joins one that is under way. */
  private plan(): Promise<void> {
    this.planning ??= this.planAnew().finally(() => (this.planning = null));
    return this.planning;
  }

  private async planAnew(): Promise<void> {
    const { phones, plans, hours, settings, inTurns } = this.parts;
    const outlook = plans.outlook();
    const ahead = { now: outlook.now, hours: hours.learnt, timeZone: hours.timeZone };
    const untilAt = nightsAhead(ahead).at(-1)?.to ?? 0;
    const checks: number[] = [];
    const steps = function* (): Generator<void> {
      for (const phone of phones.all()) {
        yield;
        const next = outlook.nextCheckAt(phone);
        if (next === null) continue;
        // Once a day is quickly told: that is what most do.
        if (outlook.timing(phone).fixedTimeMinutes !== null) checks.push(next);
        else checks.push(...instantsUntil(untilAt, outlook.checksAfter(phone, outlook.now)));
      }
    };
    await inTurns(steps());
    const plan = planNight(checks, {
      ...ahead,
      graceAfterMs: settings.grace.afterMs,
      before: this.night?.plan ?? null,
    });
    this.night = { plan, atMs: outlook.now };
    this.look();
  }

  private words({ supported, enabled, holding, night, onMains }: Omit<KeepAwakeState, 'words'>): string {
    if (!supported) return 'Only the Cordboard window can keep a computer awake; this host runs without one.';
    if (!enabled) return `Off: this laptop sleeps when its system says so. ${honestWord}`;
    if (!night) return `No phone asks in the hours this laptop usually sleeps. ${honestWord}`;
    const [from, to] = [this.clockTime(night.from), this.clockTime(night.to)];
    if (holding) return `Keeps this laptop awake until ${to}. ${honestWord}`;
    if (onMains === false) return `Waits for mains power: on battery it lets this laptop sleep. ${honestWord}`;
    return `Will keep this laptop awake for the checks from ${from} to ${to}, if it is running in the evening. ${honestWord}`;
  }

  private clockTime(at: number): string {
    return rfc3339(at, this.parts.hours.timeZone).slice(11, 16);
  }
}

function instantsUntil(untilAt: number, planned: Iterable<PlannedCheck>): number[] {
  const found: number[] = [];
  for (const { at } of planned) {
    if (at >= untilAt || found.length >= mostChecks) break;
    found.push(at);
  }
  return found;
}

const honestWord =
  'A closed lid or a rule of the system may send it to sleep all the same, and a sleeping laptop cannot be woken.';
