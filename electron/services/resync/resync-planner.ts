// Which phones a run reaches, in which order and by which way; the same for the plan that is shown and the run that is started.
import { eventParameters } from '../../core/resync/event-text';
import { planOrder } from '../../core/resync/plan-order';
import type { ResyncWay } from '../../core/resync/choose-way';
import type { Problem } from '../../core/shared/problem';
import { ok, type Result } from '../../core/shared/result';
import type { PhoneRecord } from '../phones/phone-store';
import { selectPhones, type PhoneSelection } from '../phones/select-phones';
import { sipTarget } from '../phones/sip-address';
import type { QuietTimes } from '../schedules/quiet-times';
import { provisioningOffAhead } from './fetch-problems';
import { reachPhone, type ReachParts } from './reach-phone';
import { otherEvent, parametersUnknown, sourceFilter } from './resync-problems';
import type { ResyncSettingsBook } from './resync-settings';
import type { RunOptions } from './resync-store';

/** What somebody wants otherwise for one run. */
export type RunWishes = { readonly [Name in keyof RunOptions]?: RunOptions[Name] | undefined };

export interface PlannedPhone {
  readonly phone: PhoneRecord;
  readonly name: string;
  readonly group: string | null;
  /** Null: nothing will be sent, and the problem says why. */
  readonly way: ResyncWay | null;
  readonly reason: string;
  readonly to: string | null;
  readonly event: string;
  /** Why it will fail, as far as that is known beforehand. */
  readonly problem: Problem | null;
}

export interface ResyncPlan {
  readonly phones: readonly PlannedPhone[];
  readonly warnings: readonly { readonly problem: Problem; readonly phones: number }[];
  readonly options: RunOptions;
  readonly secondsAtLeast: number;
  readonly quietUntil: number | null;
}

export class ResyncPlanner {
  constructor(
    private readonly parts: ReachParts,
    private readonly settings: ResyncSettingsBook,
    private readonly quiet: QuietTimes,
  ) {}

  options(wishes: RunWishes): RunOptions {
    const { way, ratePerSecond, inFlight } = this.settings.all;
    return {
      way: wishes.way ?? way,
      ratePerSecond: wishes.ratePerSecond ?? ratePerSecond,
      inFlight: wishes.inFlight ?? inFlight,
      event: wishes.event ?? null,
    };
  }

  /** In the order in which they are to be reached. Problems of the selection. */
  order(selection: PhoneSelection): Result<PhoneRecord[]> {
    const selected = selectPhones(this.parts.state, selection);
    return selected.ok ? ok(this.inOrder(selected.value)) : selected;
  }

  inOrder(phones: readonly PhoneRecord[]): PhoneRecord[] {
    const { state, around } = this.parts;
    const placed = phones.map((phone) => ({
      phone,
      mac: phone.mac,
      group: state.layers.phoneFacts(phone.mac, 'draft').group,
      address:
        sipTarget(phone, state.held.of(phone.id), around.family, state.registrations.addressOf(phone.id))?.address ??
        null,
    }));
    return planOrder(placed).map(({ phone }) => phone);
  }

  plan(selection: PhoneSelection, wishes: RunWishes): Result<ResyncPlan> {
    const ordered = this.order(selection);
    if (!ordered.ok) return ordered;
    const options = this.options(wishes);
    const phones = ordered.value.map((phone) => this.planned(phone, options));
    const met = new Map<string, { problem: Problem; phones: number }>();
    for (const { problem } of phones) {
      if (!problem) continue;
      const known = met.get(problem.code);
      if (known) known.phones += 1;
      else met.set(problem.code, { problem, phones: 1 });
    }
    // Those of the first second leave together.
    const afterFirst = Math.max(0, phones.length - Math.max(1, options.ratePerSecond));
    return ok({
      phones,
      warnings: [...met.values()],
      options,
      secondsAtLeast: afterFirst / options.ratePerSecond,
      quietUntil: this.quiet.isQuiet(this.parts.around.clock.now()),
    });
  }

  private planned(phone: PhoneRecord, options: RunOptions): PlannedPhone {
    const { state, around } = this.parts;
    const { name, group } = state.layers.phoneFacts(phone.mac, 'draft');
    const held = state.held.of(phone.id);
    const heldEvent = around.family.notifyEvent(held);
    const event = options.event ?? heldEvent;
    const reached = reachPhone(phone, this.parts, options);
    if (!reached.ok) return { phone, name, group, way: null, reason: '', to: null, event, problem: reached.problem };
    const { way, reason, to, dropped } = reached.value;
    const doubtful = eventParameters(event).filter((one) => !around.family.notifyHabits.eventParameters.includes(one));
    const problem = dropped
      ? sourceFilter(`It will probably drop a NOTIFY that comes from here, in silence.`)
      : event !== heldEvent
        ? otherEvent(event, heldEvent)
        : doubtful.length > 0
          ? parametersUnknown(event)
          : around.family.downloadTiming(held).enabled
            ? null
            : provisioningOffAhead();
    return { phone, name, group, way, reason, to, event, problem };
  }
}
