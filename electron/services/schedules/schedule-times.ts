// When a schedule comes, by its trigger and the site's zone.
import type { ScheduleRecord } from './schedule-store';
import type { Scheduler } from './scheduler';

/** Times that passed are not counted further. */
export const mostPassed = 100;
const mostBetween = 2_000;

export class ScheduleTimes {
  /** The first after what is seen to, as long as zone and schedule stay. */
  private readonly known = new Map<number, { readonly key: string; readonly at: number | null }>();

  constructor(
    private readonly scheduler: Pick<Scheduler, 'next'>,
    private readonly timeZone: () => string,
  ) {}

  /** The first time that is not seen to; it may be over. */
  next(record: ScheduleRecord): number | null {
    const key = `${this.timeZone()} ${record.seenTo} ${JSON.stringify(record.trigger)}`;
    const known = this.known.get(record.id);
    if (known?.key === key) return known.at;
    const at = this.after(record, record.seenTo);
    this.known.set(record.id, { key, at });
    return at;
  }

  /** How often it came from its time `firstAt` to now, at most `mostPassed`. */
  passed(record: ScheduleRecord, firstAt: number, now: number): { readonly times: number; readonly lastAt: number } {
    let lastAt = firstAt;
    for (let times = 1; ; times++) {
      const next = this.after(record, lastAt);
      if (next === null || next > now || times >= mostPassed) return { times, lastAt };
      lastAt = next;
    }
  }

  /** Times after one instant and before another, the first 2,000. */
  between(record: ScheduleRecord, afterMs: number, beforeMs: number): number[] {
    const found: number[] = [];
    for (let at = this.after(record, afterMs); at !== null && at < beforeMs; at = this.after(record, at)) {
      found.push(at);
      if (found.length >= mostBetween) break;
    }
    return found;
  }

  private after({ trigger }: ScheduleRecord, afterMs: number): number | null {
    if ('cron' in trigger) return this.scheduler.next(trigger.cron, this.timeZone(), afterMs);
    return 'at' in trigger && trigger.at > afterMs ? trigger.at : null;
  }
}
